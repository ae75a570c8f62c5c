//! Reads a schedule as the CronJob controller does: five fields or a descriptor, by the rules of
//! the `robfig/cron` library that Kubernetes uses. Sunday is 0 and only 0.

/// A field of a schedule.
struct Bounds {
    name: &'static str,
    low: u32,
    high: u32,
    /// Names for values, the first for `low`.
    names: &'static [&'static str],
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: [Bounds; 5] = [
    Bounds { name: "minute", low: 0, high: 59, names: &[] },
    Bounds { name: "hour", low: 0, high: 23, names: &[] },
    Bounds { name: "day of the month", low: 1, high: 31, names: &[] },
    Bounds { name: "month", low: 1, high: 12, names: MONTHS },
    Bounds { name: "day of the week", low: 0, high: 6, names: DAYS },
];

const DESCRIPTORS: &[&str] =
    &["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// Reads a schedule.
///
/// # Errors
///
/// What is wrong with it, to follow "the schedule …".
pub(crate) fn check(schedule: &str) -> Result<(), String> {
    if schedule.contains("TZ") {
        return Err("must not hold a time zone".to_owned());
    }
    if schedule.starts_with('@') {
        return descriptor(schedule);
    }
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Err(format!("has {} fields, not 5", fields.len()));
    }
    FIELDS.iter().zip(fields).try_for_each(|(bounds, field)| bounds.check(field))
}

fn descriptor(schedule: &str) -> Result<(), String> {
    if DESCRIPTORS.contains(&schedule) {
        return Ok(());
    }
    match schedule.strip_prefix("@every ") {
        Some(duration) if is_duration(duration) => Ok(()),
        Some(duration) => Err(format!("has no duration: `{duration}` is none such as `1h30m`")),
        None => Err(format!("has the unknown name `{schedule}`")),
    }
}

impl Bounds {
    fn check(&self, field: &str) -> Result<(), String> {
        let parts = field.split(',').filter(|part| !part.is_empty());
        parts.into_iter().try_for_each(|part| self.part(part))
    }

    /// `*`, `?`, `5`, `1-5`, each with an optional `/step`.
    fn part(&self, part: &str) -> Result<(), String> {
        let mut pieces = part.split('/');
        let range = pieces.next().unwrap_or_default();
        let (step, rest) = (pieces.next(), pieces.next());
        if rest.is_some() {
            return Err(format!("has two steps in `{part}`"));
        }
        let (low, high) = self.range(range, step.is_some())?;
        if let Some(step) = step
            && self.number(step)? == 0
        {
            return Err(format!("has the step 0 in `{part}`"));
        }
        let outside = [low, high].into_iter().find(|value| !(self.low..=self.high).contains(value));
        if let Some(value) = outside {
            return Err(format!(
                "has {value} as {}, which is {} to {}",
                self.name, self.low, self.high
            ));
        }
        if low > high { Err(format!("has the backward range `{range}`")) } else { Ok(()) }
    }

    fn range(&self, range: &str, has_step: bool) -> Result<(u32, u32), String> {
        let mut ends = range.split('-');
        let (first, last) = (ends.next().unwrap_or_default(), ends.next());
        // As in the library: what follows `*-` is not looked at.
        if matches!(first, "*" | "?") {
            return Ok((self.low, self.high));
        }
        if ends.next().is_some() {
            return Err(format!("has two hyphens in `{range}`"));
        }
        let low = self.value(first)?;
        let high = match last {
            Some(last) => self.value(last)?,
            None if has_step => self.high,
            None => low,
        };
        Ok((low, high))
    }

    fn value(&self, text: &str) -> Result<u32, String> {
        let lower = text.to_ascii_lowercase();
        let named = (self.low..).zip(self.names).find(|(_, name)| **name == lower);
        named.map_or_else(|| self.number(text), |(value, _)| Ok(value))
    }

    fn number(&self, text: &str) -> Result<u32, String> {
        text.parse().map_err(|_| format!("has `{text}` as {}, which is no number", self.name))
    }
}

/// A Go duration: `1h30m`, `-1.5s`, `0`.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    let mut is_some = false;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
        let (number, tail) = rest.split_at(end.unwrap_or(rest.len()));
        let is_number =
            number.bytes().any(|byte| byte.is_ascii_digit()) && number.matches('.').count() < 2;
        let units = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];
        let Some(after) = units.iter().find_map(|unit| tail.strip_prefix(unit)) else {
            return false;
        };
        if !is_number {
            return false;
        }
        (rest, is_some) = (after, true);
    }
    is_some
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn accepts_what_the_library_accepts() {
        for schedule in [
            "* * * * *",
            "*/5 * * * *",
            "0 0 1 jan ?",
            "0 22 * * MON-FRI",
            "5/15 0-6 1,15 * 0",
            "@hourly",
            "@every 1h30m",
            "@every 1.5s",
            "  0   3 * *  sun ",
            "0 0 * * ,",
            "*-9 * * * *",
            "+5 * * * *",
        ] {
            assert_eq!(check(schedule), Ok(()), "{schedule}");
        }
    }

    #[test]
    fn refuses_what_the_library_refuses() {
        for schedule in [
            "",
            "* * * *",
            "0 * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "5-1 * * * *",
            "*/0 * * * *",
            "1/2/3 * * * *",
            "1-2-3 * * * *",
            "a * * * *",
            "* * * * L",
            "@fortnightly",
            "@every",
            "@every soon",
            "TZ=UTC 0 0 * * *",
            "CRON_TZ=UTC 0 0 * * *",
            "*/-1 * * * *",
        ] {
            assert!(check(schedule).is_err(), "{schedule}");
        }
    }
}
