//! Dates as people write them: `-d` of `date` and `touch`.

use std::iter::Peekable;
use std::str::SplitWhitespace;

use super::SECOND;
use crate::builtins::time_format::{Civil, DAYS, MONTHS, civil, days};

type Words<'a> = Peekable<SplitWhitespace<'a>>;

/// What the words read so far come to.
struct Reading {
    at: Civil,
    nanos: u64,
    /// Seconds to add.
    seconds: i64,
    days: i64,
    months: i64,
    /// Whether a date in figures or a time of day was read.
    absolute: bool,
    /// Whether a time of day was read.
    timed: bool,
}

/// A date as people write it, in nanoseconds since the epoch.
pub(crate) fn parse(text: &str, now: u64) -> Option<u64> {
    let text = text.trim();
    if let Some(number) = text.strip_prefix('@') {
        let whole = number.split('.').next().unwrap_or_default();
        return whole.parse::<u64>().ok()?.checked_mul(SECOND)?.checked_add(fraction(number));
    }
    let mut reading = Reading {
        at: civil(i64::try_from(now / SECOND).ok()?),
        nanos: now % SECOND,
        seconds: 0,
        days: 0,
        months: 0,
        absolute: false,
        timed: false,
    };
    if text.is_empty() {
        reading.clock(0, 0, 0);
    }
    let lower = split_stamp(&text.to_lowercase().replace(',', " "));
    let mut words = lower.split_whitespace().peekable();
    while let Some(word) = words.next() {
        reading.word(word, &mut words)?;
    }
    reading.time()
}

impl Reading {
    /// Sets the time of day.
    fn clock(&mut self, hour: u32, minute: u32, second: u32) {
        (self.at.hour, self.at.minute, self.at.second, self.nanos) = (hour, minute, second, 0);
    }

    /// Reads a word and those that belong to it. `None`: no date has such a word.
    fn word(&mut self, word: &str, words: &mut Words) -> Option<()> {
        if let Some((year, month, day)) = calendar(word) {
            (self.at.year, self.at.month, self.at.day) = (year, month, day);
            if !self.absolute {
                self.clock(0, 0, 0);
            }
            self.absolute = true;
        } else if let Some((hour, minute, second)) = clock(word) {
            let later = words.next_if(|next| matches!(*next, "am" | "a.m." | "pm" | "p.m."));
            let hour = match later {
                Some(half) if hour <= 12 => hour % 12 + if half.starts_with('p') { 12 } else { 0 },
                _ => hour,
            };
            self.clock(hour, minute, second);
            self.nanos = fraction(word);
            if let Some(ahead) = words.peek().and_then(|next| offset(next)) {
                words.next();
                self.seconds -= ahead;
            }
            self.absolute = true;
            self.timed = true;
        } else if let Some(ahead) = zone(word) {
            self.seconds -= ahead;
        } else if let Some(month) = named(&MONTHS, word) {
            self.at.month = u32::try_from(month).ok()? + 1;
            if let Some(day) = next_number(words, |number| (0..=31).contains(&number)) {
                self.at.day = u32::try_from(day).ok()?;
            }
            self.year(words);
        } else if let Some(weekday) = named(&DAYS, word) {
            self.weekday(weekday, 0)?;
        } else {
            match word {
                "now" | "today" | "this" | "utc" | "z" | "gmt" | "and" | "+0000" | "+00:00" => {}
                "yesterday" => self.days -= 1,
                "tomorrow" => self.days += 1,
                _ => return self.amount(word, words),
            }
        }
        Some(())
    }

    /// A day of the week: this one or the first after, or so many weeks from there.
    fn weekday(&mut self, weekday: usize, weeks: i64) -> Option<()> {
        let ahead = (i64::try_from(weekday).ok()? - i64::from(self.at.weekday)).rem_euclid(7);
        if !self.timed {
            self.clock(0, 0, 0);
        }
        if !self.absolute || self.timed {
            // `next monday` is the first one after today, `last monday` the last before.
            self.days += ahead + 7 * (weeks - i64::from(weeks > 0 && ahead != 0));
        }
        Some(())
    }

    /// A year may end a date that names its month; the day then starts at midnight.
    fn year(&mut self, words: &mut Words) {
        if let Some(year) = next_number(words, |number| number > 31) {
            self.at.year = year;
        }
        self.clock(0, 0, 0);
    }

