//! Globs over paths with `/`: `*` within a name, `**` through folders, `?` one character.
//!
//! A glob may come from a plugin, so matching takes no longer than both lengths multiplied.

/// Whether a path matches a glob.
pub fn matches(glob: &str, path: &str) -> bool {
    let (glob, path): (Vec<&str>, Vec<&str>) =
        (glob.split('/').collect(), path.split('/').collect());
    wild(&glob, &path, |part| *part == "**", |part, name| word(part, name))
}

/// Whether a name matches a part of a glob.
fn word(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    wild(&pattern, &name, |c| *c == '*', |want, have| *want == '?' || want == have)
}

/// Matches with one kind of thing that stands for any number. Where it does not go on, the last
/// of them takes one more: an earlier one could take no more than that.
fn wild<P, N>(
    pattern: &[P],
    name: &[N],
    many: impl Fn(&P) -> bool,
    one: impl Fn(&P, &N) -> bool,
) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while let Some(next) = name.get(from) {
        match (pattern.get(at), last) {
            (Some(part), _) if many(part) => {
                last = Some((at, from));
                at += 1;
            }
            (Some(part), _) if one(part, next) => {
                at += 1;
                from += 1;
            }
            (_, Some((star, taken))) => {
                last = Some((star, taken + 1));
                at = star + 1;
                from = taken + 1;
            }
            _ => return false,
        }
    }
    pattern.iter().skip(at).all(many)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_and_question_marks() {
        assert!(matches("a/*.md", "a/b.md") && !matches("a/*.md", "a/b/c.md"));
        assert!(matches("a/**", "a/b/c.md") && matches("**/c.md", "c.md"));
        assert!(matches("a/**/d/*.md", "a/b/d/c/d/e.md") && !matches("a/**/d", "a/b/c"));
        assert!(matches("?.md", "b.md") && !matches("?.md", "bb.md") && matches("?.md", "é.md"));
        assert!(matches("**", "a") && matches("a/**", "a") && !matches("*", "a/b"));
    }

    #[test]
    fn many_stars_take_no_time() {
        let glob = "*a".repeat(60) + "b";
        assert!(!matches(&glob, &"a".repeat(200)));
        let folders = "**/a/".repeat(60) + "b";
        assert!(!matches(&folders, &["a"; 200].join("/")));
    }
}
