//! Which part of a file an include takes: all, a range of lines, or a marked region.
//!
//! Regions are marked by comments in the file's own language, in one of the ways other tools
//! know: `--8<-- [start:name]` (MkDocs), `ANCHOR: name` (mdBook), `#region name` (editors).

use std::fmt;

use crate::source::Span;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// These lines, from one, the last included.
    Lines(usize, usize),
    /// The region of that name.
    Region(String),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("text"),
            Self::Lines(first, usize::MAX) => write!(f, "line {first}"),
            Self::Lines(first, last) if first == last => write!(f, "line {first}"),
            Self::Lines(first, last) => write!(f, "lines {first} to {last}"),
            Self::Region(name) => write!(f, "region `{name}`"),
        }
    }
}

/// What a line marks.
#[derive(Debug, PartialEq, Eq)]
enum Mark<'a> {
    Start(&'a str),
    End(&'a str),
    /// `#region name`: ends by nesting, not by name, and stays where the whole file is taken.
    FoldStart(&'a str),
    FoldEnd,
}

/// The stretches of `text` that make up `part`, marker lines left out; none if it is not there.
/// Regions and ranges lose the indentation all their lines share.
pub(super) fn select(text: &str, part: &Part) -> Option<Vec<Span>> {
    let selected = match part {
        Part::Whole => whole(text),
        Part::Lines(first, last) => {
            let count = last - (first - 1);
            let mut lines: Vec<Span> = lines(text).skip(first - 1).take(count).collect();
            if lines.is_empty() {
                return None;
            }
            lines.retain(|&line| !is_section_mark(text, line));
            dedented(text, lines)
        }
        Part::Region(name) => dedented(text, region(text, name)?),
    };
    Some(joined(selected))
}

/// The same stretches, those that touch made one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => joined.push(span),
        }
    }
    joined
}

/// The names of all regions, in order.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        if let Some(Mark::Start(name) | Mark::FoldStart(name)) = mark(line)
            && !name.is_empty()
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    text[start..].split_inclusive('\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span
    })
}

fn whole(text: &str) -> Vec<Span> {
    lines(text).filter(|&line| !is_section_mark(text, line)).collect()
}

/// Whether a line is there for includes alone.
fn is_section_mark(text: &str, line: Span) -> bool {
    matches!(mark(&text[line.start..line.end]), Some(Mark::Start(_) | Mark::End(_)))
}

fn region(text: &str, name: &str) -> Option<Vec<Span>> {
    let mut inside: Option<Vec<Span>> = None;
    // How many folds are open within the region, where it is a fold itself.
    let mut folds: Option<usize> = None;
    for span in lines(text) {
        let mark = mark(&text[span.start..span.end]);
        let Some(region) = &mut inside else {
            if mark == Some(Mark::Start(name)) || mark == Some(Mark::FoldStart(name)) {
                folds = matches!(mark, Some(Mark::FoldStart(_))).then_some(0);
                inside = Some(Vec::new());
            }
            continue;
        };
        match (mark, &mut folds) {
            (None, _) => region.push(span),
            (Some(Mark::End(end)), None) if end == name => return inside,
            (Some(Mark::FoldEnd), Some(0)) => return inside,
            (Some(Mark::FoldEnd), Some(open)) => *open -= 1,
            (Some(Mark::FoldStart(_)), Some(open)) => *open += 1,
            // Marks of other regions.
            (Some(_), _) => {}
        }
    }
    // Nothing ends it.
    None
}

/// Leaves out the white space that all lines start with.
fn dedented(text: &str, lines: Vec<Span>) -> Vec<Span> {
    let mut common: Option<&str> = None;
    for span in &lines {
        let line = &text[span.start..span.end];
        if line.trim().is_empty() {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        common = Some(common.map_or(indent, |common| shared(common, indent)));
    }
    let cut = common.map_or(0, str::len);
    let dedent = |span: Span| {
        let line = &text[span.start..span.end];
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        Span::new(span.start + cut.min(blank), span.end)
    };
    lines.into_iter().map(dedent).collect()
}

fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    &one[..same]
}

/// What a line marks, if it is a marker.
fn mark(line: &str) -> Option<Mark<'_>> {
    if line.contains("8<-") {
        return section(line);
    }
    if let Some((_, name)) = line.split_once("ANCHOR_END:") {
        return Some(Mark::End(first_name(name)));
    }
    if let Some((_, name)) = line.split_once("ANCHOR:") {
        return Some(Mark::Start(first_name(name)));
    }
    fold(line)
}

/// `--8<-- [start:name]`; a `;` before it keeps it from being a mark.
fn section(line: &str) -> Option<Mark<'_>> {
    let (before, after) = line.split_once("-8<-")?;
    if before.trim_end_matches('-').ends_with(';') {
        return None;
    }
    let inner = after.trim_start_matches('-').trim_start().strip_prefix('[')?;
    let (kind, name) = inner.split_once(']')?.0.split_once(':')?;
    match kind.trim() {
        "start" => Some(Mark::Start(name.trim())),
        "end" => Some(Mark::End(name.trim())),
        _ => None,
    }
}

/// `// #region name`, `# region name`, `<!-- #endregion -->`: always in a comment.
fn fold(line: &str) -> Option<Mark<'_>> {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_whitespace() || "/#*<!-;%".contains(c));
    if rest.len() == line.len() {
        return None;
    }
    if let Some(after) = rest.strip_prefix("endregion") {
        let ends = after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric());
        return ends.then_some(Mark::FoldEnd);
    }
    let after = rest.strip_prefix("region")?;
    after.starts_with([' ', '\t']).then(|| Mark::FoldStart(first_name(after)))
}

/// The first word, without the end of the comment it stands in.
fn first_name(text: &str) -> &str {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches("-->").trim_end_matches("*/")
}
