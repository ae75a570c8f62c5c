//! Where a link in a page leads.
//!
//! Writers link files (`../patterns/probes.md#readiness`, `@/patterns/probes.md`), addresses
//! (`/patterns/probes/`) and assets (`/img/a.svg`); readers need addresses below the base URL.
//! Anchors are not looked at here.

use std::collections::{BTreeMap, BTreeSet};

use super::address::BaseUrl;
use crate::content::{Page, PageId, Tree};
use crate::markdown::Link;

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A page of this site, with the part from `?` or `#` on.
    Page(PageId, String),
    /// An asset of this site: its path below the output folder, and the rest.
    Asset(String, String),
    /// Another path of this site, from the root: served by something we do not know.
    Path(String),
    /// Not ours to judge: another site, `mailto:`, a place on the same page.
    Elsewhere,
    /// A Markdown file that is no page of this site.
    Missing,
}

/// Finds pages and assets.
#[derive(Debug)]
pub struct Resolver<'a> {
    tree: &'a Tree,
    by_url: BTreeMap<&'a str, PageId>,
    assets: BTreeSet<&'a str>,
}

impl<'a> Resolver<'a> {
    /// A resolver for these pages and asset paths.
    pub fn new(tree: &'a Tree, assets: impl IntoIterator<Item = &'a str>) -> Self {
        let by_url =
            tree.pages.iter().enumerate().map(|(at, page)| (page.url.as_str(), PageId(at)));
        Self { tree, by_url: by_url.collect(), assets: assets.into_iter().collect() }
    }

    /// The page with that address: `/guide/`.
    pub fn at(&self, url: &str) -> Option<PageId> {
        self.by_url.get(url).copied()
    }

    /// Where `target`, written in `page`, leads.
    pub fn resolve(&self, page: &Page, target: &str) -> Resolved {
        if target.is_empty() || target.starts_with(['#', '?']) || has_scheme(target) {
            return Resolved::Elsewhere;
        }
        let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
        let path = decoded(path);
        let place = match path.strip_prefix("@/").or_else(|| path.strip_prefix('/')) {
            Some(from_root) => normalised("", from_root),
            None => normalised(folder(&page.path), &path),
        };
        let Some(place) = place else { return missing_or(&path, Resolved::Elsewhere) };
        if let Some(id) = self.find(&place) {
            return Resolved::Page(id, rest.to_owned());
        }
        if self.assets.contains(place.as_str()) {
            return Resolved::Asset(place, rest.to_owned());
        }
        let other = if path.starts_with('/') {
            Resolved::Path(format!("{path}{rest}"))
        } else {
            Resolved::Elsewhere
        };
        missing_or(&path, other)
    }

    /// The page a path means: its file, its address, or a folder's own page.
    fn find(&self, place: &str) -> Option<PageId> {
        let bare = place.trim_end_matches('/');
        let url = if bare.is_empty() { "/".to_owned() } else { format!("/{bare}/") };
        self.tree.find(place).or_else(|| self.at(&url)).or_else(|| {
            let index =
                if bare.is_empty() { "_index.md".into() } else { format!("{bare}/_index.md") };
            self.tree.find(&index)
        })
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

/// Every link to a Markdown file that is no page of this site.
pub fn resolve<'a>(
    tree: &'a Tree,
    assets: impl IntoIterator<Item = &'a str>,
) -> Vec<(PageId, &'a Link)> {
    let resolver = Resolver::new(tree, assets);
    let mut missing = Vec::new();
    for (at, page) in tree.pages.iter().enumerate() {
        let links = page.document.links.iter();
        let unresolved =
            links.filter(|link| resolver.resolve(page, &link.target) == Resolved::Missing);
        missing.extend(unresolved.map(|link| (PageId(at), link)));
    }
    missing
}

fn missing_or(path: &str, other: Resolved) -> Resolved {
    let markdown = path.rsplit('.').next().is_some_and(|ending| ending == "md");
    if markdown || path.starts_with("@/") { Resolved::Missing } else { other }
}

/// `https:`, `mailto:`, `//host`.
fn has_scheme(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` from `folder` on, without `.` and `..`; none where it leads out of the site. A last
/// slash is kept.
fn normalised(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut place = parts.join("/");
    if path.ends_with('/') && !place.is_empty() {
        place.push('/');
    }
    Some(place)
}

/// `%20` and its like, where they make UTF-8.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = path.get(at + 1..at + 3).filter(|_| byte == b'%');
        if let Some(value) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(value);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}
