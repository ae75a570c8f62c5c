//! What somebody may have meant who linked something that is not there.

use std::collections::BTreeMap;

use super::address::relative;
use super::inventory::Inventory;
use crate::content::{Page, Tree};
use crate::diagnostic::did_you_mean;

/// Longer targets are no slip of the hand, and cost much to compare.
const LONGEST: usize = 200;

/// Finds what is near.
pub(super) struct Suggestions<'a> {
    tree: &'a Tree,
    /// Paths of pages by the file's name.
    by_name: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Suggestions<'a> {
    /// Suggestions among these pages.
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for page in &tree.pages {
            by_name.entry(name(&page.path)).or_default().push(&page.path);
        }
        Self { tree, by_name }
    }

    /// A Markdown file for `target`, written as `target` is, with its query and fragment.
    pub(super) fn page(&self, page: &Page, target: &str) -> Option<String> {
        if target.len() > LONGEST {
            return None;
        }
        let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
        let (mark, from_root) = match (path.strip_prefix("@/"), path.strip_prefix('/')) {
            (Some(path), _) => ("@/", Some(path)),
            (None, Some(path)) => ("/", Some(path)),
            (None, None) => ("", None),
        };
        let written = |path: &str| match from_root {
            Some(_) => format!("{mark}{path}{rest}"),
            None => format!("{}{rest}", relative(&page.path, path)),
        };
        // The same file somewhere else is likelier than another one with a similar name.
        if let Some([only]) = self.by_name.get(name(path)).map(Vec::as_slice)
            && name(path) != "_index.md"
        {
            return Some(written(only));
        }
        let wanted = match from_root {
            Some(path) => path.to_owned(),
            None => super::address::normalised(super::address::folder(&page.path), path)?,
        };
        let paths = self.tree.pages.iter().map(|page| page.path.as_str());
        nearest(&wanted, paths.filter(|path| *path != page.path)).map(written)
    }

    /// A path of the site for `place`, which begins at its root: both as `/guide/`. `from` is the
    /// page that asks, which means no other way to itself.
    pub(super) fn path(
        &self,
        inventory: &Inventory<'_>,
        place: &str,
        from: &str,
    ) -> Option<String> {
        if place.len() > LONGEST {
            return None;
        }
        let place = place.trim_start_matches('/');
        let own = from.trim_start_matches('/');
        let files = inventory.files().filter(|file| !file.starts_with("pagefind/"));
        let near = files.map(|file| file.strip_suffix("index.html").unwrap_or(file));
        let near: Vec<&str> = near.filter(|file| !file.is_empty() && *file != own).collect();
        // A file that was moved keeps its name.
        let name = name(place.trim_end_matches('/'));
        let mut same = near.iter().filter(|file| self::name(file.trim_end_matches('/')) == name);
        if let (Some(only), None) = (same.next(), same.next())
            && !name.is_empty()
        {
            return Some(format!("/{only}"));
        }
        nearest(place, near.into_iter()).map(|file| format!("/{file}"))
    }

    /// An anchor of a page for `anchor`.
    pub(super) fn anchor(inventory: &Inventory<'_>, file: &str, anchor: &str) -> Option<String> {
        if anchor.len() > LONGEST {
            return None;
        }
        did_you_mean(anchor, inventory.anchors(file)).map(str::to_owned)
    }
}

/// The nearest path: one of the same folder by its name, or one that is hardly different as a whole.
/// Folders that are the same say nothing of the names in them.
fn nearest<'p>(wanted: &str, paths: impl Iterator<Item = &'p str> + Clone) -> Option<&'p str> {
    const HARDLY: usize = 2;
    let parts = |path: &'p str| {
        let bare = path.strip_suffix(".md").unwrap_or(path).trim_end_matches('/');
        bare.rsplit_once('/').unwrap_or(("", bare))
    };
    let bare = wanted.strip_suffix(".md").unwrap_or(wanted).trim_end_matches('/');
    let (folder, stem) = bare.rsplit_once('/').unwrap_or(("", bare));
    // What differs much in length is not near, and need not be compared.
    let alike = |name: &str| name.len().abs_diff(stem.len()) * 3 <= name.len().max(stem.len());
    let beside = paths.clone().map(parts).filter(|(at, name)| *at == folder && alike(name));
    let near = did_you_mean(stem, beside.map(|(_, name)| name));
    if let Some(near) = near.filter(|near| !near.is_empty()) {
        return paths.clone().find(|path| parts(path) == (folder, near));
    }
    let distance = |path: &str| strsim::damerau_levenshtein(wanted, path);
    let hardly = paths
        .filter(|path| path.len().abs_diff(wanted.len()) <= HARDLY)
        .map(|path| (distance(path), path))
        .filter(|(far, path)| *far <= HARDLY && far * 3 <= wanted.len().max(path.len()));
    hardly.min().map(|(_, path)| path)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_held_against_names() {
        let paths = ["guide/page.md", "guide/drill.md", "guide/_index.md", "other/page/", "a/"];
        for (wanted, expected) in [
            ("guide/dril.md", Some("guide/drill.md")),
            ("guide/gone.md", None),
            ("Guide/Page.md", Some("guide/page.md")),
            ("other/pgae/", Some("other/page/")),
            ("giude/page.md", Some("guide/page.md")),
            ("guide/", None),
            ("", None),
        ] {
            assert_eq!(nearest(wanted, paths.into_iter()), expected, "{wanted}");
        }
    }
}
