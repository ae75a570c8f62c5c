//! Numbers: which texts are ones, and how a double is written.

/// A whole number in the only form the server takes: no spaces, no `+`, no leading zeros.
pub(crate) fn integer(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let plain = match digits {
        b"0" => text.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if plain { std::str::from_utf8(text).ok()?.parse().ok() } else { None }
}

/// A double, as `strtod` reads the whole of a text; no `nan`, no spaces.
pub(crate) fn double(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    if bare.len() > 2 && bare[..2].eq_ignore_ascii_case("0x") {
        let number = f64::from(u32::from_str_radix(&bare[2..], 16).ok()?);
        return Some(if text.starts_with('-') { -number } else { number });
    }
    let number: f64 = text.parse().ok()?;
    (!number.is_nan()).then_some(number)
}

/// A double with 17 significant digits, as `printf("%.17g")` writes it.
pub(crate) fn general(number: f64) -> String {
    significant(number, 17)
}

/// A double as `printf("%.{digits}g")` writes it.
pub(crate) fn significant(number: f64, digits: usize) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "inf".into() } else { "-inf".into() };
    }
    if number.is_nan() {
        return "nan".into();
    }
    let scientific = format!("{number:.*e}", digits.saturating_sub(1));
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let figures: String = mantissa.chars().filter(|c| *c != '.').collect();
    let trimmed = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    if exponent < -4 || exponent >= i32::try_from(digits).unwrap_or(i32::MAX) {
        let mantissa = trimmed(&format!("{}.{}", &figures[..1], &figures[1..]));
        let mark = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{mantissa}e{mark}{:02}", exponent.abs());
    }
    let text = match usize::try_from(exponent) {
        Ok(whole) => format!("{}.{}", &figures[..=whole], &figures[whole + 1..]),
        Err(_) => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or_default();
            format!("0.{}{figures}", "0".repeat(zeros))
        }
    };
    format!("{sign}{}", trimmed(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_as_printf_writes_them() {
        let cases = [
            (0.0, "0"),
            (-1.0, "-1"),
            (1.1, "1.1000000000000001"),
            (1e17, "1e+17"),
            (1e16, "10000000000000000"),
            (0.0001, "0.0001"),
            (0.00001, "1.0000000000000001e-05"),
            (f64::INFINITY, "inf"),
        ];
        for (number, text) in cases {
            assert_eq!(general(number), text);
        }
    }

    #[test]
    fn integers_in_one_form_only() {
        assert_eq!(integer(b"-12"), Some(-12));
        for text in ["", "+1", "01", "-0", " 1", "1 ", "9223372036854775808", "-"] {
            assert_eq!(integer(text.as_bytes()), None, "{text:?}");
        }
    }
}
