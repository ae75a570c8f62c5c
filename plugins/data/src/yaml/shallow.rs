//! Lines of a quoted or bracketed value that stand no deeper than the name of the value. YAML 1.2
//! forbids them (§7.3.3, §7.4); readers built on libyaml take them, so they are told from
//! mistakes by trying: they are the cause if the text is YAML once they are indented.

use proofpress_plugin::{Edit, Span};

use super::events::{self, Failure};
use super::{Mistake, explain};

/// No value of documentation has more lines to indent; each costs one reading.
const MOST: usize = 200;

/// The mistake, if the failure comes of shallow lines; where there is another behind them, that one.
pub(super) fn mend(source: &str, failure: &Failure) -> Option<Mistake> {
    let mut lines: Vec<String> = source.split_inclusive('\n').map(str::to_owned).collect();
    let mut mended: Vec<(usize, usize)> = Vec::new();
    let mut line = guilty(&lines, source, failure)?;
    for _ in 0..MOST {
        let (number, spaces) = line;
        lines[number].insert_str(0, &" ".repeat(spaces));
        mended.push(line);
        let text = lines.concat();
        let Some(next) = events::read(&text).failure else {
            return Some(mistake(source, mended));
        };
        match guilty(&lines, &text, &next) {
            Some(next) if mended.iter().all(|&(number, _)| number != next.0) => line = next,
            Some(_) => return None,
            None => return another(source, &text, failure, &next, &mended),
        }
    }
    None
}

/// A mistake behind the shallow lines, at its place in the text as it was.
fn another(
    source: &str,
    text: &str,
    failure: &Failure,
    next: &Failure,
    mended: &[(usize, usize)],
) -> Option<Mistake> {
    let original = |at: usize| {
        let line = explain::line_number(text, at);
        let above = mended.iter().filter(|&&(number, _)| number <= line);
        at - above.map(|&(_, spaces)| spaces).sum::<usize>().min(at)
    };
    let (at, open) = (original(next.at), next.open.map(original));
    let next = Failure { at, info: next.info.clone(), open };
    (at != failure.at).then(|| Mistake::Syntax(explain::explain(source, &next)))
}

/// The line to indent, and by how much.
fn guilty(lines: &[String], text: &str, failure: &Failure) -> Option<(usize, usize)> {
    if !failure.info.starts_with("invalid indentation") {
        return None;
    }
    let at = explain::line_number(text, failure.at);
    let in_quotes = failure.info.contains("quoted");
    // In quotes the parser points at the opening quote, in brackets at the line itself.
    let start = if in_quotes { at } else { explain::line_number(text, failure.open?) };
    let wanted = indentation(lines.get(start)?) + 2;
    let first = if in_quotes { at + 1 } else { at };
    let is_shallow = |line: &String| !line.trim().is_empty() && indentation(line) < wanted;
    let number = first + lines.get(first..)?.iter().position(is_shallow)?;
    Some((number, wanted - indentation(&lines[number])))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn mistake(source: &str, mut mended: Vec<(usize, usize)>) -> Mistake {
    mended.sort_unstable();
    let start = |line: usize| source.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let edit = |&(line, spaces): &(usize, usize)| Edit {
        span: Span::at(start(line)),
        replacement: " ".repeat(spaces),
    };
    let edits: Vec<Edit> = mended.iter().map(edit).collect();
    let first = mended.first().map_or(0, |&(line, _)| start(line));
    let text = source[first..].lines().next().unwrap_or_default();
    let indented = first + text.len() - text.trim_start().len();
    Mistake::Shallow { span: Span::new(indented, first + text.trim_end().len()), edits }
}
