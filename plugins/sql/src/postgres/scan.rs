//! Tokens of a script, as far as a client has to know them: where quotes and comments end.

use proofpress_plugin::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// White space and comments.
    Space,
    /// A name or keyword without quotes.
    Word,
    /// A string, a name in quotes, a number.
    Literal,
    /// One sign.
    Sign,
    /// What a driver or psql puts a value in the place of: `?`, `%s`, `%(name)s`, `:name`.
    Hole,
    /// `\;`, by which psql sends two statements as one text.
    Joint,
    /// A command of psql, to the end of its line.
    Backslash,
}

/// A token and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// Reads tokens from a text.
pub(crate) struct Scanner<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Scanner<'s> {
    pub(crate) fn new(text: &'s str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn next_token(&mut self) -> Option<Token> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let start = self.at;
        let (kind, length) = match first {
            _ if first.is_whitespace() => (Kind::Space, leading(rest, char::is_whitespace)),
            '-' if rest.starts_with("--") => (Kind::Space, line(rest)),
            '/' if rest.starts_with("/*") => (Kind::Space, comment(rest)),
            '\'' => (Kind::Literal, quoted(rest, '\'', false)),
            '"' => (Kind::Literal, quoted(rest, '"', false)),
            '$' => dollar(rest),
            '\\' if rest.starts_with("\\;") => (Kind::Joint, 2),
            '\\' => (Kind::Backslash, line(rest)),
            ':' => self.colon(rest),
            '?' if !is_operator(self.before()) && !is_operator(rest.chars().nth(1)) => {
                (Kind::Hole, 1)
            }
            '%' => percent(rest),
            _ if first.is_ascii_digit() => (Kind::Literal, leading(rest, is_word)),
            _ if is_word(first) => word(rest),
            _ => (Kind::Sign, first.len_utf8()),
        };
        self.at += length;
        Some(Token { kind, span: Span::new(start, self.at) })
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// `:name`, `:'name'`, `:"name"` and `:{?name}`, which are psql's; `::` and `:=` are not.
    fn colon(&self, rest: &str) -> (Kind, usize) {
        let after = rest.get(1..).unwrap_or_default();
        match after.chars().next() {
            Some(':' | '=') => (Kind::Sign, 2),
            // The bounds of a slice are more likely than a variable.
            _ if self.before().is_some_and(|c| is_word(c) || matches!(c, '[' | ']')) => {
                (Kind::Sign, 1)
            }
            Some(quote @ ('\'' | '"')) => match after.get(1..).and_then(|name| name.find(quote)) {
                Some(end) => (Kind::Hole, end + 3),
                None => (Kind::Sign, 1),
            },
            Some('{') => match after.find('}') {
                Some(end) => (Kind::Hole, end + 2),
                None => (Kind::Sign, 1),
            },
            Some(c) if is_word(c) && !c.is_ascii_digit() => {
                (Kind::Hole, 1 + leading(after, is_word))
            }
            _ => (Kind::Sign, 1),
        }
    }

    /// Goes on behind the end of the line.
    pub(crate) fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// Goes on behind the rows of a `COPY`: a line `\.` ends them.
    pub(crate) fn skip_rows(&mut self) {
        let rest = self.rest();
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            length += line.len();
            if line.trim_end() == "\\." {
                break;
            }
        }
        self.at += length;
    }

    /// Whether rows that follow have their end.
    pub(crate) fn has_rows_end(&self) -> bool {
        self.rest().lines().any(|line| line.trim_end() == "\\.")
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii()
}

/// Characters that make an operator together with `?`.
fn is_operator(c: Option<char>) -> bool {
    c.is_some_and(|c| "+-*/<>=~!@#%^&|`?".contains(c))
}

fn leading(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|&c| fits(c)).map(char::len_utf8).sum()
}

fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// A comment, with those within it.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") if depth == 1 => return at + 2,
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    text.len()
}

/// A text in quotes; two of them stand for one.
fn quoted(text: &str, quote: char, has_escapes: bool) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && has_escapes {
            letters.next();
        } else if letter == quote && letters.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// `$tag$ … $tag$`, `$1`, or a sign.
fn dollar(text: &str) -> (Kind, usize) {
    let after = text.get(1..).unwrap_or_default();
    let tag = leading(after, |c| is_word(c) && c != '$');
    let numbered = after.starts_with(|c: char| c.is_ascii_digit());
    if numbered {
        return (Kind::Literal, 1 + tag);
    }
    match after.get(tag..).is_some_and(|rest| rest.starts_with('$')) {
        true => {
            let (open, rest) = text.split_at(tag + 2);
            (Kind::Literal, rest.find(open).map_or(text.len(), |end| 2 * open.len() + end))
        }
        false => (Kind::Sign, 1),
    }
}

/// `%s` and `%(name)s`, or a sign.
fn percent(text: &str) -> (Kind, usize) {
    let ends = |length: usize| !text.get(length..).is_some_and(|rest| rest.starts_with(is_word));
    if text.starts_with("%s") && ends(2) {
        return (Kind::Hole, 2);
    }
    let named = text.strip_prefix("%(").and_then(|rest| rest.find(")s")).map(|end| end + 4);
    let is_name = |length: &usize| {
        text.get(2..length - 2).is_some_and(|name| !name.is_empty() && name.chars().all(is_word))
    };
    match named.filter(is_name).filter(|&length| ends(length)) {
        Some(length) => (Kind::Hole, length),
        None => (Kind::Sign, 1),
    }
}

/// A word, or a string that a letter stands before.
fn word(text: &str) -> (Kind, usize) {
    let mut head = text.chars();
    let (first, second) = (head.next(), head.next());
    if second == Some('\'') {
        match first {
            Some('e' | 'E') => return (Kind::Literal, 1 + quoted(&text[1..], '\'', true)),
            Some('b' | 'B' | 'x' | 'X' | 'n' | 'N') => {
                return (Kind::Literal, 1 + quoted(&text[1..], '\'', false));
            }
            _ => {}
        }
    }
    (Kind::Word, leading(text, is_word))
}
