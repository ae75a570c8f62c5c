//! What `s` and `l` make of a line.

use super::{Piece, Substitute};
use crate::os::bytes::{decode, encode};
use crate::tools::regex::Matcher;

/// The text after a substitution; none where nothing matched.
pub(super) fn replaced(command: &Substitute, matcher: &Matcher, text: &[u8]) -> Option<String> {
    let mut out = Vec::new();
    let (mut at, mut copied, mut count) = (0, 0, 0);
    let mut done = false;
    while at <= text.len() {
        let Some(groups) = matcher.captures(text, at) else { break };
        let Some(Some((from, to))) = groups.first().copied() else { break };
        // Nothing right after a match is no match.
        let empty_after = from == to && count > 0 && from == copied && at == from && copied > 0;
        if !empty_after {
            count += 1;
            if count >= command.nth {
                out.extend_from_slice(&text[copied..from]);
                out.extend(encode(&filled(&command.with, &groups, text)));
                copied = to;
                done = true;
                if !command.global {
                    break;
                }
            }
        }
        at = if to > from { to } else { to + 1 };
        while at < text.len() && text[at] & 0xC0 == 0x80 {
            at += 1;
        }
    }
    if !done {
        return None;
    }
    out.extend_from_slice(&text[copied.min(text.len())..]);
    Some(decode(&out))
}

fn filled(with: &[Piece], groups: &[Option<(usize, usize)>], text: &[u8]) -> String {
    let mut out = String::new();
    // The case that holds, and the one for the next character alone.
    let (mut case, mut once) = ('E', None);
    for piece in with {
        let add = match piece {
            Piece::Text(text) => text.clone(),
            Piece::Group(n) => groups
                .get(*n)
                .copied()
                .flatten()
                .map(|(from, to)| decode(&text[from..to]))
                .unwrap_or_default(),
            Piece::Case(c @ ('u' | 'l')) => {
                once = Some(*c);
                continue;
            }
            Piece::Case(c) => {
                case = *c;
                continue;
            }
        };
        for c in add.chars() {
            match once.take().unwrap_or(case) {
                'U' | 'u' => out.extend(c.to_uppercase()),
                'L' | 'l' => out.extend(c.to_lowercase()),
                _ => out.push(c),
            }
        }
    }
    out
}

/// The line as `l` shows it.
pub(super) fn listed(text: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for byte in encode(text) {
        let shown = match byte {
            b'\\' => "\\\\".to_owned(),
            b'\n' => "\\n".to_owned(),
            b'\t' => "\\t".to_owned(),
            b'\r' => "\\r".to_owned(),
            0x07 => "\\a".to_owned(),
            0x08 => "\\b".to_owned(),
            0x0c => "\\f".to_owned(),
            0x0b => "\\v".to_owned(),
            0x20..=0x7e => char::from(byte).to_string(),
            other => format!("\\{other:03o}"),
        };
        if width + shown.len() > 69 {
            out.push_str("\\\n");
            width = 0;
        }
        width += shown.len();
        out.push_str(&shown);
    }
    out + "$"
}
