//! Regular expressions of POSIX, basic and extended, in the terms of the engines underneath.

mod longest;

use longest::Longest;
use regex::bytes::{Regex, RegexBuilder};

/// Which language an expression is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Basic,
    Extended,
    Perl,
    /// Text that stands for itself.
    Fixed,
}

enum Engine {
    Fast(Regex),
    /// With alternatives: of the matches that start first the longest counts.
    Longest(Box<Longest>),
    /// With back references or look-around.
    Fancy(Box<fancy_regex::Regex>),
}

/// A compiled expression.
pub(crate) struct Matcher(Engine);

/// Where groups matched, the whole first.
pub(crate) type Groups = Vec<Option<(usize, usize)>>;

impl Matcher {
    /// Compiles an expression; `fold` ignores case.
    pub(crate) fn new(pattern: &str, dialect: Dialect, fold: bool) -> Result<Self, String> {
        Self::with(pattern, dialect, fold, false)
    }

    /// As [`Matcher::new`]; where `lines`, `^` and `$` match at every line.
    pub(crate) fn with(
        pattern: &str,
        dialect: Dialect,
        fold: bool,
        lines: bool,
    ) -> Result<Self, String> {
        let pattern = match dialect {
            Dialect::Perl => pattern.to_owned(),
            Dialect::Fixed => regex::escape(pattern),
            _ => translate(pattern, dialect == Dialect::Extended)?,
        };
        let built = RegexBuilder::new(&pattern)
            .case_insensitive(fold)
            .multi_line(lines)
            .dot_matches_new_line(dialect != Dialect::Perl)
            .size_limit(4 << 20)
            .build();
        match built {
            Ok(regex) => {
                let posix = matches!(dialect, Dialect::Basic | Dialect::Extended);
                let longest = (posix && pattern.contains('|'))
                    .then(|| Longest::new(&pattern, regex.clone(), fold, lines))
                    .flatten();
                Ok(Self(match longest {
                    Some(longest) => Engine::Longest(Box::new(longest)),
                    None => Engine::Fast(regex),
                }))
            }
            Err(error) => {
                let flags = match (fold, lines) {
                    (true, true) => "(?im)",
                    (true, false) => "(?i)",
                    (false, true) => "(?m)",
                    (false, false) => "",
                };
                let dot = if dialect == Dialect::Perl { "" } else { "(?s)" };
                match fancy_regex::RegexBuilder::new(&format!("{dot}{flags}{pattern}"))
                    .backtrack_limit(1_000_000)
                    .build()
                {
                    Ok(regex) => Ok(Self(Engine::Fancy(Box::new(regex)))),
                    Err(_) => Err(complaint(&error.to_string())),
                }
            }
        }
    }

    /// Whether it matches anywhere.
    pub(crate) fn is_match(&self, text: &[u8]) -> bool {
        match &self.0 {
            Engine::Fast(regex) => regex.is_match(text),
            Engine::Longest(longest) => longest.is_match(text),
            Engine::Fancy(_) => self.captures(text, 0).is_some(),
        }
    }

    /// The first match from `start` on.
    pub(crate) fn find(&self, text: &[u8], start: usize) -> Option<(usize, usize)> {
        match &self.0 {
            Engine::Fast(regex) => {
                regex.find_at(text, start).map(|found| (found.start(), found.end()))
            }
            Engine::Longest(longest) => longest.find(text, start),
            Engine::Fancy(_) => self.captures(text, start)?.first().copied().flatten(),
        }
    }

    /// The first match from `start` on, with its groups.
    pub(crate) fn captures(&self, text: &[u8], start: usize) -> Option<Groups> {
        match &self.0 {
            Engine::Fast(regex) => Some(groups(&regex.captures_at(text, start)?)),
            Engine::Longest(longest) => longest.captures(text, start),
            Engine::Fancy(regex) => {
                // Bytes that are no text cannot match what refers back.
                let text = std::str::from_utf8(text).ok()?;
                let found = regex.captures_from_pos(text, start).ok()??;
                Some(
                    found
                        .iter()
                        .map(|group| group.map(|group| (group.start(), group.end())))
                        .collect(),
                )
            }
        }
    }
}

/// Where the groups of a match are.
fn groups(found: &regex::bytes::Captures<'_>) -> Groups {
    found.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect()
}

fn complaint(error: &str) -> String {
    if error.contains("unclosed character class") {
        "Unmatched [, [^, [:, [., or [=".into()
    } else if error.contains("unclosed group") {
        "Unmatched ( or \\(".into()
    } else if error.contains("unopened group") {
        "Unmatched ) or \\)".into()
    } else if error.contains("repetition") {
        "Invalid preceding regular expression".into()
    } else {
        "Invalid regular expression".into()
    }
}

