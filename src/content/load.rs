//! Every page of the site, read: the first two hops.

use std::io;

use rayon::prelude::*;

use super::tree::{self, ReadPage};
use super::{FrontMatter, Tree, discover, include};
use crate::config::Config;
use crate::diagnostic::Finding;
use crate::markdown::{self, Document};
use crate::source::{MappedText, SourceId, Sources, Span};
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
        bodies.push((source, path, front, body));
    }
    let parsed: Vec<(Document, Vec<Finding>)> =
        bodies.par_iter().map(|(_, _, _, body)| markdown::parse(body)).collect();
    let mut read = Vec::with_capacity(bodies.len());
    for ((source, path, front, _), (document, found)) in bodies.into_iter().zip(parsed) {
        findings.extend(found);
        read.push(ReadPage { path, source, front, document });
    }
    let (tree, found) = tree::build(read, sources);
    findings.extend(found);
    Ok(Loaded { tree, findings })
}
