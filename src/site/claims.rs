//! Addresses that two things of the site want: a page, an alias, a list.

use std::collections::BTreeMap;

use super::alias_path;
use super::lists::Lists;
use crate::config::Config;
use crate::content::{Page, Tree, place};
use crate::diagnostic::Finding;
use crate::source::{Location, Sources, Span};
use crate::theme::words::PageWords;

/// A finding for each alias and each list whose address something else has.
pub fn clashes(config: &Config, tree: &Tree, sources: &Sources) -> Vec<Finding> {
    let mut taken: BTreeMap<String, (&Page, bool)> =
        tree.pages.iter().map(|page| (page.output_path(), (page, false))).collect();
    let mut findings = Vec::new();
    for page in &tree.pages {
        for alias in &page.front.aliases {
            let path = alias_path(alias);
            let Some(&(other, is_alias)) = taken.get(&path) else {
                taken.insert(path, (page, true));
                continue;
            };
            let text = &sources.get(page.source).text;
            let location = place(text, page.source, "aliases", Some(alias));
            let of = if is_alias { "an alias" } else { "the address" };
            let message = format!("the alias `{alias}` is {of} of `{}` already", other.path);
            findings.push(
                Finding::error("page/duplicate-address", location, message)
                    .help("remove it, or give one of them another"),
            );
        }
    }
    let lists = Lists::new(config, tree);
    for list in lists.pages(&PageWords::default()) {
        let Some((page, is_alias)) = taken.get(&list.output_path()) else { continue };
        let text = &sources.get(page.source).text;
        let location = match is_alias {
            true => place(text, page.source, "aliases", Some(&list.url)),
            false if page.front.slug.is_some() => place(text, page.source, "slug", None),
            false => Location { source: page.source, span: Span::at(0) },
        };
        let message = format!(
            "`{}` has the address `{}`, where a list of the site belongs",
            page.path, list.url
        );
        findings.push(Finding::error("page/duplicate-address", location, message).help(
            "give the page another `slug`, or turn the list off in `[taxonomies]` or `[archive]`",
        ));
    }
    findings
}
