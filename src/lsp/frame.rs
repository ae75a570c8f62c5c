//! Messages on a stream of bytes: a header with a length, then so many bytes of JSON. It knows
//! nothing of what the messages say.
//!
//! What cannot be read is a value, and reading goes on behind it: an editor that stumbles once
//! keeps its server.

use std::io::{self, BufRead, Read as _, Write};

use serde_json::Value;

/// The longest message, in bytes. A length is somebody's word, and memory is taken by it.
const MOST: usize = 64 << 20;
/// The longest line of a header, in bytes.
const LONGEST_LINE: u64 = 4096;

/// What came.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Frame {
    /// A message.
    Message(Value),
    /// Something else; what is wrong with it.
    Broken(String),
}

/// Reads the next frame; none at the end of the stream.
///
/// # Errors
///
/// As the stream gives them, and where it ends within a message.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = Vec::new();
        from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            match length {
                Some(length) => return body(from, length).map(Some),
                None => return Ok(Some(Frame::Broken("a header without `Content-Length`".into()))),
            }
        }
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                match value.trim().parse() {
                    Ok(number) => length = Some(number),
                    Err(_) => return Ok(Some(Frame::Broken("a length that is no number".into()))),
                }
            }
            Some((name, _)) if name.eq_ignore_ascii_case("content-type") => {}
            _ => return Ok(Some(Frame::Broken("a line that is no header".into()))),
        }
    }
}

fn body(from: &mut impl BufRead, length: usize) -> io::Result<Frame> {
    if length > MOST {
        let passed = io::copy(&mut from.by_ref().take(length as u64), &mut io::sink())?;
        return match passed == length as u64 {
            true => Ok(Frame::Broken(format!("a message of more than {MOST} bytes"))),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        };
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(match serde_json::from_slice(&bytes) {
        Ok(message) => Frame::Message(message),
        Err(why) => Frame::Broken(why.to_string()),
    })
}

/// Writes a message.
///
/// # Errors
///
/// As the stream gives them.
pub(super) fn write(to: &mut impl Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all(bytes: &[u8]) -> Vec<Frame> {
        let mut from = bytes;
        std::iter::from_fn(|| read(&mut from).ok().flatten()).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        write(&mut bytes, &json!({"a": "é𝄞"})).unwrap();
        write(&mut bytes, &json!([1])).unwrap();
        assert_eq!(all(&bytes), [Frame::Message(json!({"a": "é𝄞"})), Frame::Message(json!([1]))]);
    }

    #[test]
    fn reading_goes_on_behind_what_is_broken() {
        let broken: [&[u8]; 5] = [
            b"Content-Length: 3\r\n\r\n{\"a",
            b"Content-Length: many\r\n",
            b"nonsense\r\n",
            b"Content-Type: x\r\n\r\n",
            b"Content-Length: 2\r\n\r\n\xff\xfe",
        ];
        for bytes in broken {
            let mut bytes = bytes.to_vec();
            write(&mut bytes, &json!(1)).unwrap();
            let frames = all(&bytes);
            assert!(matches!(frames[0], Frame::Broken(_)), "{frames:?}");
            assert_eq!(frames.last(), Some(&Frame::Message(json!(1))));
        }
    }

    #[test]
    fn a_length_nobody_has_takes_no_memory_and_ends_with_the_stream() {
        let mut from: &[u8] = b"Content-Length: 18446744073709551615\r\n\r\n{}";
        assert!(read(&mut from).is_err());
        assert_eq!(all(b"Content-Length: 5\r\n\r\n{}"), []);
    }
}
