//! Characters that no reader sees and that change what a reader sees: controls, and those that
//! turn the direction of text around. In an example they are made visible and kept from working.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character turns the direction of the text after it. The marks of single characters
/// (U+200E, U+200F) are not among them: texts in Arabic and Hebrew need them.
fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_odd(character: char) -> bool {
    (character.is_control() && !matches!(character, '\t' | '\n')) || turns(character)
}

/// The HTML of a line with a sign in the place of each such character. Those that turn text around
/// stay, each in an element that ends what it does; controls do not: no page may hold them.
pub(super) fn visible(html: &str) -> Cow<'_, str> {
    if !html.chars().any(is_odd) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 64);
    for character in html.chars() {
        if is_odd(character) {
            let kept = if turns(character) { character.to_string() } else { String::new() };
            let code = u32::from(character);
            let _ = write!(out, "<bdi class=\"odd\" data-c=\"U+{code:04X}\">{kept}</bdi>");
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_ends_with_its_element() {
        assert_eq!(
            visible("a\u{202e}b\u{1b}"),
            "a<bdi class=\"odd\" data-c=\"U+202E\">\u{202e}</bdi>b\
             <bdi class=\"odd\" data-c=\"U+001B\"></bdi>"
        );
        assert_eq!(visible("a\tb\u{200f}"), "a\tb\u{200f}");
    }
}
