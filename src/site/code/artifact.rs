//! What a run made besides text, shown under its output: pictures and tables.
//!
//! A picture is shown by an `<img>` with its bytes in the address, where a browser runs no script
//! and loads nothing, whatever an SVG holds. A table comes as CSV and is written out here.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::check::table::{Table, is_table};
use crate::highlight::escaped;
use crate::plugin::Artifact;
use crate::theme::words::{CodeWords, fill};

/// The pictures a page shows.
const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"];
/// The largest picture that is put into a page, in bytes.
const MOST: usize = 1 << 20;

/// Adds what of the artifacts can be shown. Others are named.
pub(super) fn write(html: &mut String, artifacts: &[Artifact], words: &CodeWords) {
    for artifact in artifacts {
        let name = escaped(&artifact.name);
        let kind = artifact.media_type.as_str();
        if PICTURES.contains(&kind) && artifact.contents.len() <= MOST {
            let data = STANDARD.encode(&artifact.contents);
            let _ = write!(
                html,
                "<img class=\"code-picture\" alt=\"{name}\" src=\"data:{kind};base64,{data}\">"
            );
        } else if is_table(kind) {
            table(html, &Table::from_csv(&String::from_utf8_lossy(&artifact.contents)));
        } else {
            let made = fill(&escaped(&words.code_made), &name);
            let _ = write!(html, "<p class=\"code-made\">{made}</p>");
        }
    }
}

/// A table of text; numbers stand at the right.
pub(super) fn table(html: &mut String, table: &Table) {
    html.push_str("<div class=\"code-table\" tabindex=\"0\"><table><thead><tr>");
    for name in &table.head {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(name));
    }
    html.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        html.push_str("<tr>");
        for cell in row {
            let class = if cell.parse::<f64>().is_ok() { " class=\"number\"" } else { "" };
            let _ = write!(html, "<td{class}>{}</td>", escaped(cell));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
}
