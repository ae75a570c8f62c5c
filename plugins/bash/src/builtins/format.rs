//! The directives of `printf`, shared with `awk`: flags, width, precision, and what they make of a
//! value.

/// A directive: `%-10.3f`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    pub(crate) left: bool,
    pub(crate) plus: bool,
    pub(crate) space: bool,
    pub(crate) alternate: bool,
    pub(crate) zero: bool,
    pub(crate) width: Option<usize>,
    pub(crate) precision: Option<usize>,
}

impl Spec {
    /// Pads a text; zeros come after the sign.
    pub(crate) fn pad(&self, text: &str, numeric: bool) -> String {
        let width = self.width.unwrap_or(0);
        let missing = width.saturating_sub(text.chars().count());
        if missing == 0 {
            return text.to_owned();
        }
        if self.left {
            return format!("{text}{}", " ".repeat(missing));
        }
        if self.zero && numeric {
            let sign = text.len() - text.trim_start_matches(['-', '+', ' ']).len();
            let prefix = if text[sign..].starts_with("0x") || text[sign..].starts_with("0X") {
                sign + 2
            } else {
                sign
            };
            return format!("{}{}{}", &text[..prefix], "0".repeat(missing), &text[prefix..]);
        }
        format!("{}{text}", " ".repeat(missing))
    }

    fn signed(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        }
    }

    /// `%d`, `%i`.
    pub(crate) fn integer(&self, value: i128) -> String {
        let digits = self.digits(value.unsigned_abs().to_string());
        let zero = self.zero && self.precision.is_none();
        Self { zero, ..self.clone() }.pad(&format!("{}{digits}", self.signed(value < 0)), true)
    }

    /// `%u`, `%o`, `%x`, `%X`.
    pub(crate) fn unsigned(&self, value: u64, kind: char) -> String {
        let (digits, prefix) = match kind {
            'o' => (format!("{value:o}"), if self.alternate { "0" } else { "" }),
            'x' => (format!("{value:x}"), if self.alternate && value != 0 { "0x" } else { "" }),
            'X' => (format!("{value:X}"), if self.alternate && value != 0 { "0X" } else { "" }),
            _ => (value.to_string(), ""),
        };
        let zero = self.zero && self.precision.is_none();
        Self { zero, ..self.clone() }.pad(&format!("{prefix}{}", self.digits(digits)), true)
    }

    fn digits(&self, digits: String) -> String {
        match self.precision {
            Some(0) if digits == "0" => String::new(),
            Some(least) => format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len()))),
            None => digits,
        }
    }

    /// `%s`, cut to the precision.
    pub(crate) fn text(&self, text: &str) -> String {
        let cut: String = match self.precision {
            Some(most) => text.chars().take(most).collect(),
            None => text.to_owned(),
        };
        self.pad(&cut, false)
    }

    /// `%f`, `%e`, `%g` and their capitals.
    pub(crate) fn float(&self, value: f64, kind: char) -> String {
        let sign = self.signed(value.is_sign_negative() && !value.is_nan());
        let size = value.abs();
        if !size.is_finite() {
            let text = if size.is_nan() { "nan" } else { "inf" };
            let text = if kind.is_uppercase() { text.to_uppercase() } else { text.to_owned() };
            return Self { zero: false, ..self.clone() }.pad(&format!("{sign}{text}"), true);
        }
        let precision = self.precision.unwrap_or(6);
        let text = match kind {
            'f' | 'F' => format!("{size:.precision$}"),
            'e' | 'E' => exponential(size, precision, kind),
            _ => self.shortest(size, precision.max(1), kind),
        };
        let text = if self.alternate && precision == 0 && matches!(kind, 'f' | 'F') {
            text + "."
        } else {
            text
        };
        self.pad(&format!("{sign}{text}"), true)
    }

    fn shortest(&self, size: f64, precision: usize, kind: char) -> String {
        let rounded = format!("{size:.*e}", precision - 1);
        let exponent: i32 =
            rounded.split_once('e').and_then(|(_, text)| text.parse().ok()).unwrap_or(0);
        let most = i32::try_from(precision).unwrap_or(i32::MAX);
        let trim = |text: &str| {
            if self.alternate || !text.contains('.') {
                text.to_owned()
            } else {
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        };
        if exponent < -4 || exponent >= most {
            let text = exponential(size, precision - 1, if kind == 'G' { 'E' } else { 'e' });
            let at = text.find(['e', 'E']).unwrap_or(text.len());
            return trim(&text[..at]) + &text[at..];
        }
        let digits = usize::try_from(most - 1 - exponent).unwrap_or(0);
        trim(&format!("{size:.digits$}"))
    }
}

fn exponential(size: f64, precision: usize, kind: char) -> String {
    let text = format!("{size:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}{kind}{sign}{:02}", exponent.unsigned_abs())
}

/// Reads the flags, width and precision after a `%`; `star` gives the values of `*`. Gives the
/// directive and how many characters it took.
pub(crate) fn read(chars: &[char], mut star: impl FnMut() -> i64) -> (Spec, usize) {
    let mut spec = Spec::default();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match c {
            '-' => spec.left = true,
            '+' => spec.plus = true,
            ' ' => spec.space = true,
            '#' => spec.alternate = true,
            '0' => spec.zero = true,
            '\'' => {}
            _ => break,
        }
        at += 1;
    }
    let mut number = |at: &mut usize| -> Option<i64> {
        if chars.get(*at) == Some(&'*') {
            *at += 1;
            return Some(star());
        }
        let start = *at;
        while chars.get(*at).is_some_and(char::is_ascii_digit) {
            *at += 1;
        }
        chars[start..*at].iter().collect::<String>().parse().ok()
    };
    if let Some(width) = number(&mut at) {
        spec.left |= width < 0;
        spec.width = usize::try_from(width.unsigned_abs()).ok().map(|width| width.min(1 << 16));
    }
    if chars.get(at) == Some(&'.') {
        at += 1;
        let precision = number(&mut at).unwrap_or(0);
        spec.precision = usize::try_from(precision).ok().map(|precision| precision.min(1 << 12));
    }
    while matches!(chars.get(at), Some('l' | 'h' | 'L' | 'j' | 'z' | 't')) {
        at += 1;
    }
    (spec, at)
}
