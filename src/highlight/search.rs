//! Finding text by a writer's regular expression. The engine is not the one of the grammars: this one gives up
//! on an expression that would take forever, and is safe with any.

use std::ops::Range;

use fancy_regex::Regex;

/// The most matches on one line.
const MOST: usize = 200;
/// The most groups of an expression that are looked at.
const GROUPS: usize = 20;

/// Whether that is a regular expression.
pub fn is_regex(regex: &str) -> bool {
    Regex::new(regex).is_ok()
}

/// Where it matches in a line, in bytes: its groups where it has any, else the whole of it. An
/// expression that cannot be read matches nothing.
pub fn matches(regex: &str, line: &str) -> Vec<Range<usize>> {
    let Ok(regex) = Regex::new(regex) else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < MOST
        && let Ok(Some(captures)) = regex.captures_from_pos(line, from)
        && let Some(whole) = captures.get(0)
    {
        let groups = (1..GROUPS).filter_map(|group| captures.get(group));
        let before = found.len();
        found.extend(groups.map(|group| group.range()).filter(|group| !group.is_empty()));
        let (start, end) = (whole.start(), whole.end());
        if found.len() == before && start < end {
            found.push(start..end);
        }
        // After an empty match the search goes on behind the next character.
        let step = line[end..].chars().next().map_or(1, char::len_utf8);
        from = if end > start { end } else { end + step };
        if from > line.len() {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_marks_its_groups_or_all_of_it() {
        assert_eq!(matches("o+", "foo bo"), [1..3, 5..6]);
        assert_eq!(matches("b(o)", "foo bo"), vec![Range { start: 5, end: 6 }]);
        assert!(matches("x*", "ää").is_empty());
        assert!(matches("(", "((").is_empty());
        assert!(!is_regex("("));
    }
}
