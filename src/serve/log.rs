//! What the terminal is told: a line for each change, and the findings that are new.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::engine::Made;
use super::generation::{Counts, Generation};
use crate::report::Terminal;

/// The most changed files that are named.
const NAMED: usize = 2;

/// Tells of generations.
#[derive(Debug)]
pub(super) struct Log {
    terminal: Terminal,
    root: PathBuf,
    /// The change that is being checked.
    shown: Option<Shown>,
}

/// A change that is shown, and not told of yet.
#[derive(Debug)]
struct Shown {
    changed: BTreeSet<PathBuf>,
    /// When it was first shown.
    shown: Duration,
    /// When its examples had their verdicts; none where all were known.
    checked: Option<Duration>,
}

impl Log {
    /// A log for the site in `root`.
    pub(super) fn new(terminal: Terminal, root: PathBuf) -> Self {
        Self { terminal, root, shown: None }
    }

    /// Tells of a generation. The line comes with the last one of a change.
    pub(super) fn tell(&mut self, changed: &BTreeSet<PathBuf>, made: &Made, now: &Generation) {
        if !made.is_last {
            let took = made.took;
            match &mut self.shown {
                Some(shown) if shown.changed == *changed => shown.checked = Some(took),
                shown => {
                    let changed = changed.clone();
                    *shown = Some(Shown { changed, shown: took, checked: None });
                }
            }
            return;
        }
        // What was shown of a change that another one came over was never checked.
        let shown = self.shown.take().filter(|shown| shown.changed == *changed);
        self.terminal.report(&made.fresh);
        if let Some(why) = &now.trouble {
            let shown = match now.site {
                Some(_) => "the last site that could be made is shown",
                None => "there is no site to show until then",
            };
            self.terminal.fail(&format!("{why}; {shown}"));
            return;
        }
        let time = match shown {
            Some(Shown { shown, checked: Some(checked), .. }) => {
                format!("shown after {}, checked after {}", ms(shown), ms(checked))
            }
            Some(Shown { shown, .. }) => format!("shown after {}", ms(shown)),
            None => format!("shown after {}", ms(made.took)),
        };
        let found = counted(Counts::of(now.complaints.iter()));
        self.terminal.say(&format!("{}: {time}: {found}", self.named(changed)));
    }

    /// What changed, by name as far as it is little.
    fn named(&self, changed: &BTreeSet<PathBuf>) -> String {
        let short = |path: &PathBuf| {
            let short: &Path = path.strip_prefix(&self.root).unwrap_or(path);
            format!("`{}`", short.display())
        };
        let named: Vec<String> = changed.iter().take(NAMED).map(short).collect();
        match (named.len(), changed.len()) {
            (0, _) => "the site".to_owned(),
            (named_count, all) if all > named_count => {
                format!("{} and {} more", named.join(", "), all - named_count)
            }
            _ => named.join(", "),
        }
    }
}

/// `37 ms` or `1.4 s`.
fn ms(time: Duration) -> String {
    let millis = time.as_millis();
    if millis < 1000 { format!("{millis} ms") } else { format!("{:.1} s", time.as_secs_f64()) }
}

fn counted(counts: Counts) -> String {
    let part = |number: usize, one: &str, many: &str| {
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let parts = [
        part(counts.errors, "error", "errors"),
        part(counts.warnings, "warning", "warnings"),
        part(counts.infos, "for information", "for information"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_files_are_named_and_many_are_counted() {
        let terminal = Terminal { progress: false, quiet: true };
        let log = Log::new(terminal, PathBuf::from("/s"));
        let named = |paths: &[&str]| log.named(&paths.iter().map(PathBuf::from).collect());
        assert_eq!(named(&[]), "the site");
        assert_eq!(named(&["/s/content/a.md"]), "`content/a.md`");
        assert_eq!(named(&["/s/a", "/s/b", "/s/c", "/s/d"]), "`a`, `b` and 2 more");
    }
}
