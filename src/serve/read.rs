//! A site that was read, and what is known of it so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::snapshot::{self, Snapshot};
use super::trouble::Trouble;
use crate::check::{Assessment, State};
use crate::content::{PageKind, Tree};
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::markdown::LinkKind;
use crate::press::{Parts, Press};
use crate::site::{Album, Frame};
use crate::world::World;

/// A site that was read.
pub(super) struct Read {
    pub(super) press: Press<'static>,
    pub(super) parts: Arc<Parts>,
    album: Arc<Album>,
    frame: Arc<OnceLock<Frame>>,
    pub(super) assessment: Arc<Assessment>,
    /// What is wrong with the site as a whole, as far as it is known.
    pub(super) of_site: Vec<Finding>,
    /// The pages of whose examples nothing is known as they are now; none for all of them.
    pub(super) unknown: Option<BTreeSet<String>>,
    /// The pages with examples that wait for their verdict.
    pub(super) waiting: BTreeSet<String>,
}

impl Read {
    /// A site of which nothing is known yet.
    pub(super) fn new(press: Press<'static>, parts: Parts) -> Self {
        Self {
            press,
            parts: Arc::new(parts),
            album: Arc::default(),
            frame: Arc::default(),
            assessment: Arc::default(),
            of_site: Vec::new(),
            unknown: None,
            waiting: BTreeSet::new(),
        }
    }

    /// Reads these files anew, and with them theme and static files or not.
    pub(super) fn again(
        &mut self,
        files: &BTreeSet<String>,
        parts: bool,
        world: &dyn World,
    ) -> Result<(), Trouble> {
        let before = Arc::clone(&self.press.tree);
        let sources = self.press.sources.clone();
        let read = self.press.reload(files.iter().map(String::as_str));
        read.map_err(|why| Trouble::plain(&why))?;
        if parts {
            let read = self.press.parts();
            let read = read.map_err(|why| Trouble::of_theme(&why, &self.press.config, world))?;
            self.parts = Arc::new(read);
            self.album = Arc::default();
            self.frame = Arc::default();
            self.probe(world)?;
        }
        let now = &self.press.sources;
        let is_same = |finding: &Finding| {
            let source = finding.location.source;
            Arc::ptr_eq(sources.file(source), now.file(source))
        };
        self.of_site.retain(is_same);
        let changed = changed(&before, &self.press.tree);
        if !Frame::holds_for(&before, &self.press.tree) {
            self.frame = Arc::default();
        }
        if shown(&before, &changed) != shown(&self.press.tree, &changed) {
            self.album = Arc::default();
        }
        let unknown = self.unknown.take().filter(|_| !self.press.looks_at_pages());
        self.unknown = unknown.map(|unknown| &unknown | &changed);
        Ok(())
    }

    /// Takes over what is known of the examples on these pages; none for all of them.
    pub(super) fn take(&mut self, pages: Option<&BTreeSet<String>>, part: Assessment) {
        match pages {
            None => self.assessment = Arc::new(part),
            Some(pages) => Arc::make_mut(&mut self.assessment).replace(pages, part),
        }
        let tree = &self.press.tree;
        let reports = &self.assessment.examples;
        let waits = |path: &str| reports.of_page(path).any(|report| report.state == State::Awaited);
        match pages {
            None => {
                let pages = tree.pages.iter().map(|page| page.path.clone());
                self.waiting = pages.filter(|path| waits(path)).collect();
            }
            Some(pages) => {
                for page in pages {
                    match waits(page) {
                        true => self.waiting.insert(page.clone()),
                        false => self.waiting.remove(page),
                    };
                }
            }
        }
        self.unknown = Some(BTreeSet::new());
    }

    /// The site as it is now, to be shown.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::new(Snapshot {
            config: Arc::clone(&self.press.config),
            tree: Arc::clone(&self.press.tree),
            sources: self.press.sources.clone(),
            assessment: Arc::clone(&self.assessment),
            registry: Arc::clone(&self.press.registry),
            parts: Arc::clone(&self.parts),
            album: Arc::clone(&self.album),
            frame: Arc::clone(&self.frame),
            colours: Arc::clone(&self.press.colours),
            made: snapshot::Made::default(),
        })
    }

    /// Makes a page with each template, to see whether the theme can be used.
    pub(super) fn probe(&self, world: &dyn World) -> Result<(), Trouble> {
        let snapshot = self.snapshot();
        let mut paths = BTreeMap::new();
        for page in &self.press.tree.pages {
            let kind = (page.front.template.as_deref(), page.kind == PageKind::Section);
            paths.entry(kind).or_insert_with(|| page.output_path());
        }
        for path in paths.values().map(String::as_str).chain(["404.html"]) {
            let made = snapshot.make(path);
            made.map_err(|why| Trouble::of_theme(&Error::Site(why), &self.press.config, world))?;
        }
        Ok(())
    }
}

/// The pages that are not as they were, those that are gone among them.
fn changed(before: &Tree, now: &Tree) -> BTreeSet<String> {
    let mut changed = BTreeSet::new();
    let (mut before, mut now) = (before.pages.as_slice(), now.pages.as_slice());
    // Both are in the order of their paths.
    loop {
        match (before.split_first(), now.split_first()) {
            (Some((one, ones)), Some((other, others))) if Arc::ptr_eq(one, other) => {
                (before, now) = (ones, others);
            }
            (Some((one, ones)), Some((other, _))) if one.path <= other.path => {
                changed.insert(one.path.clone());
                before = ones;
            }
            (Some((one, ones)), None) => {
                changed.insert(one.path.clone());
                before = ones;
            }
            (_, Some((other, others))) => {
                changed.insert(other.path.clone());
                now = others;
            }
            (None, None) => return changed,
        }
    }
}

/// What these pages show, as they name it: pages and pictures.
fn shown<'t>(tree: &'t Tree, pages: &BTreeSet<String>) -> BTreeSet<(&'t str, &'t str)> {
    let pages = pages.iter().filter_map(|path| tree.pages.get(tree.find(path)?.0));
    let pictures = pages.flat_map(|page| {
        let images = page.document.links.iter().filter(|link| link.kind == LinkKind::Image);
        images.map(|image| (page.path.as_str(), image.target.as_str()))
    });
    pictures.collect()
}
