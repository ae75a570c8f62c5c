//! Words to what they stand for: braces, tildes, parameters, commands, arithmetic, splitting and
//! file names, in bash's order.

pub(crate) mod arith;
mod brace;
mod param;
mod pathname;
pub(crate) mod pattern;
mod slice;
mod split;
mod substitute;
mod tilde;
mod transform;

use std::future::Future;
use std::pin::Pin;

use crate::shell::{Flow, Shell};
use crate::syntax::ast::{Part, Word};
pub(crate) use param::is_name;
pub(crate) use split::split_on;

/// A piece of an expanded word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text; `quoted` text means nothing to patterns, `split` text is split at IFS.
    Text { text: String, quoted: bool, split: bool },
    /// The end of a field, as between the elements of `"$@"` (`hard`: be it empty) and of `$@`.
    Boundary { hard: bool },
}

/// What an expansion gives, or what happened instead.
pub(crate) type Expanded<T> = Result<T, Flow>;

/// A future in a box, where functions call each other in a circle.
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What a word is expanded for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    /// Between double quotes.
    pub(crate) quoted: bool,
    /// The result is split, so that `$@` makes several fields.
    pub(crate) fields: bool,
    /// `~` counts after `:` too.
    pub(crate) assignment: bool,
    /// It is the operand of `${…}`, whose unquoted text is split.
    pub(crate) operand: bool,
}

const FIELDS: Context = Context { quoted: false, fields: true, assignment: false, operand: false };
const SINGLE: Context = Context { quoted: false, fields: false, assignment: false, operand: false };

impl Shell {
    /// The fields that words make.
    pub(crate) async fn fields(&mut self, words: &[Word]) -> Expanded<Vec<String>> {
        let mut all = Vec::with_capacity(words.len());
        for word in words {
            self.fields_of(word, &mut all).await?;
        }
        Ok(all)
    }

    /// Adds the fields of one word.
    pub(crate) async fn fields_of(&mut self, word: &Word, all: &mut Vec<String>) -> Expanded<()> {
        if let Some(text) = word.plain()
            && !text.contains(['~', '{', '*', '?', '[', '(', '\\'])
        {
            all.push(text.to_owned());
            return Ok(());
        }
        if self.options.has("braceexpand") && brace::may(word) {
            for word in brace::expand(word) {
                self.fields_of_one(&word, all).await?;
            }
            return Ok(());
        }
        self.fields_of_one(word, all).await
    }

    async fn fields_of_one(&mut self, word: &Word, all: &mut Vec<String>) -> Expanded<()> {
        let mut pieces = Vec::new();
        self.pieces(&word.parts, FIELDS, &mut pieces).await?;
        let ifs = self.get("IFS");
        for field in split::fields(&pieces, ifs.as_deref()) {
            self.file_names(field, all).await?;
        }
        Ok(())
    }

    /// The text of a word that is not split.
    pub(crate) async fn single(&mut self, word: &Word) -> Expanded<String> {
        if let Some(text) = word.plain()
            && !text.starts_with('~')
        {
            return Ok(text.to_owned());
        }
        let mut pieces = Vec::new();
        self.pieces(&word.parts, SINGLE, &mut pieces).await?;
        Ok(self.joined(pieces))
    }

    /// The text of the right side of an assignment.
    pub(crate) async fn assigned(&mut self, word: &Word) -> Expanded<String> {
        let mut pieces = Vec::new();
        self.pieces(&word.parts, Context { assignment: true, ..SINGLE }, &mut pieces).await?;
        Ok(self.joined(pieces))
    }

    /// The text of a here-document or of arithmetic: as between double quotes.
    pub(crate) async fn quoted(&mut self, word: &Word) -> Expanded<String> {
        let mut pieces = Vec::new();
        self.pieces(&word.parts, Context { quoted: true, ..SINGLE }, &mut pieces).await?;
        Ok(self.joined(pieces))
    }

