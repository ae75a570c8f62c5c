//! The links of a page as its writer wrote them: in Markdown, in definitions, in raw HTML.

use super::html;
use super::resolve::{Resolved, Resolver};
use crate::content::Page;
use crate::markdown::{self, Unused};
use crate::site::BaseUrl;
use crate::source::Location;

/// A link as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Where it leads, escapes and entities resolved.
    pub target: String,
    /// Where that is written.
    pub location: Location,
    /// What the published page says; none for a Markdown file that is no page.
    pub href: Option<String>,
    /// Whether it is known to be there, and only its anchor is open.
    pub is_file: bool,
    /// Whether it stands in raw HTML.
    pub in_html: bool,
}

/// What a page links, what can be linked in it, and what it defines in vain.
#[derive(Debug, Default)]
pub(super) struct OfPage {
    /// Its links.
    pub links: Vec<Written>,
    /// The ids of its raw HTML.
    pub ids: Vec<(String, Location)>,
    /// Its unused definitions.
    pub unused: Vec<Unused>,
}

/// The links of a page.
pub(super) fn written(page: &Page, resolver: &Resolver<'_>, base: &BaseUrl) -> OfPage {
    let references = markdown::references(&page.document.body, &page.document.syntax);
    let mut of_page = OfPage { unused: references.unused, ..OfPage::default() };
    for target in references.targets {
        of_page.links.push(of_target(page, resolver, base, target.target, target.location));
    }
    for text in references.html {
        let scanned = html::scan(text.as_str());
        of_page.links.extend(scanned.links.into_iter().map(|link| {
            let location = text.locate(link.span);
            Written { in_html: true, ..of_target(page, resolver, base, link.value, location) }
        }));
        let ids = scanned.ids.into_iter().map(|id| (id.value, text.locate(id.span)));
        of_page.ids.extend(ids);
    }
    of_page
}

fn of_target(
    page: &Page,
    resolver: &Resolver<'_>,
    base: &BaseUrl,
    target: String,
    location: Location,
) -> Written {
    let resolved = resolver.resolve(page, &target);
    let href = match &resolved {
        Resolved::Missing => None,
        _ => resolver.href(base, page, &target).or_else(|| Some(target.clone())),
    };
    let is_file = matches!(resolved, Resolved::Asset(..));
    Written { target, location, href, is_file, in_html: false }
}
