//! Atom feeds, of the site and of each section whose pages have dates: RFC 4287.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rayon::prelude::*;

use super::BaseUrl;
use crate::config::Config;
use crate::content::{Date, Page, PageId, Tree};
use crate::highlight::escaped;
use crate::links::address::encoded;
use crate::links::html;

/// A feed: which pages it has, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The page it belongs to: the site's first, or a section's.
    pub of: PageId,
    /// Its address below the base URL: `/atom.xml`.
    pub url: String,
    /// Its pages, those changed last first.
    pub pages: Vec<PageId>,
}

impl Feed {
    /// Where it goes.
    pub(super) fn output_path(&self) -> String {
        self.url.trim_start_matches('/').to_owned()
    }
}

/// The feeds of a site. None where the base URL is only a path: a feed is read elsewhere, and has
/// no room for relative addresses.
pub fn feeds(config: &Config, tree: &Tree, base: &BaseUrl) -> Vec<Feed> {
    if !config.feeds.enabled || base.absolute("/").is_none() {
        return Vec::new();
    }
    let mut of_section: Vec<Vec<PageId>> = vec![Vec::new(); tree.sections.len()];
    for (at, section) in tree.sections.iter().enumerate() {
        let own = section.pages.iter().chain([&section.index]).copied();
        let own: Vec<PageId> = own.filter(|id| changed(tree.page(*id)).is_some()).collect();
        // A page is in the feeds of all sections above it.
        let mut above = Some(at);
        while let Some(at) = above {
            of_section[at].extend(&own);
            above = tree.sections[at].parent;
        }
    }
    let wanted = |at: &usize| *at == 0 || config.feeds.sections;
    let feed = |(at, mut pages): (usize, Vec<PageId>)| {
        let of = tree.sections[at].index;
        let key = |id: &PageId| {
            let page = tree.page(*id);
            (std::cmp::Reverse(changed(page)), &page.path)
        };
        // A feed tells of pages below the one it belongs to.
        pages.retain(|id| *id != of);
        pages.sort_by(|a, b| key(a).cmp(&key(b)));
        pages.truncate(config.feeds.limit);
        let url = format!("{}atom.xml", tree.page(of).url);
        (!pages.is_empty()).then_some(Feed { of, url, pages })
    };
    of_section.into_iter().enumerate().filter(|(at, _)| wanted(at)).filter_map(feed).collect()
}

/// The feeds as files, by output path. `content` gives a page's HTML.
pub(super) fn files(
    feeds: &[Feed],
    config: &Config,
    tree: &Tree,
    base: &BaseUrl,
    content: &(dyn Fn(&Page) -> String + Sync),
) -> BTreeMap<String, Vec<u8>> {
    // A page may be in many feeds, and its text is made once.
    let ids: BTreeSet<PageId> = feeds.iter().flat_map(|feed| &feed.pages).copied().collect();
    let entries: BTreeMap<PageId, String> = { ids.into_par_iter() }
        .filter_map(|id| {
            let page = tree.page(id);
            let text = config.feeds.full.then(|| content(page));
            Some((id, entry(page, text.as_deref(), config, base)?))
        })
        .collect();
    let file = |feed: &Feed| {
        let xml = whole(feed, &entries, config, tree, base)?;
        Some((feed.output_path(), xml.into_bytes()))
    };
    feeds.iter().filter_map(file).collect()
}

/// When a page was changed last, as far as it says.
fn changed(page: &Page) -> Option<Date> {
    page.front.updated.max(page.front.date)
}

fn whole(
    feed: &Feed,
    entries: &BTreeMap<PageId, String>,
    config: &Config,
    tree: &Tree,
    base: &BaseUrl,
) -> Option<String> {
    let of = tree.page(feed.of);
    let own = encoded(&base.absolute(&feed.url)?);
    let page = encoded(&base.absolute(&of.url)?);
    let site = &config.site.title;
    let (title, subtitle) = match of.url.as_str() {
        "/" => (site.clone(), config.site.description.as_str()),
        _ => {
            let title = format!("{} · {site}", of.title);
            (title, of.front.description.as_deref().unwrap_or_default())
        }
    };
    let updated = feed.pages.iter().filter_map(|id| changed(tree.page(*id))).max()?;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing to a string does not fail.
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>",
        text(&config.site.language),
        text(&title)
    );
    if !subtitle.is_empty() {
        let _ = writeln!(xml, "<subtitle>{}</subtitle>", text(subtitle));
    }
    let _ = write!(
        xml,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
         <id>{own}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
         <generator>proofpress</generator>\n",
        moment(updated),
        text(site)
    );
    for id in &feed.pages {
        xml.push_str(entries.get(id).map(String::as_str).unwrap_or_default());
    }
    xml.push_str("</feed>\n");
    Some(xml)
}

/// A page's entry; with its whole text where there is one.
fn entry(page: &Page, content: Option<&str>, config: &Config, base: &BaseUrl) -> Option<String> {
    let url = encoded(&base.absolute(&page.url)?);
    let updated = changed(page)?;
    let front = &page.front;
    let mut xml = String::new();
    let _ = write!(
        xml,
        "<entry>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
         <id>{url}</id>\n",
        text(&page.title)
    );
    if let Some(date) = front.date {
        let _ = writeln!(xml, "<published>{}</published>", moment(date));
    }
    let _ = writeln!(xml, "<updated>{}</updated>", moment(updated));
    for author in front.authors.iter().filter(|author| !author.trim().is_empty()) {
        let _ = writeln!(xml, "<author><name>{}</name></author>", text(author));
    }
    for term in front.category.iter().chain(&front.tags).filter(|term| !term.trim().is_empty()) {
        let _ = writeln!(xml, "<category term=\"{}\"/>", text(term));
    }
    let description = front.description.as_deref().unwrap_or(&page.document.summary);
    if !description.is_empty() {
        let _ = writeln!(xml, "<summary type=\"text\">{}</summary>", text(description));
    }
    if let Some(content) = content {
        let absolute = |address: &str| base.absolute_from(&page.url, address);
        let content = html::for_elsewhere(content, &absolute);
        let lang = text(&config.site.language);
        let _ = writeln!(
            xml,
            "<content type=\"html\" xml:lang=\"{lang}\" xml:base=\"{url}\">{}</content>",
            text(&content)
        );
    }
    xml.push_str("</entry>\n");
    Some(xml)
}

/// The start of a day, since pages have dates and no times.
fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// Text for XML 1.0, without the characters that it cannot have.
fn text(text: &str) -> String {
    let allowed = |c: &char| match u32::from(*c) {
        0x9 | 0xa | 0xd => true,
        code => code >= 0x20 && !matches!(code, 0xfffe | 0xffff),
    };
    escaped(&text.chars().filter(allowed).collect::<String>())
}
