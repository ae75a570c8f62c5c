//! Where a link in a page leads.
//!
//! Writers link files (`../patterns/probes.md#readiness`, `@/patterns/probes.md`), addresses
//! (`/patterns/probes/`) and assets (`/img/a.svg`); readers need addresses below the base URL.
//! Whether there is anything at an address is for [`super::inventory`] to say.

use std::collections::BTreeSet;

use super::address::{decoded, folder, normalised};
use crate::content::{Page, PageId, Tree};
use crate::scheme::Scheme;
use crate::site::BaseUrl;

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A page of this site, with the part from `?` or `#` on.
    Page(PageId, String),
    /// An asset of this site: its path below the output folder, and the rest.
    Asset(String, String),
    /// Another path of this site, from the root: served by something we do not know.
    Path(String),
    /// As it is written: another site, `mailto:`, a place on the same page, or nothing we know.
    Elsewhere,
    /// A Markdown file that is no page of this site.
    Missing,
}

/// Finds pages and assets.
#[derive(Debug)]
pub struct Resolver<'a> {
    tree: &'a Tree,
    assets: BTreeSet<&'a str>,
    /// The path the site is served at: `/docs/`.
    root: String,
}

impl<'a> Resolver<'a> {
    /// A resolver for these pages and asset paths.
    pub fn new(tree: &'a Tree, assets: impl IntoIterator<Item = &'a str>) -> Self {
        Self { tree, assets: assets.into_iter().collect(), root: "/".into() }
    }

    /// For a site below that path, `/docs/`: an address that begins with it already is understood.
    #[must_use]
    pub fn served_at(self, root: &str) -> Self {
        Self { root: root.to_owned(), ..self }
    }

    /// The page with that address: `/guide/`.
    pub fn at(&self, url: &str) -> Option<PageId> {
        self.tree.at(url)
    }

    /// Where `target`, written in `page`, leads.
    pub fn resolve(&self, page: &Page, target: &str) -> Resolved {
        match Scheme::of(target) {
            Scheme::None if !target.is_empty() && !target.starts_with(['#', '?']) => {}
            _ => return Resolved::Elsewhere,
        }
        let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
        let path = decoded(path);
        let place = match path.strip_prefix("@/").or_else(|| path.strip_prefix('/')) {
            Some(from_root) => normalised("", from_root),
            None => normalised(folder(&page.path), &path),
        };
        let Some(place) = place else { return missing_or(&path, Resolved::Elsewhere) };
        if let Some(found) = self.known(place, rest) {
            return found;
        }
        if let Some(below) = path.strip_prefix(&self.root).filter(|_| self.root != "/") {
            let found = normalised("", below).and_then(|below| self.known(below, rest));
            return found.unwrap_or_else(|| Resolved::Path(format!("/{below}{rest}")));
        }
        let other = if path.starts_with('/') {
            Resolved::Path(format!("{path}{rest}"))
        } else {
            Resolved::Elsewhere
        };
        missing_or(&path, other)
    }

    fn known(&self, place: String, rest: &str) -> Option<Resolved> {
        if let Some(id) = self.find(&place) {
            return Some(Resolved::Page(id, rest.to_owned()));
        }
        let is_asset = self.assets.contains(place.as_str());
        is_asset.then(|| Resolved::Asset(place, rest.to_owned()))
    }

    /// The page a path means: its file, its address, a folder's own page, or the `.html` that
    /// other generators make of the file.
    fn find(&self, place: &str) -> Option<PageId> {
        let bare = place.trim_end_matches('/');
        let url = if bare.is_empty() { "/".to_owned() } else { format!("/{bare}/") };
        let index =
            || if bare.is_empty() { "_index.md".into() } else { format!("{bare}/_index.md") };
        { self.tree.find(place) }
            .or_else(|| self.at(&url))
            .or_else(|| self.tree.find(&index()))
            .or_else(|| self.made(bare.strip_suffix(".html")?))
    }

    /// The page that another generator would make `place.html` of. A file of that name counts
    /// for more.
    fn made(&self, place: &str) -> Option<PageId> {
        if self.assets.contains(format!("{place}.html").as_str()) {
            return None;
        }
        let folder = match place.strip_suffix("index") {
            Some("") => Some(String::new()),
            Some(folder) => folder.strip_suffix('/').map(|folder| format!("{folder}/")),
            None => None,
        };
        { self.tree.find(&format!("{place}.md")) }
            .or_else(|| self.at(&format!("/{place}/")))
            .or_else(|| self.tree.find(&format!("{}_index.md", folder?)))
    }

    /// What the published page has to say instead; none where the link stays as it is.
    pub fn href(&self, base: &BaseUrl, page: &Page, target: &str) -> Option<String> {
        match self.resolve(page, target) {
            Resolved::Page(id, rest) => {
                Some(format!("{}{rest}", base.url(&self.tree.page(id).url)))
            }
            Resolved::Asset(path, rest) => Some(format!("{}{rest}", base.url(&path))),
            Resolved::Path(path) => Some(base.url(&path)),
            Resolved::Elsewhere | Resolved::Missing => None,
        }
    }
}

fn missing_or(path: &str, other: Resolved) -> Resolved {
    let markdown = path.rsplit('.').next().is_some_and(|ending| ending == "md");
    if markdown || path.starts_with("@/") { Resolved::Missing } else { other }
}
