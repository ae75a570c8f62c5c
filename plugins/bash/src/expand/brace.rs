//! Brace expansion, which knows only text and leaves everything else as it is.

use crate::syntax::ast::{Part, Word};

/// How many words one word may become.
const MOST: usize = 100_000;

/// A word taken apart: characters that count, and parts that do not.
#[derive(Clone, Debug)]
enum Bit {
    Char(char),
    Part(Part),
}

/// Whether there could be something to expand.
pub(super) fn may(word: &Word) -> bool {
    let has = |c: char| {
        word.parts.iter().any(|part| matches!(part, Part::Text(text) if text.contains(c)))
    };
    has('{') && has('}')
}

/// The words that a word stands for.
pub(super) fn expand(word: &Word) -> Vec<Word> {
    let mut bits = Vec::new();
    for part in &word.parts {
        match part {
            Part::Text(text) => bits.extend(text.chars().map(Bit::Char)),
            other => bits.push(Bit::Part(other.clone())),
        }
    }
    expand_bits(&bits).into_iter().map(|bits| together(&bits)).collect()
}

fn together(bits: &[Bit]) -> Word {
    let mut parts: Vec<Part> = Vec::new();
    for bit in bits {
        match (bit, parts.last_mut()) {
            (Bit::Char(c), Some(Part::Text(text))) => text.push(*c),
            (Bit::Char(c), _) => parts.push(Part::Text(c.to_string())),
            (Bit::Part(part), _) => parts.push(part.clone()),
        }
    }
    Word { parts, ..Word::default() }
}

fn is(bit: &Bit, c: char) -> bool {
    matches!(bit, Bit::Char(other) if *other == c)
}

fn expand_bits(bits: &[Bit]) -> Vec<Vec<Bit>> {
    let mut from = 0;
    while let Some(open) = (from..bits.len()).find(|n| is(&bits[*n], '{')) {
        let Some((close, commas)) = matching(bits, open) else {
            from = open + 1;
            continue;
        };
        let inside = &bits[open + 1..close];
        let middles: Vec<Vec<Bit>> = if commas.is_empty() {
            match range(inside) {
                Some(all) => all,
                None => {
                    from = open + 1;
                    continue;
                }
            }
        } else {
            let mut cuts = vec![open];
            cuts.extend(commas);
            cuts.push(close);
            cuts.windows(2).flat_map(|cut| expand_bits(&bits[cut[0] + 1..cut[1]])).collect()
        };
        let tails = expand_bits(&bits[close + 1..]);
        let mut all = Vec::new();
        for middle in &middles {
            for tail in &tails {
                all.push([&bits[..open], middle, tail].concat());
                if all.len() >= MOST {
                    return all;
                }
            }
        }
        return all;
    }
    vec![bits.to_vec()]
}

/// The brace that closes, and the commas at its level.
fn matching(bits: &[Bit], open: usize) -> Option<(usize, Vec<usize>)> {
    let mut depth = 0;
    let mut commas = Vec::new();
    for (n, bit) in bits.iter().enumerate().skip(open) {
        match bit {
            Bit::Char('{') => depth += 1,
            Bit::Char('}') => {
                depth -= 1;
                if depth == 0 {
                    return Some((n, commas));
                }
            }
            Bit::Char(',') if depth == 1 => commas.push(n),
            _ => {}
        }
    }
    None
}

/// `1..10`, `a..e`, with a step.
fn range(inside: &[Bit]) -> Option<Vec<Vec<Bit>>> {
    let text: Option<String> =
        inside.iter().map(|bit| if let Bit::Char(c) = bit { Some(*c) } else { None }).collect();
    let text = text?;
    let ends: Vec<&str> = text.split("..").collect();
    let (from, to) = (*ends.first()?, *ends.get(1)?);
    let step: i64 = match ends.get(2) {
        Some(step) => step.parse().ok()?,
        None => 1,
    };
    if ends.len() > 3 {
        return None;
    }
    let step = if step == 0 { 1 } else { step.abs() };
    if let (Ok(first), Ok(last)) = (from.parse::<i64>(), to.parse::<i64>()) {
        let padded = |text: &str| {
            let digits = text.trim_start_matches(['-', '+']);
            digits.len() > 1 && digits.starts_with('0')
        };
        let width = if padded(from) || padded(to) { from.len().max(to.len()) } else { 0 };
        return Some(
            series(first, last, step)
                .map(|n| {
                    let sign = if n < 0 { "-" } else { "" };
                    let digits =
                        format!("{:0>1$}", n.unsigned_abs(), width.saturating_sub(sign.len()));
                    format!("{sign}{digits}").chars().map(Bit::Char).collect()
                })
                .collect(),
        );
    }
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|c| c.is_ascii_alphabetic() && chars.next().is_none())
    };
    let (first, last) = (single(from)?, single(to)?);
    let all = series(i64::from(u32::from(first)), i64::from(u32::from(last)), step);
    Some(
        all.filter_map(|n| char::from_u32(u32::try_from(n).ok()?))
            .map(|c| vec![Bit::Char(c)])
            .collect(),
    )
}

fn series(first: i64, last: i64, step: i64) -> impl Iterator<Item = i64> {
    let count = usize::try_from(first.abs_diff(last) / step.unsigned_abs() + 1).unwrap_or(MOST);
    let step = if first <= last { step } else { -step };
    std::iter::successors(Some(first), move |n| n.checked_add(step)).take(count.min(MOST))
}