    /// An amount and its unit: `next week`, `3 days ago`, `+2hours`, and `15 january 2024`.
    fn amount(&mut self, word: &str, words: &mut Words) -> Option<()> {
        let (amount, unit) = match word {
            "next" => (1, words.next()?),
            "fortnight" | "day" | "week" | "month" | "year" | "hour" | "minute" | "second" => {
                (1, word)
            }
            "last" => (-1, words.next()?),
            _ => {
                if word.len() == 4
                    && self.timed
                    && words.peek().is_none()
                    && let Ok(year) = word.parse()
                {
                    self.at.year = year;
                    return Some(());
                }
                let digits = word.trim_start_matches(['+', '-']);
                let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                let number: i64 = digits[..length].parse().ok()?;
                let number = if word.starts_with('-') { -number } else { number };
                let unit = if length < digits.len() { &digits[length..] } else { words.next()? };
                (number, unit)
            }
        };
        if matches!(word, "next" | "last")
            && let Some(weekday) = named(&DAYS, unit)
        {
            return self.weekday(weekday, amount);
        }
        let amount = if words.next_if_eq(&"ago").is_some() { -amount } else { amount };
        let month = MONTHS
            .iter()
            .position(|name| name[..3].to_lowercase() == unit.get(..3).unwrap_or_default())
            .filter(|_| !unit.starts_with("mon"));
        if let Some(month) = month {
            self.at.day = u32::try_from(amount).ok()?;
            self.at.month = u32::try_from(month).ok()? + 1;
            self.year(words);
            return Some(());
        }
        match unit.trim_end_matches('s') {
            "sec" | "second" => self.seconds += amount,
            "min" | "minute" => self.seconds += amount * 60,
            "hour" => self.seconds += amount * 3600,
            "day" => self.days += amount,
            "week" => self.days += amount * 7,
            "fortnight" => self.days += amount * 14,
            "month" => self.months += amount,
            "year" => self.months += amount * 12,
            _ => return None,
        }
        Some(())
    }

    /// Nanoseconds since the epoch; a day past the end of a month runs into the next one.
    fn time(&self) -> Option<u64> {
        let at = &self.at;
        let month = i64::from(at.month) - 1 + self.months;
        let (year, month) =
            (at.year + month.div_euclid(12), u32::try_from(month.rem_euclid(12)).ok()? + 1);
        let number = days(year, month, 1) + i64::from(at.day) - 1 + self.days;
        let total = number * 86_400
            + i64::from(at.hour) * 3600
            + i64::from(at.minute) * 60
            + i64::from(at.second)
            + self.seconds;
        u64::try_from(total).ok()?.checked_mul(SECOND)?.checked_add(self.nanos)
    }
}

/// Which of the names a word is, whole or cut to three letters.
fn named(names: &[&str], word: &str) -> Option<usize> {
    names.iter().position(|name| name.to_lowercase() == word || name[..3].to_lowercase() == word)
}

/// Takes the next word if it is a number that fits.
fn next_number(words: &mut Words, fits: impl Fn(i64) -> bool) -> Option<i64> {
    let number = words.peek()?.parse::<i64>().ok().filter(|number| fits(*number))?;
    words.next();
    Some(number)
}

/// A time of day and the zone that follows it without a space, in two words.
fn parted(time: &str) -> String {
    let time = time.trim_end_matches('z');
    match time.find(['+', '-']).filter(|at| *at > 0) {
        Some(at) => format!("{} {}", &time[..at], &time[at..]),
        None => time.to_owned(),
    }
}

/// `2024-01-15t10:30:00z` in parts.
fn split_stamp(text: &str) -> String {
    let mut out = String::new();
    let mut sign = "";
    for word in text.split_whitespace() {
        if matches!(word, "+" | "-") {
            sign = word;
            continue;
        }
        out.push_str(std::mem::take(&mut sign));
        if let Some(named) = with_month(word) {
            out.push_str(&named);
            continue;
        }
        let parts = word
            .split_once('t')
            .filter(|(date, time)| calendar(date).is_some() && time.contains(':'));
        match parts {
            Some((date, time)) => out.push_str(&format!("{date} {} ", parted(time))),
            None if word.contains(':') => out.push_str(&format!("{} ", parted(word))),
            None => out.push_str(&format!("{word} ")),
        }
    }
    out
}

/// `15-jan-2024` and `jan-15-2024` in words.
fn with_month(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('-').collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day, month) =
        if named(&MONTHS, first).is_some() { (second, first) } else { (first, second) };
    named(&MONTHS, month)?;
    day.parse::<u32>().ok()?;
    year.parse::<u32>().ok()?;
    Some(format!("{day} {month} {year} "))
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

/// Nanoseconds in a time of day with a fraction.
fn fraction(word: &str) -> u64 {
    let Some((_, digits)) = word.split_once('.') else { return 0 };
    let digits: String = digits.chars().take_while(char::is_ascii_digit).take(9).collect();
    format!("{digits:0<9}").parse().unwrap_or(0)
}

/// Seconds a zone written as `+2`, `+02`, `+0200` or `+02:00` is ahead of UTC.
fn offset(word: &str) -> Option<i64> {
    let (sign, digits) = match word.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, word.strip_prefix('+')?),
    };
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let (hours, minutes) =
        if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    (hours <= 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Seconds a zone that is named is ahead of UTC.
fn zone(word: &str) -> Option<i64> {
    let hours = match word {
        "est" | "cdt" => -5,
        "edt" => -4,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        "bst" | "cet" | "met" => 1,
        "cest" | "eet" => 2,
        "msk" => 3,
        "jst" => 9,
        _ => return None,
    };
    Some(hours * 3600)
}

fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let half = word.strip_suffix("pm").map(|word| (word, 12));
    let half = half.or_else(|| word.strip_suffix("am").map(|word| (word, 0)));
    let (word, later) = half.unwrap_or((word, 0));
    if half.is_none() && !word.contains(':') {
        return None;
    }
    let mut parts = word.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next().map_or(Some(0), |text| text.parse().ok())?;
    let second = parts.next().map_or(Some(0), |text| text.split('.').next()?.parse().ok())?;
    let hour = if half.is_some() { hour % 12 + later } else { hour };
    (hour < 24 && minute < 60 && second < 61).then_some((hour, minute, second))
}
