//! Words of a script as the lexer found them: exact spans, what is quoted, what is expanded.
//!
//! Knows nothing of commands; `walk` says which word is the name of a command and which its
//! argument.

use proofpress_plugin::Span;

/// A word: one argument, name, pattern or assignment.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The word in the text, quotes included.
    pub(crate) span: Span,
    /// Its pieces in order. Double quotes are no pieces: what stands in them is `quoted`.
    pub(crate) pieces: Vec<Piece>,
}

/// A stretch of a word of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The piece in the text, with its own quotes or dollar sign.
    pub(crate) span: Span,
    /// What it holds: the characters of a literal, the commands of a substitution.
    pub(crate) inner: Span,
    /// Whether quotes keep it from being split and globbed.
    pub(crate) quoted: bool,
    pub(crate) kind: Kind,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Characters that stand for themselves, or for a glob where not quoted.
    Literal,
    /// `$name`, `${name…}` and the special parameters.
    Variable { name: String, form: Form },
    /// `$(…)`: an index into the substitutions.
    Command(usize),
    /// `` `…` ``; the index is missing where its commands could not be read in place.
    Backticks(Option<usize>),
    /// `<(…)` or `>(…)`.
    Process(usize),
    /// `$((…))` or `$[…]`.
    Arithmetic,
    /// `@(…)` and its like.
    Pattern,
}

/// Characters that neither split nor glob.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-+/:,@%=".contains(&byte)
}

impl Kind {
    /// Whether it always expands to a number, or to letters in the case of `$-`.
    pub(crate) fn is_number(&self) -> bool {
        match self {
            Self::Arithmetic => true,
            Self::Variable { name, form } => {
                matches!(name.as_str(), "#" | "?" | "$" | "!" | "-") || *form == Form::Length
            }
            _ => false,
        }
    }
}

/// How a variable is expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it is, or with a part cut off or replaced.
    Value,
    /// `${#name}`: a number.
    Length,
    /// `${name:?…}`: ends the script where it is empty.
    Required,
    /// `${name:-…}`, `${name:=…}`: something else where it is empty.
    Default,
    /// `${name:+…}`: nothing where it is empty.
    Alternative,
}

impl Word {
    /// What the word says once quotes are removed; nothing where the shell would expand it.
    pub(crate) fn literal(&self, text: &str) -> Option<String> {
        let mut said = String::new();
        for piece in &self.pieces {
            if piece.kind != Kind::Literal {
                return None;
            }
            said.push_str(text.get(piece.inner.start..piece.inner.end)?);
        }
        Some(said)
    }

    /// Whether all of it is written without quotes or expansions, as reserved words must be.
    pub(crate) fn is_bare(&self) -> bool {
        self.pieces
            .iter()
            .all(|piece| piece.kind == Kind::Literal && piece.inner == piece.span && !piece.quoted)
    }

    /// Whether it is written out in plain characters.
    pub(crate) fn is_plain(&self, text: &str) -> bool {
        self.literal(text).is_some_and(|said| !said.is_empty() && said.bytes().all(is_plain))
    }

    /// Whether it is `name=value` with a value of plain characters and numbers.
    pub(crate) fn assigns_plain(&self, text: &str) -> bool {
        let Some((first, rest)) = self.pieces.split_first() else { return false };
        let said = |piece: &Piece| text.get(piece.inner.start..piece.inner.end).unwrap_or_default();
        let Some((_, value)) = said(first).split_once('=') else { return false };
        let settled = rest.iter().all(|piece| match &piece.kind {
            Kind::Literal => said(piece).bytes().all(is_plain),
            kind => kind.is_number(),
        });
        let empty = value.is_empty() && rest.iter().all(|piece| said(piece).is_empty());
        settled && !empty && value.bytes().all(is_plain)
    }

    /// The unquoted characters that stand for themselves.
    pub(crate) fn bare_literals(&self) -> impl Iterator<Item = Span> + '_ {
        self.pieces
            .iter()
            .filter(|piece| {
                piece.kind == Kind::Literal && !piece.quoted && piece.inner == piece.span
            })
            .map(|piece| piece.span)
    }
}
