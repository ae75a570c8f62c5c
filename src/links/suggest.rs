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
        did_you_mean(&wanted, paths).map(written)
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
        did_you_mean(place, near).map(|file| format!("/{file}"))
    }

    /// An anchor of a page for `anchor`.
    pub(super) fn anchor(inventory: &Inventory<'_>, file: &str, anchor: &str) -> Option<String> {
        if anchor.len() > LONGEST {
            return None;
        }
        did_you_mean(anchor, inventory.anchors(file)).map(str::to_owned)
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
