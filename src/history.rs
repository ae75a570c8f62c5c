//! When pages were last changed, and by whom: what version control says of files.
//!
//! The log is read once for the whole site, by a [`World`](crate::world::World); this turns its
//! text into dates and names. It starts nothing and asks nobody.

use std::collections::BTreeMap;

use crate::content::Date;

/// Separates the fields of a commit in the log; no name holds it.
pub const FIELD: char = '\u{1}';

/// What the log says of files, by their path from the site's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    files: BTreeMap<String, Changes>,
}

/// The commits of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The day of the last change, as its author's clock said.
    pub updated: Date,
    /// Who changed it, by the number of commits, then by name. Programs are left out.
    pub authors: Vec<String>,
}

impl History {
    /// Reads the output of
    /// `git log --format=%x01%as%x01%aN%x01 --name-status -M -z`, newest commit first.
    ///
    /// A file that was moved keeps what was done to it under its old name; moving it is no change.
    /// What cannot be read is left out.
    pub fn of_log(log: &str) -> Self {
        let mut commits: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut updated: BTreeMap<String, Date> = BTreeMap::new();
        // Old names of files, by the names they have now.
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut parts = log.split(FIELD).skip(1);
        while let (Some(day), Some(author), Some(files)) =
            (parts.next(), parts.next(), parts.next())
        {
            let Some(day) = date(day) else { continue };
            for change in changes(files).into_iter().filter(|change| !change.path.is_empty()) {
                let now = names.get(change.path).map_or(change.path, String::as_str).to_owned();
                if let Some(old) = change.old {
                    names.insert(old.to_owned(), now.clone());
                }
                if !change.only_moved {
                    updated.entry(now.clone()).or_insert(day);
                    *commits.entry(now).or_default().entry(author.to_owned()).or_default() += 1;
                }
            }
        }
        let files = updated.into_iter().map(|(path, updated)| {
            let authors = authors(commits.get(&path));
            (path, Changes { updated, authors })
        });
        Self { files: files.collect() }
    }

    /// What is known of a file, by its path from the site's root.
    pub fn of(&self, path: &str) -> Option<&Changes> {
        self.files.get(path)
    }
}

/// A file in a commit.
struct Change<'l> {
    path: &'l str,
    /// Where it was before, if it was moved.
    old: Option<&'l str>,
    /// Whether nothing but its name changed.
    only_moved: bool,
}

/// `M\0path\0`, `R096\0old\0new\0` and their like.
fn changes(files: &str) -> Vec<Change<'_>> {
    let mut words = files.split('\0').map(|word| word.trim_start_matches('\n'));
    let mut changes = Vec::new();
    while let Some(status) = words.next() {
        let moved = status.starts_with('R');
        match status.as_bytes().first() {
            None => continue,
            Some(b'R' | b'C') => {
                let (Some(old), Some(path)) = (words.next(), words.next()) else { break };
                let only_moved = status == "R100";
                changes.push(Change { path, old: moved.then_some(old), only_moved });
            }
            Some(_) => {
                let Some(path) = words.next() else { break };
                changes.push(Change { path, old: None, only_moved: false });
            }
        }
    }
    changes
}

fn authors(commits: Option<&BTreeMap<String, usize>>) -> Vec<String> {
    let commits = commits.into_iter().flatten().filter(|(name, _)| !name.ends_with("[bot]"));
    let mut commits: Vec<(&String, usize)> = commits.map(|(name, count)| (name, *count)).collect();
    // Stable: those with as many commits stay in the order of their names.
    commits.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    commits.into_iter().map(|(name, _)| name.clone()).collect()
}

/// `2026-11-21`.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(history: &History) -> Vec<String> {
        let files = history.files.iter();
        let line = |(path, changes): (&String, &Changes)| {
            format!("{path} {} {}", changes.updated, changes.authors.join(", "))
        };
        files.map(line).collect()
    }

    #[test]
    fn the_newest_commit_dates_a_file_and_all_of_them_name_authors() {
        let history = History::of_log(
            "\u{1}2026-03-02\u{1}Ada\u{1}\0\nM\0content/a.md\0M\0content/b c.md\0\
             \u{1}2026-02-01\u{1}dependabot[bot]\u{1}\0\nM\0content/a.md\0\
             \u{1}2026-01-01\u{1}Zoë\u{1}\0\nA\0content/a.md\0\
             \u{1}2025-01-01\u{1}Zoë\u{1}\0\nA\0content/b c.md\0\
             \u{1}2024-01-01\u{1}Zoë\u{1}\0\nA\0content/b c.md\0",
        );
        assert_eq!(
            shown(&history),
            ["content/a.md 2026-03-02 Ada, Zoë", "content/b c.md 2026-03-02 Zoë, Ada"]
        );
    }

    #[test]
    fn a_file_keeps_its_past_when_it_is_moved() {
        let history = History::of_log(
            "\u{1}2026-04-01\u{1}Mover\u{1}\0\nR100\0b.md\0c.md\0\
             \u{1}2026-03-01\u{1}Ada\u{1}\0\nR080\0a.md\0b.md\0\
             \u{1}2026-01-01\u{1}Bob\u{1}\0\nA\0a.md\0",
        );
        assert_eq!(shown(&history), ["c.md 2026-03-01 Ada, Bob"]);
    }

    #[test]
    fn what_is_no_log_says_nothing() {
        for odd in
            ["", "fatal: no", "\u{1}", "\u{1}x\u{1}y\u{1}M", "\u{1}2026-01-01\u{1}A\u{1}R1\0a\0"]
        {
            assert_eq!(History::of_log(odd), History::default(), "{odd:?}");
        }
    }
}