/// An expression of POSIX in the engine's syntax.
fn translate(pattern: &str, extended: bool) -> Result<String, String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    // Nothing stands before: a `*` is itself there.
    let mut start = true;
    let mut depth = 0usize;
    while at < chars.len() {
        let c = chars[at];
        at += 1;
        match c {
            '[' => {
                at = bracket(&chars, at, &mut out)?;
                start = false;
                continue;
            }
            '\\' => {
                let Some(next) = chars.get(at).copied() else {
                    return Err("Trailing backslash".into());
                };
                at += 1;
                start = escaped(next, extended, &mut out, &mut depth, start)?;
                continue;
            }
            '*' if start => out.push_str("\\*"),
            '*' => out.push('*'),
            '+' | '?' if extended && !start => out.push(c),
            '{' if extended && !start => {
                if chars.get(at).is_some_and(|c| c.is_ascii_digit() || *c == ',') {
                    let end =
                        chars[at..].iter().position(|c| *c == '}').ok_or("Unmatched { or \\{")?
                            + at;
                    interval(&chars[at..end], &mut out)?;
                    at = end + 1;
                } else {
                    out.push_str("\\{");
                }
            }
            '(' if extended => {
                depth += 1;
                out.push('(');
                start = true;
                continue;
            }
            ')' if extended && depth > 0 => {
                depth -= 1;
                out.push(')');
            }
            '|' if extended => {
                out.push('|');
                start = true;
                continue;
            }
            '^' if extended || start => {
                out.push('^');
                start = !extended || start;
                continue;
            }
            '$' if extended => out.push('$'),
            '$' => {
                let closes =
                    chars.get(at) == Some(&'\\') && matches!(chars.get(at + 1), Some(')' | '|'));
                out.push_str(if at == chars.len() || closes { "$" } else { "\\$" });
            }
            '.' => out.push('.'),
            '+' | '?' | '{' | '}' | '(' | ')' | '|' | '^' | ']' => out.extend(['\\', c]),
            c => push_literal(&mut out, c),
        }
        start = false;
    }
    Ok(out)
}

fn push_literal(out: &mut String, c: char) {
    if "\\.+*?()|[]{}^$#&-~".contains(c) {
        out.push('\\');
    }
    out.push(c);
}

/// What stands after a backslash; whether an expression starts after it.
fn escaped(
    next: char,
    extended: bool,
    out: &mut String,
    depth: &mut usize,
    start: bool,
) -> Result<bool, String> {
    match next {
        '(' if !extended => {
            *depth += 1;
            out.push('(');
            return Ok(true);
        }
        ')' if !extended => {
            if *depth == 0 {
                return Err("Unmatched ) or \\)".into());
            }
            *depth -= 1;
            out.push(')');
        }
        '|' if !extended => {
            out.push('|');
            return Ok(true);
        }
        '{' if !extended && !start => out.push('{'),
        '}' if !extended => out.push('}'),
        '+' | '?' if !extended && !start => out.push(next),
        '<' => out.push_str("\\b{start}"),
        '>' => out.push_str("\\b{end}"),
        'b' | 'B' | 'w' | 'W' | 's' | 'S' => out.extend(['\\', next]),
        '`' => out.push_str("\\A"),
        '\'' => out.push_str("\\z"),
        'n' => out.push_str("\\n"),
        't' => out.push_str("\\t"),
        '1'..='9' => out.extend(['\\', next]),
        c => push_literal(out, c),
    }
    Ok(false)
}

fn interval(inside: &[char], out: &mut String) -> Result<(), String> {
    let text: String = inside.iter().collect();
    let text = if text.starts_with(',') { format!("0{text}") } else { text };
    if !text.chars().all(|c| c.is_ascii_digit() || c == ',') {
        return Err("Invalid content of \\{\\}".into());
    }
    out.push('{');
    out.push_str(&text);
    out.push('}');
    Ok(())
}

/// A bracket expression after its `[`; where it ends.
fn bracket(chars: &[char], mut at: usize, out: &mut String) -> Result<usize, String> {
    out.push('[');
    if chars.get(at) == Some(&'^') {
        out.push('^');
        at += 1;
    }
    let first = at;
    loop {
        let Some(c) = chars.get(at).copied() else {
            return Err("Unmatched [, [^, [:, [., or [=".into());
        };
        match c {
            ']' if at > first => {
                out.push(']');
                return Ok(at + 1);
            }
            '[' if matches!(chars.get(at + 1), Some(':' | '.' | '=')) => {
                let kind = chars[at + 1];
                let close = chars[at + 2..].windows(2).position(|pair| pair == [kind, ']']);
                let length = close.ok_or("Unmatched [, [^, [:, [., or [=")?;
                let name: String = chars[at + 2..at + 2 + length].iter().collect();
                if kind == ':' {
                    out.push_str(&format!("[:{name}:]"));
                } else {
                    name.chars().for_each(|c| push_member(out, c));
                }
                at += length + 4;
                continue;
            }
            '-' if at > first && chars.get(at + 1).is_some_and(|c| *c != ']') => out.push('-'),
            c => push_member(out, c),
        }
        at += 1;
    }
}

fn push_member(out: &mut String, c: char) {
    if "\\[]^-&~".contains(c) {
        out.push('\\');
    }
    out.push(c);
}
