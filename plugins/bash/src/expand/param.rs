//! `$name` and `${…}`.

use super::{Context, Expanded, Piece};
use crate::expand::pattern::Pattern;
use crate::shell::{Flow, Place, Shell};
use crate::syntax::ast::{Index, Param, ParamName, ParamOp, Word};
use crate::vars::{Value, quote};

/// The value of a parameter: one text, or several.
#[derive(Clone, Debug)]
pub(super) enum View {
    One(Option<String>),
    /// All elements; `star` joins them.
    All {
        values: Vec<String>,
        star: bool,
    },
}

/// A parameter whose indirection and subscript are done with.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) name: ParamName,
    pub(super) index: Subscript,
}

/// A subscript whose expansions are done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subscript {
    None,
    At,
    Star,
    Of(String),
}

/// Whether it is `$@` or `${name[@]}`, which between quotes may be nothing at all.
pub(super) fn is_all(param: &Param) -> bool {
    let all =
        matches!(param.name, ParamName::Special('@')) || matches!(param.index, Some(Index::At));
    let keys = matches!(param.op, ParamOp::Keys { star: false } | ParamOp::Names { star: false });
    (all && !matches!(param.op, ParamOp::Length)) || keys
}

impl Target {
    pub(super) fn shown(&self) -> String {
        let name = match &self.name {
            ParamName::Variable(name) => name.clone(),
            ParamName::Positional(number) => number.to_string(),
            ParamName::Special(c) => c.to_string(),
        };
        match &self.index {
            Subscript::None => name,
            Subscript::At => format!("{name}[@]"),
            Subscript::Star => format!("{name}[*]"),
            Subscript::Of(index) => format!("{name}[{index}]"),
        }
    }
}

impl Shell {
    /// Adds the pieces of a parameter.
    pub(super) async fn parameter(
        &mut self,
        param: &Param,
        context: Context,
        out: &mut Vec<Piece>,
    ) -> Expanded<()> {
        match &param.op {
            ParamOp::Bad => {
                return Err(self.bad_substitution(&param.raw).await);
            }
            ParamOp::Names { star } => {
                let ParamName::Variable(prefix) = &param.name else { return Ok(()) };
                let visible = self.vars.visible();
                let values = visible
                    .keys()
                    .filter(|name| name.starts_with(prefix.as_str()))
                    .map(|name| (*name).to_owned());
                let values = values.collect();
                self.emit(View::All { values, star: *star }, context, out);
                return Ok(());
            }
            ParamOp::Keys { star } => {
                let ParamName::Variable(name) = &param.name else { return Ok(()) };
                let values = self.value(name).map(|value| value.keys()).unwrap_or_default();
                self.emit(View::All { values, star: *star }, context, out);
                return Ok(());
            }
            _ => {}
        }
        let target = self.target(param).await?;
        let view = self.view(&target);
        if let ParamOp::Default { colon, kind, word } = &param.op {
            return self.default(&target, view, (*colon, *kind, word), context, out).await;
        }
        if self.options.has("nounset") && matches!(view, View::One(None)) {
            let dollar = if matches!(target.name, ParamName::Positional(_)) { "$" } else { "" };
            let message = format!("{dollar}{}: unbound variable", target.shown());
            return Err(self.fatal(&message).await);
        }
        let view = self.operate(param, &target, view).await?;
        self.emit(view, context, out);
        Ok(())
    }

    pub(super) async fn bad_substitution(&mut self, raw: &str) -> Flow {
        self.discards(&format!("${{{raw}}}: bad substitution")).await
    }

