//! `seq`.

use crate::builtins::format;
use crate::exec::external::{Cx, Ended};

const HELP: &str = "Try 'seq --help' for more information.";

/// What the arguments say.
struct Asked {
    separator: String,
    /// Whether numbers are padded with zeros to one width.
    equal: bool,
    template: Option<String>,
    operands: Vec<String>,
}

fn asked(args: &[String]) -> Asked {
    let mut asked =
        Asked { separator: "\n".into(), equal: false, template: None, operands: Vec::new() };
    let mut rest = args.iter().skip(1).cloned();
    while let Some(text) = rest.next() {
        match text.as_str() {
            "-w" | "--equal-width" => asked.equal = true,
            "-s" | "--separator" => asked.separator = rest.next().unwrap_or_default(),
            "-f" | "--format" => asked.template = rest.next(),
            _ if text.starts_with("-s") => asked.separator = text[2..].to_owned(),
            _ if text.starts_with("--separator=") => asked.separator = text[12..].to_owned(),
            _ if text.starts_with("-f") => asked.template = Some(text[2..].to_owned()),
            _ if text.starts_with("--format=") => asked.template = Some(text[9..].to_owned()),
            _ => asked.operands.push(text),
        }
    }
    asked
}

/// The first number, the step and the last. `Err` is a complaint.
fn bounds(operands: &[String]) -> Result<(f64, f64, f64), String> {
    let mut numbers = Vec::new();
    for text in operands {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => numbers.push(number),
            _ => return Err(format!("invalid floating point argument: ‘{text}’\n{HELP}")),
        }
    }
    let (first, step, last) = match numbers.as_slice() {
        [] => return Err(format!("missing operand\n{HELP}")),
        [last] => (1.0, 1.0, *last),
        [first, last] => (*first, 1.0, *last),
        [first, step, last] => (*first, *step, *last),
        _ => return Err(format!("extra operand ‘{}’\n{HELP}", operands[3])),
    };
    if step == 0.0 {
        return Err(format!("invalid Zero increment value: ‘{}’\n{HELP}", operands[1]));
    }
    Ok((first, step, last))
}

/// How many digits follow the point: as many as the first number or the step has.
fn digits(operands: &[String]) -> usize {
    if operands.len() == 1 {
        return 0;
    }
    let tails = operands.iter().take(2);
    tails.map(|text| text.split_once('.').map_or(0, |(_, tail)| tail.len())).max().unwrap_or(0)
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let Asked { separator, equal, template, operands } = asked(&cx.args);
    let (first, step, last) = match bounds(&operands) {
        Ok(bounds) => bounds,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let digits = digits(&operands);
    let width = if equal {
        format!("{first:.digits$}").len().max(format!("{last:.digits$}").len())
    } else {
        0
    };
    let mut n = 0u64;
    loop {
        #[expect(clippy::cast_precision_loss, reason = "`seq` counts in floats too")]
        let value = first + step * n as f64;
        let past =
            if step > 0.0 { value > last + step * 1e-10 } else { value < last + step * 1e-10 };
        if past {
            break;
        }
        let text = match &template {
            Some(template) => formatted(template, value),
            None => plain(value, digits, width),
        };
        let text = if n > 0 { separator.clone() + &text } else { text };
        cx.put(text.as_bytes()).await?;
        n += 1;
    }
    if n > 0 {
        cx.put(b"\n").await?;
    }
    Ok(0)
}

/// A number without a template; zero has no sign.
fn plain(value: f64, digits: usize, width: usize) -> String {
    let text = format!("{value:.digits$}");
    let unsigned = text.trim_start_matches('-');
    let zero = unsigned.chars().all(|c| c == '0' || c == '.');
    pad(if zero { unsigned } else { &text }, width)
}

fn pad(text: &str, width: usize) -> String {
    match text.strip_prefix('-') {
        Some(digits) => format!("-{digits:0>0$}", width.saturating_sub(1)),
        None => format!("{text:0>width$}"),
    }
}

/// A number in the only directive of a template.
fn formatted(template: &str, value: f64) -> String {
    let chars: Vec<char> = template.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '%' || chars.get(at + 1) == Some(&'%') {
            out.push(chars[at]);
            at += if chars[at] == '%' { 2 } else { 1 };
            continue;
        }
        let (spec, length) = format::read(&chars[at + 1..], || 0);
        let kind = chars.get(at + 1 + length).copied().unwrap_or('g');
        out.push_str(&spec.float(value, kind));
        at += length + 2;
    }
    out
}
