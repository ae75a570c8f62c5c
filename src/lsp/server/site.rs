//! One site of a session: its worker, and what was last heard of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lsp_types::{Diagnostic, Uri};

use super::super::client::Client;
use super::super::diagnostics::Showing;
use super::super::documents::Documents;
use super::super::engine::Stage;
use super::super::found::Found;
use super::super::index::{Index, Outcome};
use super::super::overlay::Buffers;
use super::super::roots::Root;
use super::super::uri;
use super::super::worker::Worker;

/// A site.
pub(super) struct Site {
    pub(super) root: Root,
    pub(super) worker: Worker,
    /// The number of the state that was last handed to the worker.
    pub(super) ordered: u64,
    /// The number of the last state the worker is done with.
    pub(super) done: u64,
    /// The files that are open in it, as the worker last got them.
    pub(super) open: Arc<Buffers>,
    /// What the features know of it; none until it was read once.
    pub(super) index: Option<Arc<Index>>,
    /// What became of examples.
    pub(super) outcomes: Vec<Outcome>,
    pages: Found,
    examples: Found,
    links: Found,
    published: BTreeMap<String, Vec<Diagnostic>>,
    /// What the editor was told already.
    complaints: BTreeSet<String>,
}

impl Site {
    pub(super) fn new(root: Root, worker: Worker) -> Self {
        Self {
            root,
            worker,
            ordered: 0,
            done: 0,
            open: Arc::default(),
            index: None,
            outcomes: Vec::new(),
            pages: Found::default(),
            examples: Found::default(),
            links: Found::default(),
            published: BTreeMap::new(),
            complaints: BTreeSet::new(),
        }
    }

    /// Has the worker run over the site as it is now.
    pub(super) fn order(&mut self, documents: &Documents) {
        let inside = |path: &std::path::Path| self.root.inside(path);
        let buffers = documents
            .iter()
            .filter_map(|document| Some((inside(&document.path)?, Arc::clone(&document.text))));
        self.open = Arc::new(buffers.collect());
        self.ordered += 1;
        self.worker.order(self.ordered, Arc::clone(&self.open));
    }

    /// Whether the worker is done with all there is.
    pub(super) fn is_settled(&self) -> bool {
        self.done == self.ordered
    }

    /// Takes what a run found.
    pub(super) fn take(&mut self, stage: Stage) {
        match stage {
            Stage::Read { index, found } => {
                self.index = Some(index);
                self.pages = found;
            }
            Stage::Checked { found, outcomes } => {
                self.examples = found;
                self.outcomes = outcomes;
            }
            Stage::Linked { found } => self.links = found,
        }
    }

    /// Whether the site may be another once a file is. As long as it was not read, any may be.
    pub(super) fn concerns(&self, file: &str) -> bool {
        self.root.config == file || self.index.as_ref().is_none_or(|index| index.concerns(file))
    }

    /// Everything that was found.
    pub(super) fn found(&self) -> [&Found; 3] {
        [&self.pages, &self.examples, &self.links]
    }

    /// Whether this was not said before.
    pub(super) fn is_news(&mut self, complaint: &str) -> bool {
        self.complaints.insert(complaint.to_owned())
    }

    /// What the editor has to be told of its files that it was not told yet: an address, the
    /// version of the file where it is open, and all there is to say of it.
    pub(super) fn publish(
        &mut self,
        documents: &Documents,
        client: Client,
    ) -> Vec<(Uri, Option<i32>, Vec<Diagnostic>)> {
        let mut opened = BTreeMap::new();
        for document in documents.iter() {
            opened.extend(self.root.inside(&document.path).map(|path| (path, document)));
        }
        let open = |path: &str| opened.get(path).map(|document| Arc::clone(&document.text));
        let address = |path: &str| match opened.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of(&self.root.folder.join(path)),
        };
        let showing = Showing {
            index: self.index.as_deref(),
            encoding: client.encoding,
            related: client.related,
            open: &open,
            uri: &address,
        };
        let now = showing.all(&self.found());
        let mut news = Vec::new();
        let gone = self.published.keys().filter(|path| !now.contains_key(*path));
        let gone = gone.map(|path| (path, Vec::new()));
        let changed = now.iter().filter(|(path, all)| self.published.get(*path) != Some(*all));
        let changed = changed.map(|(path, all)| (path, all.clone()));
        for (path, all) in gone.chain(changed) {
            let version = opened.get(path).map(|document| document.version);
            news.extend(address(path).map(|uri| (uri, version, all)));
        }
        self.published = now;
        news
    }

    /// The addresses of everything that was published, to be taken back.
    pub(super) fn published(&self) -> impl Iterator<Item = Uri> {
        self.published.keys().filter_map(|path| uri::of(&self.root.folder.join(path)))
    }
}
