//! Links that nobody wrote in a page: those of templates, shortcodes and plugins. One that is
//! wrong is told once, however many pages it is on.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::address::decoded;
use super::check::{LinkInput, is_skipped, shown};
use super::html::Scanned;
use super::inventory::{Inventory, Verdict};
use super::written::OfPage;
use crate::content::Page;
use crate::diagnostic::Finding;
use crate::site::BaseUrl;
use crate::source::{Location, Span};

/// Files whose links are those of a page they lead to.
const MADE: &[&str] = &["pagefind/"];

/// What is wrong with a link, and the page it was found on.
struct Bad<'a> {
    href: &'a str,
    verdict: Verdict,
    page: Option<usize>,
}

/// A finding for each wrong link that no page's source has.
pub(super) fn findings(
    input: LinkInput<'_>,
    inventory: &Inventory<'_>,
    scanned: &BTreeMap<&str, Option<Scanned>>,
    pages: &[OfPage],
) -> Vec<Finding> {
    let by_output: BTreeMap<String, usize> = { input.tree.pages.iter().enumerate() }
        .map(|(at, page)| (page.output_path(), at))
        .collect();
    let files: Vec<(&&str, &Scanned)> =
        scanned.iter().filter_map(|(path, page)| Some((path, page.as_ref()?))).collect();
    let bad = files.into_par_iter().flat_map_iter(|(path, scanned)| {
        let page = by_output.get(*path).copied();
        let of_page = page.and_then(|at| pages.get(at));
        bad_links(input, inventory, path, scanned, of_page)
            .into_iter()
            .map(move |(href, verdict)| Bad { href, verdict, page })
    });
    let mut grouped: BTreeMap<&str, (Verdict, Vec<Option<usize>>)> = BTreeMap::new();
    for bad in bad.collect::<Vec<Bad<'_>>>() {
        let group = grouped.entry(bad.href).or_insert_with(|| (bad.verdict, Vec::new()));
        group.1.push(bad.page);
    }
    let grouped = grouped.iter();
    grouped.filter_map(|(href, (verdict, pages))| finding(input, href, verdict, pages)).collect()
}

/// The wrong links of one file that are not written in its page's source.
fn bad_links<'a>(
    input: LinkInput<'_>,
    inventory: &Inventory<'_>,
    path: &str,
    scanned: &'a Scanned,
    of_page: Option<&OfPage>,
) -> Vec<(&'a str, Verdict)> {
    if MADE.iter().any(|made| path.starts_with(made)) {
        return Vec::new();
    }
    let from = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
    let hrefs: BTreeSet<&str> = scanned.links.iter().map(|link| link.value.as_str()).collect();
    let wrong = |verdict: &Verdict| match verdict {
        Verdict::Missing { path } => !is_skipped(input.config, path),
        Verdict::WrongCase { .. } | Verdict::MissingAnchor { .. } | Verdict::Outside => true,
        _ => false,
    };
    let judged = hrefs.into_iter().map(|href| (href, inventory.judge(&from, href)));
    let mut bad: Vec<(&str, Verdict)> = judged.filter(|(_, verdict)| wrong(verdict)).collect();
    if let Some(of_page) = of_page.filter(|_| !bad.is_empty()) {
        let own: BTreeSet<String> = { of_page.links.iter() }
            .map(|link| decoded(link.href.as_ref().unwrap_or(&link.target)))
            .collect();
        bad.retain(|(href, _)| !own.contains(&decoded(href)));
    }
    bad
}

fn finding(
    input: LinkInput<'_>,
    href: &str,
    verdict: &Verdict,
    pages: &[Option<usize>],
) -> Option<Finding> {
    let on: Vec<&Page> = pages
        .iter()
        .flatten()
        .filter_map(|&at| input.tree.pages.get(at).map(|page| &**page))
        .collect();
    let in_template = template_with(input, href);
    let first = on.iter().find(|page| !page.is_made_up(input.sources)).or_else(|| on.first());
    let of_page = first.map(|page| Location { source: page.source, span: Span::at(0) });
    let home = input.tree.pages.first();
    let location = in_template
        .or(of_page)
        .or_else(|| home.map(|page| Location { source: page.source, span: Span::at(0) }))?;
    let count = match pages.len() {
        1 => "one page".to_owned(),
        many => format!("{many} pages"),
    };
    let what = match verdict {
        Verdict::MissingAnchor { .. } => "an anchor that is not there",
        Verdict::WrongCase { .. } => "what is there in other letters only",
        Verdict::Outside => "what is not part of the site",
        _ => "nothing",
    };
    let rule = match verdict {
        Verdict::MissingAnchor { .. } => "link/missing-anchor",
        Verdict::WrongCase { .. } => "link/wrong-case",
        Verdict::Outside => "link/outside-site",
        _ => "link/missing-page",
    };
    let message =
        format!("`{}`, which a template or a plugin puts on {count}, leads to {what}", shown(href));
    Some(Finding::error(rule, location, message).help(match in_template {
        Some(_) => "mend the template",
        None => "look for it in templates, shortcodes and the configuration",
    }))
}

/// Where one of the site's own templates has the address.
fn template_with(input: LinkInput<'_>, href: &str) -> Option<Location> {
    let folder = format!("{}/templates/", input.config.build.theme);
    let base = BaseUrl::new(&input.config.site.base_url);
    let below = href.strip_prefix(base.root()).filter(|below| !below.is_empty());
    for (source, file) in input.sources.iter().filter(|(_, file)| file.path.starts_with(&folder)) {
        for text in [Some(href), below].into_iter().flatten() {
            // As the value of an attribute, or after `{{ site.root }}`.
            for (at, _) in file.text.match_indices(text) {
                let before = file.text[..at].trim_end_matches([' ']);
                let end = at + text.len();
                let ends = file.text[end..].starts_with(['"', '\'', ' ', '>']);
                if ends && before.ends_with(['"', '\'', '=', '}']) {
                    return Some(Location { source, span: Span::new(at, end) });
                }
            }
        }
    }
    None
}
