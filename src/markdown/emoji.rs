//! `:rocket:`: the names of emoji, as GitHub has them.

/// A text with its emoji; none where it has none. What is no emoji's name stays as it is.
pub(super) fn replaced(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(':') {
        let after = &rest[at + 1..];
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
        let len = after.find(|c| !is_name(c)).unwrap_or(after.len());
        let emoji = after[len..].starts_with(':').then(|| emojis::get_by_shortcode(&after[..len]));
        if let Some(Some(emoji)) = emoji {
            out.push_str(&rest[..at]);
            out.push_str(emoji.as_str());
            rest = &after[len + 1..];
            found = true;
        } else {
            out.push_str(&rest[..=at]);
            rest = after;
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_emoji_and_all_else_stays() {
        let cases = [
            (":rocket: off", Some("🚀 off")),
            ("a:+1::white_check_mark:b", Some("a👍✅b")),
            ("at 10:30:15", None),
            (":no_such_thing:", None),
            ("::rocket::", Some(":🚀:")),
            ("a : b", None),
        ];
        for (text, expected) in cases {
            assert_eq!(replaced(text).as_deref(), expected, "{text}");
        }
    }
}
