//! From the characters of an info string to a language and attributes. What the attributes mean
//! is not its business, except that names of other tools become ours.

use super::Attribute;
use super::known;
use crate::source::Span;

/// What stands in an info string.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// The language as written.
    pub(super) lang: String,
    /// Everything else, in order.
    pub(super) attributes: Vec<Attribute>,
}

/// Scans a whole info string: a language, then attributes.
pub(super) fn info(text: &str) -> Scanned {
    let mut scanner = Scanner { text, at: 0, scanned: Scanned::default() };
    scanner.language();
    scanner.attributes();
    scanner.scanned
}

/// Scans attributes without a language before them.
pub(super) fn attributes(text: &str) -> Vec<Attribute> {
    let mut scanner = Scanner { text, at: 0, scanned: Scanned::default() };
    scanner.attributes();
    scanner.scanned.attributes
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    scanned: Scanned,
}

/// A value, and whether it was quoted or bracketed.
struct Value {
    text: String,
    quoted: bool,
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || character == ','
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|character| !accept(character)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Steps over `expected` if it comes next.
    fn skip(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn push(&mut self, key: &str, value: Option<String>, start: usize) {
        let span = Span::new(start, self.at);
        self.scanned.attributes.extend(known::translate(key, value, span));
    }

    /// The first word up to a space, comma, `{` or `:`. A first word with `=` in it is no
    /// language but an attribute.
    fn language(&mut self) {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let word = self.take_while(|c| !is_separator(c) && c != '{' && c != ':');
        if word.contains('=') || word.starts_with(['"', '\'', '[']) {
            self.at = start;
            return;
        }
        self.scanned.lang = word.to_owned();
        if self.skip(':') {
            self.after_colon();
        }
    }

    /// What follows the language without a space: an attribute (`ts:line-numbers`) or a file's
    /// name (`yaml:deploy/app.yaml`).
    fn after_colon(&mut self) {
        let start = self.at;
        let word = self.take_while(|c| !is_separator(c) && c != '{' && c != '=');
        if word.contains(['.', '/']) {
            self.push("title", Some(word.to_owned()), start);
        } else {
            self.at = start;
        }
    }

    fn attributes(&mut self) {
        loop {
            self.take_while(|c| is_separator(c) || c == '}');
            match self.peek() {
                None => return,
                Some('{') => self.brace(),
                Some('"' | '\'') => self.quoted_word(),
                Some('[') => self.label(),
                Some('/') if self.regex().is_some() => self.marked_regex(),
                Some(_) => self.word(),
            }
        }
    }

    /// `{1,4-6}` marks lines; any other brace holds attributes, so only the brace is skipped.
    fn brace(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let inner = rest.trim_start_matches(['{', ' ', '\t']);
        if inner.starts_with(|c: char| c.is_ascii_digit()) {
            let end = rest.find('}').unwrap_or(rest.len());
            let lines = rest[..end].trim_matches(['{', '}', ' ', '\t']);
            self.at = (start + end + 1).min(self.text.len());
            self.push("highlight", Some(lines.to_owned()), start);
            return;
        }
        self.at += rest.len() - inner.len();
        // `{python}`: the language may stand inside.
        let word = inner.split(|c| is_separator(c) || "}=:\"'[{".contains(c)).next();
        if let Some(word) = word.filter(|word| self.is_language(word, inner)) {
            self.at += word.len();
            self.scanned.lang = word.to_owned();
        }
    }

    /// Whether a first bare word in a brace is the language.
    fn is_language(&self, word: &str, inner: &str) -> bool {
        let after = inner[word.len()..].chars().next();
        self.scanned.lang.is_empty()
            && self.scanned.attributes.is_empty()
            && word.starts_with(|c: char| c.is_alphabetic())
            && !matches!(after, Some('=' | ':'))
    }

    /// `"key": value` as in JSON, or a marked word of the code.
    fn quoted_word(&mut self) {
        let start = self.at;
        let word = self.quoted();
        let end = self.at;
        self.take_while(|c| c == ' ');
        // Nothing in quotes is no name.
        if !word.trim().is_empty() && (self.skip(':') || self.skip('=')) {
            self.take_while(|c| c == ' ');
            let value = self.value();
            self.push(&word, Some(value.text), start);
        } else {
            self.at = end;
            self.push("mark-text", Some(word), start);
        }
    }

    /// The length of a regular expression between slashes that comes next and stands alone.
    fn regex(&self) -> Option<usize> {
        let rest = self.rest().strip_prefix('/')?;
        let mut escaped = false;
        for (at, character) in rest.char_indices() {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '/' => {
                    let end = at + '/'.len_utf8();
                    let ends = rest[end..].chars().next();
                    let alone = ends.is_none_or(|next| is_separator(next) || next == '}');
                    return (at > 0 && alone).then_some('/'.len_utf8() + end);
                }
                _ => {}
            }
        }
        None
    }

    fn marked_regex(&mut self) {
        let start = self.at;
        let regex = self.take_regex();
        self.push("mark-text", Some(regex), start);
    }

