//! What the finished site has: files, the anchors in them, and addresses that lead on. It says of
//! any address on any page what a reader would find there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::address::{decoded, joined, split_fragment};
use super::html::{Scanned, scan};
use crate::content::Tree;
use crate::scheme::Scheme;
use crate::site::{BaseUrl, Site, alias_path};

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What the link says.
    Fine,
    /// Another site's business, by its full address.
    External(String),
    /// Not ours to judge: `mailto:` and its like.
    Unjudged,
    /// Nothing.
    Missing {
        /// The path below the site's root, from `/`.
        path: String,
    },
    /// The same in other letters: a case-insensitive disk has it, a server has not.
    WrongCase {
        /// The right address, below the base URL, with query and fragment.
        right: String,
    },
    /// A page without that anchor.
    MissingAnchor {
        /// The page's output path.
        file: String,
        /// The anchor, decoded.
        anchor: String,
    },
    /// An address that leads on to another.
    Redirected {
        /// The other address, below the base URL, with query and fragment.
        to: String,
        /// Whether it is only that the last slash is missing.
        slash: bool,
    },
    /// An address on this server, above the path the site is served at.
    Outside,
    /// A script.
    Script,
    /// A file on somebody's machine.
    LocalFile,
}

/// What the finished site has.
pub struct Inventory<'a> {
    base: &'a BaseUrl,
    /// Every file by output path; HTML with what is in it.
    files: &'a BTreeMap<&'a str, Option<Scanned>>,
    anchors: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Output paths by themselves in lower case.
    folded: BTreeMap<String, &'a str>,
    /// The output path of each alias, and the address it leads to.
    redirects: BTreeMap<String, &'a str>,
}

impl<'a> Inventory<'a> {
    /// Scans every page of a site, on all cores, for as long as it is not cancelled.
    pub fn scan(
        site: &'a Site,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> BTreeMap<&'a str, Option<Scanned>> {
        let files = site.files.par_iter().map(|(path, bytes)| {
            let html = (path.ends_with(".html") && !is_cancelled())
                .then(|| String::from_utf8_lossy(bytes));
            (path.as_str(), html.map(|html| scan(&html)))
        });
        files.collect()
    }

    /// The inventory of scanned files.
    pub fn new(
        scanned: &'a BTreeMap<&'a str, Option<Scanned>>,
        tree: &'a Tree,
        base: &'a BaseUrl,
    ) -> Self {
        let ids = |page: &'a Scanned| page.ids.iter().map(|id| id.value.as_str()).collect();
        let anchors = { scanned.iter() }
            .filter_map(|(path, page)| Some((*path, ids(page.as_ref()?))))
            .collect();
        let own: BTreeSet<String> = tree.pages.iter().map(|page| page.output_path()).collect();
        let aliases = tree.pages.iter().flat_map(|page| {
            page.front.aliases.iter().map(|alias| (alias_path(alias), page.url.as_str()))
        });
        Self {
            base,
            files: scanned,
            anchors,
            folded: scanned.keys().map(|path| (path.to_lowercase(), *path)).collect(),
            redirects: aliases.filter(|(path, _)| !own.contains(path)).collect(),
        }
    }

    /// The anchors of a page, by its output path.
    pub fn anchors(&self, file: &str) -> impl Iterator<Item = &'a str> {
        self.anchors.get(file).into_iter().flatten().copied()
    }

    /// Every output path that does not lead on to another.
    pub fn files(&self) -> impl Iterator<Item = &'a str> {
        self.files.keys().copied().filter(|path| !self.redirects.contains_key(*path))
    }

    /// What a reader of the page at `from`, an address below the base URL, finds at `address`.
    pub fn judge(&self, from: &str, address: &str) -> Verdict {
        let address = match Scheme::of(address) {
            Scheme::None => address,
            Scheme::Script => return Verdict::Script,
            Scheme::File => return Verdict::LocalFile,
            Scheme::Data | Scheme::Other => return Verdict::Unjudged,
            Scheme::Web => match self.base.own_path(address) {
                Some(path) => path,
                None => return Verdict::External(address.to_owned()),
            },
        };
        let (before, fragment) = split_fragment(address);
        let (path, query) = before.split_at(before.find('?').unwrap_or(before.len()));
        let here = self.base.url(from);
        let path = if path.is_empty() { here } else { joined(&here, &decoded(path)) };
        let Some(place) = self.below_root(&path) else { return Verdict::Outside };
        let rest = fragment.map_or_else(|| query.to_owned(), |anchor| format!("{query}#{anchor}"));
        self.at(&place, fragment.unwrap_or_default(), &rest)
    }

    /// `guide/` for `/docs/guide/`; none for what is not below `/docs/`.
    fn below_root(&self, path: &str) -> Option<String> {
        let root = self.base.root();
        if path.len() + 1 == root.len() && root.starts_with(path) {
            return Some(String::new());
        }
        path.strip_prefix(root).map(str::to_owned)
    }

    fn at(&self, place: &str, fragment: &str, rest: &str) -> Verdict {
        let is_folder = place.is_empty() || place.ends_with('/');
        let file = if is_folder { format!("{place}index.html") } else { place.to_owned() };
        if let Some(to) = self.redirects.get(&file) {
            return Verdict::Redirected {
                to: format!("{}{rest}", self.base.url(to)),
                slash: false,
            };
        }
        if let Some((file, _)) = self.files.get_key_value(file.as_str()) {
            return self.anchor(file, fragment);
        }
        if !is_folder && self.has(&format!("{place}/index.html")) {
            let to = format!("{}{rest}", self.base.url(&format!("/{place}/")));
            return Verdict::Redirected { to, slash: true };
        }
        let folder = format!("{}/index.html", place.trim_end_matches('/'));
        let folded = |path: &str| self.folded.get(&path.to_lowercase());
        if let Some(right) = folded(&file).or_else(|| folded(&folder)) {
            let right = right.strip_suffix("index.html").unwrap_or(right);
            return Verdict::WrongCase { right: format!("{}{rest}", self.base.url(right)) };
        }
        Verdict::Missing { path: format!("/{place}") }
    }

    fn has(&self, file: &str) -> bool {
        self.files.contains_key(file) || self.redirects.contains_key(file)
    }

    fn anchor(&self, file: &'a str, fragment: &str) -> Verdict {
        // `#:~:text=` asks the browser to look for words.
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let Some(anchors) = self.anchors.get(file) else { return Verdict::Fine };
        let anchor = decoded(fragment);
        let known = anchors.contains(fragment) || anchors.contains(anchor.as_str());
        if known || anchor.is_empty() || anchor.eq_ignore_ascii_case("top") {
            return Verdict::Fine;
        }
        Verdict::MissingAnchor { file: file.to_owned(), anchor }
    }
}
