//! The preview's own files, and what it tells of a page and of the site.

use serde::Serialize;

use super::generation::{Complaint, Counts, Generation};
use super::path::{Asked, asked};

/// A file of the preview itself.
pub(super) fn file(name: &str) -> Option<&'static str> {
    match name {
        "live.js" => Some(include_str!("client/live.js")),
        "morph.js" => Some(include_str!("client/morph.js")),
        "overlay.js" => Some(include_str!("client/overlay.js")),
        "panel.css" => Some(include_str!("client/panel.css")),
        "panel.js" => Some(include_str!("client/panel.js")),
        _ => None,
    }
}

/// What is to be said on a page of the site.
#[derive(Serialize)]
pub(super) struct PageNews<'a> {
    /// The number of the generation.
    generation: u64,
    /// Why the last change is not shown, where it is not.
    trouble: Option<&'a str>,
    /// How many examples of the site wait for their verdict.
    awaited: usize,
    /// Whether the page is a draft.
    draft: bool,
    /// What is wrong with it, the worst first.
    findings: Vec<Placed<'a>>,
    /// What is wrong with the whole site, counted.
    site: Counts,
}

/// A finding with what leads on from it.
#[derive(Serialize)]
pub(super) struct Placed<'a> {
    #[serde(flatten)]
    complaint: &'a Complaint,
    /// The page of its rule, if the site has one.
    url: Option<String>,
    /// What opens its place in the editor.
    edit: Option<String>,
}

impl<'a> Placed<'a> {
    /// A finding of a generation; `folder` is the site's on this machine, for who is on it.
    pub(super) fn new(complaint: &'a Complaint, now: &Generation, folder: Option<&str>) -> Self {
        let rule = format!("rules/{}/", complaint.rule);
        let has = now.site.as_ref().is_some_and(|site| site.has(&format!("{rule}index.html")));
        let edit = folder.and_then(|folder| {
            let path = format!("{folder}/{}", complaint.path);
            now.editor.address(&path, complaint.line, complaint.column)
        });
        Self { complaint, url: has.then(|| format!("{}{rule}", now.root)), edit }
    }

    /// The page of its rule.
    pub(super) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// What opens its place.
    pub(super) fn edit(&self) -> Option<&str> {
        self.edit.as_deref()
    }
}

/// What is to be said on the page at the path of an address.
pub(super) fn page<'a>(now: &'a Generation, at: &str, folder: Option<&str>) -> PageNews<'a> {
    let facts = match asked(at, &now.root) {
        Asked::File(path) => now.site.as_ref().and_then(|site| site.page(&path)),
        _ => None,
    };
    let complaints: Vec<&Complaint> = match &facts {
        _ if now.trouble.is_some() => now.complaints.iter().collect(),
        Some(facts) => {
            let of_page = |one: &&Complaint| facts.files.contains(&one.path);
            now.complaints.iter().filter(of_page).collect()
        }
        None => Vec::new(),
    };
    PageNews {
        generation: now.number,
        trouble: now.trouble.as_deref(),
        awaited: now.awaited,
        draft: facts.is_some_and(|facts| facts.draft),
        findings: complaints.into_iter().map(|one| Placed::new(one, now, folder)).collect(),
        site: Counts::of(now.complaints.iter()),
    }
}

/// Every finding, as `check --format json` has them.
#[derive(Serialize)]
pub(super) struct Findings<'a> {
    generation: u64,
    trouble: Option<&'a str>,
    awaited: usize,
    summary: Counts,
    findings: &'a [Complaint],
}

/// Every finding.
pub(super) fn findings(now: &Generation) -> Findings<'_> {
    Findings {
        generation: now.number,
        trouble: now.trouble.as_deref(),
        awaited: now.awaited,
        summary: Counts::of(now.complaints.iter()),
        findings: &now.complaints,
    }
}

/// What is told of a new generation to whoever listens and knows those up to `known`.
#[derive(Serialize)]
pub(super) struct News<'a> {
    generation: u64,
    awaited: usize,
    trouble: bool,
    site: Counts,
    /// Output paths of files other than pages that are not as they were.
    touched: Vec<&'a str>,
    /// What every address of the site begins with.
    root: &'a str,
}

/// The news of a generation, as an event for a browser.
pub(super) fn event(now: &Generation, known: u64) -> String {
    let touched = now.touched.iter().filter(|(_, number)| **number > known);
    let news = News {
        generation: now.number,
        awaited: now.awaited,
        trouble: now.trouble.is_some(),
        site: Counts::of(now.complaints.iter()),
        touched: touched.map(|(path, _)| path.as_str()).collect(),
        root: &now.root,
    };
    let data = serde_json::to_string(&news).unwrap_or_default();
    format!("id: {}\nevent: generation\ndata: {data}\n\n", now.number)
}
