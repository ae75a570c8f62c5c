//! What a page can say of an example, written into its opening fence.

use crate::fence::{self, Attribute};
use crate::source::Span;

/// A place of a text and what goes there.
type Change = Option<(Span, String)>;

/// Says that a rule must report the example. `span` is the opening fence in `text`.
pub(super) fn with_failure(text: &str, span: Span, rule: &str) -> Change {
    let (attributes, start) = attributes(text, span)?;
    match attributes.iter().find(|attribute| attribute.key == "fails") {
        None => Some((Span::at(span.end), format!(" fails={rule}"))),
        Some(given) => {
            let rules = given.value.as_deref().unwrap_or_default();
            if rules.is_empty() || rules.split(',').any(|given| given.trim() == rule) {
                return None;
            }
            let written = text.get(start + given.span.start..start + given.span.end)?;
            let quotes = usize::from(written.ends_with(['"', '\'']));
            Some((Span::at(start + given.span.end - quotes), format!(",{rule}")))
        }
    }
}

/// Says that the example is not to be checked, with a reason to be filled in.
pub(super) fn ignored(text: &str, span: Span) -> Change {
    let (attributes, _) = attributes(text, span)?;
    let is_ignored = attributes.iter().any(|attribute| attribute.key == "ignore");
    (!is_ignored).then(|| (Span::at(span.end), " ignore=\"why it is not checked\"".to_owned()))
}

/// The attributes of an opening fence, and where the info string starts that their places count
/// from; none where there is no language before which something could be said.
fn attributes(text: &str, span: Span) -> Option<(Vec<Attribute>, usize)> {
    let line = text.get(span.start..span.end)?;
    let marker = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(marker);
    let lead = info.len() - info.trim_start().len();
    let start = span.end - info.len() + lead;
    let (fence, _) = fence::parse(info.trim());
    (!info.trim().is_empty()).then_some((fence.attributes, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(line: &str, change: impl Fn(&str, Span) -> Change) -> Option<String> {
        let (span, new) = change(line, Span::new(0, line.len()))?;
        let mut line = line.to_owned();
        line.replace_range(span.start..span.end, &new);
        Some(line)
    }

    #[test]
    fn rules_are_added_to_those_that_are_there() {
        let failing = |line| changed(line, |text, span| with_failure(text, span, "a/b"));
        for (line, expected) in [
            ("```python", Some("```python fails=a/b")),
            ("~~~ python {title=\"x\"}", Some("~~~ python {title=\"x\"} fails=a/b")),
            ("```python fails=c/d wrap", Some("```python fails=c/d,a/b wrap")),
            ("```python fails=\"c/d\"", Some("```python fails=\"c/d,a/b\"")),
            ("```python fails=c/d,a/b", None),
            ("```", None),
        ] {
            assert_eq!(failing(line).as_deref(), expected, "{line}");
            // What was written says what was meant.
            if let Some(line) = expected {
                let (fence, _) = fence::parse(line.trim_start_matches(['`', '~']).trim());
                assert!(fence.list("fails").contains(&"a/b"), "{line}");
            }
        }
    }

    #[test]
    fn an_example_is_left_out_once() {
        let ignored = |line| changed(line, ignored);
        let expected = "```python ignore=\"why it is not checked\"";
        assert_eq!(ignored("```python").as_deref(), Some(expected));
        assert_eq!(ignored(expected), None);
    }
}
