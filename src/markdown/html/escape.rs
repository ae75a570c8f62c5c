//! Text made safe to stand in HTML.

use std::fmt::Write;

/// Adds `text` as the content of an element.
pub(in super::super) fn text(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // HTML has no way to write it, and a browser would show this instead.
            '\0' => html.push('\u{fffd}'),
            _ => html.push(character),
        }
    }
}

/// Adds `value` as the value of an attribute in double quotes.
pub(super) fn attribute(html: &mut String, value: &str) {
    text(html, value);
}

/// Adds `address` as the value of `href` or `src`: what an address cannot hold is encoded, what
/// is encoded already stays.
pub(super) fn address(html: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#x27;"),
            byte if byte.is_ascii_alphanumeric() || b"-_.~!*();:@=+$,/?#%".contains(&byte) => {
                html.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            byte => {
                let _ = write!(html, "%{byte:02X}");
            }
        }
    }
}