    /// Which parameter it is, once the subscript is expanded and `!` followed.
    async fn target(&mut self, param: &Param) -> Expanded<Target> {
        let index = match &param.index {
            None => Subscript::None,
            Some(Index::At) => Subscript::At,
            Some(Index::Star) => Subscript::Star,
            Some(Index::Of(word)) => Subscript::Of(self.subscript(&param.name, word).await?),
        };
        let target = Target { name: param.name.clone(), index };
        if !param.indirect {
            return Ok(target);
        }
        if let ParamName::Variable(name) = &target.name
            && self.vars.get(name).is_some_and(|variable| variable.attrs.nameref)
        {
            let (name, _) = self.resolve(name);
            // `${!ref}` of a nameref is the name it leads to: a text, not a parameter.
            let index = Subscript::Of(name);
            return Ok(Target { name: ParamName::Special(' '), index });
        }
        let name = match self.view(&target) {
            View::One(Some(text)) => text,
            View::One(None) => {
                let message =
                    format!("{}: invalid indirect expansion", param.raw.trim_start_matches('!'));
                return Err(self
                    .discards(&format!(
                        "{}{message}",
                        if matches!(param.name, ParamName::Variable(_)) { "!" } else { "" }
                    ))
                    .await);
            }
            View::All { values, .. } => values.join(" "),
        };
        match parse_name(&name) {
            Some(target) => Ok(target),
            None => Err(self.discards(&format!("{name}: invalid variable name")).await),
        }
    }

    /// A subscript expanded: as a key where the array is associative, else as arithmetic.
    async fn subscript(&mut self, name: &ParamName, word: &Word) -> Expanded<String> {
        let ParamName::Variable(name) = name else { return Ok(String::new()) };
        self.subscript_of(name, word).await
    }

    /// As above, for assignments.
    pub(crate) async fn subscript_of(&mut self, name: &str, word: &Word) -> Expanded<String> {
        if matches!(self.variable(name), Some(variable) if matches!(variable.value, Value::Assoc(_)))
        {
            return self.single(word).await;
        }
        let text = self.single(word).await?;
        if text.parse::<u32>().is_ok() && (text == "0" || !text.starts_with('0')) {
            return Ok(text);
        }
        if matches!(text.as_str(), "@" | "*") || text.trim().is_empty() {
            return Ok(text);
        }
        Ok(self.number_of(&text).await?.to_string())
    }

    /// The value of a parameter.
    pub(super) fn view(&self, target: &Target) -> View {
        match &target.name {
            ParamName::Special(' ') => match &target.index {
                Subscript::Of(text) => View::One(Some(text.clone())),
                _ => View::One(None),
            },
            ParamName::Special(c @ ('@' | '*')) => {
                View::All { values: self.positional.to_vec(), star: *c == '*' }
            }
            ParamName::Special(c) => View::One(self.special(*c)),
            ParamName::Positional(0) => View::One(Some(self.name.clone())),
            ParamName::Positional(number) => View::One(self.positional.get(number - 1).cloned()),
            ParamName::Variable(name) => match &target.index {
                Subscript::None => View::One(self.get(name)),
                Subscript::Of(index) => View::One(self.element(name, index)),
                all => {
                    let values = self.value(name).map(|value| value.all()).unwrap_or_default();
                    View::All { values, star: *all == Subscript::Star }
                }
            },
        }
    }

    fn special(&self, c: char) -> Option<String> {
        Some(match c {
            '#' => self.positional.len().to_string(),
            '?' => self.status.to_string(),
            '$' => self.shell_pid.to_string(),
            '!' => return self.background.map(|pid| pid.to_string()),
            '0' => self.name.clone(),
            '-' => self.flags(),
            _ => return None,
        })
    }

    fn flags(&self) -> String {
        let start = if self.from_argument {
            "c"
        } else if self.interactive {
            "is"
        } else {
            ""
        };
        format!("{}{start}", self.options.letters())
    }

