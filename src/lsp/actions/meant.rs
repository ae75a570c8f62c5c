//! A finding that says "did you mean" names two words; where the wrong one stands at its place,
//! the right one can be put there.

use super::super::found::Placed;
use crate::source::Span;

/// The change that a suggestion asks for: where, and the word.
pub(super) fn edit(placed: &Placed, text: &str, span: Span) -> Option<(Span, String)> {
    let help = placed.help.as_deref()?;
    let (_, right) = help.split_once("did you mean `")?;
    let right = right.split_once('`')?.0;
    let there = text.get(span.start..span.end)?;
    // Every second part of the message stands between backticks.
    let named = placed.message.split('`').skip(1).step_by(2);
    let wrong = named.filter(|word| !word.is_empty()).find(|word| there.contains(word))?;
    let at = there.find(wrong)?;
    let once = there.starts_with(wrong) || there.matches(wrong).count() == 1;
    let start = span.start + at;
    once.then(|| (Span::new(start, start + wrong.len()), right.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::lsp::found::Place;

    fn mended(text: &str, message: &str, help: &str) -> Option<String> {
        let span = Span::new(0, text.len());
        let placed = Placed {
            rule: "fence/unknown-attribute".to_owned(),
            severity: Severity::Warning,
            message: message.to_owned(),
            help: Some(help.to_owned()),
            place: Place { path: "a.md".into(), span },
            fence: None,
            related: Vec::new(),
            fixes: Vec::new(),
            diff: Vec::new(),
        };
        let (span, right) = edit(&placed, text, span)?;
        let mut text = text.to_owned();
        text.replace_range(span.start..span.end, &right);
        Some(text)
    }

    #[test]
    fn the_wrong_word_gives_way_to_the_right_one() {
        let unknown = "no attribute is called `tilte`";
        let meant = "did you mean `title`?";
        assert_eq!(mended("tilte=\"tilte\"", unknown, meant).as_deref(), Some("title=\"tilte\""));
        assert_eq!(mended("elsewhere", unknown, meant), None);
        assert_eq!(mended("tilte", unknown, "known keys: title"), None);
        let two = "plugin `acme` has no rule `x`";
        assert_eq!(mended("\"x\"", two, "did you mean `y`?").as_deref(), Some("\"y\""));
        assert_eq!(mended("a tilte tilte", unknown, meant), None);
    }
}
