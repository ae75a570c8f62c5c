//! Pictures: whether they are what they say, and not so large that a browser chokes on them.
//!
//! Only heads are read. What follows is the business of the browser's decoders.

use super::{Refused, refused};

/// The media types of pictures.
pub(super) const KINDS: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// The longest side, in pixels.
const LONGEST: u32 = 16_384;
/// The most pixels. A few kilobytes can unpack to gigabytes.
const MOST: u64 = 64 << 20;

/// Refuses a picture that is none of its media type, or too large.
pub(super) fn check(kind: &str, bytes: &[u8]) -> Result<(), Refused> {
    let size = match kind {
        "image/png" => png(bytes),
        "image/jpeg" => jpeg(bytes),
        "image/gif" => gif(bytes),
        _ => webp(bytes),
    };
    let Some((width, height)) = size else {
        return refused(format!("it says `{kind}` and is something else"));
    };
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || width > LONGEST || height > LONGEST || pixels > MOST {
        return refused(format!("the picture is {width} by {height} pixels"));
    }
    Ok(())
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn big16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?).into())
}

fn little16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?).into())
}

fn little24(bytes: &[u8], at: usize) -> Option<u32> {
    let [low, middle, high] = *bytes.get(at..)?.first_chunk::<3>()?;
    Some(u32::from_le_bytes([low, middle, high, 0]))
}

/// The signature, then a chunk `IHDR` with the size.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    (head.get(4..8)? == b"IHDR").then_some(())?;
    Some((big(head, 8)?, big(head, 12)?))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"GIF87a").or_else(|| bytes.strip_prefix(b"GIF89a"))?;
    Some((little16(rest, 0)?, little16(rest, 2)?))
}

/// Segments up to the first frame, which has the size.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let after = rest.strip_prefix(b"\xff")?;
        let (&marker, after) = after.split_first()?;
        match marker {
            0xff => rest = rest.get(1..)?,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big16(after, 5)?, big16(after, 3)?));
            }
            0x01 | 0xd0..=0xd7 => rest = after,
            // The picture's data, or its end, without a frame before.
            0xd8..=0xda => return None,
            _ => rest = after.get(usize::try_from(big16(after, 0)?).ok()?.max(2)..)?,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(..4)? == b"RIFF" && bytes.get(8..12)? == b"WEBP").then_some(())?;
    let data = bytes.get(20..)?;
    match bytes.get(12..16)? {
        b"VP8 " => {
            (data.get(3..6)? == b"\x9d\x01\x2a").then_some(())?;
            Some((little16(data, 6)? & 0x3fff, little16(data, 8)? & 0x3fff))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(*data.strip_prefix(b"\x2f")?.first_chunk()?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little24(data, 4)? + 1, little24(data, 7)? + 1)),
        _ => None,
    }
}