    /// `${name-word}` and its kin.
    async fn default(
        &mut self,
        target: &Target,
        view: View,
        (colon, kind, word): (bool, char, &Word),
        context: Context,
        out: &mut Vec<Piece>,
    ) -> Expanded<()> {
        let there = match &view {
            View::One(None) => false,
            View::One(Some(text)) => !(colon && text.is_empty()),
            View::All { values, .. } => {
                let blank = colon && values.len() == 1 && values[0].is_empty();
                !(values.is_empty() || blank)
            }
        };
        let inner = Context { operand: true, assignment: false, ..context };
        match (kind, there) {
            ('+', false) => {
                if context.quoted {
                    super::push(out, String::new(), true, false);
                }
            }
            ('+', true) | ('-', false) => {
                let before = out.len();
                self.pieces(&word.parts, inner, out).await?;
                if out.len() == before && context.quoted {
                    super::push(out, String::new(), true, false);
                }
            }
            ('=', false) => {
                let text = self.single(word).await?;
                match &target.name {
                    ParamName::Variable(name) => {
                        let index = match &target.index {
                            Subscript::Of(index) => Some(index.as_str()),
                            _ => None,
                        };
                        if let Err(denied) = self.assign(name, index, &text, false, Place::Found) {
                            return Err(self.fatal(&denied.message).await);
                        }
                    }
                    _ => {
                        let message = format!("${}: cannot assign in this way", target.shown());
                        return Err(self.discards(&message).await);
                    }
                }
                self.emit(View::One(Some(text)), context, out);
            }
            ('?', false) => {
                let mut text = self.single(word).await?;
                if word.parts.is_empty() {
                    text = if colon { "parameter null or not set" } else { "parameter not set" }
                        .into();
                }
                return Err(self.fatal(&format!("{}: {text}", target.shown())).await);
            }
            _ => self.emit(view, context, out),
        }
        Ok(())
    }

    /// What the operator makes of the value.
    async fn operate(&mut self, param: &Param, target: &Target, view: View) -> Expanded<View> {
        Ok(match &param.op {
            ParamOp::Length => View::One(Some(
                match &view {
                    View::One(text) => text.as_ref().map_or(0, |text| text.chars().count()),
                    View::All { values, .. } => values.len(),
                }
                .to_string(),
            )),
            ParamOp::Trim { suffix, longest, pattern } => {
                let pattern = self.pattern(pattern).await?;
                let pattern = Pattern::new(&pattern, true, false);
                each(view, |text| super::transform::trim(text, &pattern, *suffix, *longest))
            }
            ParamOp::Replace { place, pattern, with } => {
                let pattern = self.pattern(pattern).await?;
                let with = self.replacement(with).await?;
                let fold = self.options.has("nocasematch");
                let compiled = Pattern::new(&pattern, true, fold);
                each(view, |text| {
                    super::transform::replace(text, &pattern, &compiled, &with, *place)
                })
            }
            ParamOp::Case { kind, all, pattern } => {
                let pattern = self.pattern(pattern).await?;
                let pattern = (!pattern.is_empty()).then(|| Pattern::new(&pattern, true, false));
                each(view, |text| super::transform::case(text, *kind, *all, pattern.as_ref()))
            }
            ParamOp::Slice { offset, length } => {
                self.slice(target, view, offset, length.as_ref()).await?
            }
            ParamOp::Transform(kind) => self.transform(*kind, target, view).await?,
            _ => view,
        })
    }

