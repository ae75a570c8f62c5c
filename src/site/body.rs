//! A page's Markdown as HTML, with its examples as code blocks and its links as addresses.

use std::sync::Arc;

use super::address::BaseUrl;
use super::code;
use super::pictures::Gallery;
use crate::check::Reports;
use crate::content::{Page, Tree};
use crate::highlight::Colours;
use crate::links::{Resolved, Resolver, html};
use crate::markdown::html::Labels;
use crate::markdown::{self, RenderOptions};
use crate::theme::Words;

/// What all pages are rendered with.
pub(super) struct Body<'a> {
    pub(super) tree: &'a Tree,
    pub(super) base: &'a BaseUrl,
    pub(super) reports: &'a Reports,
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) pictures: Gallery<'a>,
    /// What the theme says by itself.
    pub(super) words: &'a Words,
    /// The colours of code that was shown before.
    pub(super) colours: &'a Colours,
    /// Whether examples are only hinted at.
    pub(super) outline: bool,
}

impl Body<'_> {
    /// The HTML of a page's text. A first heading that says the title again is left out: the
    /// template shows it, with the id of that heading, which is given besides.
    pub(super) fn html<'p>(&self, page: &'p Page) -> (String, Option<&'p str>) {
        let rule_url = |rule: &str| self.rule_url(rule);
        let mut html = markdown::render(
            &page.document,
            &RenderOptions {
                code: &|example| {
                    let report = self.reports.get(&page.example_id(example.index)).map(Arc::as_ref);
                    let around = code::Around {
                        rule_url: &rule_url,
                        file_url: &|path| self.base.url(path),
                        notes: code::notes::following(&page.document, example),
                        words: self.words,
                        colours: self.colours,
                    };
                    match self.outline && code::is_plain(report, &around) {
                        true => code::outline(example),
                        false => code::render(example, report, &around),
                    }
                },
                link: &|target| self.resolver.href(self.base, page, target),
                picture: &|target| match self.resolver.resolve(page, target) {
                    Resolved::Asset(path, _) => self.pictures.get(&path).cloned(),
                    _ => None,
                },
                html: &|html| {
                    let lead = |address: &str| self.resolver.href(self.base, page, address);
                    html::with_links(html, &lead)
                },
                labels: labels(self.words),
            },
        );
        for example in &page.document.examples {
            if code::notes::following(&page.document, example) > 0 {
                code::notes::link(&mut html, &code::id(example));
            }
        }
        let title = { page.document.headings.first() }
            .filter(|first| first.level == 1 && first.text == page.title);
        match (html.split_once("</h1>"), title) {
            (Some((first, rest)), Some(title)) if first.starts_with("<h1") => {
                (rest.trim_start().to_owned(), Some(title.id.as_str()))
            }
            _ => (html, None),
        }
    }

    /// The page of a rule, if the site has one.
    pub(super) fn rule_url(&self, rule: &str) -> Option<String> {
        let id = self.resolver.at(&format!("/rules/{rule}/"))?;
        Some(self.base.url(&self.tree.page(id).url))
    }
}

/// The words that stand among those of a page's writer.
fn labels(words: &Words) -> Labels<'_> {
    let words = &words.text;
    Labels {
        alerts: [
            &words.box_note,
            &words.box_tip,
            &words.box_important,
            &words.box_warning,
            &words.box_caution,
            &words.box_info,
            &words.box_danger,
        ],
        details: &words.box_details,
        permalink: &words.permalink,
        footnotes: &words.footnotes,
        back: &words.footnote_back,
    }
}
