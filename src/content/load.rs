//! Every page of the site, read: the first two hops.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::shelf::Kept;
use super::tree::{self, ReadPage};
use super::{FrontMatter, Page, Shelf, Tree, discover, include};
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

/// Reads every page below the content folder, and the virtual ones. Those on the shelf that are as
/// they were are taken from there, and the others put there.
///
/// # Errors
///
/// Where the content folder or a file in it cannot be read.
pub fn load(
    world: &dyn World,
    config: &Config,
    sources: &mut Sources,
    virtual_pages: &[VirtualPage],
    shelf: &mut Shelf,
) -> io::Result<Loaded> {
    let reading = Reading::of(config);
    reading.prepare(shelf);
    let pages = listed(world, config, sources, virtual_pages, shelf)?;
    let mut findings: Vec<Finding> = shelf.bytes.values().cloned().collect();
    let mut kept = std::mem::take(&mut shelf.pages);
    let mut unread = Vec::new();
    // Where two pages want one address, the first of them gets it.
    let mut order = Vec::with_capacity(pages.len());
    for (source, path) in pages {
        let file = Arc::clone(sources.file(source));
        if !kept.get(&file.path).is_some_and(|page| page.is_as_it_was(sources)) {
            kept.remove(&file.path);
            match Unread::open(world, sources, source, path, config.build.drafts) {
                Ok(page) => unread.push(page),
                Err(draft) => {
                    kept.insert(file.path.clone(), draft);
                }
            }
        }
        order.push(file);
    }
    if kept.len() + unread.len() > order.len() {
        let there: HashSet<&str> = order.iter().map(|file| file.path.as_str()).collect();
        kept.retain(|file, _| there.contains(file.as_str()));
    }
    let (shortcodes, calls, found) = shortcodes(world, config, sources, &kept, &unread)?;
    findings.extend(found);
    if shelf.calls != calls {
        // What they call on is another now.
        let stale = kept.extract_if(.., |_, page| page.calls);
        let stale: Vec<Arc<Page>> = stale.filter_map(|(_, page)| page.page).collect();
        for page in stale {
            let path = page.path.clone();
            unread.extend(Unread::open(world, sources, page.source, path, true));
        }
        shelf.calls = calls;
    }
    let (sources_read, written) = (&*sources, format!("{}/", config.build.content));
    let read: Vec<(String, Kept)> = unread
        .into_par_iter()
        .map(|page| {
            let file = sources_read.get(page.source).path.clone();
            // What a plugin brings along calls nothing of the site's.
            let shortcodes = shortcodes.as_ref().filter(|_| file.starts_with(&written));
            (file, page.read(shortcodes, &reading.syntax, sources_read))
        })
        .collect();
    kept.extend(read);
    findings.extend(kept.values().flat_map(|page| page.findings.iter().cloned()));
    let pages = order.iter().filter_map(|file| kept.get(&file.path)?.page.clone()).collect();
    shelf.pages = kept;
    let (tree, found) = tree::build(pages, sources);
    findings.extend(found);
    Ok(Loaded { tree, findings })
}

/// What decides how every page is read.
struct Reading {
    syntax: Syntax,
    digest: [u8; 32],
}

impl Reading {
    fn of(config: &Config) -> Self {
        let syntax = Syntax {
            math: config.markdown.math,
            emoji: config.markdown.emoji,
            abbreviations: Arc::new(config.markdown.abbreviations.clone()),
        };
        let facts = (&config.build.content, config.build.drafts, syntax.math, syntax.emoji);
        let digest = digest(&(facts, &*syntax.abbreviations, config.markdown.shortcodes));
        Self { syntax, digest }
    }

    /// Clears a shelf of pages that were read in another way.
    fn prepare(&self, shelf: &mut Shelf) {
        if shelf.settings != Some(self.digest) {
            *shelf = Shelf { settings: Some(self.digest), ..Shelf::default() };
        }
    }
}

fn digest(value: &impl Serialize) -> [u8; 32] {
    // Strings, numbers and maps of them: nothing that serde_json could refuse.
    *blake3::hash(&serde_json::to_vec(value).unwrap_or_default()).as_bytes()
}

