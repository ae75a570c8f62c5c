//! Strings and numbers of JSON (RFC 8259 §6 and §7), and what is wrong with those that are not.

use proofpress_plugin::Span;

use super::Mistake;

/// Length of the quoted string that `text` starts with, both quotes included; `None` where it is
/// not closed on its line.
pub(super) fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The string that the inside of a quoted one stands for, and the first thing wrong in it.
/// `offset` is where the inside starts in the example.
pub(super) fn unescape(inside: &str, offset: usize) -> (String, Option<(Span, Mistake)>) {
    let mut text = String::with_capacity(inside.len());
    let mut wrong = None;
    let mut at = 0;
    while let Some(letter) = inside[at..].chars().next() {
        let length = if letter == '\\' {
            let (resolved, length, mistake) = escape(&inside[at..]);
            text.push_str(&resolved);
            if let (None, Some(mistake)) = (&wrong, mistake) {
                wrong = Some((Span::new(offset + at, offset + at + length), mistake));
            }
            length
        } else {
            if letter < ' ' && wrong.is_none() {
                let span = Span::new(offset + at, offset + at + 1);
                wrong = Some((span, control_character(letter)));
            }
            text.push(letter);
            letter.len_utf8()
        };
        at += length;
    }
    (text, wrong)
}

fn control_character(letter: char) -> Mistake {
    let (name, escape) = match letter {
        '\t' => ("a tab".to_owned(), "\\t".to_owned()),
        '\r' => ("a carriage return".to_owned(), "\\r".to_owned()),
        _ => (
            format!("the control character U+{:04X}", u32::from(letter)),
            format!("\\u{:04x}", u32::from(letter)),
        ),
    };
    Mistake::new(format!("{name} cannot stand inside a string")).help(format!("write `{escape}`"))
}

/// Reads the escape that `text` starts with: what it stands for, its length, what is wrong.
/// A lone surrogate keeps its spelling, so that two different ones stay different names.
fn escape(text: &str) -> (String, usize, Option<Mistake>) {
    let Some(letter) = text.chars().nth(1) else {
        return (String::new(), text.len(), None);
    };
    let plain = match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode_escape(text),
        _ => {
            let length = 1 + letter.len_utf8();
            let mistake = Mistake::new(format!("`{}` is no escape of JSON", &text[..length]))
                .help("write a backslash as `\\\\`");
            return (text[..length].to_owned(), length, Some(mistake));
        }
    };
    (plain.to_string(), 2, None)
}

fn unicode_escape(text: &str) -> (String, usize, Option<Mistake>) {
    let Some(first) = hex4(text) else {
        let digits = text[2..].chars().take(4).take_while(char::is_ascii_hexdigit).count();
        let mistake =
            Mistake::new("`\\u` needs four hexadecimal digits").help("write a backslash as `\\\\`");
        return (text[..2 + digits].to_owned(), 2 + digits, Some(mistake));
    };
    let second = text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(hex4);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    match (char::from_u32(u32::from(first)), pair) {
        (Some(letter), _) => (letter.to_string(), 6, None),
        (None, Some(letter)) => (letter.to_string(), 12, None),
        (None, None) => (text[..6].to_owned(), 6, None),
    }
}

/// The four digits behind `\u`.
fn hex4(text: &str) -> Option<u16> {
    let digits =
        text.get(2..6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

/// The inside of a single-quoted string as a double-quoted one.
pub(super) fn in_double_quotes(inside: &str) -> String {
    let mut text = String::from('"');
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' if letters.peek() == Some(&'\'') => {}
            '\\' => {
                text.push('\\');
                text.extend(letters.next());
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
    text
}

/// Whether this was meant as a number.
pub(super) fn looks_numeric(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '.']);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-._".contains(letter))
}

/// What is wrong with a number, if anything.
pub(super) fn number_mistake(text: &str, span: Span) -> Option<Mistake> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &digits[whole..];
    let mistake = |why: &str| Some(Mistake::new(format!("`{text}` is no number of JSON: {why}")));
    if text.starts_with('+') {
        let repair =
            ("remove the `+`".to_owned(), Span::new(span.start, span.start + 1), String::new());
        return mistake("it cannot start with `+`")
            .map(|mistake| Mistake { repair: Some(repair), ..mistake });
    }
    if whole == 0 {
        return mistake("a digit must stand before the `.`");
    }
    if rest.starts_with(['x', 'X', 'o', 'b']) && whole == 1 {
        return mistake("it is decimal only")
            .map(|mistake| mistake.help("write the decimal number, or a string"));
    }
    if whole > 1 && digits.starts_with('0') {
        return mistake("it cannot start with `0`")
            .map(|mistake| mistake.help("quote it if the zero matters"));
    }
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count()),
        None => ("0", rest),
    };
    if fraction.is_empty() {
        return mistake("a digit must follow the `.`");
    }
    if rest.is_empty() {
        return None;
    }
    let exponent = rest.strip_prefix(['e', 'E']);
    let power = exponent.map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    match power {
        Some(power) if !power.is_empty() && power.bytes().all(|digit| digit.is_ascii_digit()) => {
            None
        }
        Some(_) => mistake("the exponent needs digits"),
        None => mistake("it ends in what is no digit")
            .map(|mistake| mistake.help("quote it if it is a text")),
    }
}
