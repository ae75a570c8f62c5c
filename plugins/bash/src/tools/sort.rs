//! `sort` and `uniq`.

use std::cmp::Ordering;

use super::options::{Options, read, usage};
use crate::exec::external::{Cx, Ended, Quit};
use crate::os::bytes::{decode, encode};

/// What is compared: fields from and to, and how.
#[derive(Clone, Debug, Default)]
struct Key {
    /// Field and character, from 1.
    from: (usize, usize),
    to: Option<(usize, usize)>,
    flags: String,
}

const LONG: [(&str, char); 14] = [
    ("key", 'k'),
    ("field-separator", 't'),
    ("reverse", 'r'),
    ("numeric-sort", 'n'),
    ("general-numeric-sort", 'g'),
    ("human-numeric-sort", 'h'),
    ("version-sort", 'V'),
    ("month-sort", 'M'),
    ("unique", 'u'),
    ("ignore-case", 'f'),
    ("stable", 's'),
    ("output", 'o'),
    ("check", 'c'),
    ("random-sort", 'R'),
];

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "k:t:rnghVMufbdiso:cCzmR", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(2, &usage("sort", &mistake)).await,
    };
    let global: String = "rnghVMfbdi".chars().filter(|c| options.has(*c)).collect();
    let mut keys = Vec::new();
    for (_, text) in options.given.iter().filter(|(letter, _)| *letter == 'k') {
        match key(text, &global) {
            Some(key) => keys.push(key),
            None => {
                return cx
                    .fail(
                        2,
                        &format!(
                            "invalid number at field start: invalid count at start of ‘{text}’"
                        ),
                    )
                    .await;
            }
        }
    }
    if keys.is_empty() {
        keys.push(Key { from: (1, 1), to: None, flags: global.clone() });
    }
    let separator = options
        .value('t')
        .map(|text| if text == "\\0" { '\0' } else { text.chars().next().unwrap_or(' ') });
    let end = if options.has('z') { 0 } else { b'\n' };
    let mut lines: Vec<String> = Vec::new();
    for path in options.files() {
        match cx.read(&path).await {
            Ok(text) => lines.extend(
                text.split_inclusive(|byte| *byte == end)
                    .map(|line| decode(line.strip_suffix(&[end]).unwrap_or(line))),
            ),
            Err(errno) => return cx.fail(2, &format!("cannot read: {path}: {errno}")).await,
        }
    }
    let order = |a: &String, b: &String, last: bool| {
        compare(a, b, &keys, separator, last, global.contains('r'))
    };
    let resort = !options.has('s') && !options.has('u');
    if options.has('c') || options.has('C') {
        let wrong = (1..lines.len()).find(|n| {
            let order = order(&lines[n - 1], &lines[*n], resort);
            order == Ordering::Greater || (options.has('u') && order == Ordering::Equal)
        });
        return match wrong {
            Some(n) if options.has('c') => {
                let path = options.files()[0].clone();
                let message = format!("{path}:{}: disorder: {}", n + 1, lines[n]);
                cx.fail(1, &message).await
            }
            other => Ok(i32::from(other.is_some())),
        };
    }
    if options.has('R') {
        super::shuf::shuffle(&mut lines, &cx.os);
    } else {
        lines.sort_by(|a, b| order(a, b, resort));
    }
    if options.has('u') {
        lines.dedup_by(|b, a| order(a, b, false) == Ordering::Equal);
    }
    write(cx, &options, &lines, end).await
}

async fn write(cx: &mut Cx, options: &Options, lines: &[String], end: u8) -> Result<i32, Quit> {
    let mut out = Vec::new();
    for line in lines {
        out.extend(encode(line));
        out.push(end);
    }
    if let Some(path) = options.value('o') {
        return match cx.write_file(path, &out).await {
            Ok(()) => Ok(0),
            Err(errno) => cx.fail(2, &format!("open failed: {path}: {errno}")).await,
        };
    }
    cx.put(&out).await?;
    Ok(0)
}

fn key(text: &str, global: &str) -> Option<Key> {
    let (from, to) = match text.split_once(',') {
        Some((from, to)) => (from, Some(to)),
        None => (text, None),
    };
    let mut flags = String::new();
    let mut place = |text: &str, default: usize| -> Option<(usize, usize)> {
        let at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        flags.push_str(&text[at..]);
        let (field, c) = match text[..at].split_once('.') {
            Some((field, c)) => (field, c.parse().ok()?),
            None => (&text[..at], default),
        };
        field.parse().ok().filter(|field| *field > 0).map(|field| (field, c))
    };
    let from = place(from, 1)?;
    let to = match to {
        Some(to) => Some(place(to, 0)?),
        None => None,
    };
    if flags.is_empty() {
        flags = global.to_owned();
    }
    Some(Key { from, to, flags })
}

/// Where each field of a line starts and ends; without a separator, a field begins with the blanks
/// before it.
fn fields(line: &str, separator: Option<char>) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut start = 0;
    match separator {
        Some(separator) => {
            for (n, _) in line.match_indices(separator) {
                all.push((start, n));
                start = n + separator.len_utf8();
            }
        }
        None => {
            let mut blank = true;
            for (n, c) in line.char_indices() {
                let is_blank = c == ' ' || c == '\t';
                if is_blank && !blank {
                    all.push((start, n));
                    start = n;
                }
                blank = is_blank;
            }
        }
    }
    all.push((start, line.len()));
    all
}

