//! What operators in `${…}` do to one text.

use super::pattern::Pattern;
use crate::syntax::ansi_c;
use crate::syntax::ast::ReplacePlace;
use crate::vars::quote;

/// `#`, `##`, `%`, `%%`.
pub(super) fn trim(text: &str, pattern: &Pattern, suffix: bool, longest: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    if suffix {
        let mut starts = 0..=chars.len();
        let found = if longest {
            starts.find(|start| pattern.matches_chars(&chars[*start..]))
        } else {
            starts.rfind(|start| pattern.matches_chars(&chars[*start..]))
        };
        return found.map_or_else(|| text.to_owned(), |start| chars[..start].iter().collect());
    }
    let ends = pattern.prefixes(&chars);
    let found = if longest { ends.last() } else { ends.first() };
    found.map_or_else(|| text.to_owned(), |end| chars[*end..].iter().collect())
}

/// `/`, `//`, `/#`, `/%`. In `with`, `&` stands for what matched.
pub(super) fn replace(
    text: &str,
    raw: &str,
    pattern: &Pattern,
    with: &str,
    place: ReplacePlace,
) -> String {
    let chars: Vec<char> = text.chars().collect();
    if raw.is_empty() {
        return match place {
            ReplacePlace::Prefix => fill(with, "") + text,
            ReplacePlace::Suffix => text.to_owned() + &fill(with, ""),
            _ => text.to_owned(),
        };
    }
    let matched = |from: usize, to: usize| fill(with, &chars[from..to].iter().collect::<String>());
    match place {
        ReplacePlace::Prefix => match pattern.prefixes(&chars).last() {
            Some(end) => matched(0, *end) + &chars[*end..].iter().collect::<String>(),
            None => text.to_owned(),
        },
        ReplacePlace::Suffix => match (0..=chars.len())
            .find(|start| pattern.matches_chars(&chars[*start..]))
        {
            Some(start) => chars[..start].iter().collect::<String>() + &matched(start, chars.len()),
            None => text.to_owned(),
        },
        _ => {
            let mut out = String::new();
            let mut at = 0;
            while at <= chars.len() {
                match pattern.prefixes(&chars[at..]).last() {
                    Some(length) if *length > 0 || chars.is_empty() => {
                        out.push_str(&matched(at, at + length));
                        at += length;
                        if place == ReplacePlace::First || chars.is_empty() {
                            break;
                        }
                    }
                    _ => {
                        out.extend(chars.get(at));
                        at += 1;
                    }
                }
            }
            out.extend(chars.get(at..).unwrap_or_default());
            out
        }
    }
}

/// A replacement with what matched put in.
fn fill(with: &str, matched: &str) -> String {
    let mut out = String::new();
    let mut chars = with.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('&' | '\\')) => out.extend(chars.next()),
            '&' => out.push_str(matched),
            c => out.push(c),
        }
    }
    out
}

/// `^`, `^^`, `,`, `,,`, `~`, `~~`.
pub(super) fn case(text: &str, kind: char, all: bool, pattern: Option<&Pattern>) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        let hit = (all || n == 0) && pattern.is_none_or(|pattern| pattern.matches_chars(&[c]));
        match kind {
            _ if !hit => out.push(c),
            '^' => out.extend(c.to_uppercase()),
            ',' => out.extend(c.to_lowercase()),
            _ if c.is_uppercase() => out.extend(c.to_lowercase()),
            _ => out.extend(c.to_uppercase()),
        }
    }
    out
}

/// `@U`, `@u`, `@L`, `@Q`, `@E`.
pub(super) fn letter(kind: char, text: &str) -> String {
    match kind {
        'U' => text.to_uppercase(),
        'u' => case(text, '^', false, None),
        'L' => text.to_lowercase(),
        'Q' => quote::single(text),
        'E' => ansi_c(text, false).0,
        _ => text.to_owned(),
    }
}
