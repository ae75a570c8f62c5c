//! Functions that are built in.

use super::ast::Expr;
use super::run::{FS, Machine, RLENGTH, RSTART, Run};
use super::value::{Value, to_integer};
use crate::builtins::{format, time_format};
use crate::os::bytes::{decode, encode};
use crate::tools::regex::Matcher;

const NAMES: [&str; 27] = [
    "atan2", "close", "cos", "exp", "fflush", "gensub", "gsub", "index", "int", "length", "log",
    "match", "rand", "sin", "split", "sprintf", "sqrt", "srand", "strftime", "sub", "substr",
    "system", "systime", "tolower", "toupper", "mktime", "strtonum",
];

pub(super) fn is_builtin(name: &str) -> bool {
    NAMES.contains(&name)
}

/// A text split wherever an expression matches.
pub(super) fn split_by(text: &str, matcher: &Matcher) -> Vec<String> {
    let bytes = encode(text);
    let (mut all, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some((from, to)) = matcher.find(&bytes, at) {
        if to == from {
            at = to + 1;
            if at > bytes.len() {
                break;
            }
            continue;
        }
        all.push(decode(&bytes[start..from]));
        start = to;
        at = to;
    }
    all.push(decode(&bytes[start..]));
    all
}

/// Seconds since the epoch for `mktime`'s `YYYY MM DD HH MM SS`; -1 where a part is missing.
fn timestamp(text: &str) -> i64 {
    let parts: Vec<i64> = text.split_whitespace().filter_map(|part| part.parse().ok()).collect();
    let [year, month, day, hour, minute, second, ..] = parts.as_slice() else { return -1 };
    let (month, day) = (u32::try_from(*month).unwrap_or(1), u32::try_from(*day).unwrap_or(1));
    time_format::days(*year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
}

impl Machine<'_> {
    fn argument(&mut self, arguments: &[Expr], n: usize) -> Run<Value> {
        match arguments.get(n) {
            Some(expr) => self.eval(expr),
            None => Ok(Value::Unset),
        }
    }

    fn string(&mut self, arguments: &[Expr], n: usize) -> Run<String> {
        let value = self.argument(arguments, n)?;
        Ok(self.text(&value).to_string())
    }

    fn float(&mut self, arguments: &[Expr], n: usize) -> Run<f64> {
        Ok(self.argument(arguments, n)?.number())
    }

    pub(super) fn builtin(&mut self, name: &str, arguments: &[Expr]) -> Run<Value> {
        let number = Value::Number;
        #[expect(clippy::cast_precision_loss, reason = "lengths and times fit a float")]
        Ok(match name {
            "length" => match arguments.first() {
                Some(Expr::Variable(name)) if self.is_array(*name) => {
                    number(self.array(*name)?.borrow().len() as f64)
                }
                Some(_) => number(self.string(arguments, 0)?.chars().count() as f64),
                None => number(self.record.chars().count() as f64),
            },
            "substr" => self.substr(arguments)?,
            "index" => {
                let (text, part) = (self.string(arguments, 0)?, self.string(arguments, 1)?);
                number(text.find(&part).map_or(0.0, |at| text[..at].chars().count() as f64 + 1.0))
            }
            "split" => self.split(arguments)?,
            "sub" | "gsub" => self.substitute(arguments, name == "gsub")?,
            "gensub" => self.gensub(arguments)?,
            "match" => self.matched(arguments)?,
            "sprintf" => Value::text(self.sprintf(arguments)?),
            "tolower" => Value::text(self.string(arguments, 0)?.to_lowercase()),
            "toupper" => Value::text(self.string(arguments, 0)?.to_uppercase()),
            "int" => number(self.float(arguments, 0)?.trunc()),
            "sqrt" => number(self.float(arguments, 0)?.sqrt()),
            "exp" => number(self.float(arguments, 0)?.exp()),
            "log" => number(self.float(arguments, 0)?.ln()),
            "sin" => number(self.float(arguments, 0)?.sin()),
            "cos" => number(self.float(arguments, 0)?.cos()),
            "atan2" => number(self.float(arguments, 0)?.atan2(self.float(arguments, 1)?)),
            "rand" => number(self.cx.os.random.below(1 << 53) as f64 / (1u64 << 53) as f64),
            "srand" => number(0.0),
            "system" => {
                let command = self.string(arguments, 0)?;
                number(f64::from(self.shell(&command, None, false).1))
            }
            "close" => {
                let name = self.string(arguments, 0)?;
                number(f64::from(self.close(&name)))
            }
            "fflush" => {
                self.flush();
                number(0.0)
            }
            "systime" => number(self.cx.os.clock.seconds() as f64),
            "strtonum" => {
                let text = self.string(arguments, 0)?;
                match text.strip_prefix("0x") {
                    Some(hex) => number(u64::from_str_radix(hex, 16).unwrap_or(0) as f64),
                    None => number(super::value::leading(&text).0),
                }
            }
            "mktime" => number(timestamp(&self.string(arguments, 0)?) as f64),
            _ => self.strftime(arguments)?,
        })
    }

    fn strftime(&mut self, arguments: &[Expr]) -> Run<Value> {
        let template = if arguments.is_empty() {
            "%a %b %e %H:%M:%S UTC %Y".to_owned()
        } else {
            self.string(arguments, 0)?
        };
        #[expect(clippy::cast_precision_loss, reason = "a time since the epoch")]
        let seconds = if arguments.len() > 1 {
            self.float(arguments, 1)?
        } else {
            self.cx.os.clock.seconds() as f64
        };
        let seconds = i64::try_from(to_integer(seconds)).unwrap_or(0);
        Ok(Value::text(time_format::format(&template, seconds, 0)))
    }

    fn is_array(&mut self, name: super::ast::Name) -> bool {
        self.variable(name).is_err()
    }

    fn substr(&mut self, arguments: &[Expr]) -> Run<Value> {
        let text = self.string(arguments, 0)?;
        let start = self.float(arguments, 1)?.round();
        let end = if arguments.len() > 2 {
            start + self.float(arguments, 2)?.round()
        } else {
            f64::INFINITY
        };
        let kept = text.chars().enumerate().filter(|(n, _)| {
            #[expect(clippy::cast_precision_loss, reason = "a position in a text")]
            let at = *n as f64 + 1.0;
            at >= start && at < end
        });
        Ok(Value::text(kept.map(|(_, c)| c).collect::<String>()))
    }

    fn split(&mut self, arguments: &[Expr]) -> Run<Value> {
        let text = self.string(arguments, 0)?;
        let Some(Expr::Variable(name)) = arguments.get(1) else {
            return Err("split: second argument is not an array".into());
        };
        let parts = match arguments.get(2) {
            Some(expr @ Expr::Regex(_)) => {
                let matcher = self.regex(expr)?;
                if text.is_empty() { Vec::new() } else { split_by(&text, &matcher) }
            }
            Some(_) => {
                let separator = self.string(arguments, 2)?;
                self.split_text(&text, &separator)
            }
            None => {
                let separator = self.special_text(FS);
                self.split_text(&text, &separator)
            }
        };
        let array = self.array(*name)?;
        let mut array = array.borrow_mut();
        array.clear();
        #[expect(clippy::cast_precision_loss, reason = "a count of parts is small")]
        let count = parts.len() as f64;
        array.extend(
            parts
                .into_iter()
                .enumerate()
                .map(|(n, part)| ((n + 1).to_string(), Value::Input(part.into()))),
        );
        Ok(Value::Number(count))
    }

    fn substitute(&mut self, arguments: &[Expr], all: bool) -> Run<Value> {
        let Some(pattern) = arguments.first() else {
            return Err("sub: no regular expression".into());
        };
        let matcher = self.regex(pattern)?;
        let with = self.string(arguments, 1)?;
        let record = Expr::Field(Box::new(Expr::Number(0.0)));
        let target = arguments.get(2).unwrap_or(&record);
        let value = self.eval(target)?;
        let text = encode(&self.text(&value));
        let (out, count) =
            replace(&matcher, &text, if all { None } else { Some(1) }, |matched, _| {
                fill(&with, matched)
            });
        if count > 0 {
            self.set(target, Value::text(decode(&out)))?;
        }
        Ok(Value::Number(f64::from(count)))
    }

    fn gensub(&mut self, arguments: &[Expr]) -> Run<Value> {
        let Some(pattern) = arguments.first() else {
            return Err("gensub: no regular expression".into());
        };
        let matcher = self.regex(pattern)?;
        let (with, how) = (self.string(arguments, 1)?, self.string(arguments, 2)?);
        let text =
            if arguments.len() > 3 { self.string(arguments, 3)? } else { self.record.clone() };
        let which = if how.starts_with(['g', 'G']) { None } else { Some(how.parse().unwrap_or(1)) };
        let (out, _) = replace(&matcher, &encode(&text), which, |matched, groups| {
            let mut out = Vec::new();
            let mut chars = with.chars();
            while let Some(c) = chars.next() {
                match c {
                    '&' => out.extend_from_slice(matched),
                    '\\' => match chars.next() {
                        Some(digit @ '0'..='9') => {
                            let group = groups.get(digit.to_digit(10).unwrap_or(0) as usize);
                            out.extend_from_slice(group.map_or(&[][..], Vec::as_slice));
                        }
                        Some(other) => out.extend(encode(&other.to_string())),
                        None => {}
                    },
                    c => out.extend(encode(&c.to_string())),
                }
            }
            out
        });
        Ok(Value::text(decode(&out)))
    }

    fn matched(&mut self, arguments: &[Expr]) -> Run<Value> {
        let text = self.string(arguments, 0)?;
        let Some(pattern) = arguments.get(1) else {
            return Err("match: no regular expression".into());
        };
        let matcher = self.regex(pattern)?;
        let bytes = encode(&text);
        let found = matcher.captures(&bytes, 0);
        #[expect(clippy::cast_precision_loss, reason = "a position in a text")]
        let count = |part: &[u8]| decode(part).chars().count() as f64;
        let (start, length) = match found.as_ref().and_then(|groups| groups[0]) {
            Some((from, to)) => (count(&bytes[..from]) + 1.0, count(&bytes[from..to])),
            None => (0.0, -1.0),
        };
        if let (Some(Expr::Variable(name)), Some(groups)) = (arguments.get(2), &found) {
            let array = self.array(*name)?;
            let mut array = array.borrow_mut();
            array.clear();
            for (n, group) in groups.iter().enumerate() {
                if let Some((from, to)) = group {
                    array.insert(n.to_string(), Value::Input(decode(&bytes[*from..*to]).into()));
                }
            }
        }
        self.set_special(RSTART, Value::Number(start));
        self.set_special(RLENGTH, Value::Number(length));
        Ok(Value::Number(start))
    }

    pub(super) fn sprintf(&mut self, arguments: &[Expr]) -> Run<String> {
        let template: Vec<char> = self.string(arguments, 0)?.chars().collect();
        let mut out = String::new();
        let mut next = 1;
        let mut at = 0;
        while at < template.len() {
            if template[at] != '%' {
                out.push(template[at]);
                at += 1;
                continue;
            }
            if template.get(at + 1) == Some(&'%') {
                out.push('%');
                at += 2;
                continue;
            }
            let (_, probe) = format::read(&template[at + 1..], || 0);
            let mut stars = Vec::new();
            for _ in template[at + 1..at + 1 + probe].iter().filter(|c| **c == '*') {
                let number = self.float(arguments, next)?;
                stars.push(i64::try_from(to_integer(number)).unwrap_or(0));
                next += 1;
            }
            let mut stars = stars.into_iter();
            let (spec, length) = format::read(&template[at + 1..], || stars.next().unwrap_or(0));
            let Some(kind) = template.get(at + 1 + length).copied() else {
                out.extend(&template[at..]);
                break;
            };
            at += length + 2;
            let value = self.argument(arguments, next)?;
            next += 1;
            out.push_str(&match kind {
                'd' | 'i' => spec.integer(to_integer(value.number())),
                'o' | 'x' | 'X' | 'u' => {
                    spec.unsigned(u64::try_from(to_integer(value.number())).unwrap_or(0), kind)
                }
                'c' => match value.as_number().filter(|_| !matches!(value, Value::Unset)) {
                    Some(number) => {
                        let code = u32::try_from(to_integer(number)).unwrap_or(0);
                        spec.text(&char::from_u32(code).map(String::from).unwrap_or_default())
                    }
                    None => spec.text(&self.text(&value).chars().take(1).collect::<String>()),
                },
                's' => spec.text(&self.text(&value)),
                'e' | 'E' | 'f' | 'F' | 'g' | 'G' => spec.float(value.number(), kind),
                other => format!("%{other}"),
            });
        }
        Ok(out)
    }
}

/// A replacement with `&` put in.
fn fill(with: &str, matched: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut chars = with.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('&' | '\\')) => {
                out.extend(chars.next().map(|c| c as u8))
            }
            '&' => out.extend_from_slice(matched),
            c => out.extend(encode(&c.to_string())),
        }
    }
    out
}

