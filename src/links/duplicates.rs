//! Anchors that stand on a page twice: a link to them leads to the first.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{LinkInput, shown};
use super::html::Scanned;
use super::written::OfPage;
use crate::content::Page;
use crate::diagnostic::{Finding, Related};
use crate::source::{Location, Span};

/// A finding for each anchor that a page has twice.
pub(super) fn findings(
    input: LinkInput<'_>,
    scanned: &BTreeMap<&str, Option<Scanned>>,
    pages: &[OfPage],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Those that only templates put there are told once.
    let mut of_templates: BTreeMap<&str, (&Page, usize)> = BTreeMap::new();
    for (page, of_page) in input.tree.pages.iter().zip(pages) {
        let Some(Some(scanned)) = scanned.get(page.output_path().as_str()) else { continue };
        let mut seen = BTreeSet::new();
        let mut told = BTreeSet::new();
        for id in &scanned.ids {
            let id = id.value.as_str();
            if !seen.insert(id) && !id.is_empty() && told.insert(id) {
                match finding(page, of_page, id) {
                    Some(finding) => findings.push(finding),
                    None => of_templates.entry(id).or_insert((page, 0)).1 += 1,
                }
            }
        }
    }
    findings.extend(of_templates.into_iter().map(|(id, (page, count))| {
        let location = Location { source: page.source, span: Span::at(0) };
        let on = if count == 1 { "one page".to_owned() } else { format!("{count} pages") };
        let message = format!("templates or plugins put the anchor `{}` on {on} twice", shown(id));
        Finding::warning("link/duplicate-anchor", location, message)
            .help("look for the id in templates, shortcodes and drawings")
    }));
    findings
}

/// A finding where one of the two stands in the page's source.
fn finding(page: &Page, of_page: &OfPage, id: &str) -> Option<Finding> {
    let headings = page.document.headings.iter();
    let headings = headings.filter(|heading| heading.id == id).map(|heading| heading.location);
    let html = of_page.ids.iter().filter(|(own, _)| own == id).map(|(_, location)| *location);
    let mut places: Vec<Location> = headings.chain(html).collect();
    places.sort_unstable();
    // The first stays; what comes after it is what to change.
    let location = *places.get(1).or_else(|| places.first())?;
    let message = format!("the anchor `{}` is on this page twice", shown(id));
    let mut finding = Finding::warning("link/duplicate-anchor", location, message)
        .help("give one of the two another id: `## Heading {#id}`");
    match places.as_slice() {
        [first, _, ..] => {
            let message = "here for the first time".to_owned();
            finding.related.push(Related { location: *first, message });
        }
        _ => finding.message.push_str(", once by a template"),
    }
    Some(finding)
}
