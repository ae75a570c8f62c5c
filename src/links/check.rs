//! Every link of the site held against what the finished site has.

use rayon::prelude::*;

use super::duplicates;
use super::inventory::{Inventory, Verdict};
use super::resolve::Resolver;
use super::suggest::Suggestions;
use super::templates;
use super::written::{OfPage, Written, written};
use crate::config::Config;
use crate::content::{Page, Tree};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, visible};
use crate::glob;
use crate::plugin::Cancel;
use crate::site::{BaseUrl, Site};
use crate::source::{Location, Sources};

/// What is checked.
#[derive(Clone, Copy)]
pub struct LinkInput<'a> {
    /// What the site says of links.
    pub config: &'a Config,
    /// Its pages.
    pub tree: &'a Tree,
    /// The files they were read from, and the site's own templates.
    pub sources: &'a Sources,
    /// The finished site.
    pub site: &'a Site,
    /// What links were resolved with when the site was made.
    pub resolver: &'a Resolver<'a>,
    /// The button after which nobody looks at what comes of it, where somebody may press one.
    pub cancel: Option<&'a Cancel>,
}

impl LinkInput<'_> {
    fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(Cancel::is_cancelled)
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Links to other sites, which were not asked.
    pub external: Vec<External>,
}

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// Its address, with the fragment.
    pub url: String,
    /// Where it is written.
    pub location: Location,
}

/// Checks every link of a site. What comes of a check that is cancelled says nothing.
pub fn check(input: LinkInput<'_>) -> Checked {
    let base = BaseUrl::new(&input.config.site.base_url);
    let scanned = Inventory::scan(input.site, &|| input.is_cancelled());
    let inventory = Inventory::new(&scanned, input.tree, &base);
    let judge = Judge {
        input,
        base: &base,
        inventory: &inventory,
        near: Suggestions::new(input.tree, &inventory),
    };
    if input.is_cancelled() {
        return Checked::default();
    }
    let pages: Vec<OfPage> =
        { input.tree.pages.par_iter() }.map(|page| written(page, input.resolver, &base)).collect();
    let each: Vec<Checked> = { input.tree.pages.par_iter().zip(&pages) }
        .filter(|_| !input.is_cancelled())
        .map(|(page, of_page)| judge.page(page, of_page))
        .collect();
    if input.is_cancelled() {
        return Checked::default();
    }
    let mut checked = Checked::default();
    for one in each {
        checked.findings.extend(one.findings);
        checked.external.extend(one.external);
    }
    let of_templates = templates::findings(input, &inventory, &scanned, &pages);
    checked.findings.extend(of_templates);
    checked.findings.extend(duplicates::findings(input, &scanned, &pages));
    checked
}

/// Whether the site wants nothing said of a path below its root: `/api/x`.
pub(super) fn is_skipped(config: &Config, path: &str) -> bool {
    let path = path.trim_start_matches('/');
    config.links.skip.iter().any(|skip| glob::matches(skip.trim_start_matches('/'), path))
}

/// A target fit for a message: one line, not too long, no character that hides others.
pub(super) fn shown(target: &str) -> String {
    const MOST: usize = 120;
    let mut cut: String = target.chars().take(MOST).collect();
    if cut.len() < target.len() {
        cut.push('…');
    }
    visible(&cut).replace('`', "'")
}

struct Judge<'a> {
    input: LinkInput<'a>,
    base: &'a BaseUrl,
    inventory: &'a Inventory<'a>,
    near: Suggestions<'a>,
}

