//! What somebody may have meant who linked something that is not there.

mod paths;

use super::address::relative;
use super::inventory::Inventory;
use crate::content::{Page, Tree};
use crate::spelling::did_you_mean;
use paths::Paths;

/// Longer targets are no slip of the hand, and cost much to compare.
const LONGEST: usize = 200;

/// Finds what is near.
pub(super) struct Suggestions<'a> {
    /// The Markdown files of the pages.
    pages: Paths<'a>,
    /// What the site has, as its addresses have it: `guide/`, `style.css`.
    files: Paths<'a>,
}

impl<'a> Suggestions<'a> {
    /// Suggestions among the pages of a site and its files.
    pub(super) fn new(tree: &'a Tree, inventory: &Inventory<'a>) -> Self {
        let files = inventory.files().filter(|file| !file.starts_with("pagefind/"));
        let files = files.map(|file| file.strip_suffix("index.html").unwrap_or(file));
        Self {
            pages: Paths::new(tree.pages.iter().map(|page| page.path.as_str())),
            files: Paths::new(files.filter(|file| !file.is_empty())),
        }
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
        if let Some(only) = self.pages.of_name(path).filter(|only| !only.ends_with("_index.md")) {
            return Some(written(only));
        }
        let wanted = match from_root {
            Some(path) => path.to_owned(),
            None => super::address::normalised(super::address::folder(&page.path), path)?,
        };
        self.pages.nearest(&wanted, &page.path).map(written)
    }

    /// A path of the site for `place`, which begins at its root: both as `/guide/`. `from` is the
    /// page that asks, which means no other way to itself.
    pub(super) fn path(&self, place: &str, from: &str) -> Option<String> {
        if place.len() > LONGEST {
            return None;
        }
        let (place, own) = (place.trim_start_matches('/'), from.trim_start_matches('/'));
        // A file that was moved keeps its name.
        let moved = self.files.of_name(place).filter(|only| !place.is_empty() && *only != own);
        moved.or_else(|| self.files.nearest(place, own)).map(|file| format!("/{file}"))
    }

    /// An anchor of a page for `anchor`.
    pub(super) fn anchor(inventory: &Inventory<'_>, file: &str, anchor: &str) -> Option<String> {
        if anchor.len() > LONGEST {
            return None;
        }
        did_you_mean(anchor, inventory.anchors(file)).map(str::to_owned)
    }
}
