//! What is wrong with a text, in the words of the database that would refuse it.

use proofpress_plugin::Span;

/// A statement that is refused because of how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Where, in the example's text.
    pub(crate) span: Span,
    /// The database's message, as it is.
    pub(crate) message: String,
    /// What it says to do, where it does.
    pub(crate) help: Option<String>,
}

/// The span of the word, or the sign, that begins at `at` in `text`.
pub(crate) fn token_at(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let word: usize = rest.chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum();
    let sign = rest.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    Span::new(at, at + if word > 0 { word } else { sign })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_nothing() {
        assert_eq!(token_at("SELECT frm t", 7), Span::new(7, 10));
        assert_eq!(token_at("SELECT )", 7), Span::new(7, 8));
        assert_eq!(token_at("SELECT", 6), Span::at(6));
    }
}
