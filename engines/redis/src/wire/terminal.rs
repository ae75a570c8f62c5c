//! Replies as `redis-cli` shows them: on a terminal, and (`--raw`) to a pipe.

use crate::reply::{Bytes, Reply};
use crate::text::number;

/// A reply as on a terminal, ended by a line break. `protocol` is the connection's.
pub fn formatted(reply: &Reply, protocol: u8) -> Bytes {
    let mut out = Bytes::new();
    match reply.clone().lowered(protocol) {
        Reply::Several(replies) => replies.iter().for_each(|reply| format(&mut out, reply, "")),
        reply => format(&mut out, &reply, ""),
    }
    out
}

/// A reply to these words as on a terminal: the few commands that answer with text for people are
/// shown raw there too.
pub fn shown(words: &[Bytes], reply: &Reply, protocol: u8) -> Bytes {
    const RAW: [&[&str]; 8] = [
        &["info"],
        &["lolwut"],
        &["client", "list"],
        &["client", "info"],
        &["cluster", "info"],
        &["cluster", "nodes"],
        &["memory", "doctor"],
        &["latency", "doctor"],
    ];
    let is = |name: &&[&str]| {
        name.len() <= words.len()
            && name.iter().zip(words).all(|(part, word)| word.eq_ignore_ascii_case(part.as_bytes()))
    };
    if !RAW.iter().any(is) {
        return formatted(reply, protocol);
    }
    let mut out = plain(&reply.clone().lowered(protocol));
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out
}

/// A reply as `redis-cli --raw` writes it, ended by a line break.
pub fn raw(reply: &Reply, protocol: u8) -> Bytes {
    let reply = reply.clone().lowered(protocol);
    let mut out = plain(&reply);
    // An error is followed by one line break more.
    out.push(b'\n');
    if matches!(reply, Reply::Error(_)) {
        out.push(b'\n');
    }
    out
}

/// A string in quotes, with escapes for what is not printable ASCII.
pub fn quoted(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("\"");
    for byte in bytes {
        match byte {
            b'\\' | b'"' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            7 => out.push_str("\\a"),
            8 => out.push_str("\\b"),
            0x20..=0x7e => out.push(char::from(*byte)),
            other => {
                let _ = write!(out, "\\x{other:02x}");
            }
        }
    }
    out.push('"');
    out
}

fn line(out: &mut Bytes, text: impl AsRef<[u8]>) {
    out.extend_from_slice(text.as_ref());
    out.push(b'\n');
}

fn format(out: &mut Bytes, reply: &Reply, prefix: &str) {
    match reply {
        Reply::Status(text) => line(out, text.as_bytes()),
        Reply::Error(text) => line(out, format!("(error) {text}")),
        Reply::Int(number) => line(out, format!("(integer) {number}")),
        Reply::Double(number) => line(out, format!("(double) {}", number::general(*number))),
        Reply::Bulk(bytes) => line(out, quoted(bytes)),
        Reply::Verbatim(_, bytes) => line(out, bytes),
        Reply::BigNumber(digits) => line(out, digits),
        Reply::Nil | Reply::NilArray => line(out, "(nil)"),
        Reply::Bool(is) => line(out, if *is { "(true)" } else { "(false)" }),
        Reply::Array(items) => list(out, items, prefix, ("(empty array)", ')')),
        Reply::Set(items) => list(out, items, prefix, ("(empty set)", '~')),
        Reply::Push(items) => list(out, items, prefix, ("(empty push)", ')')),
        Reply::Map(pairs) => map(out, pairs, prefix),
        Reply::Several(items) => items.iter().for_each(|item| format(out, item, prefix)),
    }
}

/// Items of a list stand below each other, numbers aligned; those of a list in it further in.
fn list(out: &mut Bytes, items: &[Reply], prefix: &str, (empty, sign): (&str, char)) {
    if items.is_empty() {
        return line(out, empty);
    }
    let width = items.len().to_string().len();
    let inner = format!("{prefix}{}", " ".repeat(width + 2));
    for (at, item) in items.iter().enumerate() {
        let before = if at == 0 { "" } else { prefix };
        out.extend_from_slice(format!("{before}{:>width$}{sign} ", at + 1).as_bytes());
        format(out, item, &inner);
    }
}

fn map(out: &mut Bytes, pairs: &[(Reply, Reply)], prefix: &str) {
    if pairs.is_empty() {
        return line(out, "(empty hash)");
    }
    let width = pairs.len().to_string().len();
    let inner = format!("{prefix}{}", " ".repeat(width + 2));
    for (at, (key, value)) in pairs.iter().enumerate() {
        let before = if at == 0 { "" } else { prefix };
        out.extend_from_slice(format!("{before}{:>width$}# ", at + 1).as_bytes());
        format(out, key, &inner);
        // The line break after the key gives way to the arrow.
        out.pop();
        out.extend_from_slice(b" => ");
        let nested = match value {
            Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => !items.is_empty(),
            Reply::Map(pairs) => !pairs.is_empty(),
            _ => false,
        };
        if nested {
            line(out, "");
            out.extend_from_slice(inner.as_bytes());
        }
        format(out, value, &inner);
    }
}

fn plain(reply: &Reply) -> Bytes {
    match reply {
        Reply::Status(text) => text.as_bytes().to_vec(),
        Reply::Error(text) => text.clone().into_bytes(),
        Reply::Int(number) => number.to_string().into_bytes(),
        Reply::Double(double) => number::general(*double).into_bytes(),
        Reply::Bulk(bytes) | Reply::Verbatim(_, bytes) | Reply::BigNumber(bytes) => bytes.clone(),
        Reply::Nil | Reply::NilArray => Bytes::new(),
        Reply::Bool(is) => if *is { "(true)" } else { "(false)" }.into(),
        Reply::Array(items) | Reply::Set(items) | Reply::Push(items) | Reply::Several(items) => {
            items.iter().map(plain).collect::<Vec<_>>().join(&b'\n')
        }
        Reply::Map(pairs) => {
            let pair = |(key, value): &(Reply, Reply)| [plain(key), plain(value)].join(&b' ');
            pairs.iter().map(pair).collect::<Vec<_>>().join(&b'\n')
        }
    }
}
