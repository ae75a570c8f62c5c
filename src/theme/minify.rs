//! Style sheets and scripts without what only their writers need.
//!
//! Nothing is renamed or rearranged: comments and white space go where they mean nothing, and what
//! cannot be told for sure stays. A sheet or script that is odd is at worst as long as it was.

/// A style sheet without comments and without white space that separates nothing.
pub(super) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut gap = false;
    while let Some(letter) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            gap = true;
            continue;
        }
        let (piece, after) = rest.split_at(piece(rest, letter));
        rest = after;
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        let tight_before = matches!(letter, '{' | '}' | ';' | ',' | '>');
        let tight_after = out.is_empty() || out.ends_with(['{', '}', ';', ',', '>', ':', '(']);
        if gap && !tight_before && !tight_after {
            out.push(' ');
        }
        gap = false;
        if letter == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push_str(piece);
    }
    out
}

/// How long the piece is that has to stay as it is: a string, an escaped sign, or one sign.
fn piece(text: &str, first: char) -> usize {
    match first {
        '"' | '\'' => {
            let mut escaped = false;
            let inner = text[1..].char_indices();
            let mut end = inner.filter(|&(_, letter)| {
                let ends = letter == first && !escaped;
                escaped = letter == '\\' && !escaped;
                ends
            });
            end.next().map_or(text.len(), |(at, _)| at + 2)
        }
        '\\' => text.chars().take(2).map(char::len_utf8).sum(),
        letter => letter.len_utf8(),
    }
}

/// A script without indentation, empty lines, and lines that are only a comment.
///
/// White space matters inside a string that goes over several lines. So a script in which one
/// might, by the count of its back quotes, stays as it is, and so does a line after a backslash.
pub(super) fn js(text: &str) -> String {
    let quotes = |line: &str| line.matches('`').count() % 2 == 1;
    if text.lines().any(quotes) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut continued = false;
    for line in text.lines() {
        let bare = line.trim_start();
        let is_comment = bare.starts_with("//") && !bare.contains("*/");
        if continued {
            out.push_str(line);
            out.push('\n');
        } else if !bare.is_empty() && !is_comment {
            out.push_str(bare);
            out.push('\n');
        }
        continued = line.ends_with('\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_mean_the_same_in_less_room() {
        for (long, short) in [
            ("a { color : red; }\n\nb , c > d { x: y }", "a{color :red}b,c>d{x:y}"),
            (
                "/* one */ a::before { content: \"/* ; } */  \\\"\"; }",
                "a::before{content:\"/* ; } */  \\\"\"}",
            ),
            ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
            ("a :hover, a:hover {}", "a :hover,a:hover{}"),
            (
                "@media (min-width: 1px) and (max-width: 2px) { a { b: c; } }",
                "@media (min-width:1px) and (max-width:2px){a{b:c}}",
            ),
            ("a { margin: 0 auto/* x */1px; }", "a{margin:0 auto 1px}"),
            (":is(a, b) * c { d: e !important; }", ":is(a,b) * c{d:e !important}"),
            ("a { b: url(  x.png ) }", "a{b:url(x.png )}"),
            (".a\\ b { }", ".a\\ b{}"),
            ("a { b: 'never ends", "a{b:'never ends"),
            ("a { } /* never ends", "a{}"),
            ("", ""),
        ] {
            assert_eq!(css(long), short, "{long}");
            assert_eq!(css(short), short, "{short}");
        }
    }

    #[test]
    fn scripts_keep_what_could_be_a_string() {
        for (long, short) in [
            ("  a;\n\n  // b\n    c; // d\n", "a;\nc; // d\n"),
            ("a = `\n  b\n`;\n", "a = `\n  b\n`;\n"),
            ("a = \"b \\\n   c\";\n", "a = \"b \\\n   c\";\n"),
            ("/*\n// a */ b;\n", "/*\n// a */ b;\n"),
        ] {
            assert_eq!(js(long), short, "{long}");
        }
    }
}
