//! The wire format, versions 2 and 3.

use crate::reply::{Bytes, Reply};
use crate::text::number;

/// Writes a reply for a connection of that protocol version.
pub(crate) fn encode(reply: Reply, protocol: u8) -> Bytes {
    let mut out = Bytes::new();
    put(&mut out, &reply.lowered(protocol), protocol);
    out
}

fn line(out: &mut Bytes, mark: u8, text: impl AsRef<[u8]>) {
    out.push(mark);
    out.extend_from_slice(text.as_ref());
    out.extend_from_slice(b"\r\n");
}

fn block(out: &mut Bytes, mark: u8, bytes: &[u8]) {
    line(out, mark, bytes.len().to_string());
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\r\n");
}

fn list(out: &mut Bytes, mark: u8, items: &[Reply], protocol: u8) {
    line(out, mark, items.len().to_string());
    items.iter().for_each(|item| put(out, item, protocol));
}

fn put(out: &mut Bytes, reply: &Reply, protocol: u8) {
    match reply {
        Reply::Status(text) => line(out, b'+', text.as_bytes()),
        Reply::Error(text) => line(out, b'-', text.replace(['\r', '\n'], " ")),
        Reply::Int(number) => line(out, b':', number.to_string()),
        Reply::Bulk(bytes) => block(out, b'$', bytes),
        Reply::Nil if protocol >= 3 => line(out, b'_', ""),
        Reply::Nil => line(out, b'$', "-1"),
        Reply::NilArray => line(out, b'*', "-1"),
        Reply::Array(items) => list(out, b'*', items, protocol),
        Reply::Set(items) => list(out, b'~', items, protocol),
        Reply::Push(items) => list(out, b'>', items, protocol),
        Reply::Map(pairs) => {
            line(out, b'%', pairs.len().to_string());
            for (key, value) in pairs {
                put(out, key, protocol);
                put(out, value, protocol);
            }
        }
        Reply::Double(number) => line(out, b',', number::general(*number)),
        Reply::Bool(is) => line(out, b'#', if *is { "t" } else { "f" }),
        Reply::BigNumber(digits) => line(out, b'(', digits),
        Reply::Verbatim(format, text) => {
            let mut bytes = format!("{format}:").into_bytes();
            bytes.extend_from_slice(text);
            block(out, b'=', &bytes);
        }
        Reply::Several(items) => items.iter().for_each(|item| put(out, item, protocol)),
    }
}