    /// A word as a pattern: what was quoted is escaped.
    pub(crate) async fn pattern(&mut self, word: &Word) -> Expanded<String> {
        let mut pieces = Vec::new();
        self.pieces(&word.parts, SINGLE, &mut pieces).await?;
        Ok(pieces.iter().map(|piece| escaped(piece, pattern::escape)).collect())
    }

    /// A word as a regular expression: what was quoted is escaped.
    pub(crate) async fn regex(&mut self, word: &Word) -> Expanded<String> {
        let mut pieces = Vec::new();
        self.pieces(&word.parts, SINGLE, &mut pieces).await?;
        Ok(pieces.iter().map(|piece| escaped(piece, regex_escape)).collect())
    }

    /// The value of an arithmetic expression; complaints are made.
    pub(crate) async fn number(&mut self, word: &Word) -> Expanded<i64> {
        let text = match word.parts.as_slice() {
            [Part::Quoted(text)] => text.clone(),
            _ => self.quoted(word).await?,
        };
        self.number_of(&text).await
    }

    /// The value of an expression whose expansions are done.
    pub(crate) async fn number_of(&mut self, text: &str) -> Expanded<i64> {
        match arith::eval(self, text) {
            Ok(number) => Ok(number),
            Err(arith::ArithError::Unbound(name)) => {
                Err(self.fatal(&format!("{name}: unbound variable")).await)
            }
            Err(error) => Err(self.discards(&error.to_string()).await),
        }
    }

    /// Pieces put together where nothing is split.
    fn joined(&self, pieces: Vec<Piece>) -> String {
        let mut all = String::new();
        for piece in pieces {
            match piece {
                Piece::Text { text, .. } => all.push_str(&text),
                Piece::Boundary { .. } => all.push(' '),
            }
        }
        all
    }

    /// Adds the pieces of parts of a word.
    pub(crate) fn pieces<'a>(
        &'a mut self,
        parts: &'a [Part],
        context: Context,
        out: &'a mut Vec<Piece>,
    ) -> Boxed<'a, Expanded<()>> {
        Box::pin(async move {
            for (n, part) in parts.iter().enumerate() {
                self.piece(part, n, parts.len(), context, out).await?;
            }
            Ok(())
        })
    }

    async fn piece(
        &mut self,
        part: &Part,
        n: usize,
        count: usize,
        context: Context,
        out: &mut Vec<Piece>,
    ) -> Expanded<()> {
        match part {
            Part::Text(text) => {
                let text = self.tildes(text, n == 0, n + 1 == count, context.assignment);
                push(out, text, context.quoted, context.operand && !context.quoted);
            }
            Part::Quoted(text) => push(out, text.clone(), true, false),
            Part::Double(inner) => {
                let mut pieces = Vec::new();
                let all = matches!(inner.as_slice(), [Part::Param(param)] if param::is_all(param));
                let context =
                    Context { quoted: true, assignment: false, operand: false, ..context };
                self.pieces(inner, context, &mut pieces).await?;
                if pieces.is_empty() && !all {
                    push(out, String::new(), true, false);
                }
                out.append(&mut pieces);
            }
            Part::Param(param) => self.parameter(param, context, out).await?,
            Part::Command(list) => {
                let text = self.substitute(list).await?;
                push(out, text, context.quoted, !context.quoted);
            }
            Part::Arith(word) => {
                let number = self.number(word).await?;
                push(out, number.to_string(), context.quoted, !context.quoted);
            }
            Part::Process { read, body } => {
                let path = self.process_substitution(*read, body).await?;
                push(out, path, true, false);
            }
        }
        Ok(())
    }
}

fn push(out: &mut Vec<Piece>, text: String, quoted: bool, split: bool) {
    out.push(Piece::Text { text, quoted, split });
}

fn escaped(piece: &Piece, escape: fn(&str) -> String) -> String {
    match piece {
        Piece::Text { text, quoted: true, .. } => escape(text),
        Piece::Text { text, .. } => text.clone(),
        Piece::Boundary { .. } => " ".into(),
    }
}

fn regex_escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\.^$*+?()[]{}|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
