//! What is in a built site, so that two of them can be held against each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use walkdir::WalkDir;

/// The digest of each file, by its path in the site.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Built(pub(crate) BTreeMap<String, blake3::Hash>);

impl Built {
    /// What is in a folder; nothing where there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        if !folder.exists() {
            return Ok(Self(files));
        }
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
                files.insert(path, blake3::hash(&fs::read(entry.path())?));
            }
        }
        Ok(Self(files))
    }

    /// The files that are not the same in both, sorted.
    pub(crate) fn difference<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let paths = self.0.keys().chain(other.0.keys().filter(|path| !self.0.contains_key(*path)));
        let odd = paths.filter(|path| self.0.get(*path) != other.0.get(*path));
        let mut odd: Vec<&str> = odd.map(String::as_str).collect();
        odd.sort_unstable();
        odd
    }
}

/// How many files, and the first of them.
pub(crate) fn some_of(files: &[&str]) -> String {
    let first = &files[..files.len().min(5)];
    format!("{} files, such as `{}`", files.len(), first.join("`, `"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let built = |files: &[(&str, &str)]| {
            let files = files.iter();
            Built(
                files.map(|(path, text)| ((*path).into(), blake3::hash(text.as_bytes()))).collect(),
            )
        };
        let one = built(&[("a", "1"), ("b", "2"), ("d", "4")]);
        let other = built(&[("a", "1"), ("b", "3"), ("c", "2")]);
        assert_eq!(one.difference(&other), ["b", "c", "d"]);
        assert_eq!(some_of(&one.difference(&other)), "3 files, such as `b`, `c`, `d`");
        assert!(one.difference(&one).is_empty());
    }
}
