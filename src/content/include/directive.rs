//! The lines that ask for an include.

use super::region::Part;
use crate::source::Span;

/// What a line is.
pub(super) enum Line {
    /// Text like any other.
    Text,
    /// A directive kept from being one by the `;` at this offset.
    Escaped {
        /// Offset of the `;`.
        at: usize,
    },
    /// A directive.
    Directive(Directive),
}

/// What is to be included.
pub(super) struct Directive {
    /// The path as written.
    pub(super) path: String,
    /// Which part of the file; a message where that cannot be read.
    pub(super) part: Result<Part, String>,
    /// Where the directive stands in its line; what comes before is its prefix.
    pub(super) span: Span,
}

/// Whether a text can hold a directive at all. Most pages hold none.
pub(super) fn may_occur(text: &str) -> bool {
    text.contains("8<-") || text.contains("include(")
}

/// Reads a line.
pub(super) fn read(line: &str) -> Line {
    if !may_occur(line) {
        return Line::Text;
    }
    let content = line.trim_start_matches([' ', '\t', '>', '\u{feff}']);
    let start = line.len() - content.len();
    let content = content.trim_end();
    if let Some(escaped) = content.strip_prefix(';') {
        let literal = snippet(escaped).or_else(|| call(escaped));
        return if literal.is_some() { Line::Escaped { at: start } } else { Line::Text };
    }
    match snippet(content).or_else(|| call(content)) {
        Some((path, part)) => {
            let span = Span::new(start, start + content.len());
            Line::Directive(Directive { path, part, span })
        }
        None => Line::Text,
    }
}

type Wanted = (String, Result<Part, String>);

/// `--8<-- "path"`, with any number of dashes.
fn snippet(content: &str) -> Option<Wanted> {
    let rest = content.strip_prefix('-')?.trim_start_matches('-');
    let rest = rest.strip_prefix("8<-")?.trim_start_matches('-');
    let target = unquoted(rest.trim_start())?;
    Some(split_target(target))
}

/// What stands between quotes that hold all of `text`.
fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text[1..].strip_suffix(quote)?;
    (!inner.is_empty() && !inner.contains(quote)).then_some(inner)
}

/// `path`, `path#region`, `path:region`, `path:3`, `path:3-10`, `path:3:10`.
fn split_target(target: &str) -> Wanted {
    if let Some((path, region)) = target.split_once('#') {
        return (path.to_owned(), region_part(region));
    }
    let Some((path, part)) = target.split_once(':') else {
        return (target.to_owned(), Ok(Part::Whole));
    };
    let is_lines = part.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':'));
    (path.to_owned(), if is_lines { lines(part) } else { region_part(part) })
}

fn region_part(name: &str) -> Result<Part, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("the name of the region is missing".to_owned());
    }
    Ok(Part::Region(name.to_owned()))
}

fn lines(text: &str) -> Result<Part, String> {
    let wrong = || format!("`{text}` is no range of lines");
    let (first, last) = match text.split_once(['-', ':']) {
        Some((first, last)) => (first, last),
        None => (text, text),
    };
    let number = |text: &str, absent: usize| match text {
        "" => Ok(absent),
        text => text.parse::<usize>().map_err(|_| wrong()),
    };
    let (first, last) = (number(first, 1)?, number(last, usize::MAX)?);
    if first == 0 || last < first || text.trim_matches(['-', ':']).is_empty() {
        return Err(wrong());
    }
    Ok(Part::Lines(first, last))
}

/// `{{ include(path="…", anchor="…") }}` or `{{ include("…#…") }}`.
fn call(content: &str) -> Option<Wanted> {
    let inner = content.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let mut rest = inner.strip_prefix("include(")?.strip_suffix(')')?.trim();
    if let Some(target) = unquoted(rest) {
        return Some(split_target(target));
    }
    let (mut path, mut part) = (None, Ok(Part::Whole));
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        match key.trim() {
            "path" => path = Some(value.to_owned()),
            "anchor" | "region" => part = region_part(value),
            "lines" => part = lines(value),
            key => part = Err(format!("`include` takes no `{key}`")),
        }
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    path.map(|path| (path, part))
}
