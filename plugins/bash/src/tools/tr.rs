//! `tr`.

use std::collections::BTreeSet;

use super::options::{read_leading, usage};
use crate::exec::external::{Cx, Ended};
use crate::expand::pattern::in_class;
use crate::os::bytes::{decode, encode};
use crate::syntax::ansi_c;

/// The characters a set stands for; `length` is how many `[c*]` may have to fill.
fn expand(text: &str, length: usize) -> Result<Vec<char>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    let one = |at: &mut usize| -> char {
        let c = chars[*at];
        *at += 1;
        if c != '\\' || *at >= chars.len() {
            return c;
        }
        let digits = chars[*at..].iter().take(3).take_while(|c| c.is_digit(8)).count();
        let taken = digits.max(1);
        let escape: String =
            std::iter::once('\\').chain(chars[*at..*at + taken].iter().copied()).collect();
        *at += taken;
        let expanded: Vec<char> = ansi_c(&escape, false).0.chars().collect();
        *expanded.last().unwrap_or(&'\\')
    };
    while at < chars.len() {
        if chars[at] == '['
            && chars.get(at + 1) == Some(&':')
            && let Some(close) = chars[at + 2..].windows(2).position(|pair| pair == [':', ']'])
        {
            let class: String = chars[at + 2..at + 2 + close].iter().collect();
            let members: Vec<char> = (0..256)
                .filter_map(char::from_u32)
                .filter(|c| c.is_ascii() && in_class(&class, *c))
                .collect();
            if members.is_empty() {
                return Err(format!("invalid character class ‘{class}’"));
            }
            out.extend(members);
            at += close + 4;
            continue;
        }
        if chars[at] == '['
            && chars.get(at + 2) == Some(&'*')
            && let Some(close) = chars[at + 3..].iter().position(|c| *c == ']')
        {
            let digits: String = chars[at + 3..at + 3 + close].iter().collect();
            let count = digits.parse().unwrap_or(0);
            let count = if count == 0 { length.saturating_sub(out.len()) } else { count };
            out.extend(std::iter::repeat_n(chars[at + 1], count));
            at += close + 4;
            continue;
        }
        let first = one(&mut at);
        if chars.get(at) == Some(&'-') && at + 1 < chars.len() {
            at += 1;
            let last = one(&mut at);
            if last < first {
                return Err(format!(
                    "range-endpoints of '{first}-{last}' are in reverse collating sequence order"
                ));
            }
            out.extend(first..=last);
        } else {
            out.push(first);
        }
    }
    Ok(out)
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long =
        [("delete", 'd'), ("squeeze-repeats", 's'), ("complement", 'c'), ("truncate-set1", 't')];
    let options = match read_leading(&cx.args, "dscCt", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("tr", &mistake)).await,
    };
    let (delete, squeeze) = (options.has('d'), options.has('s'));
    let sets = &options.operands;
    if sets.is_empty() {
        return cx.fail(1, &usage("tr", "missing operand")).await;
    }
    // One set is enough to delete, and enough to squeeze; not to do both, nor to translate.
    if sets.len() == 1 && delete == squeeze {
        let why = if delete {
            "Two strings must be given when both deleting and squeezing repeats."
        } else {
            "Two strings must be given when translating."
        };
        return cx
            .fail(
                1,
                &format!(
                    "missing operand after ‘{}’\n{why}\nTry 'tr --help' for more information.",
                    sets[0]
                ),
            )
            .await;
    }
    let expanded = expand(&sets[0], 0).and_then(|first| {
        let second = sets.get(1).map(|text| expand(text, first.len())).transpose()?;
        Ok((first, second))
    });
    let (first, second) = match expanded {
        Ok(sets) => sets,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let complement = options.has('c') || options.has('C');
    let members: BTreeSet<char> = first.iter().copied().collect();
    let within = |c: char| members.contains(&c) != complement;
    let squeezed: BTreeSet<char> = second.as_ref().unwrap_or(&first).iter().copied().collect();
    let squeezes = |c: char| if second.is_none() { within(c) } else { squeezed.contains(&c) };
    let Some(input) = cx.fds.get(0) else { return Ok(1) };
    let mut last = None;
    loop {
        let mut chunk = input.read(&cx.os, 1 << 16).await.unwrap_or_default();
        if chunk.is_empty() {
            return Ok(0);
        }
        // A character may be cut in two at the end of a chunk.
        while std::str::from_utf8(&chunk).is_err_and(|error| error.error_len().is_none()) {
            let more = input.read(&cx.os, 1).await.unwrap_or_default();
            if more.is_empty() {
                break;
            }
            chunk.extend(more);
        }
        let mut out = String::new();
        for c in decode(&chunk).chars() {
            if delete && within(c) {
                continue;
            }
            let c = match &second {
                Some(second) if !delete && within(c) => translate(c, &first, second, complement),
                _ => c,
            };
            if squeeze && last == Some(c) && squeezes(c) {
                continue;
            }
            last = Some(c);
            out.push(c);
        }
        cx.put(&encode(&out)).await?;
    }
}

fn translate(c: char, first: &[char], second: &[char], complement: bool) -> char {
    let Some(filler) = second.last().copied() else { return c };
    if complement {
        return filler;
    }
    let at = first.iter().rposition(|own| *own == c);
    at.and_then(|at| second.get(at).copied()).unwrap_or(filler)
}
