//! Numbers with a 64-bit mantissa, the x87 `long double` that `INCRBYFLOAT` counts in.
//!
//! Only what that needs: read a decimal text, add, write with 17 digits after the point. Rounding is
//! to nearest, ties to even, so the digits are those a server on x86-64 writes.

use std::cmp::Ordering;

/// `mantissa * 2^exponent`, the mantissa's top bit set unless the number is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extended {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

const ZERO: Extended = Extended { negative: false, mantissa: 0, exponent: 0 };

impl Extended {
    /// Reads `12`, `-1.5`, `2.5e3`. None for what is no number, and for those with so many digits
    /// that 128 bits do not hold them.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let (negative, text) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (figures, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = figures.split_once('.').unwrap_or((figures, ""));
        let fraction = fraction.trim_end_matches('0');
        let power: i32 = power.strip_prefix('+').unwrap_or(power).parse().ok()?;
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() && figures.len() < 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: u128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let power = power.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let scale = 10_u128.checked_pow(power.unsigned_abs())?;
        if power >= 0 {
            return Some(Self::rounded(negative, number.checked_mul(scale)?, 0, false));
        }
        (scale < 1 << 126 && number < 1 << 126).then(|| Self::divided(negative, number, scale))
    }

    /// `number / scale`, by long division.
    fn divided(negative: bool, number: u128, scale: u128) -> Self {
        let (mut quotient, mut rest) = (number / scale, number % scale);
        let mut exponent = 0;
        while rest != 0 && quotient < 1 << 100 && exponent > -16_000 {
            rest *= 2;
            quotient = quotient * 2 + u128::from(rest >= scale);
            rest %= scale;
            exponent -= 1;
        }
        Self::rounded(negative, quotient, exponent, rest != 0)
    }

    /// Rounds to 64 bits; `more` says that something not 0 follows the last bit.
    fn rounded(negative: bool, number: u128, exponent: i32, more: bool) -> Self {
        if number == 0 {
            return Self { negative, ..ZERO };
        }
        let width = 128 - number.leading_zeros();
        let Some(excess) = width.checked_sub(64).filter(|excess| *excess > 0) else {
            let shift = 64 - width;
            let mantissa = u64::try_from(number << shift).unwrap_or(u64::MAX);
            return Self { negative, mantissa, exponent: exponent - shift.cast_signed() };
        };
        let (kept, lost) = (number >> excess, number & ((1 << excess) - 1));
        let half = 1_u128 << (excess - 1);
        let up = match lost.cmp(&half) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => more || kept & 1 == 1,
        };
        let (kept, excess) = match kept + u128::from(up) {
            carried if carried >> 64 != 0 => (carried >> 1, excess + 1),
            kept => (kept, excess),
        };
        let mantissa = u64::try_from(kept).unwrap_or(u64::MAX);
        Self { negative, mantissa, exponent: exponent + excess.cast_signed() }
    }

    /// The sum.
    pub(crate) fn plus(self, other: Self) -> Self {
        if self.mantissa == 0 {
            return other;
        }
        if other.mantissa == 0 {
            return self;
        }
        let (high, low) =
            if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let apart = (high.exponent - low.exponent).unsigned_abs();
        // Both fit 128 bits with room for a carry where they are not further apart than this.
        let shift = apart.min(62);
        let large = u128::from(high.mantissa) << shift;
        let drop = apart - shift;
        let small = u128::from(low.mantissa).checked_shr(drop).unwrap_or(0);
        let more = drop > 0 && small.checked_shl(drop) != Some(u128::from(low.mantissa));
        let exponent = high.exponent - shift.cast_signed();
        if high.negative == low.negative {
            return Self::rounded(high.negative, large + small, exponent, more);
        }
        match large.cmp(&small) {
            Ordering::Equal => ZERO,
            Ordering::Greater => {
                Self::rounded(high.negative, large - small - u128::from(more), exponent, more)
            }
            Ordering::Less => Self::rounded(low.negative, small - large, exponent, more),
        }
    }

    /// With 17 digits after the point, without the zeros at their end, as `printf("%.17Lf")`.
    pub(crate) fn write(self) -> Option<String> {
        let sign = if self.negative { "-" } else { "" };
        if self.exponent >= 0 {
            let shift = u32::try_from(self.exponent).ok().filter(|shift| *shift <= 64)?;
            return Some(format!("{sign}{}", u128::from(self.mantissa) << shift));
        }
        let places = self.exponent.unsigned_abs();
        // Bits further down than this are below a thousandth of the last digit.
        let (mantissa, places) = if places > 120 {
            (u128::from(self.mantissa).checked_shr(places - 120).unwrap_or(0), 120)
        } else {
            (u128::from(self.mantissa), places)
        };
        let mut whole = mantissa >> places;
        let mask = (1_u128 << places) - 1;
        let mut fraction = mantissa & mask;
        let mut digits = 0_u64;
        for _ in 0..17 {
            fraction *= 10;
            digits = digits * 10 + u64::try_from(fraction >> places).unwrap_or_default();
            fraction &= mask;
        }
        let half = 1_u128 << (places - 1);
        if fraction > half || fraction == half && digits % 2 == 1 {
            digits += 1;
        }
        if digits == 100_000_000_000_000_000 {
            (whole, digits) = (whole + 1, 0);
        }
        let text = format!("{sign}{whole}.{digits:017}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Some(if text == "-0" { "0".into() } else { text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(a: &str, b: &str) -> String {
        let read = |text: &str| Extended::read(text.as_bytes()).expect("a number");
        read(a).plus(read(b)).write().expect("in range")
    }

    #[test]
    fn sums_as_a_server_writes_them() {
        assert_eq!(sum("10.50", "0.1"), "10.6");
        assert_eq!(sum("10.6", "-5"), "5.6");
        assert_eq!(sum("5.0e3", "2.0e2"), "5200");
        assert_eq!(sum("1", "-1"), "0");
        assert_eq!(sum("3", "-3.5"), "-0.5");
        assert_eq!(sum("0", "1e-3"), "0.001");
    }
}