fn extract<'a>(line: &'a str, key: &Key, separator: Option<char>) -> &'a str {
    if key.from == (1, 1) && key.to.is_none() {
        return line;
    }
    let fields = fields(line, separator);
    let at = |(field, c): (usize, usize), end: bool| -> usize {
        let Some((start, stop)) = fields.get(field - 1).copied() else { return line.len() };
        if end && c == 0 {
            return stop;
        }
        let mut text = &line[start..];
        let mut base = start;
        if key.flags.contains('b') {
            let trimmed = text.trim_start_matches([' ', '\t']);
            base += text.len() - trimmed.len();
            text = trimmed;
        }
        let count = if end { c } else { c.saturating_sub(1) };
        let offset = text.char_indices().nth(count).map_or(text.len(), |(n, _)| n);
        base + offset
    };
    let start = at(key.from, false);
    let end = key.to.map_or(line.len(), |to| at(to, true));
    if start < end { &line[start..end] } else { "" }
}

fn compare(
    a: &str,
    b: &str,
    keys: &[Key],
    separator: Option<char>,
    last: bool,
    reverse: bool,
) -> Ordering {
    for key in keys {
        let (x, y) = (extract(a, key, separator), extract(b, key, separator));
        let order = by_flags(x, y, &key.flags);
        let order = if key.flags.contains('r') { order.reverse() } else { order };
        if order != Ordering::Equal {
            return order;
        }
    }
    if !last {
        return Ordering::Equal;
    }
    if reverse { b.cmp(a) } else { a.cmp(b) }
}

fn by_flags(x: &str, y: &str, flags: &str) -> Ordering {
    let has = |c| flags.contains(c);
    if has('n') {
        return number(x).total_cmp(&number(y));
    }
    if has('g') {
        let value = |text: &str| leading_float(text);
        return value(x).partial_cmp(&value(y)).unwrap_or(Ordering::Equal);
    }
    if has('h') {
        return human(x).total_cmp(&human(y));
    }
    if has('V') {
        return version(x, y);
    }
    if has('M') {
        return month(x).cmp(&month(y));
    }
    let tidy = |text: &str| -> String {
        let text = if has('b') { text.trim_start_matches([' ', '\t']) } else { text };
        let kept =
            text.chars().filter(|c| !has('d') || c.is_alphanumeric() || *c == ' ' || *c == '\t');
        if has('f') { kept.flat_map(char::to_uppercase).collect() } else { kept.collect() }
    };
    if has('b') || has('d') || has('f') { tidy(x).cmp(&tidy(y)) } else { x.cmp(y) }
}

/// The number a text begins with; 0 where there is none.
fn number(text: &str) -> f64 {
    let text = text.trim_start();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut seen = false;
    let length = digits
        .find(|c: char| {
            let point = c == '.' && !seen;
            seen |= point;
            !(c.is_ascii_digit() || point)
        })
        .unwrap_or(digits.len());
    let value: f64 = digits[..length].trim_end_matches('.').parse().unwrap_or(0.0);
    if text.starts_with('-') && value != 0.0 { -value } else { value }
}

fn leading_float(text: &str) -> f64 {
    let text = text.trim_start();
    (1..=text.len())
        .rev()
        .filter(|n| text.is_char_boundary(*n))
        .find_map(|n| text[..n].parse().ok())
        .unwrap_or(f64::NEG_INFINITY)
}

fn human(text: &str) -> f64 {
    let text = text.trim_start();
    let at =
        text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let power = text[at..]
        .chars()
        .next()
        .and_then(|c| "KMGTPEZY".find(c.to_ascii_uppercase()))
        .map_or(0, |n| n + 1);
    number(&text[..at]) * 1024f64.powi(i32::try_from(power).unwrap_or(0))
}

fn month(text: &str) -> usize {
    let start: String = text.trim_start().chars().take(3).collect::<String>().to_uppercase();
    crate::builtins::time_format::MONTHS
        .iter()
        .position(|name| name[..3].to_uppercase() == start)
        .map_or(0, |n| n + 1)
}

/// As `sort -V` and `ls -v` have it: runs of digits by value.
pub(super) fn version(x: &str, y: &str) -> Ordering {
    let (mut a, mut b) = (x, y);
    loop {
        let cut = |text: &str, digits: bool| {
            text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len())
        };
        let (i, j) = (cut(a, false), cut(b, false));
        let weight = |c: Option<char>| match c {
            None => 0,
            Some('~') => -1,
            Some(c) if c.is_ascii_alphabetic() => i64::from(u32::from(c)),
            Some(c) => i64::from(u32::from(c)) + 256,
        };
        let (mut left, mut right) = (a[..i].chars(), b[..j].chars());
        loop {
            let (p, q) = (left.next(), right.next());
            if p.is_none() && q.is_none() {
                break;
            }
            match weight(p).cmp(&weight(q)) {
                Ordering::Equal => {}
                other => return other,
            }
        }
        (a, b) = (&a[i..], &b[j..]);
        let (i, j) = (cut(a, true), cut(b, true));
        let (m, n) = (a[..i].trim_start_matches('0'), b[..j].trim_start_matches('0'));
        match m.len().cmp(&n.len()).then_with(|| m.cmp(n)) {
            Ordering::Equal => {}
            other => return other,
        }
        (a, b) = (&a[i..], &b[j..]);
        if a.is_empty() && b.is_empty() {
            return Ordering::Equal;
        }
    }
}
