//! Turns assignments into calls of the functions that do them as jq does: `a = b` becomes
//! `_assign(a; b)`. The engine's own do not make what a path leads to and is not there.
//!
//! It works on the tokens of the text. An assignment binds closer than `//`, `,` and `|` and
//! looser than all else, so its sides reach to the nearest of those or of a bracket or keyword.

/// A piece of a filter.
#[derive(Clone, Debug)]
enum Piece<'f> {
    /// A word, a number, an operator, space, a comment.
    Plain(&'f str),
    /// A string, whole, with what is in its interpolations done.
    Text(String),
    /// Brackets around pieces.
    Group(char, Vec<Piece<'f>>, char),
}

/// The operators that assign, longest first, and the filter that combines old and new.
const ASSIGNMENTS: [(&str, &str); 8] = [
    ("//=", ".[0] // .[1]"),
    ("+=", ".[0] + .[1]"),
    ("-=", ".[0] - .[1]"),
    ("*=", ".[0] * .[1]"),
    ("/=", ".[0] / .[1]"),
    ("%=", ".[0] % .[1]"),
    ("|=", ""),
    ("=", ""),
];

/// Operators of more than one sign that are no assignments.
const OPERATORS: [&str; 7] = ["?//", "==", "!=", "<=", ">=", "//", ".."];

/// What ends a side of an assignment.
const BORDERS: [&str; 18] = [
    "|", ",", "//", ";", ":", "as", "if", "then", "elif", "else", "end", "try", "catch", "reduce",
    "foreach", "def", "?//", "label",
];

/// The filter with its assignments as calls.
pub(crate) fn as_calls(filter: &str) -> String {
    let mut reader = Reader { text: filter, at: 0 };
    let pieces = reader.pieces(None);
    write(&resolved(pieces))
}

struct Reader<'f> {
    text: &'f str,
    at: usize,
}

impl<'f> Reader<'f> {
    /// Pieces up to a closing bracket, which is taken.
    fn pieces(&mut self, close: Option<char>) -> Vec<Piece<'f>> {
        let mut pieces = Vec::new();
        while let Some(letter) = self.rest().chars().next() {
            if Some(letter) == close {
                self.at += 1;
                break;
            }
            pieces.push(match letter {
                '(' => self.group('(', ')'),
                '[' => self.group('[', ']'),
                '{' => self.group('{', '}'),
                '"' => Piece::Text(self.string()),
                _ => Piece::Plain(self.plain(letter)),
            });
        }
        pieces
    }

    fn rest(&self) -> &'f str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn group(&mut self, open: char, close: char) -> Piece<'f> {
        self.at += 1;
        Piece::Group(open, resolved(self.pieces(Some(close))), close)
    }

    fn string(&mut self) -> String {
        let mut text = String::from("\"");
        self.at += 1;
        while let Some(letter) = self.rest().chars().next() {
            if self.rest().starts_with("\\(") {
                self.at += 2;
                let inner = resolved(self.pieces(Some(')')));
                text.push_str(&format!("\\({})", write(&inner)));
                continue;
            }
            let length = match letter {
                '\\' => 1 + self.rest().chars().nth(1).map_or(0, char::len_utf8),
                other => other.len_utf8(),
            };
            text.push_str(self.rest().get(..length).unwrap_or_default());
            self.at += length;
            if letter == '"' {
                break;
            }
        }
        text
    }

    fn plain(&mut self, first: char) -> &'f str {
        let rest = self.rest();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let operator = ASSIGNMENTS.iter().map(|(sign, _)| *sign).chain(OPERATORS);
        let operator =
            operator.filter(|sign| rest.starts_with(*sign)).max_by_key(|sign| sign.len());
        let length = match operator {
            _ if first == '#' => rest.find('\n').unwrap_or(rest.len()),
            Some(sign) => sign.len(),
            None if word(first) || "$@.".contains(first) => {
                let after = rest.get(1..).unwrap_or_default();
                let more = after.find(|c: char| !word(c)).unwrap_or(after.len());
                if first.is_ascii() { 1 + more } else { first.len_utf8() }
            }
            None => first.len_utf8(),
        };
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }
}

/// Pieces of one bracket, with assignments as calls.
fn resolved(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let assigns = |piece: &Piece<'_>| match piece {
        Piece::Plain(text) => ASSIGNMENTS.iter().find(|(sign, _)| sign == text).copied(),
        _ => None,
    };
    let Some(at) = pieces.iter().position(|piece| assigns(piece).is_some()) else { return pieces };
    let Some((sign, combine)) = pieces.get(at).and_then(assigns) else { return pieces };
    let start = pieces[..at].iter().rposition(is_border).map_or(0, |border| border + 1);
    let end = pieces[at + 1..].iter().position(is_border).map_or(pieces.len(), |end| at + 1 + end);
    let (left, right) = (write(&pieces[start..at]), write(&pieces[at + 1..end]));
    let call = match sign {
        "=" => format!(" _assign({left}; {right}) "),
        "|=" => format!(" _update({left}; {right}) "),
        _ => format!(" _modify({left}; {right}; {combine}) "),
    };
    let mut done: Vec<Piece<'_>> = pieces[..start].to_vec();
    done.push(Piece::Text(call));
    // What comes after may hold more of them.
    done.extend(resolved(pieces[end..].to_vec()));
    done
}

fn is_border(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Plain(text) if BORDERS.contains(text))
}

fn write(pieces: &[Piece<'_>]) -> String {
    let written = pieces.iter().map(|piece| match piece {
        Piece::Plain(text) => (*text).to_owned(),
        Piece::Text(text) => text.clone(),
        Piece::Group(open, inner, close) => format!("{open}{}{close}", write(inner)),
    });
    written.collect()
}
