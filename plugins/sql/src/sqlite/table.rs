//! The last result of a run as a table.

use proofpress_plugin::Artifact;

use crate::postgres::has_top_level_order;
use crate::records::records;

/// What the table is called.
const NAME: &str = "result.csv";

/// The result in records of `c/shell_run.h` as CSV. NULL is an empty field, an empty text is `""`;
/// the media type says where no `ORDER BY` fixes the order of the rows.
pub(super) fn artifact(bytes: &[u8]) -> Option<Artifact> {
    let mut csv = String::new();
    let (mut statement, mut columns, mut fields) = (None, Vec::new(), Vec::new());
    let mut is_first_row = true;
    for (tag, contents) in records(bytes) {
        let text = String::from_utf8_lossy(contents);
        match tag {
            b'q' => statement = Some(text.into_owned()),
            b'c' => columns.push(field(&text)),
            b'n' => fields.push(String::new()),
            b't' => fields.push(field(&text)),
            b'b' => fields.push(hexadecimal(contents)),
            b'r' => {
                if std::mem::take(&mut is_first_row) {
                    line(&mut csv, &columns);
                }
                line(&mut csv, &fields);
                fields.clear();
            }
            // Too large.
            _ => return None,
        }
    }
    let statement = statement?;
    if is_first_row {
        line(&mut csv, &columns);
    }
    let order = if has_top_level_order(&statement) { "" } else { "; order=none" };
    Some(Artifact {
        media_type: format!("text/csv{order}"),
        name: NAME.into(),
        contents: csv.into_bytes(),
    })
}

fn line(csv: &mut String, fields: &[String]) {
    csv.push_str(&fields.join(","));
    csv.push('\n');
}

fn field(text: &str) -> String {
    match text.is_empty() || text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// A blob as SQL writes it.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("X'{digits}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(tag: u8, text: &str) -> Vec<u8> {
        let length = u32::try_from(text.len()).unwrap_or_default().to_le_bytes();
        [&[tag], length.as_slice(), text.as_bytes()].concat()
    }

    #[test]
    fn null_and_empty_text_differ() {
        let parts = [
            record(b'q', "SELECT a, b FROM t"),
            record(b'c', "a"),
            record(b'c', "b,c"),
            record(b'n', ""),
            record(b't', ""),
            record(b'r', ""),
        ];
        let table = artifact(&parts.concat());
        let shown = table.map(|table| (table.media_type, table.contents));
        let want = ("text/csv; order=none".to_owned(), b"a,\"b,c\"\n,\"\"\n".to_vec());
        assert_eq!(shown, Some(want));
    }
}