/// Every page there is, with its path below the content folder.
fn listed(
    world: &dyn World,
    config: &Config,
    sources: &mut Sources,
    virtual_pages: &[VirtualPage],
    shelf: &mut Shelf,
) -> io::Result<Vec<(SourceId, String)>> {
    let folder = &config.build.content;
    let files = discover::discover(world, folder, sources, shelf)?;
    let mut pages: Vec<(SourceId, String)> = Vec::with_capacity(files.len() + virtual_pages.len());
    for source in files {
        let path = sources.get(source).path.strip_prefix(folder).unwrap_or_default();
        pages.push((source, path.trim_start_matches('/').to_owned()));
    }
    if virtual_pages.is_empty() {
        return Ok(pages);
    }
    let own: HashSet<&str> = pages.iter().map(|(_, path)| path.as_str()).collect();
    // A file of the site's own at the same path counts for more.
    let others = virtual_pages.iter().filter(|page| !own.contains(page.path.as_str()));
    let others: Vec<&VirtualPage> = others.collect();
    for page in others {
        let known = sources.find(&page.path);
        let source = known.unwrap_or_else(|| sources.add(page.path.clone(), page.text.clone()));
        pages.push((source, page.path.clone()));
    }
    Ok(pages)
}

/// A page whose Markdown is still to be read.
struct Unread {
    source: SourceId,
    path: String,
    front: FrontMatter,
    body: MappedText,
    findings: Vec<Finding>,
    /// Whether something it brings in is not there.
    lacks: bool,
}

impl Unread {
    /// Reads what stands before the Markdown, and brings in what the page includes. A draft that is
    /// left out is an error, as it is kept.
    fn open(
        world: &dyn World,
        sources: &mut Sources,
        source: SourceId,
        path: String,
        drafts: bool,
    ) -> Result<Self, Kept> {
        let file = sources.file(source);
        let (front, start, mut findings) = FrontMatter::split(&file.text, source);
        if front.draft && !drafts {
            let files = vec![(source, Arc::clone(file))];
            return Err(Kept { page: None, findings, files, calls: false, lacks: false });
        }
        let body = MappedText::of_source(source, &file.text, Span::new(start, file.text.len()));
        let origin = file.path.clone();
        let (body, found) = include::expand(world, sources, body, &origin);
        let lacks = !found.is_empty();
        findings.extend(found);
        Ok(Self { source, path, front, body, findings, lacks })
    }

    /// Reads its Markdown.
    fn read(mut self, shortcodes: Option<&Shortcodes>, syntax: &Syntax, sources: &Sources) -> Kept {
        let calls = shortcode::may_occur(self.body.as_str());
        let mut files: BTreeSet<SourceId> = self.body.sources().collect();
        files.insert(self.source);
        let (document, found) = self.parse(shortcodes, syntax);
        let Self { source, path, front, mut findings, lacks, .. } = self;
        findings.extend(found);
        let page = Arc::new(tree::place(ReadPage { path, source, front, document }));
        let files = files.into_iter().map(|id| (id, Arc::clone(sources.file(id)))).collect();
        Kept { page: Some(page), findings, files, calls, lacks }
    }
}

/// Where every page is, by its path below the content folder.
fn addresses(kept: &BTreeMap<String, Kept>, unread: &[Unread]) -> BTreeMap<String, String> {
    let of_kept = kept.values().filter_map(|page| page.page.as_ref());
    let of_kept = of_kept.map(|page| (page.path.clone(), page.url.clone()));
    let of_unread = unread.iter().map(|page| {
        let url = tree::address(&page.path, page.front.slug.as_deref());
        (page.path.clone(), url)
    });
    of_kept.chain(of_unread).collect()
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

/// The site's shortcodes, and what is to be known of them to tell them from others; none where no page calls
/// anything.
type Called = (Option<Shortcodes>, Option<[u8; 32]>, Vec<Finding>);

fn shortcodes(
    world: &dyn World,
    config: &Config,
    sources: &mut Sources,
    kept: &BTreeMap<String, Kept>,
    unread: &[Unread],
) -> io::Result<Called> {
    let occurs = |page: &Unread| shortcode::may_occur(page.body.as_str());
    if !config.markdown.shortcodes
        || !(kept.values().any(|page| page.calls) || unread.iter().any(occurs))
    {
        return Ok((None, None, Vec::new()));
    }
    let mut templates = BTreeMap::new();
    for path in world.walk(&format!("{}/templates/shortcodes", config.build.theme))? {
        if path.ends_with(".html") {
            let text = String::from_utf8_lossy(&world.read(&path)?).into_owned();
            sources.add(path.clone(), text.clone());
            sources.update(&path, text.clone());
            templates.insert(path, text);
        }
    }
    let site = SiteFacts {
        title: &config.site.title,
        description: &config.site.description,
        base_url: &config.site.base_url,
        language: &config.site.language,
        repository: config.site.repository.as_deref(),
    };
    let addresses = addresses(kept, unread);
    let digest = digest(&(&templates, &site, &config.extra, &addresses));
    let (shortcodes, findings) =
        Shortcodes::new(&templates, &site, &config.extra, addresses, sources);
    Ok((Some(shortcodes), Some(digest), findings))
}