    /// The replacement of `${name/…}`: quoted `&` stands for itself.
    async fn replacement(&mut self, word: &Word) -> Expanded<String> {
        let mut pieces = Vec::new();
        let context = Context { quoted: false, fields: false, assignment: false, operand: false };
        self.pieces(&word.parts, context, &mut pieces).await?;
        let escape = |text: &str| text.replace('\\', "\\\\").replace('&', "\\&");
        let special = self.options.has("patsub_replacement");
        Ok(pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text { text, quoted: true, .. } => escape(text),
                Piece::Text { text, .. } if !special => escape(text),
                Piece::Text { text, .. } => text.clone(),
                Piece::Boundary { .. } => " ".into(),
            })
            .collect())
    }

    /// `${name@X}`.
    async fn transform(&mut self, kind: char, target: &Target, view: View) -> Expanded<View> {
        let ParamName::Variable(name) = &target.name else {
            return match kind {
                'P' => self.prompts(view).await,
                _ => Ok(each(view, |text| super::transform::letter(kind, text))),
            };
        };
        let variable = self.variable(name).cloned().unwrap_or_default();
        Ok(match (kind, &view) {
            ('a', View::One(_)) => View::One(Some(variable.attrs.letters(&variable.value))),
            ('a', View::All { values, star }) => {
                let letters = variable.attrs.letters(&variable.value);
                View::All { values: vec![letters; values.len()], star: *star }
            }
            ('A', View::One(None)) if variable.attrs.bare => {
                View::One(Some(quote::declaration(name, &variable)))
            }
            ('A', View::One(None)) => View::One(None),
            ('A', View::One(Some(text))) => {
                let letters = variable.attrs.letters(&variable.value);
                let assignment = format!("{name}={}", quote::single(text));
                View::One(Some(if letters.is_empty() {
                    assignment
                } else {
                    format!("declare -{letters} {assignment}")
                }))
            }
            ('A', View::All { .. }) => View::One(Some(quote::declaration(name, &variable))),
            ('K', View::All { .. }) => {
                let pairs = variable.value.keys().into_iter().zip(variable.value.all());
                let shown: Vec<String> = pairs
                    .map(|(key, value)| {
                        format!("{} {}", quote::key_text(&key), quote::double(&value))
                    })
                    .collect();
                let joined = shown.join(" ");
                View::One(Some(if matches!(variable.value, Value::Assoc(_)) {
                    joined + " "
                } else {
                    joined
                }))
            }
            ('k' | 'K', View::One(Some(text))) => View::One(Some(quote::single(text))),
            ('k', View::All { star, .. }) => {
                let pairs = variable.value.keys().into_iter().zip(variable.value.all());
                View::All {
                    values: pairs.flat_map(|(key, value)| [key, value]).collect(),
                    star: *star,
                }
            }
            ('P', _) => self.prompts(view).await?,
            _ => each(view, |text| super::transform::letter(kind, text)),
        })
    }

    /// `${name@P}`: each text as a prompt.
    async fn prompts(&mut self, view: View) -> Expanded<View> {
        Ok(match view {
            View::One(None) => View::One(None),
            View::One(Some(text)) => View::One(Some(Box::pin(self.prompt(&text)).await?)),
            View::All { values, star } => {
                let mut shown = Vec::with_capacity(values.len());
                for text in &values {
                    shown.push(Box::pin(self.prompt(text)).await?);
                }
                View::All { values: shown, star }
            }
        })
    }

    /// Adds a value as pieces.
    pub(super) fn emit(&self, view: View, context: Context, out: &mut Vec<Piece>) {
        match view {
            View::One(text) => {
                let text = text.unwrap_or_default();
                super::push(out, text, context.quoted, !context.quoted);
            }
            View::All { values, star } if star && (context.quoted || !context.fields) => {
                let text = values.join(&self.separator());
                super::push(out, text, context.quoted, !context.quoted);
            }
            View::All { values, .. } => {
                for (n, text) in values.into_iter().enumerate() {
                    if n > 0 {
                        out.push(Piece::Boundary { hard: context.quoted });
                    }
                    super::push(out, text, context.quoted, !context.quoted);
                }
            }
        }
    }

    /// What `$*` is joined with.
    fn separator(&self) -> String {
        match self.get("IFS") {
            None => " ".into(),
            Some(ifs) => ifs.chars().take(1).collect(),
        }
    }
}

/// A name as indirection reads it: `name`, `name[index]`, a number, a special one.
fn parse_name(text: &str) -> Option<Target> {
    let (name, index) = match text.split_once('[') {
        Some((name, rest)) => {
            let index = rest.strip_suffix(']')?;
            (
                name,
                match index {
                    "@" => Subscript::At,
                    "*" => Subscript::Star,
                    index => Subscript::Of(index.to_owned()),
                },
            )
        }
        None => (text, Subscript::None),
    };
    let name = if let Ok(number) = name.parse() {
        ParamName::Positional(number)
    } else if is_name(name) {
        ParamName::Variable(name.to_owned())
    } else {
        let mut chars = name.chars();
        let c = chars.next().filter(|c| "@*#?-$!".contains(*c))?;
        if chars.next().is_some() {
            return None;
        }
        ParamName::Special(c)
    };
    Some(Target { name, index })
}

/// Whether a text can be the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn each(view: View, change: impl Fn(&str) -> String) -> View {
    match view {
        View::One(text) => View::One(text.map(|text| change(&text))),
        View::All { values, star } => {
            View::All { values: values.iter().map(|text| change(text)).collect(), star }
        }
    }
}
