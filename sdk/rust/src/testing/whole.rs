//! The native test kit for what looks at pages and sites, and for what draws.

use crate::bindings::proofpress::plugin::types::{Diagnostic, Span};
use crate::component::diagnostics;
use crate::{
    Declined, Document, DocumentChecker, Drawing, Example, Heading, Link, Look, PlacedExample,
    Plugin, Renderer, SiteChecker, Theme, site_files,
};

/// A page of that Markdown: headings `#`, links `[text](href)` and fences are found by a plain scan
/// of its lines, which is enough for a test. The host reads pages with a real parser.
pub fn page(path: &str, markdown: &str) -> Document {
    let mut page = Document {
        path: path.into(),
        source: markdown.into(),
        front_matter: "{}".into(),
        headings: Vec::new(),
        links: Vec::new(),
        examples: Vec::new(),
    };
    let (mut at, mut fenced) = (0, false);
    for line in markdown.split_inclusive('\n') {
        let text = line.trim_end();
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        if text.starts_with("```") {
            fenced = !fenced;
        } else if let (1..=6, false) = (level, fenced) {
            let text = text[level..].trim().to_owned();
            page.headings.push(Heading {
                level: u8::try_from(level).unwrap_or(6),
                anchor: text.to_lowercase().replace(' ', "-"),
                text,
                span: span(at, at + line.trim_end().len()),
            });
        } else if !fenced {
            links(line, at, &mut page.links);
        }
        at += line.len();
    }
    let starts: Vec<usize> = markdown
        .split_inclusive('\n')
        .scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())))
        .collect();
    for fence in super::fences(markdown) {
        let start = starts.get(fence.line - 1).copied().unwrap_or_default();
        let end = starts.get(fence.end).copied().unwrap_or(markdown.len());
        let example = Example { path: path.into(), ..fence.example() };
        page.examples.push(PlacedExample { example, span: span(start, end) });
    }
    page
}

fn links(line: &str, at: usize, links: &mut Vec<Link>) {
    for (middle, _) in line.match_indices("](") {
        let (before, after) = (&line[..middle], &line[middle + 2..]);
        let (Some(start), Some(end)) = (before.rfind('['), after.find(')')) else { continue };
        let image = before[..start].ends_with('!');
        links.push(Link {
            href: after[..end].into(),
            text: before[start + 1..].into(),
            image,
            span: span(at + start - usize::from(image), at + middle + 3 + end),
        });
    }
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { start: offset(start), end: offset(end) }
}

/// Every rule about pages, drawings and the site, with the default options.
fn every_rule<P: Plugin>() -> Vec<(String, String)> {
    P::PAGE_RULES.iter().map(|rule| (rule.name.to_owned(), "{}".to_owned())).collect()
}

/// Checks a page, with every rule on.
///
/// # Errors
///
/// [`Declined`] where the plugin does not take it.
pub fn check_document<P: DocumentChecker>(page: &Document) -> Result<Vec<Diagnostic>, Declined> {
    let (config, on) = (P::Config::default(), every_rule::<P>());
    let look = Look::new(&config, &on);
    Ok(diagnostics::<P>(P::check_document(page, &look)?, &look))
}

/// Collects the facts of pages and checks the site they make, with every rule on. Facts pass
/// through the bytes they are kept in.
///
/// # Panics
///
/// Where facts do not come back from their bytes.
pub fn check_site<P: SiteChecker>(pages: &[Document]) -> Vec<Diagnostic> {
    let (config, on) = (P::Config::default(), every_rule::<P>());
    let look = Look::new(&config, &on);
    let facts = pages.iter().filter_map(|page| {
        let facts = P::collect(page, &look).ok()?;
        let kept = serde_json::to_vec(&facts).and_then(|bytes| serde_json::from_slice(&bytes));
        Some((page.path.clone(), kept.unwrap_or_else(|why| panic!("facts: {why}"))))
    });
    let facts: Vec<(String, P::Facts)> = facts.collect();
    diagnostics::<P>(P::check_site(&facts, &look), &look)
}

/// Draws an example twice, which must come out the same, with every rule on.
///
/// # Errors
///
/// [`Declined`] where the plugin does not draw it.
///
/// # Panics
///
/// Where the second drawing is another, or the drawing has no `alt`.
pub fn draw<P: Renderer>(example: &Example) -> Result<Drawing, Declined> {
    let (config, on) = (P::Config::default(), every_rule::<P>());
    let look = Look::new(&config, &on);
    let theme = Theme::default();
    let drawing = P::render(example, &theme, &look)?;
    let again = P::render(example, &theme, &look)?;
    assert_eq!(format!("{drawing:?}"), format!("{again:?}"), "the second drawing is another");
    assert!(!drawing.alt.trim().is_empty(), "a drawing has a text (`alt`)");
    Ok(drawing)
}

/// Does something while [`site_files`] are these.
pub fn with_files<T>(files: &[(&str, &str)], work: impl FnOnce() -> T) -> T {
    let files = files.iter().map(|&(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let before = site_files::FILES.with(|slot| slot.replace(files.collect()));
    let done = work();
    site_files::FILES.with(|slot| slot.replace(before));
    done
}
