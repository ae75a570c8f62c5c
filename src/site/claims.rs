//! Addresses that two things of the site want: a page, an alias, a list, a file.

use std::collections::{BTreeMap, BTreeSet};

use super::alias_path;
use super::lists::Lists;
use crate::config::Config;
use crate::content::{Page, Tree, place};
use crate::diagnostic::Finding;
use crate::source::{Location, Sources, Span};
use crate::theme::words::PageWords;

/// A finding for each page, alias and list whose address something else has. `files` are the
/// output paths of the theme's and the site's own files.
pub fn clashes(
    config: &Config,
    tree: &Tree,
    sources: &Sources,
    files: &BTreeSet<&str>,
) -> Vec<Finding> {
    let mut claims = Claims { sources, files, taken: BTreeMap::new(), findings: Vec::new() };
    for page in &tree.pages {
        claims.page(page);
    }
    for page in &tree.pages {
        for alias in &page.front.aliases {
            claims.alias(page, alias);
        }
    }
    for list in Lists::new(config, tree).pages(&PageWords::default()) {
        claims.list(&list.url, &list.output_path());
    }
    claims.findings
}

struct Claims<'a> {
    sources: &'a Sources,
    files: &'a BTreeSet<&'a str>,
    /// Output paths, the page that has them, and the alias of it that does, if it is one.
    taken: BTreeMap<String, (&'a Page, Option<&'a str>)>,
    findings: Vec<Finding>,
}

impl<'a> Claims<'a> {
    fn page(&mut self, page: &'a Page) {
        let path = page.output_path();
        if let Some(file) = self.file_above(&path) {
            let message = format!("`{}` would lie below `{file}`, which is a file", page.url);
            self.clash(self.of_page(page), message, "rename one of them");
        }
        self.taken.insert(path, (page, None));
    }

    fn alias(&mut self, page: &'a Page, alias: &'a str) {
        let path = alias_path(alias);
        let at = || {
            let text = &self.sources.get(page.source).text;
            place(text, page.source, "aliases", Some(alias))
        };
        const HELP: &str = "remove it, or give one of them another";
        if let Some((other, of_alias)) = self.taken.get(&path) {
            let of = if of_alias.is_some() { "an alias" } else { "the address" };
            let message = format!("the alias `{alias}` is {of} of `{}` already", other.path);
            return self.clash(at(), message, HELP);
        }
        if self.files.contains(path.as_str()) {
            let message = format!("the alias `{alias}` is a file of the site already");
            self.clash(at(), message, HELP);
        } else if let Some(file) = self.file_above(&path) {
            let message = format!("the alias `{alias}` would lie below `{file}`, which is a file");
            self.clash(at(), message, HELP);
        }
        self.taken.insert(path, (page, Some(alias)));
    }

    fn list(&mut self, url: &str, path: &str) {
        let Some((page, alias)) = self.taken.get(path) else { return };
        let at = match alias {
            Some(alias) => {
                let text = &self.sources.get(page.source).text;
                place(text, page.source, "aliases", Some(alias))
            }
            None => self.of_page(page),
        };
        let message =
            format!("`{}` has the address `{url}`, where a list of the site belongs", page.path);
        let help =
            "give the page another `slug`, or turn the list off in `[taxonomies]` or `[archive]`";
        self.clash(at, message, help);
    }

    /// Where a page's address is decided: its slug, or the file as such.
    fn of_page(&self, page: &Page) -> Location {
        let text = &self.sources.get(page.source).text;
        match page.front.slug {
            Some(_) => place(text, page.source, "slug", None),
            None => Location { source: page.source, span: Span::at(0) },
        }
    }

    /// A file whose path is a folder of `path`.
    fn file_above(&self, path: &str) -> Option<&'a str> {
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        above.into_iter().find_map(|above| self.files.get(above).copied())
    }

    fn clash(&mut self, at: Location, message: String, help: &str) {
        self.findings.push(Finding::error("page/duplicate-address", at, message).help(help));
    }
}
