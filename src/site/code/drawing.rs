//! What a plugin drew of an example, in place of its text, and the text below it.

use std::fmt::Write as _;

use super::{FileUrl, artifact};
use crate::check::Figure;
use crate::check::table::Table;
use crate::highlight::escaped;
use crate::markdown::Example;
use crate::sanitize::{Piece, Shown};
use crate::theme::words::CodeWords;

/// Adds the drawing. Its text stands beside it for search and for screen readers, which read a
/// table or text as it is.
pub(super) fn write(html: &mut String, example: &Example, figure: &Figure, file_url: &FileUrl) {
    let number = example.index + 1;
    let alt = format!("example-{number}-alt");
    let id = format!("drawing_{number}");
    let is_image = match figure.drawing.shown() {
        Shown::Markup(pieces) => matches!(
            pieces.first(), Some(Piece::Markup(markup)) if markup.starts_with("<svg")
        ),
        Shown::Picture(_) | Shown::Text(_) => true,
        Shown::Rows(_) => false,
    };
    let role = if is_image { "img" } else { "group" };
    let _ = write!(
        html,
        "<div class=\"drawing\" id=\"{id}\" role=\"{role}\" aria-labelledby=\"{alt}\" \
         tabindex=\"0\" data-pagefind-ignore>"
    );
    match figure.drawing.shown() {
        Shown::Markup(pieces) => {
            for piece in pieces {
                match piece {
                    Piece::Markup(markup) => html.push_str(markup),
                    Piece::Address(path) => html.push_str(&escaped(&file_url(path))),
                }
            }
        }
        Shown::Picture(path) => {
            let _ = write!(html, "<img alt=\"\" src=\"{}\">", escaped(&file_url(path)));
        }
        Shown::Rows(csv) => artifact::table(html, &Table::from_csv(csv)),
        Shown::Text(text) => {
            let _ = write!(html, "<pre>{}</pre>", escaped(text));
        }
    }
    let words = escaped(&figure.alt);
    let _ = write!(html, "</div><p class=\"drawing-alt\" id=\"{alt}\" hidden>{words}</p>");
}

/// Adds the example's text: folded away, unless the fence says that it is shown or that it is
/// not, or something was found in it.
pub(super) fn with_source(
    html: &mut String,
    example: &Example,
    found: bool,
    words: &CodeWords,
    source: impl FnOnce(&mut String),
) {
    match example.fence.get("show-source") {
        Some("no") if !found => {}
        Some("") => source(html),
        _ => {
            let open = if found { " open" } else { "" };
            let _ = write!(
                html,
                "<details class=\"drawing-source\"{open}>\
                 <summary data-pagefind-ignore>{}</summary>",
                escaped(&words.code_source)
            );
            source(html);
            html.push_str("</details>");
        }
    }
}
