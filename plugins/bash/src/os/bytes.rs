//! Bytes to text and back without loss: the shell's values are text, what flows through pipes is
//! bytes. A byte that is no UTF-8 becomes a character of a private plane and comes back as it was.

const BASE: u32 = 0x0010_FF00;

fn is_byte(c: char) -> bool {
    c >= '\u{10FF80}'
}

/// The text of some bytes.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            push_byte(&mut text, *byte);
        }
    }
    text
}

/// The bytes of a text.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    if !text.contains(is_byte) {
        return text.as_bytes().to_vec();
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(BASE) {
            Some(byte @ 0x80..=0xFF) => bytes.push(u8::try_from(byte).unwrap_or(b'?')),
            _ => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

/// Adds a byte, which may be part of a character.
pub(crate) fn push_byte(text: &mut String, byte: u8) {
    if byte < 0x80 {
        text.push(char::from(byte));
    } else {
        text.push(char::from_u32(BASE + u32::from(byte)).unwrap_or('\u{fffd}'));
    }
}

/// Bytes pushed one by one become the characters they are together.
pub(crate) fn mend(text: String) -> String {
    if text.contains(is_byte) { decode(&encode(&text)) } else { text }
}
