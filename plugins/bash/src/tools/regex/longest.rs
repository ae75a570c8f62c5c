//! The longest of the matches that start first, as POSIX wants it. The engine underneath takes the
//! first alternative that matches; an automaton that goes on as far as any does finds the end.

use std::cell::RefCell;

use regex::bytes::{Regex, RegexBuilder};
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind, nfa::thompson};

use super::{Groups, groups};

/// An expression with alternatives.
pub(super) struct Longest {
    /// Finds where a match starts.
    first: Regex,
    /// Finds where the longest from there ends.
    ends: DFA,
    cache: RefCell<Cache>,
    /// Finds the groups of a match that ends with the text.
    whole: Regex,
}

impl Longest {
    /// `None` where the automaton cannot be made: the first alternative counts then.
    pub(super) fn new(pattern: &str, first: Regex, fold: bool, lines: bool) -> Option<Self> {
        let ends = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All).unicode_word_boundary(true))
            .syntax(
                syntax::Config::new()
                    .case_insensitive(fold)
                    .multi_line(lines)
                    .dot_matches_new_line(true)
                    .utf8(false),
            )
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(4 << 20)))
            .build(pattern)
            .ok()?;
        let whole = RegexBuilder::new(&format!("(?:{pattern})\\z"))
            .case_insensitive(fold)
            .multi_line(lines)
            .dot_matches_new_line(true)
            .size_limit(4 << 20)
            .build()
            .ok()?;
        let cache = RefCell::new(ends.create_cache());
        Some(Self { first, ends, cache, whole })
    }

    pub(super) fn is_match(&self, text: &[u8]) -> bool {
        self.first.is_match(text)
    }

    pub(super) fn find(&self, text: &[u8], start: usize) -> Option<(usize, usize)> {
        let found = self.first.find_at(text, start)?;
        let input = Input::new(text).range(found.start()..).anchored(Anchored::Yes);
        let cache = &mut self.cache.borrow_mut();
        let end = match self.ends.try_search_fwd(cache, &input) {
            Ok(Some(end)) => end.offset(),
            // It gives up at a word boundary beside what is not ASCII.
            Ok(None) | Err(_) => found.end(),
        };
        Some((found.start(), end))
    }

    pub(super) fn captures(&self, text: &[u8], start: usize) -> Option<Groups> {
        let (from, end) = self.find(text, start)?;
        let whole = self.whole.captures_at(&text[..end], from);
        let whole = whole.map(|found| groups(&found));
        // An end that only holds in the longer text leaves the first alternative.
        whole
            .filter(|groups| groups.first() == Some(&Some((from, end))))
            .or_else(|| Some(groups(&self.first.captures_at(text, start)?)))
    }
}
