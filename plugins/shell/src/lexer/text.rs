//! Words: quotes, escapes, patterns, subscripts.
//!
//! Every function here gives the word's *shape*: its bare characters as they are, `"_"` for
//! what is quoted and `$_` for what is expanded. It is all the grammar needs to tell reserved
//! words and assignments, and keeps it away from the insides.

use proofpress_plugin::Span;

use super::{Lexer, Stop, unended};
use crate::word::{Kind, Piece, Word};

impl Lexer<'_> {
    /// Whether `<(` or `>(` stands at the cursor.
    pub(super) fn at_process_substitution(&self) -> bool {
        matches!(self.byte(0), Some(b'<' | b'>')) && self.byte(1) == Some(b'(')
    }

    /// Reads a word. In a `condition`, patterns are always on; where `subscript`, `name[…]=` is
    /// one word even with blanks in it.
    pub(super) fn word(&mut self, condition: bool, subscript: bool) -> Result<String, Stop> {
        let start = self.at;
        let mut word = Word { span: Span::at(start), pieces: Vec::new() };
        let mut shape = String::new();
        let read = self.pieces(&mut word, &mut shape, condition, subscript);
        self.extglob |= !condition && shape == "extglob";
        // A word that breaks off counts, too: what is in it may tell why.
        self.finish(word, start);
        read.map(|()| shape)
    }

    fn pieces(
        &mut self,
        word: &mut Word,
        shape: &mut String,
        condition: bool,
        subscript: bool,
    ) -> Result<(), Stop> {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b')' => break,
                b'<' | b'>' if condition || self.byte(1) != Some(b'(') => break,
                b'(' if self.pattern_opens(condition) => self.pattern(word, shape)?,
                b'(' => break,
                b'[' if subscript && is_name(shape) && self.subscript(word) => {
                    shape.push_str("[_]")
                }
                _ => self.piece(byte, word, shape)?,
            }
        }
        Ok(())
    }

    /// The right side of `=~`: parentheses and bars belong to it.
    pub(super) fn regex(&mut self) -> Result<String, Stop> {
        let start = self.at;
        let mut word = Word { span: Span::at(start), pieces: Vec::new() };
        let mut shape = String::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' | b'\n' if depth == 0 => break,
                b'&' if depth == 0 => break,
                b')' if depth == 0 => break,
                b'(' | b')' | b'|' | b'<' | b'>' | b'&' | b';' | b' ' | b'\t' | b'\n' => {
                    match byte {
                        b'(' => depth += 1,
                        b')' => depth -= 1,
                        _ => {}
                    }
                    self.literal(&mut word, 1);
                }
                _ => self.piece(byte, &mut word, &mut shape)?,
            }
        }
        self.finish(word, start);
        Ok("_".into())
    }

    fn finish(&mut self, mut word: Word, start: usize) {
        word.span = Span::new(start, self.at);
        self.word_at.insert(start, self.words.len());
        self.words.push(word);
    }

    /// One piece of a word that is not ended by `byte`.
    fn piece(&mut self, byte: u8, word: &mut Word, shape: &mut String) -> Result<(), Stop> {
        let start = self.at;
        match byte {
            b'\\' if self.byte(1) == Some(b'\n') => self.at += 2,
            b'\\' => {
                self.escape(word, false);
                shape.push_str("\"_\"");
            }
            b'\'' => {
                self.single_quoted(word)?;
                shape.push_str("\"_\"");
            }
            b'"' => {
                self.double_quoted(word)?;
                shape.push_str("\"_\"");
            }
            b'$' | b'`' => {
                self.expansion(word, false)?;
                let literal = self.at == start + 1;
                shape.push_str(if literal { "$" } else { "$_" });
            }
            b'<' | b'>' => {
                self.at += 1;
                let nth = self.substitution(Span::new(start, start + 2))?;
                word.pieces.push(self.expanded(start, false, Kind::Process(nth)));
                shape.push_str("$_");
            }
            _ => {
                let length = self.step();
                shape.push_str(self.text.get(start..start + length).unwrap_or_default());
                self.literal(word, length);
            }
        }
        Ok(())
    }

    /// A piece from `start` up to the cursor, what it holds being what it is.
    pub(super) fn expanded(&self, start: usize, quoted: bool, kind: Kind) -> Piece {
        let span = Span::new(start, self.at);
        Piece { span, inner: span, quoted, kind }
    }

    /// Takes `length` bytes for what they are, as part of the bare literal before them.
    fn literal(&mut self, word: &mut Word, length: usize) {
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        match word.pieces.last_mut() {
            Some(piece)
                if piece.kind == Kind::Literal
                    && !piece.quoted
                    && piece.span.end == span.start
                    && piece.inner == piece.span =>
            {
                piece.span.end = span.end;
                piece.inner.end = span.end;
            }
            _ => word.pieces.push(Piece { span, inner: span, quoted: false, kind: Kind::Literal }),
        }
    }

    fn escape(&mut self, word: &mut Word, quoted: bool) {
        let start = self.at;
        self.at += 1;
        self.at = (self.at + if self.at < self.end { self.step() } else { 0 }).min(self.end);
        let inner = Span::new((start + 1).min(self.at), self.at);
        word.pieces.push(Piece {
            span: Span::new(start, self.at),
            inner,
            quoted,
            kind: Kind::Literal,
        });
    }

    pub(super) fn single_quoted(&mut self, word: &mut Word) -> Result<(), Stop> {
        let start = self.at;
        let rest = self.text.get(start + 1..self.end).unwrap_or_default();
        let Some(length) = rest.find('\'') else {
            return Err(unended(Span::new(start, start + 1), "`'` is never closed by `'`"));
        };
        self.at = start + length + 2;
        let inner = Span::new(start + 1, self.at - 1);
        word.pieces.push(Piece {
            span: Span::new(start, self.at),
            inner,
            quoted: true,
            kind: Kind::Literal,
        });
        Ok(())
    }

    pub(super) fn double_quoted(&mut self, word: &mut Word) -> Result<(), Stop> {
        let open = self.at;
        self.at += 1;
        let mut run = self.at;
        let opening = word.pieces.len();
        loop {
            let start = self.at;
            match self.byte(0) {
                None => {
                    return Err(unended(Span::new(open, open + 1), "`\"` is never closed by `\"`"));
                }
                Some(b'"') => break,
                Some(b'\\') if matches!(self.byte(1), Some(b'$' | b'`' | b'"' | b'\\')) => {
                    self.quoted_run(word, run);
                    self.escape(word, true);
                    run = self.at;
                }
                Some(b'$' | b'`') => {
                    self.quoted_run(word, run);
                    self.expansion(word, true)?;
                    run = if self.at == start + 1 { start } else { self.at };
                }
                Some(_) => self.at += 1,
            }
        }
        self.quoted_run(word, run);
        if word.pieces.len() == opening {
            let empty = Span::at(self.at);
            word.pieces.push(Piece {
                span: empty,
                inner: empty,
                quoted: true,
                kind: Kind::Literal,
            });
        }
        self.at += 1;
        Ok(())
    }

    fn quoted_run(&self, word: &mut Word, run: usize) {
        if run < self.at {
            word.pieces.push(self.expanded(run, true, Kind::Literal));
        }
    }

    /// Whether the character before the cursor makes a pattern of `(`.
    fn pattern_opens(&self, condition: bool) -> bool {
        (self.extglob || condition)
            && self.at > 0
            && matches!(
                self.text.as_bytes().get(self.at - 1),
                Some(b'?' | b'*' | b'+' | b'@' | b'!')
            )
    }

    /// `(…)` of a pattern, with what is quoted or expanded in it.
    fn pattern(&mut self, word: &mut Word, shape: &mut String) -> Result<(), Stop> {
        let start = self.at;
        self.deeper()?;
        let mut depth = 0_usize;
        let mut inner = Word { span: Span::at(start), pieces: Vec::new() };
        while let Some(byte) = self.byte(0) {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' | b'\'' | b'"' | b'$' | b'`' => {
                    self.piece(byte, &mut inner, &mut String::new())?;
                    continue;
                }
                _ => {}
            }
            self.at += self.step();
            if depth == 0 {
                self.depth -= 1;
                word.pieces.push(self.expanded(start, false, Kind::Pattern));
                shape.push('_');
                return Ok(());
            }
        }
        Err(unended(Span::new(start, start + 1), "`(` is never closed by `)`"))
    }

    /// `[…]=` or `[…]+=` at the cursor, taken as it is.
    fn subscript(&mut self, word: &mut Word) -> bool {
        let rest = self.text.get(self.at..self.end).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let mut depth = 0_usize;
        for (offset, byte) in line.bytes().enumerate().take(256) {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'"' | b'\'' | b'`' | b'$' => return false,
                _ => {}
            }
            if depth == 0 {
                let after = line.get(offset + 1..).unwrap_or_default();
                if !after.starts_with('=') && !after.starts_with("+=") {
                    return false;
                }
                self.literal(word, offset + 1);
                return true;
            }
        }
        false
    }
}

/// The start of `name[…]`; in an array's parentheses the name is missing.
fn is_name(shape: &str) -> bool {
    shape.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
