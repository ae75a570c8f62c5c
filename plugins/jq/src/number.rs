//! Numbers as jq writes them: as few digits as identify them, and an exponent where there would be
//! many zeros.

/// Longest run of zeros before the point that is written out, beyond the digits there are.
const ZEROS: i32 = 15;

/// A number; `null` where it is none, the largest one where it is infinite.
pub(crate) fn written(number: f64) -> String {
    if number.is_nan() {
        return "null".into();
    }
    let finite = number.clamp(f64::MIN, f64::MAX);
    if finite == 0.0 {
        return if finite.is_sign_negative() { "-0".into() } else { "0".into() };
    }
    let scientific = format!("{finite:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or(0);
    // The place of the point: so many digits stand before it.
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let text = if point <= -4 || point > count + ZEROS {
        let (first, rest) = digits.split_at(1);
        let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{first}{rest}e{sign}{:02}", exponent.abs())
    } else if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else if point >= count {
        format!("{digits}{}", "0".repeat((point - count).unsigned_abs() as usize))
    } else {
        let (whole, part) = digits.split_at(point.unsigned_abs() as usize);
        format!("{whole}.{part}")
    };
    format!("{sign}{text}")
}
