//! Colours for code, at build time: text in, the HTML of each line out.
//!
//! Grammars are Sublime's, run by syntect; the many scopes they know are folded into a dozen
//! classes, so that the style sheet stays small. Where there is no grammar, or it fails, the
//! text is escaped and shown plain: highlighting never decides whether a page is built. This
//! module knows nothing of fences, findings or themes.

mod class;
mod colours;
mod grammars;
mod runs;
mod search;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use class::Classes;
pub use colours::Colours;
use runs::Runs;
pub use search::{is_regex, matches};

/// Lines longer than this are shown plain: they are data, and grammars are slow on them.
const LONGEST_LINE: usize = 4096;

/// The HTML of each line of `text`, without its line end. `lang` is the word after the fence.
/// An element never reaches over a line end, whatever the construct it belongs to.
pub fn lines(lang: &str, text: &str) -> Vec<String> {
    match grammars::find(lang) {
        Some((set, syntax)) => coloured(set, syntax, text).lines(text),
        None => text.lines().map(escaped).collect(),
    }
}

/// Whether there is a grammar for that language.
pub fn knows(lang: &str) -> bool {
    grammars::find(lang).is_some()
}

/// The colours of a text; none at all where the grammar fails on it.
fn coloured(set: &SyntaxSet, syntax: &SyntaxReference, text: &str) -> Runs {
    let mut runs = Runs::default();
    match colour(set, syntax, text, &mut runs) {
        Some(()) => runs,
        None => Runs::default(),
    }
}

fn colour(set: &SyntaxSet, syntax: &SyntaxReference, text: &str, runs: &mut Runs) -> Option<()> {
    let classes = Classes::get();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        if line.len() <= LONGEST_LINE {
            let mut from = 0;
            for (at, op) in state.parse_line(line, set).ok()? {
                runs.push(shown.get(from..at.min(shown.len())), classes.of(&stack));
                stack.apply(&op).ok()?;
                from = at;
            }
            runs.push(shown.get(from..), classes.of(&stack));
        }
        runs.end_line();
    }
    Some(())
}

/// Text as HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(&mut html, text);
    html
}

fn escape_into(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // HTML has no way to write it.
            '\0' => html.push('\u{fffd}'),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_a_grammar_is_escaped() {
        assert_eq!(lines("nonsense", "a < b\n\n&c"), ["a &lt; b", "", "&amp;c"]);
        assert!(!knows("nonsense"));
    }

    #[test]
    fn a_construct_over_several_lines_is_coloured_on_each() {
        let html = lines("python", "x = \"\"\"one\ntwo\n\"\"\"\ny = 1\n");
        assert_eq!(html.len(), 4);
        assert_eq!(html[1], "<span class=\"hl-s\">two</span>");
        assert!(html[3].contains("<span class=\"hl-n\">1</span>"), "{}", html[3]);
    }

    #[test]
    fn a_line_too_long_for_a_grammar_is_plain() {
        let long = format!("\"{}\"", "a".repeat(LONGEST_LINE));
        assert_eq!(lines("json", &long), [escaped(&long)]);
    }
}
