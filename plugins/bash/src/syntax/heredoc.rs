//! Here-documents: their bodies follow the line that announces them.

use std::cell::OnceCell;
use std::rc::Rc;

use super::ast::{Part, Word};
use super::parser::{Parser, Read};

/// A here-document whose body is still to come.
#[derive(Debug)]
pub(super) struct Pending {
    delimiter: String,
    /// Part of the delimiter was quoted, so the body is not expanded.
    quoted: bool,
    strip_tabs: bool,
    line: u32,
    body: Rc<OnceCell<Word>>,
}

impl Parser {
    /// Notes a here-document that was announced.
    pub(super) fn announce(&mut self, delimiter: &Word, strip_tabs: bool) -> Rc<OnceCell<Word>> {
        let body = Rc::new(OnceCell::new());
        let quoted =
            !delimiter.parts.iter().all(|part| matches!(part, Part::Text(_) | Part::Param(_)));
        let text = if quoted { unquote(&delimiter.parts) } else { delimiter.raw.clone() };
        let line = self.line;
        let pending = Pending { delimiter: text, quoted, strip_tabs, line, body: Rc::clone(&body) };
        self.pending.push(pending);
        body
    }

    /// Reads the bodies of what was announced on the line that just ended.
    pub(super) fn heredocs(&mut self) -> Read<()> {
        for pending in std::mem::take(&mut self.pending) {
            let (text, line) = self.body(&pending);
            let word = if pending.quoted {
                Word { parts: vec![Part::Quoted(text)], ..Word::default() }
            } else {
                let mut inner = Parser::new(&text, line);
                inner.depth = self.depth;
                inner.extglob = self.extglob;
                Word { parts: inner.here_body()?, raw: text, assign: None }
            };
            // Each cell is made for one redirection and filled once.
            let _ = pending.body.set(word);
        }
        Ok(())
    }

    fn body(&mut self, pending: &Pending) -> (String, u32) {
        let first = self.line;
        let mut text = String::new();
        let mut continued = false;
        loop {
            if self.pos >= self.src.len() {
                let message = format!(
                    "here-document at line {} delimited by end-of-file (wanted `{}')",
                    pending.line, pending.delimiter
                );
                self.warnings.push((self.line, message));
                return (text, first);
            }
            let rest = &self.src[self.pos..];
            let length = rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
            let line: String = rest[..length].iter().collect();
            let line = if pending.strip_tabs { line.trim_start_matches('\t') } else { &line };
            self.pos = (self.pos + length + 1).min(self.src.len());
            self.line += 1;
            if line == pending.delimiter && !continued {
                return (text, first);
            }
            continued =
                !pending.quoted && line.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
            text.push_str(line);
            text.push('\n');
        }
    }
}

/// The text of a delimiter without its quotes.
fn unquote(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) | Part::Quoted(text) => text.clone(),
            Part::Double(inner) => unquote(inner),
            _ => String::new(),
        })
        .collect()
}
