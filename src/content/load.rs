//! Every page of the site, read: the first two hops.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::tree::{self, ReadPage};
use super::{FrontMatter, Tree, discover, include};
use crate::config::Config;
use crate::diagnostic::Finding;
use crate::markdown::{self, Document, Syntax};
use crate::shortcode::{self, Expanded, PageFacts, Shortcodes, SiteFacts};
use crate::source::{Location, MappedText, SourceId, Sources, Span};
use crate::world::World;

/// A page that lies in no file: a rule page out of a plugin's catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirtualPage {
    /// Path below the content folder, as if it lay there.
    pub path: String,
    /// Its text, front matter included.
    pub text: String,
}

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// The pages.
    pub tree: Tree,
    /// What is wrong with them as pages: front matter, includes, Markdown, fences.
    pub findings: Vec<Finding>,
}

/// Reads every page below the content folder, and the virtual ones.
///
/// # Errors
///
/// Where the content folder or a file in it cannot be read.
pub fn load(
    world: &dyn World,
    config: &Config,
    sources: &mut Sources,
    virtual_pages: &[VirtualPage],
) -> io::Result<Loaded> {
    let folder = &config.build.content;
    let (files, mut findings) = discover::discover(world, folder, sources)?;
    let mut pages: Vec<(SourceId, String)> = Vec::with_capacity(files.len() + virtual_pages.len());
    for source in files {
        let path = sources.get(source).path.strip_prefix(folder).unwrap_or_default();
        pages.push((source, path.trim_start_matches('/').to_owned()));
    }
    for page in virtual_pages {
        // A file of the site's own at the same path counts for more.
        if !pages.iter().any(|(_, path)| *path == page.path) {
            pages.push((sources.add(page.path.clone(), page.text.clone()), page.path.clone()));
        }
    }
    let mut bodies = Vec::with_capacity(pages.len());
    for (source, path) in pages {
        let file = sources.get(source);
        let (front, start, found) = FrontMatter::split(&file.text, source);
        findings.extend(found);
        if front.draft && !config.build.drafts {
            continue;
        }
        let body = MappedText::of_source(source, &file.text, Span::new(start, file.text.len()));
        let origin = file.path.clone();
        let (body, found) = include::expand(world, sources, body, &origin);
        findings.extend(found);
        bodies.push(Unread { source, path, front, body });
    }
    let syntax = Syntax {
        math: config.markdown.math,
        emoji: config.markdown.emoji,
        abbreviations: Arc::new(config.markdown.abbreviations.clone()),
    };
    let (shortcodes, found) = shortcodes(world, config, sources, &bodies)?;
    findings.extend(found);
    let (sources_read, written) = (&*sources, format!("{folder}/"));
    let parsed: Vec<(Document, Vec<Finding>)> = bodies
        .par_iter_mut()
        .map(|page| {
            // What a plugin brings along calls nothing of the site's.
            let own = sources_read.get(page.source).path.starts_with(&written);
            page.parse(shortcodes.as_ref().filter(|_| own), &syntax)
        })
        .collect();
    let mut read = Vec::with_capacity(bodies.len());
    for (page, (document, found)) in bodies.into_iter().zip(parsed) {
        findings.extend(found);
        let Unread { source, path, front, .. } = page;
        read.push(ReadPage { path, source, front, document });
    }
    let (tree, found) = tree::build(read, sources);
    findings.extend(found);
    Ok(Loaded { tree, findings })
}

/// A page whose Markdown is still to be read.
struct Unread {
    source: SourceId,
    path: String,
    front: FrontMatter,
    body: MappedText,
}

impl Unread {
    fn parse(
        &mut self,
        shortcodes: Option<&Shortcodes>,
        syntax: &Syntax,
    ) -> (Document, Vec<Finding>) {
        let body = std::mem::replace(
            &mut self.body,
            MappedText::new(Location { source: self.source, span: Span::at(0) }),
        );
        let Some(shortcodes) = shortcodes.filter(|_| shortcode::may_occur(body.as_str())) else {
            return markdown::parse_with(&body, syntax, Vec::new());
        };
        let values = self.values(body.as_str());
        let facts = PageFacts { path: &self.path, values: &values };
        let Expanded { body, inserts, mut findings } = shortcodes.expand(body, &facts, syntax);
        let (document, found) = markdown::parse_with(&body, syntax, inserts);
        findings.extend(found);
        (document, findings)
    }

    /// What calls see of the page. A title that no front matter gives is the first heading's.
    fn values(&self, body: &str) -> serde_json::Value {
        let mut values = serde_json::to_value(&self.front).unwrap_or_default();
        let heading = || body.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim);
        let title = self.front.title.as_deref().or_else(heading);
        if let Some(values) = values.as_object_mut() {
            values.extend(title.map(|title| ("title".to_owned(), title.into())));
            values.insert("path".into(), self.path.as_str().into());
        }
        values
    }
}

/// The site's shortcodes; none where no page calls anything.
fn shortcodes(
    world: &dyn World,
    config: &Config,
    sources: &mut Sources,
    pages: &[Unread],
) -> io::Result<(Option<Shortcodes>, Vec<Finding>)> {
    let may_occur = |page: &Unread| shortcode::may_occur(page.body.as_str());
    if !config.markdown.shortcodes || !pages.iter().any(may_occur) {
        return Ok((None, Vec::new()));
    }
    let mut templates = BTreeMap::new();
    for path in world.walk(&format!("{}/templates/shortcodes", config.build.theme))? {
        if path.ends_with(".html") {
            let text = String::from_utf8_lossy(&world.read(&path)?).into_owned();
            sources.add(path.clone(), text.clone());
            templates.insert(path, text);
        }
    }
    let urls = pages.iter().map(|page| {
        let url = tree::address(&page.path, page.front.slug.as_deref());
        (page.path.clone(), url)
    });
    let site = SiteFacts {
        title: &config.site.title,
        description: &config.site.description,
        base_url: &config.site.base_url,
        language: &config.site.language,
        repository: config.site.repository.as_deref(),
    };
    let (shortcodes, findings) =
        Shortcodes::new(&templates, &site, &config.extra, urls.collect(), sources);
    Ok((Some(shortcodes), findings))
}
