//! `seq`.

use crate::builtins::format;
use crate::exec::external::{Cx, Ended};

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let (mut separator, mut equal, mut template) = ("\n".to_owned(), false, None);
    let mut operands = Vec::new();
    let mut rest = cx.args[1..].to_vec().into_iter();
    while let Some(text) = rest.next() {
        match text.as_str() {
            "-w" | "--equal-width" => equal = true,
            "-s" | "--separator" => separator = rest.next().unwrap_or_default(),
            "-f" | "--format" => template = rest.next(),
            _ if text.starts_with("-s") => separator = text[2..].to_owned(),
            _ if text.starts_with("--separator=") => separator = text[12..].to_owned(),
            _ if text.starts_with("-f") => template = Some(text[2..].to_owned()),
            _ if text.starts_with("--format=") => template = Some(text[9..].to_owned()),
            _ => operands.push(text),
        }
    }
    let mut numbers = Vec::new();
    for text in &operands {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => numbers.push(number),
            _ => {
                let message = format!(
                    "invalid floating point argument: ‘{text}’\nTry 'seq --help' for more information."
                );
                return cx.fail(1, &message).await;
            }
        }
    }
    let (first, step, last) = match numbers.as_slice() {
        [] => return cx.fail(1, "missing operand\nTry 'seq --help' for more information.").await,
        [last] => (1.0, 1.0, *last),
        [first, last] => (*first, 1.0, *last),
        [first, step, last] => (*first, *step, *last),
        _ => {
            return cx
                .fail(
                    1,
                    &format!(
                        "extra operand ‘{}’\nTry 'seq --help' for more information.",
                        operands[3]
                    ),
                )
                .await;
        }
    };
    if step == 0.0 {
        return cx
            .fail(
                1,
                &format!(
                    "invalid Zero increment value: ‘{}’\nTry 'seq --help' for more information.",
                    operands[1]
                ),
            )
            .await;
    }
    let digits = operands
        .iter()
        .take(2.min(operands.len().max(1)))
        .map(|text| text.split_once('.').map_or(0, |(_, tail)| tail.len()))
        .max()
        .unwrap_or(0);
    let digits = if operands.len() == 1 { 0 } else { digits };
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
            None => {
                let text = format!("{value:.digits$}");
                let text = if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
                    text.trim_start_matches('-').to_owned()
                } else {
                    text
                };
                pad(&text, width)
            }
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
