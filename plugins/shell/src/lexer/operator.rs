//! Operators, parentheses and line ends.

use brush_parser::Token;
use proofpress_plugin::Span;

use super::keyword::{Open, Stage, is_assignment};
use super::{Broken, Level, Lexer, Position, Stop, TERMS, location, unended};

/// The longer first, so that the first that fits is the right one.
const OPERATORS: &[&str] = &[
    ";;&", "&>>", "<<<", "<<-", "&&", "||", ";;", ";&", "|&", "&>", "<<", ">>", "<&", ">&", "<>",
    ">|", "&", "|", ";", "<", ">", "(", ")",
];

impl Lexer<'_> {
    /// Reads a token into the level. True at the end of the level.
    pub(super) fn token(&mut self, level: &mut Level, opener: Option<Span>) -> Result<bool, Stop> {
        self.skip_blank();
        let start = self.at;
        let Some(byte) = self.byte(0) else {
            return match opener {
                Some(span) => {
                    Err(unended(span, format!("`{}` is never closed by `)`", self.shown(span))))
                }
                None => Ok(true),
            };
        };
        if byte == b'\n' {
            self.at += 1;
            if level.condition.is_none() {
                level
                    .tokens
                    .push(Token::Operator("\n".into(), location(Span::new(start, self.at))));
                level.separated();
            }
            self.bodies();
            return Ok(false);
        }
        if self.at_process_substitution() && level.condition.is_none() {
            self.word_token(level)?;
            return Ok(false);
        }
        let Some(operator) = OPERATORS.iter().find(|operator| self.starts_with(operator)) else {
            self.word_token(level)?;
            return Ok(false);
        };
        if level.condition.is_some() {
            self.condition_operator(level, operator)?;
            return Ok(false);
        }
        match *operator {
            "(" => self.open_parenthesis(level).map(|()| false),
            ")" => self.close_parenthesis(level, opener),
            _ => self.plain_operator(level, operator).map(|()| false),
        }
    }

    fn push(&mut self, level: &mut Level, operator: &str) {
        let span = Span::new(self.at, self.at + operator.len());
        self.at = span.end;
        level.tokens.push(Token::Operator(operator.into(), location(span)));
    }

    fn plain_operator(&mut self, level: &mut Level, operator: &str) -> Result<(), Stop> {
        if operator.starts_with(['<', '>']) {
            level.spare_number(self.at);
            if level.position == Position::Start {
                level.position = Position::Assigned;
            }
        }
        self.push(level, operator);
        match operator {
            "<<" | "<<-" => return self.heredoc(level, operator == "<<-"),
            "<<<" | "&>" | "&>>" => level.target = true,
            _ if operator.starts_with(['<', '>']) => level.target = true,
            ";;" | ";&" | ";;&" => {
                level.separated();
                level.case_stage(Stage::Pattern);
            }
            _ => level.separated(),
        }
        Ok(())
    }

    /// In `[[ … ]]` only a few operators mean anything, and parentheses group.
    fn condition_operator(&mut self, level: &mut Level, operator: &str) -> Result<(), Stop> {
        let known =
            ["&&", "||", "(", ")", "<", ">"].into_iter().find(|known| self.starts_with(known));
        self.push(level, known.unwrap_or(operator));
        level.more_terms()
    }

    fn open_parenthesis(&mut self, level: &mut Level) -> Result<(), Stop> {
        let here = Span::new(self.at, self.at + 1);
        if level.awaits_pattern() {
            self.push(level, "(");
            return Ok(());
        }
        if matches!(level.tokens.last(), Some(Token::Word(word, _)) if is_assignment(word)) {
            let message = "unexpected `(` after an assignment".to_owned();
            return Err(Stop::Broken(Broken { span: here, message, incomplete: false }));
        }
        if self.byte(1) == Some(b'(')
            && level.position == Position::Start
            && self.arithmetic_command(level)
        {
            return Ok(());
        }
        self.deeper()?;
        level.open.push(Open::Parenthesis(here));
        self.push(level, "(");
        level.position = Position::Start;
        self.skip_blank();
        if self.byte(0) == Some(b'(') {
            level.tokens.push(Token::Operator("\n".into(), location(Span::at(self.at))));
        }
        Ok(())
    }

    /// `((…))` as two parentheses, one word and two parentheses. False where it is none.
    fn arithmetic_command(&mut self, level: &mut Level) -> bool {
        let Some(end) = self.arithmetic_end(self.at + 2) else { return false };
        let inner = Span::new(self.at + 2, end - 2);
        self.push(level, "(");
        self.push(level, "(");
        level.tokens.push(Token::Word("_".into(), location(inner)));
        self.at = inner.end;
        self.push(level, ")");
        self.push(level, ")");
        level.position = Position::Arguments;
        true
    }

    /// After `for`: `((a; b; c))`, its three parts a word each.
    pub(super) fn arithmetic_for(&mut self, level: &mut Level) -> bool {
        self.skip_blank();
        if !self.starts_with("((") {
            return false;
        }
        let Some(end) = self.arithmetic_end(self.at + 2) else { return false };
        self.push(level, "(");
        self.push(level, "(");
        while self.at < end - 2 {
            let start = self.at;
            while self.at < end - 2 && self.byte(0) != Some(b';') {
                self.at += 1;
            }
            if self.at > start {
                level.tokens.push(Token::Word("_".into(), location(Span::new(start, self.at))));
            }
            if self.at < end - 2 {
                self.push(level, ";");
            }
        }
        self.push(level, ")");
        self.push(level, ")");
        level.position = Position::Start;
        true
    }

    fn close_parenthesis(&mut self, level: &mut Level, opener: Option<Span>) -> Result<bool, Stop> {
        if level.case_stage_is(Stage::Pattern) {
            level.case_stage(Stage::Body);
            self.push(level, ")");
            level.position = Position::Start;
            return Ok(false);
        }
        let innermost = level.open.iter().rposition(|open| matches!(open, Open::Parenthesis(_)));
        match (innermost, opener) {
            (Some(nth), _) => {
                self.depth = self.depth.saturating_sub(level.open.len() - nth);
                // An `if` left open in there is an error that the grammar reports here.
                level.open.truncate(nth);
            }
            (None, Some(_)) => {
                let last = level.open.pop();
                self.at += 1;
                if let Some(open) = last {
                    let message =
                        format!("`{}` is never closed by `{}`", open.word(), open.closer());
                    return Err(Stop::Broken(Broken {
                        span: open.span(),
                        message,
                        incomplete: false,
                    }));
                }
                return Ok(true);
            }
            (None, None) => {}
        }
        self.push(level, ")");
        level.position = Position::Start;
        level.target = false;
        Ok(false)
    }
}

impl Level {
    /// A command ended; the next word starts one.
    pub(super) fn separated(&mut self) {
        self.position = Position::Start;
        self.target = false;
    }

    /// The grammar takes a number right before a redirection for a descriptor and cannot hold a
    /// large one.
    fn spare_number(&mut self, at: usize) {
        if let Some(Token::Word(word, location)) = self.tokens.last_mut()
            && location.end.index == at
            && word.len() > 9
            && word.bytes().all(|byte| byte.is_ascii_digit())
        {
            *word = "9".into();
        }
    }

    /// Counts what makes the tree of a `[[ … ]]` deeper.
    pub(super) fn more_terms(&mut self) -> Result<(), Stop> {
        let terms = self.condition.unwrap_or_default() + 1;
        self.condition = Some(terms);
        if terms > TERMS { Err(Stop::TooDeep) } else { Ok(()) }
    }
}