/// Replaces matches: all, or only one of them by its number. Gives the text and how many.
fn replace(
    matcher: &Matcher,
    text: &[u8],
    which: Option<u32>,
    with: impl Fn(&[u8], &[Vec<u8>]) -> Vec<u8>,
) -> (Vec<u8>, u32) {
    let (mut out, mut at, mut copied) = (Vec::new(), 0, 0);
    let (mut seen, mut count) = (0, 0);
    while at <= text.len() {
        let Some(groups) = matcher.captures(text, at) else { break };
        let Some((from, to)) = groups[0] else { break };
        let after_match = from == to && from == copied && seen > 0 && copied > 0 && at == from;
        if !after_match {
            seen += 1;
            if which.is_none_or(|which| which == seen) {
                let parts: Vec<Vec<u8>> = groups
                    .iter()
                    .map(|group| {
                        group.map(|(from, to)| text[from..to].to_vec()).unwrap_or_default()
                    })
                    .collect();
                out.extend_from_slice(&text[copied..from]);
                out.extend(with(&text[from..to], &parts));
                copied = to;
                count += 1;
                if which.is_some() {
                    break;
                }
            }
        }
        at = if to > from { to } else { to + 1 };
    }
    out.extend_from_slice(&text[copied.min(text.len())..]);
    (out, count)
}
