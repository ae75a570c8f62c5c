//! Holds what an example wrote against what its page says it writes.
//!
//! Lines are compared without the space at their ends, and blank lines at the end do not count.
//! In the page's text a line `...` stands for any lines, and `[..]` for any text within a line.

use std::borrow::Cow;

use crate::diagnostic::{DiffLine, LineDiff};

/// A line that stands for any lines.
const ANY_LINES: &str = "...";
/// Text that stands for any text.
const ANY_TEXT: &str = "[..]";

/// More cells of the table than this are not compared one by one.
const MOST_CELLS: usize = 4_000_000;

/// How lines are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// As Python's doctest does: `<BLANKLINE>` is a blank line, and of a traceback only its
    /// first line and its end count.
    pub(super) doctest: bool,
    /// doctest's `ELLIPSIS`: `...` within a line stands for any text.
    pub(super) ellipsis: bool,
    /// doctest's `NORMALIZE_WHITESPACE`: any space is one space.
    pub(super) any_space: bool,
}

/// How an output differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The lines.
    pub(super) diff: LineDiff,
    /// What the page should say: its own lines where they hold, those that were written
    /// elsewhere.
    pub(super) blessed: String,
    /// The first line of the page's text that does not hold, from zero; the number of its lines
    /// where more was written.
    pub(super) at: usize,
}

/// How `actual` differs from `expected`, if it does.
pub(super) fn compare(expected: &str, actual: &str, style: Style) -> Option<Difference> {
    let expected = lines(expected);
    let actual = lines(actual);
    let shown = |line: &str| style.doctest && line.starts_with("Traceback (most recent call last)");
    let both =
        expected.first().is_some_and(|line| shown(line)) && actual.iter().any(|line| shown(line));
    let actual = if both { without_frames(&actual) } else { actual };
    let held = if both { without_frames(&expected) } else { expected.clone() };
    let steps = align(&held, &actual, style);
    if steps.iter().all(|step| matches!(step, Step::Same(..) | Step::Absorbed(_) | Step::Any(_))) {
        return None;
    }
    Some(difference(&held, &actual, &steps))
}

/// The lines of a text without the space at their ends, and without blank lines at its end.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// A traceback without the calls it lists, which doctest does not compare.
fn without_frames<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let head = lines.iter().position(|line| line.starts_with("Traceback")).unwrap_or(0);
    let frames = lines.iter().skip(head + 1).take_while(|line| line.starts_with(' '));
    let last = head + 1 + frames.count();
    lines
        .iter()
        .enumerate()
        .filter(|(at, _)| *at <= head || *at >= last)
        .map(|(_, line)| *line)
        .collect()
}

/// One step of an alignment; numbers are lines from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// This line of the page holds for this one.
    Same(usize, usize),
    /// `...`, before what it stands for.
    Any(usize),
    /// A written line that a `...` stands for.
    Absorbed(usize),
    /// A line of the page that was not written.
    Missing(usize),
    /// A written line that the page does not have.
    Extra(usize),
}

