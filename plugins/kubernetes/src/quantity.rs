//! Amounts of a resource as the API server reads them: `500m`, `1.5Gi`, `1e3`.

/// The suffixes that are not exponents.
const SUFFIXES: &[&str] =
    &["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/// Whether the text is a quantity: a signed decimal number with a suffix or an exponent.
pub(crate) fn is_quantity(text: &str) -> bool {
    let (number, suffix) = split(text);
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    let is_number =
        digits.bytes().any(|byte| byte.is_ascii_digit()) && digits.matches('.').count() <= 1;
    is_number && (SUFFIXES.contains(&suffix) || is_exponent(suffix))
}

/// A suffix that was probably meant: `512MB` was to be `512M`, `1gb` `1G`.
pub(crate) fn suggestion(text: &str) -> Option<String> {
    let (number, suffix) = split(text);
    let suffix = suffix.trim();
    let short = suffix.strip_suffix(['b', 'B']).unwrap_or(suffix);
    let fixed = SUFFIXES.iter().find(|known| known.eq_ignore_ascii_case(short))?;
    let meant = format!("{number}{}", if *fixed == "m" { "M" } else { fixed });
    is_quantity(&meant).then_some(meant)
}

fn split(text: &str) -> (&str, &str) {
    let sign = usize::from(text.starts_with(['+', '-']));
    let rest = &text[sign..];
    let end = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    text.split_at(end.map_or(text.len(), |end| end + sign))
}

fn is_exponent(suffix: &str) -> bool {
    let Some(power) = suffix.strip_prefix(['e', 'E']) else { return false };
    let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities() {
        for text in ["1", "0.5", ".5", "100m", "1Gi", "1e3", "1E-3", "-1", "5E", "12.", "1k"] {
            assert!(is_quantity(text), "{text}");
        }
        for text in ["", "m", "1GB", "512mb", "1 Gi", "1K", "1.2.3", "1ki", "ten", "1e"] {
            assert!(!is_quantity(text), "{text}");
        }
    }

    #[test]
    fn suggestions() {
        assert_eq!(suggestion("512MB").as_deref(), Some("512M"));
        assert_eq!(suggestion("1 Gi").as_deref(), Some("1Gi"));
        assert_eq!(suggestion("256mb").as_deref(), Some("256M"));
        assert_eq!(suggestion("lots"), None);
    }
}
