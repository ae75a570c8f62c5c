//! Paths that are nearly the same. It knows nothing of what lies at them.

use std::collections::BTreeMap;

use crate::spelling::{Letters, did_you_mean};

/// A path as a whole may differ in so many letters.
const HARDLY: usize = 2;

/// Paths, in the orders they are looked for in: a site that was moved has as many broken links as
/// pages, and not every link can be held against every page.
#[derive(Default)]
pub(super) struct Paths<'a> {
    /// By the last part, the only one that has it; none where there are several.
    by_name: BTreeMap<&'a str, Option<&'a str>>,
    /// By folder: bare names, and the paths.
    by_folder: BTreeMap<&'a str, Vec<(&'a str, &'a str)>>,
    /// By length, in bytes.
    by_length: BTreeMap<usize, Vec<(Letters, &'a str)>>,
}

impl<'a> Paths<'a> {
    /// These paths: `guide/page.md`, `guide/page/`, `style.css`.
    pub(super) fn new(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        for path in paths {
            let only = all.by_name.entry(name(path)).or_insert(Some(path));
            *only = only.filter(|only| *only == path);
            let (folder, stem) = parts(path);
            all.by_folder.entry(folder).or_default().push((stem, path));
            all.by_length.entry(path.len()).or_default().push((Letters::of(path), path));
        }
        all
    }

    /// The only path that ends in the same name as `path`.
    pub(super) fn of_name(&self, path: &str) -> Option<&'a str> {
        *self.by_name.get(name(path))?
    }

    /// The nearest path that is not `own`: one of the same folder by its name, or one that is hardly
    /// different as a whole. Folders that are the same say nothing of the names in them.
    pub(super) fn nearest(&self, wanted: &str, own: &str) -> Option<&'a str> {
        let (folder, stem) = parts(wanted);
        let beside = self.by_folder.get(folder).map_or(&[][..], Vec::as_slice);
        let beside = || beside.iter().filter(|(_, path)| *path != own);
        let near = did_you_mean(stem, beside().map(|(name, _)| *name));
        if let Some(near) = near.filter(|near| !near.is_empty()) {
            return beside().find(|(name, _)| *name == near).map(|(_, path)| *path);
        }
        let letters = Letters::of(wanted);
        let lengths = wanted.len().saturating_sub(HARDLY)..=wanted.len() + HARDLY;
        let alike = self.by_length.range(lengths).flat_map(|(_, paths)| paths);
        let alike = alike.filter(|(of, path)| of.apart(&letters) <= HARDLY && *path != own);
        let far = alike.map(|(_, path)| (strsim::damerau_levenshtein(wanted, path), *path));
        let hardly =
            far.filter(|(far, path)| *far <= HARDLY && far * 3 <= wanted.len().max(path.len()));
        hardly.min().map(|(_, path)| path)
    }
}

/// The last part of a path, be it of a file or a folder.
fn name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// The folder, and the name without what says that it is a page.
fn parts(path: &str) -> (&str, &str) {
    let bare = path.strip_suffix(".md").unwrap_or(path).trim_end_matches('/');
    bare.rsplit_once('/').unwrap_or(("", bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_held_against_names() {
        let paths = ["guide/page.md", "guide/drill.md", "guide/_index.md", "other/page/", "a/"];
        let paths = Paths::new(paths);
        for (wanted, expected) in [
            ("guide/dril.md", Some("guide/drill.md")),
            ("guide/gone.md", None),
            ("Guide/Page.md", Some("guide/page.md")),
            ("other/pgae/", Some("other/page/")),
            ("giude/page.md", Some("guide/page.md")),
            ("guide/", None),
            ("", None),
        ] {
            assert_eq!(paths.nearest(wanted, "x.md"), expected, "{wanted}");
        }
        assert_eq!(paths.nearest("guide/dril.md", "guide/drill.md"), None);
    }

    #[test]
    fn a_name_that_is_there_twice_says_nothing() {
        let paths = Paths::new(["a/one.md", "b/one.md", "b/two.md", "three/"]);
        assert_eq!(paths.of_name("x/one.md"), None);
        assert_eq!(paths.of_name("x/two.md"), Some("b/two.md"));
        assert_eq!(paths.of_name("/x/three/"), Some("three/"));
        assert_eq!(paths.of_name("gone"), None);
    }
}
