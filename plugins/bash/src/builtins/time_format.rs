//! `strftime`, in UTC and in the C locale.

/// A point in time taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    /// From Sunday, 0.
    pub(crate) weekday: u32,
    /// From 1.
    pub(crate) day_of_year: u32,
}

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(crate) const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// Days since the epoch of a date in the Gregorian calendar.
pub(crate) fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let month = i64::from(month);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Seconds since the epoch, taken apart.
pub(crate) fn civil(seconds: i64) -> Civil {
    let number = seconds.div_euclid(86_400);
    let rest = u32::try_from(seconds.rem_euclid(86_400)).unwrap_or(0);
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = u32::try_from(of_year - (153 * shifted_month + 2) / 5 + 1).unwrap_or(1);
    let month =
        u32::try_from(if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 })
            .unwrap_or(1);
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Civil {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: u32::try_from((number + 4).rem_euclid(7)).unwrap_or(0),
        day_of_year: u32::try_from(number - days(year, 1, 1) + 1).unwrap_or(1),
    }
}

/// The week of the year as ISO 8601 has it, and the year it belongs to.
fn iso_week(at: &Civil) -> (i64, u32) {
    let weekday = i64::from((at.weekday + 6) % 7);
    let thursday = days(at.year, at.month, at.day) - weekday + 3;
    let other = civil(thursday * 86_400);
    (other.year, (other.day_of_year - 1) / 7 + 1)
}

/// A time by a template; flags of GNU `date` (`-`, `_`, `0`, `^`) count.
pub(crate) fn format(template: &str, seconds: i64, nanos: u32) -> String {
    let at = civil(seconds);
    let mut out = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut flag = None;
        let mut width = String::new();
        while let Some(c) = chars.peek().copied() {
            if matches!(c, '-' | '_' | '^' | '#' | ':') || (c == '0' && width.is_empty()) {
                flag = Some(c);
            } else if c.is_ascii_digit() {
                width.push(c);
            } else {
                break;
            }
            chars.next();
        }
        match chars.next() {
            Some(kind) => out.push_str(&piece(kind, flag, width.parse().ok(), &at, seconds, nanos)),
            None => out.push('%'),
        }
    }
    out
}

fn piece(
    kind: char,
    flag: Option<char>,
    width: Option<usize>,
    at: &Civil,
    seconds: i64,
    nanos: u32,
) -> String {
    let number = |value: i64, digits: usize, pad: char| -> String {
        let digits = width.unwrap_or(digits);
        match flag {
            Some('-') => value.to_string(),
            Some('_') => format!("{value:>digits$}"),
            Some('0') => format!("{value:0>digits$}"),
            _ if pad == ' ' => format!("{value:>digits$}"),
            _ => format!("{value:0>digits$}"),
        }
    };
    let text = |text: &str| if flag == Some('^') { text.to_uppercase() } else { text.to_owned() };
    let again = |template: &str| format(template, seconds, nanos);
    let month = MONTHS[usize::try_from(at.month - 1).unwrap_or(0).min(11)];
    let day = DAYS[usize::try_from(at.weekday).unwrap_or(0).min(6)];
    let hour12 = (at.hour + 11) % 12 + 1;
    match kind {
        'a' => text(&day[..3]),
        'A' => text(day),
        'b' | 'h' => text(&month[..3]),
        'B' => text(month),
        'c' => again("%a %b %e %H:%M:%S %Y"),
        'C' => number(at.year / 100, 2, '0'),
        'd' => number(at.day.into(), 2, '0'),
        'D' | 'x' => again("%m/%d/%y"),
        'e' => number(at.day.into(), 2, ' '),
        'F' => again("%Y-%m-%d"),
        'g' => number(iso_week(at).0 % 100, 2, '0'),
        'G' => number(iso_week(at).0, 4, '0'),
        'H' => number(at.hour.into(), 2, '0'),
        'I' => number(hour12.into(), 2, '0'),
        'j' => number(at.day_of_year.into(), 3, '0'),
        'k' => number(at.hour.into(), 2, ' '),
        'l' => number(hour12.into(), 2, ' '),
        'm' => number(at.month.into(), 2, '0'),
        'M' => number(at.minute.into(), 2, '0'),
        'n' => "\n".into(),
        'N' => {
            let digits = format!("{nanos:09}");
            digits[..width.unwrap_or(9).min(9)].to_owned()
        }
        'p' => text(if at.hour < 12 { "AM" } else { "PM" }),
        'P' => if at.hour < 12 { "am" } else { "pm" }.into(),
        'q' => ((at.month - 1) / 3 + 1).to_string(),
        'r' => again("%I:%M:%S %p"),
        'R' => again("%H:%M"),
        's' => seconds.to_string(),
        'S' => number(at.second.into(), 2, '0'),
        't' => "\t".into(),
        'T' | 'X' => again("%H:%M:%S"),
        'u' => ((at.weekday + 6) % 7 + 1).to_string(),
        'U' => number(i64::from((at.day_of_year + 6 - at.weekday) / 7), 2, '0'),
        'V' => number(iso_week(at).1.into(), 2, '0'),
        'w' => at.weekday.to_string(),
        'W' => number(i64::from((at.day_of_year + 6 - (at.weekday + 6) % 7) / 7), 2, '0'),
        'y' => number(at.year.rem_euclid(100), 2, '0'),
        'Y' => number(at.year, 4, '0'),
        'z' => if flag == Some(':') { "+00:00" } else { "+0000" }.into(),
        'Z' => "UTC".into(),
        '%' => "%".into(),
        other => format!("%{other}"),
    }
}
