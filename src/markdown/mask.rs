//! Lines and words that CommonMark knows nothing of, covered up so that its parser steps over
//! them.
//!
//! A `:::` line, a `*[HTML]: …` line and the `{width=400}` after an image are overwritten by a
//! processing instruction (`<?…?>`) of the same length. CommonMark takes one as a block of its
//! own where it begins a line and as inline HTML elsewhere, in any list or quote, so structure
//! comes out right and every offset stays what it was. What turns out to stand in code, where it
//! means nothing, is uncovered again by the walk over what was read.

use std::borrow::Cow;

use crate::source::Span;

/// What was covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covered {
    /// `::: note Title` or `:::`.
    Block,
    /// `*[HTML]: HyperText Markup Language`.
    Abbreviation,
    /// `{width=400}`.
    Attributes,
}

/// A stretch of the text that was covered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mask {
    pub(super) span: Span,
    pub(super) what: Covered,
}

/// The text with all of that covered, and where.
pub(super) fn cover(text: &str) -> (Cow<'_, str>, Vec<Mask>) {
    let masks = find(text);
    if masks.is_empty() {
        return (Cow::Borrowed(text), masks);
    }
    let mut covered = String::with_capacity(text.len());
    let mut end = 0;
    for mask in &masks {
        covered.push_str(&text[end..mask.span.start]);
        // Three bytes are the least there is, and `<?>` is a processing instruction, too.
        match mask.span.len() {
            0..=3 => covered.push_str("<?>"),
            len => {
                covered.push_str("<?");
                covered.extend(std::iter::repeat_n('x', len - 4));
                covered.push_str("?>");
            }
        }
        end = mask.span.end;
    }
    covered.push_str(&text[end..]);
    (Cow::Owned(covered), masks)
}

fn find(text: &str) -> Vec<Mask> {
    let blocks = text.contains(":::");
    let abbreviations = text.contains("*[");
    let attributes = text.contains("){") || text.contains("]{");
    let mut masks = Vec::new();
    if !(blocks || abbreviations || attributes) {
        return masks;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        let own = after_containers(line);
        let span = Span::new(at + own, at + line.len());
        let rest = &line[own..];
        if blocks && is_block(rest) {
            masks.push(Mask { span, what: Covered::Block });
        } else if abbreviations && abbreviation(rest).is_some() {
            masks.push(Mask { span, what: Covered::Abbreviation });
        } else if attributes && rest.contains("![") {
            let spans = image_attributes(line).into_iter();
            masks.extend(spans.map(|span| Mask {
                span: Span::new(at + span.start, at + span.end),
                what: Covered::Attributes,
            }));
        }
    }
    masks
}

/// Where a line's own text starts: after indentation, `>` and the marks of list items.
fn after_containers(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'>') => at += 1,
            Some(b'-' | b'*' | b'+') if bytes.get(at + 1) == Some(&b' ') => at += 2,
            Some(b'0'..=b'9') => {
                let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let marker = bytes.get(at + digits..at + digits + 2);
                match marker {
                    Some([b'.' | b')', b' ']) => at += digits + 2,
                    _ => return at,
                }
            }
            _ => return at,
        }
    }
}

/// `:::` alone, or with the name of a block after it.
fn is_block(text: &str) -> bool {
    let rest = text.trim_start_matches(':');
    let named = || rest.trim_start().starts_with(|first: char| first.is_ascii_alphabetic());
    text.len() - rest.len() >= 3 && (rest.is_empty() || named())
}

/// The two sides of `*[HTML]: HyperText Markup Language`.
pub(super) fn abbreviation(text: &str) -> Option<(&str, &str)> {
    let (short, long) = text.strip_prefix("*[")?.split_once("]:")?;
    let (short, long) = (short.trim(), long.trim());
    (!short.is_empty() && !long.is_empty() && !short.contains(['[', ']'])).then_some((short, long))
}

/// Every `{…}` straight after a `)` or `]` that holds attributes of an image.
fn image_attributes(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find('{').map(|at| from + at) {
        from = at + 1;
        if !line[..at].ends_with([')', ']']) {
            continue;
        }
        let Some(len) = line[at..].find('}') else { break };
        let inner = &line[at + 1..at + len];
        let fits = inner.contains('=') && !inner.contains(['{', '`', '<', '>']);
        if fits {
            found.push(Span::new(at, at + len + 1));
            from = at + len + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_covered_keeps_its_length() {
        let text = "> ::: tip é\n- :::\n*[A]: b\n![i](j){dark=é}\n";
        let (covered, masks) = cover(text);
        assert_eq!(covered, "> <?xxxxxx?>\n- <?>\n<?xxx?>\n![i](j)<?xxxxx?>\n");
        assert_eq!(covered.len(), text.len());
        assert_eq!(masks.len(), 4);
    }

    #[test]
    fn other_colons_brackets_and_braces_stay() {
        for text in ["::", "a ::: b", "std:::x", "::: ===", "*[a](b)*", "f(x){y=1}", "[a](b){c}"] {
            assert_eq!(cover(text).0, text);
        }
    }
}
