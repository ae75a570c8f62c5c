//! Brackets: how deep they may nest, and which is left open. Python's tokenizer gives up at two hundred open brackets, and so
//! does this, before the parser: everything here that visits a tree can then rely on it.
//!
//! Reads no more of Python than its strings and comments, where brackets mean nothing.

use ruff_text_size::{TextRange, TextSize};

/// Open brackets at once (`MAXLEVEL` in CPython's tokenizer).
const BRACKETS: usize = 200;

/// The first bracket of `text` that is nested too deep.
pub(crate) fn too_deep(text: &str) -> Option<TextRange> {
    open_brackets(text, BRACKETS).get(BRACKETS).copied()
}

/// The innermost bracket that `text` opens and never closes.
pub(crate) fn unclosed(text: &str) -> Option<TextRange> {
    open_brackets(text, usize::MAX).last().copied()
}

/// The brackets that are open at the end of `text`, or where there first are more than `limit`.
fn open_brackets(text: &str, limit: usize) -> Vec<TextRange> {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        match byte {
            b'(' | b'[' | b'{' => {
                let start = TextSize::try_from(at).unwrap_or_default();
                open.push(TextRange::at(start, 1.into()));
                if open.len() > limit {
                    return open;
                }
            }
            b')' | b']' | b'}' => {
                open.pop();
            }
            _ => {}
        }
        at += match byte {
            b'#' => rest.iter().take_while(|&&byte| byte != b'\n').count(),
            b'\'' | b'"' => string(rest, byte),
            _ => 1,
        };
    }
    open
}

/// The length of the string literal that `rest` opens with `quote`.
fn string(rest: &[u8], quote: u8) -> usize {
    let triple = rest.starts_with(&[quote; 3]);
    let mut at = if triple { 3 } else { 1 };
    while let Some(&byte) = rest.get(at) {
        let after = rest.get(at..).unwrap_or_default();
        match byte {
            b'\\' => at += 2,
            _ if triple && after.starts_with(&[quote; 3]) => return at + 3,
            _ if !triple && (byte == quote || byte == b'\n') => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets() {
        let nested = |depth: usize| format!("{}{}", "(".repeat(depth), ")".repeat(depth));
        assert!(too_deep(&nested(200)).is_none());
        assert_eq!(too_deep(&nested(201)).map(TextRange::start), Some(200.into()));
        assert!(too_deep(&"(),".repeat(500)).is_none());
    }

    #[test]
    fn the_innermost_open_bracket() {
        let at = |text: &str| unclosed(text).map(|at| at.start().to_usize());
        assert_eq!(at("f(a, [1, 2)"), Some(1));
        assert_eq!(at("f(a, [1, ')'"), Some(5));
        assert_eq!(at("f(a)"), None);
    }

    #[test]
    fn brackets_in_strings_and_comments_are_text() {
        let many = "(".repeat(300);
        for text in [format!("# {many}"), format!("x = '{many}'"), format!("\"\"\"\n{many}\"\"\"")]
        {
            assert!(too_deep(&text).is_none(), "{text}");
        }
        assert!(too_deep(&format!("'\\'' + {many}")).is_some());
        assert!(too_deep(&format!("'unclosed\n{many}")).is_some());
    }
}
