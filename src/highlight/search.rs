//! Finding text by regular expression, with the engine the grammars use.

use std::ops::Range;

use syntect::parsing::{Regex, Region};

/// The most matches on one line.
const MOST: usize = 200;
/// The most groups of an expression that are looked at.
const GROUPS: usize = 20;

/// Whether that is a regular expression.
pub fn is_regex(regex: &str) -> bool {
    Regex::try_compile(regex).is_none()
}

/// Where it matches in a line, in bytes: its groups where it has any, else the whole of it. An
/// expression that cannot be read matches nothing.
pub fn matches(regex: &str, line: &str) -> Vec<Range<usize>> {
    if !is_regex(regex) {
        return Vec::new();
    }
    let regex = Regex::new(regex.to_owned());
    let mut found = Vec::new();
    let mut region = Region::new();
    let mut from = 0;
    while found.len() < MOST && regex.search(line, from, line.len(), Some(&mut region)) {
        let Some((start, end)) = region.pos(0) else { break };
        let groups = (1..GROUPS).filter_map(|group| region.pos(group));
        let before = found.len();
        found.extend(groups.filter(|(start, end)| start < end).map(|(start, end)| start..end));
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