impl Judge<'_> {
    fn page(&self, page: &Page, of_page: &OfPage) -> Checked {
        let mut checked = Checked::default();
        for link in &of_page.links {
            if link.is_file {
                continue;
            }
            let Some(href) = &link.href else {
                checked.findings.push(self.no_page(page, link));
                continue;
            };
            match self.inventory.judge(&page.url, href) {
                Verdict::External(url) => {
                    checked.external.push(External { url, location: link.location });
                }
                verdict => checked.findings.extend(self.finding(page, link, verdict)),
            }
        }
        let unused = of_page.unused.iter().map(|one| {
            let message = format!("no link uses the definition `{}`", shown(&one.label));
            Finding::new("link/unused-definition", INFO, one.location, message)
                .help("remove it, or refer to it")
        });
        checked.findings.extend(unused);
        checked
    }

    fn no_page(&self, page: &Page, link: &Written) -> Finding {
        let target = shown(&link.target);
        let at = link.location;
        let missing = || Finding::error("link/missing-page", at, format!("no page at `{target}`"));
        match self.near.page(page, &link.target) {
            Some(near) if near.to_lowercase() == link.target.to_lowercase() => {
                let message = format!("`{target}` is there in other letters only");
                meant(Finding::error("link/wrong-case", at, message), link, &near)
            }
            Some(near) => meant(missing(), link, &near),
            None => missing().help("give the path of a Markdown file, relative to this one"),
        }
    }

    fn finding(&self, page: &Page, link: &Written, verdict: Verdict) -> Option<Finding> {
        let at = link.location;
        let target = shown(&link.target);
        Some(match verdict {
            Verdict::Fine | Verdict::Unjudged | Verdict::External(_) => return None,
            Verdict::Missing { path } => return self.missing(page, link, &path),
            Verdict::WrongCase { right } => {
                let message = format!("`{target}` is there in other letters only");
                let finding = Finding::error("link/wrong-case", at, message);
                meant(finding, link, &self.written_as(page, link, &right))
            }
            Verdict::MissingAnchor { file, anchor } => {
                let message =
                    format!("no anchor `{}` on {}", shown(&anchor), self.named(page, &file));
                let finding = Finding::error("link/missing-anchor", at, message);
                match Suggestions::anchor(self.inventory, &file, &anchor) {
                    Some(near) => {
                        let before = link.target.split('#').next().unwrap_or_default();
                        meant(finding, link, &format!("{before}#{near}"))
                    }
                    None => finding.help("anchors are the ids of headings and of HTML elements"),
                }
            }
            Verdict::Redirected { to, slash } => {
                let message = match slash {
                    true => format!("`{target}` leads on to the same with a `/` at its end"),
                    false => format!("`{target}` has moved to `{}`", shown(&to)),
                };
                let finding = Finding::new("link/redirected", INFO, at, message);
                meant(finding, link, &self.written_as(page, link, &to))
            }
            Verdict::Outside => {
                let root = self.base.root();
                let message = format!("`{target}` is not below `{root}`, where the site is served");
                Finding::error("link/outside-site", at, message).help(match link.in_html {
                    true => {
                        format!("begin with `{root}`, or give the full address, with `https://`")
                    }
                    false => "give the full address, with `https://`".to_owned(),
                })
            }
            Verdict::Script => {
                Finding::error("link/bad-scheme", at, format!("`{target}` is a script"))
                    .help("link an address; the page leads nowhere instead")
            }
            Verdict::LocalFile => {
                let message = format!("`{target}` is a file on one machine");
                Finding::error("link/bad-scheme", at, message)
                    .help("put the file into the folder of static files and link it there")
            }
        })
    }

    fn missing(&self, page: &Page, link: &Written, path: &str) -> Option<Finding> {
        if is_skipped(self.input.config, path) {
            return None;
        }
        let target = shown(&link.target);
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_file = name.contains('.') && !name.ends_with(".html") && !name.ends_with(".md");
        let finding = match is_file {
            true => {
                let message = format!("no file at `{target}`");
                Finding::error("link/missing-file", link.location, message)
            }
            false => {
                let message = format!("nothing at `{target}`");
                Finding::error("link/missing-page", link.location, message)
            }
        };
        Some(match self.near.path(path, &page.url) {
            Some(near) if link.in_html => meant(finding, link, &self.base.url(&near)),
            Some(near) => meant(finding, link, &near),
            None if is_file => finding.help("put it into the folder of static files"),
            None => {
                finding.help("link a page by its Markdown file, or skip the address in `[links]`")
            }
        })
    }

    /// An address below the base URL as somebody writes it in that link's place.
    fn written_as(&self, page: &Page, link: &Written, address: &str) -> String {
        if link.in_html || !address.starts_with(self.base.root()) {
            return address.to_owned();
        }
        let below = &address[self.base.root().len() - 1..];
        let (path, rest) = below.split_at(below.find(['#', '?']).unwrap_or(below.len()));
        let id = self.input.resolver.at(path).filter(|_| link.target.contains(".md"));
        match id {
            Some(id) => {
                let file = &self.input.tree.page(id).path;
                format!("{}{rest}", super::address::relative(&page.path, file))
            }
            None => below.to_owned(),
        }
    }

    /// A page for a message: "this page", or its file.
    fn named(&self, page: &Page, file: &str) -> String {
        if page.output_path() == file {
            return "this page".to_owned();
        }
        let url = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
        match self.input.resolver.at(&url) {
            Some(id) => format!("`{}`", self.input.tree.page(id).path),
            None => format!("`{url}`"),
        }
    }
}

use crate::diagnostic::Severity::Info as INFO;

/// Offers `near` in the place of the link's target.
fn meant(finding: Finding, link: &Written, near: &str) -> Finding {
    let mut finding = finding.help(format!("did you mean `{}`?", shown(near)));
    // What Markdown or HTML would read otherwise is left to the writer.
    if !near.contains([' ', '(', ')', '<', '>', '"', '\'', '&', '\\']) {
        finding.fixes.push(Fix {
            title: format!("link `{near}`"),
            applicability: Applicability::Suggestion,
            edits: vec![Edit { location: link.location, replacement: near.to_owned() }],
        });
    }
    finding
}
