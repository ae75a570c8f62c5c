//! `sitemap.xml` and `robots.txt`, for crawlers.

use std::fmt::Write as _;

use super::address::BaseUrl;
use super::lists::ListPage;
use crate::content::Tree;
use crate::links::address::encoded;

/// Whether there can be a sitemap: not where the base URL is only a path, since it has no room for
/// relative addresses.
pub(super) fn has_one(base: &BaseUrl) -> bool {
    base.absolute("/").is_some()
}

/// The full address of every page that may be indexed, of the first page of every list, and of
/// `others`.
pub(super) fn sitemap(
    tree: &Tree,
    lists: &[ListPage<'_>],
    others: &[&str],
    base: &BaseUrl,
) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in tree.pages.iter().filter(|page| !page.front.noindex && !page.front.draft) {
        let Some(address) = base.absolute(&page.url) else { continue };
        // Writing to a string does not fail.
        let _ = write!(xml, "<url><loc>{}</loc>", encoded(&address));
        if let Some(date) = page.front.updated.or(page.front.date) {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    let lists = lists.iter().filter(|list| list.number == 1).map(|list| list.url.as_str());
    for url in lists.chain(others.iter().copied()) {
        let Some(address) = base.absolute(url) else { continue };
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", encoded(&address));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything may be read, and where the sitemap is.
pub(super) fn robots(base: &BaseUrl) -> Option<String> {
    let sitemap = base.absolute("/sitemap.xml")?;
    Some(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"))
}
