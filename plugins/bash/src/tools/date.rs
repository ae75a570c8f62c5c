//! `date`, by the virtual clock and in UTC.

mod parse;

pub(super) use parse::parse;

use super::options::{read, usage};
use crate::builtins::time_format::{civil, days, format};
use crate::exec::external::{Cx, Ended};

const SECOND: u64 = 1_000_000_000;

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long = [
        ("date", 'd'),
        ("utc", 'u'),
        ("universal", 'u'),
        ("rfc-3339", '3'),
        ("iso-8601", 'I'),
        ("rfc-email", 'R'),
        ("reference", 'r'),
    ];
    let options = match read(&cx.args, "d:uI::Rr:s:3:", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("date", &mistake)).await,
    };
    let now = cx.os.clock.now();
    let time = if let Some(text) = options.value('d') {
        match parse(text, now) {
            Some(time) => time,
            None => return cx.fail(1, &format!("invalid date ‘{text}’")).await,
        }
    } else if let Some(path) = options.value('r') {
        match cx.os.files.find(&cx.cwd, path) {
            Ok(node) => node.modified.get(),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        }
    } else {
        now
    };
    let (seconds, nanos) =
        (i64::try_from(time / SECOND).unwrap_or(0), u32::try_from(time % SECOND).unwrap_or(0));
    let operand = options.operands.first().cloned();
    let template = match operand.as_deref() {
        Some(text) if text.starts_with('+') => text[1..].to_owned(),
        Some(text) => return cx.fail(1, &format!("invalid date ‘{text}’")).await,
        None if options.has('R') => "%a, %d %b %Y %H:%M:%S %z".into(),
        None if options.has('I') => match options.value('I') {
            Some(word) if !word.is_empty() && "seconds".starts_with(word) => {
                "%Y-%m-%dT%H:%M:%S%:z".into()
            }
            Some(word) if !word.is_empty() && "minutes".starts_with(word) => {
                "%Y-%m-%dT%H:%M%:z".into()
            }
            Some(word) if !word.is_empty() && "hours".starts_with(word) => "%Y-%m-%dT%H%:z".into(),
            Some("ns") => "%Y-%m-%dT%H:%M:%S,%N%:z".into(),
            _ => "%Y-%m-%d".into(),
        },
        None if options.has('3') => match options.value('3') {
            Some("date") => "%Y-%m-%d".into(),
            Some("ns") => "%Y-%m-%d %H:%M:%S.%N%:z".into(),
            _ => "%Y-%m-%d %H:%M:%S%:z".into(),
        },
        None => "%a %b %e %H:%M:%S %Z %Y".to_owned(),
    };
    cx.line(&format(&template, seconds, nanos)).await?;
    Ok(0)
}

/// `[[CC]YY]MMDDhhmm[.ss]`, as `touch -t` has it; nanoseconds since the epoch.
pub(super) fn stamp(text: &str) -> Option<u64> {
    let (digits, seconds) = text.split_once('.').unwrap_or((text, "0"));
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i64>().ok();
    let start = digits.len().checked_sub(8)?;
    let year = match start {
        4 => number(0..4)?,
        2 => 2000 + number(0..2)?,
        _ => civil(0).year,
    };
    let at = |n: usize| number(start + n..start + n + 2);
    let day = days(year, u32::try_from(at(0)?).ok()?, u32::try_from(at(2)?).ok()?);
    let total = day * 86_400 + at(4)? * 3600 + at(6)? * 60 + seconds.parse::<i64>().ok()?;
    u64::try_from(total).ok()?.checked_mul(SECOND)
}
