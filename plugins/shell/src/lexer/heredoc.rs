//! Here-documents: their delimiter, and the body after the line that announces them.

use brush_parser::Token;
use proofpress_plugin::Span;

use super::{Level, Lexer, Pending, Stop, location};

impl Lexer<'_> {
    /// `<<` or `<<-` was read: takes the delimiter and promises the body. The grammar wants
    /// delimiter, body and delimiter again; it does not look into them.
    pub(super) fn heredoc(&mut self, level: &mut Level, strip_tabs: bool) -> Result<(), Stop> {
        while matches!(self.byte(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        let start = self.at;
        let delimiter = self.delimiter();
        if self.at == start {
            return Ok(());
        }
        let span = Span::new(start, self.at);
        for _ in 0..3 {
            level.tokens.push(Token::Word("_".into(), location(span)));
        }
        self.pending.push(Pending { delimiter, strip_tabs, span });
        Ok(())
    }

    /// The delimiter with its quotes removed.
    fn delimiter(&mut self) -> String {
        let mut delimiter = String::new();
        let mut quote = None;
        while let Some(byte) = self.byte(0) {
            let length = self.step();
            match (quote, byte) {
                (None, b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>')
                | (_, b'\n') => break,
                (None, b'\'' | b'"') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                (None, b'\\') => {
                    self.at += 1;
                    delimiter.push_str(
                        self.text.get(self.at..self.at + self.step()).unwrap_or_default(),
                    );
                    self.at += self.step();
                    continue;
                }
                _ => {
                    delimiter.push_str(self.text.get(self.at..self.at + length).unwrap_or_default())
                }
            }
            self.at += length;
        }
        self.at = self.at.min(self.end);
        delimiter
    }

    /// A line ended: reads the bodies it announced.
    pub(super) fn bodies(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            if !self.body(&pending) {
                self.unended.push((pending.span, pending.delimiter));
            }
        }
    }

    /// The text ended: what is still promised will not come.
    pub(super) fn end_pending(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            self.unended.push((pending.span, pending.delimiter));
        }
    }

    fn body(&mut self, pending: &Pending) -> bool {
        while self.at < self.end {
            if let Ok(nth) = self.gaps.binary_search_by_key(&self.at, |gap| gap.start) {
                self.at = self.gaps[nth].end;
            }
            let rest = self.text.get(self.at..self.end).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            let content = if pending.strip_tabs { line.trim_start_matches('\t') } else { line };
            self.at = (self.at + line.len() + 1).min(self.end);
            if content == pending.delimiter {
                return true;
            }
        }
        false
    }
}
