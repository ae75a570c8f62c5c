//! `date`, by the virtual clock and in UTC.

use super::options::{read, usage};
use crate::builtins::time_format::{DAYS, MONTHS, civil, days, format};
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
            Some("seconds" | "second") => "%Y-%m-%dT%H:%M:%S%:z".into(),
            Some("minutes" | "minute") => "%Y-%m-%dT%H:%M%:z".into(),
            Some("hours" | "hour") => "%Y-%m-%dT%H%:z".into(),
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

/// A date as people write it, in nanoseconds since the epoch.
pub(super) fn parse(text: &str, now: u64) -> Option<u64> {
    let text = text.trim();
    if let Some(number) = text.strip_prefix('@') {
        let seconds: f64 = number.parse().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a time since the epoch"
        )]
        return Some((seconds * 1e9) as u64);
    }
    let mut at = civil(i64::try_from(now / SECOND).ok()?);
    let (mut nanos, mut shift, mut months, mut day_shift) = (now % SECOND, 0i64, 0i64, 0i64);
    let lower = text.to_lowercase().replace(',', " ");
    let lower = split_stamp(&lower);
    let mut words = lower.split_whitespace().peekable();
    let mut absolute = false;
    while let Some(word) = words.next() {
        if let Some((y, m, d)) = calendar(word) {
            (at.year, at.month, at.day) = (y, m, d);
            if !absolute {
                (at.hour, at.minute, at.second, nanos) = (0, 0, 0, 0);
            }
            absolute = true;
        } else if let Some((h, m, s)) = clock(word) {
            (at.hour, at.minute, at.second, nanos) = (h, m, s, 0);
            absolute = true;
        } else if matches!(word, "now" | "today" | "utc" | "z" | "gmt" | "and" | "+0000" | "+00:00")
        {
        } else if word == "midnight" {
            (at.hour, at.minute, at.second, nanos) = (0, 0, 0, 0);
        } else if word == "noon" {
            (at.hour, at.minute, at.second, nanos) = (12, 0, 0, 0);
        } else if word == "yesterday" || word == "tomorrow" {
            day_shift += if word == "tomorrow" { 1 } else { -1 };
        } else if let Some(month) = MONTHS
            .iter()
            .position(|name| name.to_lowercase() == word || name[..3].to_lowercase() == word)
        {
            at.month = u32::try_from(month).ok()? + 1;
            if let Some(number) = words
                .peek()
                .and_then(|next| next.parse::<u32>().ok())
                .filter(|number| *number <= 31)
            {
                at.day = number;
                words.next();
            }
            if let Some(year) =
                words.peek().and_then(|next| next.parse::<i64>().ok()).filter(|year| *year > 31)
            {
                at.year = year;
                words.next();
            }
            (at.hour, at.minute, at.second, nanos) = (0, 0, 0, 0);
        } else if let Some(weekday) = DAYS
            .iter()
            .position(|name| name.to_lowercase() == word || name[..3].to_lowercase() == word)
        {
            let ahead = (i64::try_from(weekday).ok()? - i64::from(at.weekday)).rem_euclid(7);
            if !absolute {
                day_shift += ahead;
                (at.hour, at.minute, at.second, nanos) = (0, 0, 0, 0);
            }
        } else {
            let (amount, unit) = match word {
                "next" => (1, words.next()?),
                "last" => (-1, words.next()?),
                _ => {
                    let digits = word.trim_start_matches(['+', '-']);
                    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                    let number: i64 = digits[..length].parse().ok()?;
                    let number = if word.starts_with('-') { -number } else { number };
                    let unit =
                        if length < digits.len() { &digits[length..] } else { words.next()? };
                    (number, unit)
                }
            };
            let amount = if words.peek() == Some(&"ago") {
                words.next();
                -amount
            } else {
                amount
            };
            if let Some(month) = MONTHS
                .iter()
                .position(|name| name[..3].to_lowercase() == unit.get(..3).unwrap_or_default())
                .filter(|_| !unit.starts_with("mon"))
            {
                // `15 january 2024`
                (at.day, at.month) = (u32::try_from(amount).ok()?, u32::try_from(month).ok()? + 1);
                if let Some(year) =
                    words.peek().and_then(|next| next.parse::<i64>().ok()).filter(|year| *year > 31)
                {
                    at.year = year;
                    words.next();
                }
                (at.hour, at.minute, at.second, nanos) = (0, 0, 0, 0);
                continue;
            }
            match unit.trim_end_matches('s') {
                "sec" | "second" => shift += amount,
                "min" | "minute" => shift += amount * 60,
                "hour" => shift += amount * 3600,
                "day" => day_shift += amount,
                "week" => day_shift += amount * 7,
                "fortnight" => day_shift += amount * 14,
                "month" => months += amount,
                "year" => months += amount * 12,
                _ => return None,
            }
        }
    }
    let month = i64::from(at.month) - 1 + months;
    let (year, month) =
        (at.year + month.div_euclid(12), u32::try_from(month.rem_euclid(12)).ok()? + 1);
    let number = days(year, month, 1) + i64::from(at.day) - 1 + day_shift;
    let total = number * 86_400
        + i64::from(at.hour) * 3600
        + i64::from(at.minute) * 60
        + i64::from(at.second)
        + shift;
    u64::try_from(total).ok()?.checked_mul(SECOND)?.checked_add(nanos)
}

/// `2024-01-15t10:30:00z` in parts.
fn split_stamp(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let parts = word
            .split_once('t')
            .filter(|(date, time)| calendar(date).is_some() && time.contains(':'));
        match parts {
            Some((date, time)) => out.push_str(&format!(
                "{date} {} ",
                time.trim_end_matches('z').trim_end_matches("+00:00")
            )),
            None => out.push_str(&format!("{word} ")),
        }
    }
    out
}

fn calendar(word: &str) -> Option<(i64, u32, u32)> {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let [a, b, c] = parts.as_slice() else {
        let whole = word.len() == 8 && word.chars().all(|c| c.is_ascii_digit());
        return if whole {
            valid(word[..4].parse().ok()?, word[4..6].parse().ok()?, word[6..].parse().ok()?)
        } else {
            None
        };
    };
    if word.contains('/') && a.len() <= 2 {
        return valid(c.parse().ok()?, a.parse().ok()?, b.parse().ok()?);
    }
    valid(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?)
}

fn valid(year: i64, month: u32, day: u32) -> Option<(i64, u32, u32)> {
    if !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
    (i64::from(day) <= next - days(year, month, 1)).then_some((year, month, day))
}

fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let (word, later) = match word.strip_suffix("pm") {
        Some(word) => (word, 12),
        None => (word.strip_suffix("am").unwrap_or(word), 0),
    };
    let mut parts = word.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second = parts.next().map_or(Some(0), |text| text.split('.').next()?.parse().ok())?;
    let hour = if later > 0 { hour % 12 + 12 } else { hour };
    (hour < 24 && minute < 60 && second < 61).then_some((hour, minute, second))
}
