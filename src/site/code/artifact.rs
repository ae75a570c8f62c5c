//! What a run made besides text, shown under its output: pictures and tables.
//!
//! A picture is shown by an `<img>` with its bytes in the address, where a browser runs no script
//! and loads nothing, whatever an SVG holds. A table comes as CSV and is written out here.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::highlight::escaped;
use crate::plugin::Artifact;

/// The pictures a page shows.
const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"];
/// The largest picture that is put into a page, in bytes.
const MOST: usize = 1 << 20;

/// Adds what of the artifacts can be shown. Others are named.
pub(super) fn write(html: &mut String, artifacts: &[Artifact]) {
    for artifact in artifacts {
        let name = escaped(&artifact.name);
        let kind = artifact.media_type.as_str();
        if PICTURES.contains(&kind) && artifact.contents.len() <= MOST {
            let data = STANDARD.encode(&artifact.contents);
            let _ = write!(
                html,
                "<img class=\"code-picture\" alt=\"{name}\" src=\"data:{kind};base64,{data}\">"
            );
        } else if kind == "text/csv" {
            table(html, &String::from_utf8_lossy(&artifact.contents));
        } else {
            let _ = write!(html, "<p class=\"code-made\">made {name}</p>");
        }
    }
}

/// CSV (RFC 4180), its first row the head.
fn table(html: &mut String, csv: &str) {
    html.push_str("<div class=\"code-table\"><table>");
    for (at, row) in rows(csv).iter().enumerate() {
        let cell = if at == 0 { "th" } else { "td" };
        html.push_str("<tr>");
        for field in row {
            let _ = write!(html, "<{cell}>{}</{cell}>", escaped(field));
        }
        html.push_str("</tr>");
    }
    html.push_str("</table></div>");
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = vec![String::new()];
    let mut quoted = false;
    let mut rest = csv.chars().peekable();
    while let Some(c) = rest.next() {
        let field = row.last_mut();
        match (c, field) {
            ('"', Some(field)) if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => row.push(String::new()),
            ('\n', _) if !quoted => rows.push(std::mem::replace(&mut row, vec![String::new()])),
            ('\r', _) if !quoted => {}
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    if row.iter().any(|field| !field.is_empty()) {
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_be_quoted() {
        assert_eq!(rows("a,\"b,\"\"c\"\"\"\r\n1,2\n"), [["a", "b,\"c\""], ["1", "2"]]);
    }
}