    /// Steps over the regular expression that comes next, and gives it with its slashes.
    fn take_regex(&mut self) -> String {
        let start = self.at;
        self.at += self.regex().unwrap_or_default();
        self.text[start..self.at].to_owned()
    }

    /// `[config.js]`: the label of the block.
    fn label(&mut self) {
        let start = self.at;
        let value = self.bracketed('[', ']');
        self.push("title", Some(value), start);
    }

    fn word(&mut self) {
        let start = self.at;
        let key = self.take_while(|c| !is_separator(c) && !"=}\"'{[".contains(c));
        if self.skip('=') {
            let value = self.value();
            let value_missing = value.text.is_empty() && !value.quoted;
            if key.is_empty() {
                return;
            }
            return self.push(key, (!value_missing).then_some(value.text), start);
        }
        // Inside JSON and YAML braces a colon gives the value.
        if let Some((key, value)) = key.split_once(':').filter(|(key, _)| !key.is_empty()) {
            let value = (!value.is_empty()).then(|| value.to_owned());
            return self.push(key, value, start);
        }
        let key = key.trim_start_matches(':');
        if key.is_empty() {
            // A lone `=`, `:` or `]`: nothing to keep, and the scan must go on.
            self.at += self.peek().filter(|_| self.at == start).map_or(0, char::len_utf8);
        } else if let Some(class) = key.strip_prefix('.') {
            self.class(class, start);
        } else if let Some(id) = key.strip_prefix('#') {
            self.push("id", Some(id.to_owned()), start);
        } else {
            self.push(key, None, start);
        }
    }

    /// `.python`: the first class is the language where there is none, as in Pandoc.
    fn class(&mut self, class: &str, start: usize) {
        if self.scanned.lang.is_empty() && self.scanned.attributes.is_empty() {
            self.scanned.lang = class.to_owned();
        } else {
            self.push("class", Some(class.to_owned()), start);
        }
    }

    fn value(&mut self) -> Value {
        match self.peek() {
            Some('"' | '\'') => Value { text: self.quoted(), quoted: true },
            Some('[') => {
                let list = self.bracketed('[', ']');
                let text = list.replace(['"', '\''], "").replace(' ', ",");
                Value { text, quoted: true }
            }
            Some('{') => Value { text: self.bracketed('{', '}'), quoted: true },
            Some('/') if self.regex().is_some() => Value { text: self.take_regex(), quoted: true },
            _ => self.bare_value(),
        }
    }

    /// A value without quotes ends at a space. A comma ends it too, unless a number, a range or
    /// a rule follows, as in `hide_lines=1-3,5` and `fails=a/b,c/d`.
    fn bare_value(&mut self) -> Value {
        let start = self.at;
        loop {
            self.take_while(|c| !is_separator(c) && c != '}');
            let after = self.rest().strip_prefix(',').unwrap_or_default();
            let next = after.split(|c| is_separator(c) || c == '}').next().unwrap_or_default();
            let number = next.starts_with(|c: char| c.is_ascii_digit());
            let rule = next.contains('/') && !next.contains('=');
            if !number && !rule {
                break;
            }
            self.at += 1;
        }
        let mut text = self.text[start..self.at].to_owned();
        // Zola separates lines with spaces: `hl_lines=3-4 8-9`.
        while text.starts_with(|c: char| c.is_ascii_digit()) {
            let rest = self.rest();
            let next = rest.trim_start_matches(' ');
            let len = next.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(next.len());
            let ends = next[len..].chars().next().is_none_or(is_separator);
            if len == 0 || !ends || next.len() == rest.len() {
                break;
            }
            text.push(',');
            text.push_str(&next[..len]);
            self.at += rest.len() - next.len() + len;
        }
        Value { text, quoted: false }
    }

    /// A quoted text; `\` keeps the next quote or backslash. Ends with the line if unclosed.
    fn quoted(&mut self) -> String {
        let quote = self.peek().unwrap_or('"');
        self.at += quote.len_utf8();
        let mut text = String::new();
        while let Some(character) = self.peek() {
            self.at += character.len_utf8();
            if character == quote {
                break;
            }
            match self.peek() {
                Some(next) if character == '\\' && (next == quote || next == '\\') => {
                    self.at += next.len_utf8();
                    text.push(next);
                }
                _ => text.push(character),
            }
        }
        text
    }

    /// What stands between brackets, nested ones included.
    fn bracketed(&mut self, open: char, close: char) -> String {
        let start = self.at + open.len_utf8();
        let mut depth = 0_usize;
        for (offset, character) in self.rest().char_indices() {
            if character == open {
                depth += 1;
            } else if character == close {
                depth -= 1;
            }
            if depth == 0 {
                let end = self.at + offset;
                self.at = end + close.len_utf8();
                return self.text[start..end].trim().to_owned();
            }
        }
        self.at = self.text.len();
        self.text[start..].trim().to_owned()
    }
}
