//! What stands after `$` and inside backquotes.

use proofpress_plugin::Span;

use super::{Lexer, Stop, Substitution, unended};
use crate::word::{Form, Kind, Piece, Word};

impl Lexer<'_> {
    /// `$…` or `` `…` `` at the cursor. A `$` that expands nothing is passed over and, outside
    /// quotes, becomes a literal.
    pub(super) fn expansion(&mut self, word: &mut Word, quoted: bool) -> Result<(), Stop> {
        let start = self.at;
        if self.byte(0) == Some(b'`') {
            return self.backticks(word, quoted);
        }
        match self.byte(1) {
            Some(b'(') => return self.parenthesised(word, quoted),
            Some(b'[') => {
                self.at += 2;
                self.brackets(start)?;
                word.pieces.push(self.expanded(start, quoted, Kind::Arithmetic));
            }
            Some(b'{') => return self.braced(word, quoted),
            Some(b'\'') if !quoted => return self.ansi_quoted(word),
            Some(b'"') if !quoted => {
                self.at += 1;
                return self.double_quoted(word);
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                self.at += 1;
                let name = self.name();
                word.pieces.push(self.expanded(
                    start,
                    quoted,
                    Kind::Variable { name, form: Form::Value },
                ));
            }
            Some(byte) if byte.is_ascii_digit() || b"@*#?$!-".contains(&byte) => {
                self.at += 2;
                let name = char::from(byte).to_string();
                word.pieces.push(self.expanded(
                    start,
                    quoted,
                    Kind::Variable { name, form: Form::Value },
                ));
            }
            _ => {
                self.at += 1;
                if !quoted {
                    word.pieces.push(self.expanded(start, false, Kind::Literal));
                }
            }
        }
        Ok(())
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self.byte(0).is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    /// `$((…))` where its parentheses match, else `$(…)`.
    fn parenthesised(&mut self, word: &mut Word, quoted: bool) -> Result<(), Stop> {
        let start = self.at;
        if self.byte(2) == Some(b'(')
            && let Some(end) = self.arithmetic_end(self.at + 3)
        {
            self.at = end;
            word.pieces.push(self.expanded(start, quoted, Kind::Arithmetic));
            return Ok(());
        }
        self.at += 1;
        let nth = self.substitution(Span::new(start, start + 2))?;
        let inner = Span::new(start + 2, self.at - 1);
        word.pieces.push(Piece { inner, ..self.expanded(start, quoted, Kind::Command(nth)) });
        Ok(())
    }

    /// The commands from `(` at the cursor to its `)`. `opener` is shown where that is missing.
    pub(super) fn substitution(&mut self, opener: Span) -> Result<usize, Stop> {
        self.at += 1;
        let program = self.commands(Some(opener))?;
        self.substitutions.push(Substitution { program: Some(program) });
        Ok(self.substitutions.len() - 1)
    }

    /// The end of arithmetic that begins at `from`, past its `))`.
    pub(super) fn arithmetic_end(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes().get(..self.end)?;
        let mut depth = 0_usize;
        let mut at = from;
        let mut quoted = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b')' => return (bytes.get(at + 1) == Some(&b')')).then_some(at + 2),
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// The rest of `$[…]`.
    fn brackets(&mut self, start: usize) -> Result<(), Stop> {
        let mut depth = 1_usize;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
        }
        Err(unended(Span::new(start, start + 2), "`$[` is never closed by `]`"))
    }

    /// `$'…'`, in which a backslash escapes.
    fn ansi_quoted(&mut self, word: &mut Word) -> Result<(), Stop> {
        let start = self.at;
        self.at += 2;
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\\' => self.at += 1 + usize::from(self.at + 1 < self.end),
                b'\'' => {
                    self.at += 1;
                    let inner = Span::new(start + 2, self.at - 1);
                    word.pieces.push(Piece { inner, ..self.expanded(start, true, Kind::Literal) });
                    return Ok(());
                }
                _ => self.at += 1,
            }
        }
        self.at = self.end;
        Err(unended(Span::new(start, start + 2), "`$'` is never closed by `'`"))
    }

    /// `${…}`: the name, how it is expanded, and whatever else up to the brace.
    fn braced(&mut self, word: &mut Word, quoted: bool) -> Result<(), Stop> {
        let start = self.at;
        self.deeper()?;
        self.at += 2;
        let length = self.byte(0) == Some(b'#') && self.byte(1) != Some(b'}');
        if length || (self.byte(0) == Some(b'!') && self.byte(1) != Some(b'}')) {
            self.at += 1;
        }
        let mut name = self.name();
        if name.is_empty() && self.byte(0).is_some_and(|byte| b"@*#?$!-".contains(&byte)) {
            name = self.text.get(self.at..self.at + 1).unwrap_or_default().to_owned();
            self.at += 1;
        }
        let operator = match self.byte(0) {
            Some(b':') => self.byte(1),
            other => other,
        };
        let form = match operator {
            _ if length => Form::Length,
            Some(b'?') => Form::Required,
            Some(b'-' | b'=') => Form::Default,
            Some(b'+') => Form::Alternative,
            _ => Form::Value,
        };
        let piece_at = word.pieces.len();
        self.braced_rest(start, quoted)?;
        self.depth -= 1;
        word.pieces.truncate(piece_at);
        word.pieces.push(self.expanded(start, quoted, Kind::Variable { name, form }));
        Ok(())
    }

    /// Up to the closing brace. Substitutions in there are read; other pieces are of no interest.
    /// Single quotes count even inside double quotes, as bash has it.
    fn braced_rest(&mut self, start: usize, quoted: bool) -> Result<(), Stop> {
        let mut inside = Word { span: Span::at(start), pieces: Vec::new() };
        while let Some(byte) = self.byte(0) {
            match byte {
                b'}' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => {
                    self.at = (self.at + 1 + usize::from(self.at + 1 < self.end)).min(self.end)
                }
                b'\'' => self.single_quoted(&mut inside)?,
                b'"' => self.double_quoted(&mut inside)?,
                b'$' | b'`' => self.expansion(&mut inside, quoted)?,
                _ => self.at += 1,
            }
            inside.pieces.clear();
        }
        Err(unended(Span::new(start, start + 2), "`${` is never closed by `}`"))
    }

    /// `` `…` ``. Its commands are read where no backslash hides their real text; whether they
    /// parse is not checked, since the shell does not before it runs them.
    fn backticks(&mut self, word: &mut Word, quoted: bool) -> Result<(), Stop> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut close = start + 1;
        let mut escaped = false;
        while close < self.end && bytes[close] != b'`' {
            if bytes[close] == b'\\' {
                escaped = true;
                close += 1;
            }
            close += 1;
        }
        if close >= self.end {
            return Err(unended(Span::new(start, start + 1), "`` ` `` is never closed by `` ` ``"));
        }
        let mut nth = None;
        if !escaped {
            nth = self.in_backticks(start + 1, close)?;
        }
        self.at = close + 1;
        let inner = Span::new(start + 1, close);
        word.pieces.push(Piece { inner, ..self.expanded(start, quoted, Kind::Backticks(nth)) });
        Ok(())
    }

    fn in_backticks(&mut self, start: usize, close: usize) -> Result<Option<usize>, Stop> {
        let (end, depth) = (self.end, self.depth);
        let pending = std::mem::take(&mut self.pending);
        self.at = start;
        self.end = close;
        let program = self.commands(None);
        self.end = end;
        self.depth = depth;
        self.pending = pending;
        match program {
            Ok(program) => {
                self.substitutions.push(Substitution { program: Some(program) });
                Ok(Some(self.substitutions.len() - 1))
            }
            Err(Stop::TooDeep) => Err(Stop::TooDeep),
            Err(Stop::Broken(_)) => Ok(None),
        }
    }
}
