//! What is wrong with letters that stand in JSON without quotes.

use proofpress_plugin::Span;

use super::Mistake;

fn has_typographic_quote(text: &str) -> bool {
    text.starts_with(['“', '”', '„', '‘', '’'])
}

fn typographic_quotes() -> Mistake {
    Mistake::new("typographic quotes are no quotes of JSON").help("write `\"`")
}

/// What is wrong with letters where the name of a member is expected.
pub(super) fn bare_name(text: &str, span: Span) -> Mistake {
    if has_typographic_quote(text) {
        return typographic_quotes();
    }
    let shown: String = text.chars().take(40).collect();
    let message = format!("expected a name in double quotes, found `{}`", shown.replace('`', "'"));
    let repair = Some(("quote the name".to_owned(), span, format!("\"{text}\"")));
    Mistake { repair, ..Mistake::new(message).help("put the name in double quotes") }
}

/// What is wrong with letters where a value is expected.
pub(super) fn word(text: &str, span: Span) -> Mistake {
    let literal = match text.to_lowercase().as_str() {
        "true" => "true",
        "false" => "false",
        "null" | "none" | "nil" | "undefined" => "null",
        "nan" | "infinity" | "-infinity" | "inf" | "-inf" => {
            return Mistake::new(format!("JSON has no `{text}`")).help("write a string or `null`");
        }
        _ if has_typographic_quote(text) => return typographic_quotes(),
        _ => {
            let shown: String = text.chars().take(40).collect();
            let shown = shown.replace('`', "'");
            return Mistake::new(format!("expected a value, found `{shown}`"))
                .help("put a text, also one that stands for another, in double quotes");
        }
    };
    let repair = Some((format!("write `{literal}`"), span, literal.to_owned()));
    Mistake { repair, ..Mistake::new(format!("`{text}` is no value of JSON, `{literal}` is")) }
}
