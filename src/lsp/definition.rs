//! Where something leads: a link to its page and heading, an include to its file, a shortcode to
//! its template.

use lsp_types::Position;

use super::index::{Index, Target, resolve};
use super::view::View;
use crate::markdown;
use crate::source::Span;

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The file, from the site's root.
    pub file: String,
    /// The line, from zero.
    pub line: u32,
}

impl Destination {
    fn top(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0 }
    }
}

/// Where what stands at a position leads.
pub fn find(view: &View<'_>, position: Position) -> Option<Destination> {
    let offset = view.offset(position);
    let page = view.page_path()?;
    if let Some(target) = link_at(view, offset) {
        return destination(view.index, page, &target.1);
    }
    let (start, line) = view.lines().line(offset);
    include(line)
        .map(Destination::top)
        .or_else(|| shortcode(view.index, line, offset - start).map(Destination::top))
}

/// Every link of a page that leads to a file of the site: where its target is written, and the
/// file.
pub fn links(view: &View<'_>) -> Vec<(Span, Destination)> {
    let Some(own) = view.page_path() else { return Vec::new() };
    let page = view.page();
    let references = markdown::references(&page.document.body, &view.index.syntax);
    let targets = references.targets.into_iter().filter(|target| !target.target.starts_with('#'));
    targets
        .filter_map(|target| {
            let found = destination(view.index, own, &target.target)?;
            Some((target.location.span, found))
        })
        .collect()
}

/// The innermost link or image at an offset, and where it leads.
pub fn link_at(view: &View<'_>, offset: usize) -> Option<(Span, String)> {
    let page = view.page();
    let links = page.document.links.iter();
    let holds = links.filter(|link| {
        let span = link.location.span;
        (span.start..=span.end).contains(&offset)
    });
    let innermost = holds.min_by_key(|link| link.location.span.len());
    let of_link = innermost.map(|link| (link.location.span, link.target.clone()));
    // A definition is no link, and leads somewhere all the same.
    of_link.or_else(|| {
        let references = markdown::references(&page.document.body, &view.index.syntax);
        let mut targets = references.targets.into_iter();
        let target = targets.find(|target| {
            let span = target.location.span;
            (span.start..=span.end).contains(&offset)
        })?;
        Some((target.location.span, target.target))
    })
}

fn destination(index: &Index, page: &str, target: &str) -> Option<Destination> {
    match resolve(index, page, target)? {
        Target::Asset(path) => Some(Destination::top(format!("{}/{path}", index.assets_folder))),
        Target::Page(path, anchor) => {
            let entry = index.pages.get(&path)?;
            let heading = anchor.and_then(|anchor| {
                let heading = entry.headings.iter().find(|heading| heading.id == anchor)?;
                let (file, line) = heading.place.clone()?;
                Some(Destination { file, line })
            });
            heading.or_else(|| entry.file.clone().map(Destination::top))
        }
    }
}

/// The file that a line brings in.
fn include(line: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let is_snippet = line.starts_with('-') && line.trim_start_matches('-').starts_with("8<-");
    let is_call = line.strip_prefix("{{").is_some_and(|rest| rest.trim().starts_with("include("));
    if !is_snippet && !is_call {
        return None;
    }
    let at = line.find(['"', '\''])?;
    let quote = line[at..].chars().next()?;
    let target = line[at + 1..].split(quote).next()?;
    let path = target.split(['#', ':']).next()?;
    (!path.is_empty()).then(|| path.to_owned())
}

/// The template of the shortcode whose call holds a column of a line.
fn shortcode(index: &Index, line: &str, column: usize) -> Option<String> {
    let before = line.get(..column)?;
    let start = before.rfind("{{").max(before.rfind("{%"))?;
    let call = line[start + 2..].trim_start_matches(['-', ' ']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = &call[..call.find(|c| !is_name(c)).unwrap_or(call.len())];
    index.shortcodes.get(name).map(|shortcode| shortcode.file.clone())
}
