//! A page's Markdown as HTML, with its examples as code blocks and its links as addresses.

use std::collections::BTreeMap;

use super::address::BaseUrl;
use super::code;
use super::links::{Resolved, Resolver};
use super::pictures::Pictures;
use crate::check::ExampleReport;
use crate::content::{Page, Tree};
use crate::markdown::{self, RenderOptions};

/// What all pages are rendered with.
pub(super) struct Body<'a> {
    pub(super) tree: &'a Tree,
    pub(super) base: &'a BaseUrl,
    pub(super) reports: &'a BTreeMap<String, ExampleReport>,
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) pictures: Pictures,
}

impl Body<'_> {
    /// The HTML of a page's text. A first heading that says the title again is left out: the
    /// template shows it.
    pub(super) fn html(&self, page: &Page) -> String {
        let rule_url = |rule: &str| self.rule_url(rule);
        let html = markdown::render(
            &page.document,
            &RenderOptions {
                code: &|example| {
                    let report = self.reports.get(&page.example_id(example.index));
                    code::render(example, report, &rule_url, &|path| self.base.url(path))
                },
                link: &|target| self.resolver.href(self.base, page, target),
                picture: &|target| match self.resolver.resolve(page, target) {
                    Resolved::Asset(path, _) => self.pictures.get(&path).cloned(),
                    _ => None,
                },
                ..RenderOptions::default()
            },
        );
        let repeats = { page.document.headings.first() }
            .is_some_and(|first| first.level == 1 && first.text == page.title);
        match html.split_once("</h1>") {
            Some((first, rest)) if repeats && first.starts_with("<h1") => {
                rest.trim_start().to_owned()
            }
            _ => html,
        }
    }

    /// The page of a rule, if the site has one.
    fn rule_url(&self, rule: &str) -> Option<String> {
        let id = self.resolver.at(&format!("/rules/{rule}/"))?;
        Some(self.base.url(&self.tree.page(id).url))
    }
}
