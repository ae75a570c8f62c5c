//! Literals in backquotes that are no JSON: `` `running` `` for `` `"running"` ``. The AWS CLI and
//! the Python library take them as strings, and their documentation is full of them.

/// An expression with such literals quoted, and how its bytes relate to those of the original.
pub(crate) struct Mended {
    pub(crate) text: String,
    /// Positions in `text` of the quotes that were put in.
    quotes: Vec<usize>,
}

impl Mended {
    /// The byte of the original that a byte of the text stands for.
    pub(crate) fn original(&self, at: usize) -> usize {
        at - self.quotes.iter().filter(|quote| **quote < at).count()
    }
}

/// Quotes the literals that are no JSON.
pub(crate) fn mend(expression: &str) -> Mended {
    let mut mended = Mended { text: String::with_capacity(expression.len()), quotes: Vec::new() };
    let mut rest = expression;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '`' | '"' | '\'' => closed(rest, letter).unwrap_or(letter.len_utf8()),
            other => other.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match token.strip_prefix('`').and_then(|token| token.strip_suffix('`')) {
            Some(inner) if !token.is_empty() && is_word(inner) => {
                mended.text.push('`');
                mended.quotes.push(mended.text.len());
                mended.text.push('"');
                mended.text.push_str(inner.trim());
                mended.quotes.push(mended.text.len());
                mended.text.push_str("\"`");
            }
            _ => mended.text.push_str(token),
        }
    }
    mended
}

/// The bytes of a quoted token, where it is closed.
fn closed(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let found = text.char_indices().skip(1).find(|(_, letter)| {
        let closes = *letter == quote && !escaped;
        escaped = *letter == '\\' && !escaped;
        closes
    });
    found.map(|(at, letter)| at + letter.len_utf8())
}

/// Whether what is between backquotes is meant as a string: it is no JSON, and nothing in it would
/// have to be escaped.
fn is_word(inner: &str) -> bool {
    let plain = inner.chars().all(|letter| !"\"\\`\n\r\t".contains(letter));
    let unpadded = inner.trim() == inner;
    plain && unpadded && serde_json::from_str::<serde_json::Value>(inner).is_err()
}