/// The alignment with the fewest missing and extra lines.
fn align(expected: &[&str], actual: &[&str], style: Style) -> Vec<Step> {
    let fits = |at: usize, to: usize| {
        expected[at] != ANY_LINES && line_fits(expected[at], actual[to], style)
    };
    let most = expected.len().min(actual.len());
    let same = (0..most).take_while(|&at| fits(at, at)).count();
    let mut steps: Vec<Step> = (0..same).map(|at| Step::Same(at, at)).collect();
    let (wide, high) = (actual.len() - same + 1, expected.len() - same + 1);
    if wide.saturating_mul(high) > MOST_CELLS {
        steps.extend((same..expected.len()).map(Step::Missing));
        steps.extend((same..actual.len()).map(Step::Extra));
        return steps;
    }
    let is_any = |row: usize| expected.get(same + row).is_some_and(|line| *line == ANY_LINES);
    // The cost of what is left from each pair of lines, filled from the end.
    let mut cost = vec![0_u32; wide * high];
    for row in (0..high).rev() {
        for column in (0..wide).rev() {
            let at = |row: usize, column: usize| cost[row * wide + column];
            let down = (row + 1 < high).then(|| at(row + 1, column) + u32::from(!is_any(row)));
            let right = (column + 1 < wide).then(|| at(row, column + 1) + u32::from(!is_any(row)));
            let fit = row + 1 < high && column + 1 < wide && fits(same + row, same + column);
            let across = fit.then(|| at(row + 1, column + 1));
            cost[row * wide + column] =
                [down, right, across].into_iter().flatten().min().unwrap_or(0);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut opened = None;
    while row + 1 < high || column + 1 < wide {
        let here = cost[row * wide + column];
        let any = is_any(row);
        if any && opened != Some(row) {
            steps.push(Step::Any(same + row));
            opened = Some(row);
        }
        let next = |row: usize, column: usize| cost.get(row * wide + column).copied();
        let can_go_down = row + 1 < high;
        let can_go_right = column + 1 < wide;
        if can_go_down
            && can_go_right
            && fits(same + row, same + column)
            && next(row + 1, column + 1) == Some(here)
        {
            steps.push(Step::Same(same + row, same + column));
            (row, column) = (row + 1, column + 1);
        } else if can_go_down && next(row + 1, column) == Some(here - u32::from(!any)) {
            if !any {
                steps.push(Step::Missing(same + row));
            }
            row += 1;
        } else {
            steps.push(if any {
                Step::Absorbed(same + column)
            } else {
                Step::Extra(same + column)
            });
            column += 1;
        }
    }
    steps
}

/// Whether a line of the page holds for a written one.
fn line_fits(expected: &str, actual: &str, style: Style) -> bool {
    if style.doctest && expected == "<BLANKLINE>" && actual.is_empty() {
        return true;
    }
    let (expected, actual) = if style.any_space {
        let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        (Cow::Owned(one(expected)), Cow::Owned(one(actual)))
    } else {
        (Cow::Borrowed(expected), Cow::Borrowed(actual))
    };
    let expected =
        if style.ellipsis { Cow::Owned(expected.replace("...", ANY_TEXT)) } else { expected };
    if !expected.contains(ANY_TEXT) {
        return expected == actual;
    }
    let mut parts = expected.split(ANY_TEXT);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = actual.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn difference(expected: &[&str], actual: &[&str], steps: &[Step]) -> Difference {
    let mut diff = Vec::new();
    let mut blessed = String::new();
    let mut first = None;
    let mut reached = 0;
    for step in steps {
        let kept = match *step {
            Step::Same(at, _) | Step::Any(at) => {
                reached = at + 1;
                diff.push(DiffLine::Same(expected[at].to_owned()));
                Some(expected[at])
            }
            Step::Absorbed(_) => None,
            Step::Missing(at) => {
                first.get_or_insert(at);
                reached = at + 1;
                diff.push(DiffLine::Expected(expected[at].to_owned()));
                None
            }
            Step::Extra(to) => {
                first.get_or_insert(reached);
                diff.push(DiffLine::Actual(actual[to].to_owned()));
                Some(actual[to])
            }
        };
        if let Some(line) = kept {
            blessed.push_str(line);
            blessed.push('\n');
        }
    }
    Difference { diff: LineDiff(diff), blessed, at: first.unwrap_or(expected.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(expected: &str, actual: &str) -> bool {
        compare(expected, actual, Style::default()).is_none()
    }

    fn blessed(expected: &str, actual: &str) -> (String, usize) {
        let difference = compare(expected, actual, Style::default()).unwrap();
        (difference.blessed, difference.at)
    }

    #[test]
    fn space_at_the_ends_does_not_count() {
        assert!(holds("a\nb\n", "a  \nb\n\n"));
        assert!(holds("", ""));
        assert!(!holds("a\n", " a\n"));
        assert!(!holds("a\n\nb\n", "a\nb\n"));
    }

    #[test]
    fn three_dots_stand_for_any_lines() {
        assert!(holds("a\n...\nd\n", "a\nb\nc\nd\n"));
        assert!(holds("a\n...\nd\n", "a\nd\n"));
        assert!(holds("...\n", ""));
        assert!(holds("...\nb\n...\n", "a\nb\n"));
        assert!(!holds("a\n...\nd\n", "a\nb\nc\n"));
        assert!(!holds("a\n...\n", "b\n"));
    }

    #[test]
    fn brackets_stand_for_any_text() {
        assert!(holds("took [..] ms\n", "took 13 ms\n"));
        assert!(holds("[..]a[..]b[..]\n", "xaxbx\n"));
        assert!(!holds("took [..] ms\n", "took 13 s\n"));
        assert!(!holds("a[..]a\n", "a\n"));
    }

    #[test]
    fn a_blessed_text_keeps_the_lines_that_hold() {
        let (text, at) = blessed("a [..]\n...\nend\nc\n", "a 1\nx\ny\nend\nd\n");
        assert_eq!((text.as_str(), at), ("a [..]\n...\nend\nd\n", 3));
        assert_eq!(blessed("", "a\n"), ("a\n".to_owned(), 0));
        assert_eq!(blessed("a\nb\n", "a\n"), ("a\n".to_owned(), 1));
        assert_eq!(blessed("a\n", "a\nb\n"), ("a\nb\n".to_owned(), 1));
    }

    #[test]
    fn doctest_rules() {
        let style = Style { doctest: true, ..Style::default() };
        let expected = "Traceback (most recent call last):\n    ...\nValueError: x\n";
        let actual =
            "Traceback (most recent call last):\n  File \"<stdin>\", line 1\nValueError: x\n";
        assert_eq!(compare(expected, actual, style), None);
        assert_eq!(compare("<BLANKLINE>\na\n", "\na\n", style), None);
        let style = Style { ellipsis: true, any_space: true, ..style };
        assert_eq!(compare("[1, ..., 9]\n", "[1,  2,  9]\n", style), None);
    }
}
