//! Says what the parser's complaints come of, in the words of somebody who wrote the text.

use proofpress_plugin::Span;

use super::Mistake;

/// Explains the parser's message about a place.
pub(super) fn explain(source: &str, message: &str, span: Span) -> Mistake {
    let at = span.start;
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = source[start..].lines().next().unwrap_or_default();
    let text = line.trim();
    if text == "..." || text == "…" {
        let start = start + line.len() - line.trim_start().len();
        let message = format!("expected `key = value`, found `{text}`");
        return plain(
            Span::new(start, start + text.len()),
            message,
            "write what is left out as a comment: `# ...`",
        );
    }
    let word = source[span.start..span.end].starts_with(|letter: char| letter.is_alphabetic());
    let is_bare = message.starts_with("string values must be quoted")
        || (word && !message.contains("key") && message.starts_with("invalid "));
    let mut mistake = if is_bare {
        bare_value(source, span)
    } else if message.starts_with("missing escaped value") || message.contains("unicode") {
        bad_escape(source, at)
    } else if message.starts_with("invalid basic string")
        || message.starts_with("invalid literal string")
    {
        plain(
            span,
            "this string is not closed on its line",
            "close it, or use three quotes for several lines",
        )
    } else if message.starts_with("invalid multi-line") {
        plain(span, "this string is never closed", "close it with three quotes")
    } else {
        let message =
            message.strip_suffix(", expected nothing").unwrap_or(message).replace('\n', " ");
        Mistake {
            span,
            help: help(&message, source, span).map(str::to_owned),
            message,
            related: None,
        }
    };
    mistake.related = unclosed(source, message, mistake.span);
    mistake.span = visible(source, mistake.span);
    mistake
}

fn plain(span: Span, message: impl Into<String>, help: &str) -> Mistake {
    Mistake { span, message: message.into(), help: Some(help.to_owned()), related: None }
}

/// An empty span made one character wide where a character follows it on its line.
fn visible(source: &str, span: Span) -> Span {
    if span.start < span.end {
        return span;
    }
    match source[span.start..].chars().next() {
        Some(letter) if letter != '\n' => Span::new(span.start, span.start + letter.len_utf8()),
        Some(_) => span,
        None => Span::at(source.trim_end().len().min(span.start)),
    }
}

/// A value that is no number, no date, no boolean and not quoted.
fn bare_value(source: &str, span: Span) -> Mistake {
    let text = source[span.start..span.end].trim();
    if text.is_empty() {
        return plain(span, "a value is missing after the `=`", "write the value");
    }
    let rest = source[span.end..].lines().next().unwrap_or_default().trim_start();
    if let Some((value, key)) = text.rsplit_once(' ')
        && rest.starts_with('=')
    {
        let message = format!("`{key}` follows the value `{}` on its line", value.trim());
        return plain(span, message, "part the two by a line break, in an inline table by a comma");
    }
    let shown: String = text.chars().take(40).collect();
    let message = format!("`{}` is no value of TOML", shown.replace('`', "'"));
    match text {
        "True" | "TRUE" | "False" | "FALSE" => plain(span, message, "write `true` or `false`"),
        "None" | "null" | "nil" => plain(span, message, "TOML has no null: leave the key out"),
        _ => plain(span, message, "put a text in quotes"),
    }
}

/// An escape that TOML does not have; the parser points behind its backslash.
fn bad_escape(source: &str, at: usize) -> Mistake {
    let start = source[..at].rfind('\\').unwrap_or(at);
    let end = start + source[start..].chars().take(2).map(char::len_utf8).sum::<usize>();
    let message = format!("`{}` is no escape of TOML", &source[start..end]);
    plain(Span::new(start, end), message, "write a backslash as `\\\\`, or use single quotes")
}

fn help(message: &str, source: &str, span: Span) -> Option<&'static str> {
    const HELP: [(&str, &str); 9] = [
        ("key with no value", "write `key = value`; a key with a space in it stands in quotes"),
        ("missing value for key", "write a value after the `=`"),
        ("unquoted keys cannot be empty", "write a key before the `=`"),
        ("invalid unquoted key", "put the key in quotes"),
        ("unexpected leading zero", "remove the zero, or quote the value if the zero matters"),
        ("missing comma", "put a comma between the two, or close the bracket"),
        ("missing assignment", "put `=` between key and value"),
        ("unexpected key or value", "put it on a line of its own"),
        ("cannot extend value", "a value that is not a table holds no keys"),
    ];
    if source[span.start..].starts_with(':') {
        return Some("write `=` between key and value");
    }
    if message.starts_with("invalid key-value pair") && source[span.start..].starts_with('{') {
        return Some("a TOML text is no object: write its members as lines `key = value`");
    }
    HELP.iter().find(|(start, _)| message.starts_with(start)).map(|&(_, help)| help)
}

/// The bracket of the array or inline table that the message is about.
fn unclosed(source: &str, message: &str, span: Span) -> Option<(Span, String)> {
    let (open, close) = if message.starts_with("unclosed array table") {
        return None;
    } else if message.contains("array") {
        ('[', ']')
    } else if message.contains("inline table")
        || message.starts_with("missing comma between key-value")
    {
        ('{', '}')
    } else {
        return None;
    };
    let mut depth = 0usize;
    for (at, letter) in source[..span.start].char_indices().rev() {
        if letter == close {
            depth += 1;
        } else if letter == open && depth == 0 {
            return Some((Span::new(at, at + 1), format!("`{open}` is opened here")));
        } else if letter == open {
            depth -= 1;
        }
    }
    None
}
