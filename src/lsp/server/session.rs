//! What one editor has open, the sites that is part of, and what they are to be told.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use lsp_server::{Message, Notification, Request, RequestId, Response};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, MessageType,
    PublishDiagnosticsParams, Registration, RegistrationParams, ShowMessageParams, WorkspaceFolder,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::super::client::Client;
use super::super::documents::Documents;
use super::super::engine::{Engine, SettingsOf};
use super::super::roots::Root;
use super::super::uri;
use super::super::worker::{Told, Worker};
use super::site::Site;
use super::{Event, asked, hearing};

/// A session.
pub(super) struct Session {
    settings: SettingsOf,
    /// The only site, where the command line names one.
    only: Option<Root>,
    events: Sender<Event>,
    pub(super) client: Client,
    pub(super) documents: Documents,
    /// The sites, by folder.
    pub(super) sites: BTreeMap<PathBuf, Site>,
    /// Folders of the editor's workspace.
    folders: BTreeSet<PathBuf>,
    /// Whether examples of all pages are checked.
    whole: bool,
    /// Requests that are answered once nothing is under way.
    waiting: Vec<RequestId>,
    asked: i32,
    out: Vec<Value>,
}

impl Session {
    pub(super) fn new(settings: SettingsOf, only: Option<Root>, events: Sender<Event>) -> Self {
        Self {
            settings,
            only,
            events,
            client: Client::default(),
            documents: Documents::default(),
            sites: BTreeMap::new(),
            folders: BTreeSet::new(),
            whole: false,
            waiting: Vec::new(),
            asked: 0,
            out: Vec::new(),
        }
    }

    /// Takes in what the editor says of itself.
    #[expect(deprecated, reason = "older editors have one folder, and say so in `rootUri`")]
    pub(super) fn meet(&mut self, client: Client, params: &InitializeParams) {
        self.client = client;
        let options = params.initialization_options.as_ref();
        let checked = options.and_then(|options| options.get("check")?.as_str());
        self.whole = checked == Some("site");
        let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
        self.folders = folders.chain(&params.root_uri).filter_map(uri::path).collect();
    }

    /// Ends what is under way.
    pub(super) fn leave(&mut self) {
        self.sites.clear();
        self.settled();
    }

    /// What is to be written, in order.
    pub(super) fn said(&mut self) -> Vec<Value> {
        mem::take(&mut self.out)
    }

    /// Says something as it is.
    pub(super) fn say(&mut self, message: Value) {
        self.out.push(message);
    }

    pub(super) fn answer(&mut self, response: Response) {
        self.message(Message::Response(response));
    }

    fn message(&mut self, message: Message) {
        // Maps with text for keys: nothing JSON could not hold.
        let mut message = serde_json::to_value(message).unwrap_or_default();
        if let Some(object) = message.as_object_mut() {
            object.insert("jsonrpc".to_owned(), "2.0".into());
        }
        self.say(message);
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        self.message(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Shows the editor's user a message.
    pub(super) fn complain(&mut self, message: &str) {
        let message = format!("proofpress: {message}");
        let params = ShowMessageParams { typ: MessageType::ERROR, message };
        self.notify("window/showMessage", params);
    }

    /// Answers a request; none where that is done later.
    pub(super) fn request(&mut self, request: Request) -> Option<Response> {
        if request.method == "proofpress/settled" {
            self.waiting.push(request.id);
            self.settled();
            return None;
        }
        Some(asked::answer(self, request))
    }

    /// Answers those who wait for everything to be done, if it is.
    fn settled(&mut self) {
        if self.sites.values().all(Site::is_settled) {
            for id in mem::take(&mut self.waiting) {
                self.answer(Response::new_ok(id, Value::Null));
            }
        }
    }

    /// Takes a notification. What cannot be read is as if it had not come.
    pub(super) fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.begin(),
            "textDocument/didOpen" => {
                if let Some(DidOpenTextDocumentParams { text_document: file }) = read(params)
                    && let Some(path) = uri::path(&file.uri)
                    && self.documents.open(file.uri, file.version, file.text)
                {
                    self.changed(path);
                }
            }
            "textDocument/didChange" => {
                if let Some(DidChangeTextDocumentParams { text_document: file, content_changes }) =
                    read(params)
                    && let Some(path) = uri::path(&file.uri)
                    && self.documents.change(
                        &file.uri,
                        file.version,
                        content_changes,
                        self.client.encoding,
                    )
                {
                    self.changed(path);
                }
            }
            "textDocument/didClose" => {
                if let Some(DidCloseTextDocumentParams { text_document: file }) = read(params)
                    && let Some(path) = uri::path(&file.uri)
                    && self.documents.close(&file.uri)
                {
                    self.changed(path);
                    self.leave_sites();
                }
            }
            "workspace/didChangeWatchedFiles" => {
                if let Some(DidChangeWatchedFilesParams { changes }) = read(params) {
                    let changed = changes.iter().filter_map(|change| uri::path(&change.uri));
                    self.changed_on_disk(&changed.collect::<Vec<_>>());
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                if let Some(DidChangeWorkspaceFoldersParams { event }) = read(params) {
                    let paths = |folders: Vec<WorkspaceFolder>| -> Vec<PathBuf> {
                        folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
                    };
                    for folder in paths(event.removed) {
                        self.folders.remove(&folder);
                    }
                    self.leave_sites();
                    self.folders.extend(paths(event.added));
                    self.visit_folders();
                }
            }
            _ => {}
        }
    }

    /// The editor is ready.
    fn begin(&mut self) {
        if self.client.watches {
            let everything = json!({"watchers": [{"globPattern": "**/*"}]});
            let registration = Registration {
                id: "proofpress-files".to_owned(),
                method: "workspace/didChangeWatchedFiles".to_owned(),
                register_options: Some(everything),
            };
            let params = RegistrationParams { registrations: vec![registration] };
            self.asked += 1;
            let method = "client/registerCapability".to_owned();
            self.message(Message::Request(Request::new(self.asked.into(), method, params)));
        }
        self.visit_folders();
    }

    /// Has the sites of workspace folders run over, so that they are known before a file is open.
    fn visit_folders(&mut self) {
        let configs: Vec<PathBuf> =
            self.folders.iter().map(|folder| folder.join(crate::press::CONFIG_FILE)).collect();
        let new = |path: &PathBuf| {
            let root = self.root_of(path);
            root.is_some_and(|root| !self.sites.contains_key(&root.folder))
        };
        let new: Vec<PathBuf> = configs.into_iter().filter(new).collect();
        self.order(&new);
    }

    /// The site a file belongs to.
    pub(super) fn root_of(&self, path: &Path) -> Option<Root> {
        match &self.only {
            Some(only) => only.inside(path).map(|_| only.clone()),
            None => {
                let open = self.documents.iter().map(|document| document.path.clone());
                Root::of(path, &open.collect())
            }
        }
    }

    /// Has the site of a file run over that changed in the editor, if that is anything to it.
    fn changed(&mut self, path: PathBuf) {
        let site = self.root_of(&path).and_then(|root| self.sites.get(&root.folder));
        let concerned = site.is_none_or(|site| {
            site.root.inside(&path).is_some_and(|inside| site.concerns(&inside))
        });
        if concerned {
            self.order(&[path]);
        }
    }

    /// Has the sites of these files run over.
    fn order(&mut self, paths: &[PathBuf]) {
        let mut roots: BTreeMap<PathBuf, Root> = BTreeMap::new();
        for path in paths {
            roots.extend(self.root_of(path).map(|root| (root.folder.clone(), root)));
        }
        for (folder, root) in roots {
            if !self.sites.contains_key(&folder) {
                let engine = Engine {
                    root: folder.clone(),
                    config: root.config.clone(),
                    settings: Arc::clone(&self.settings),
                    whole: self.whole,
                };
                match Worker::start(engine, hearing(folder.clone(), self.events.clone())) {
                    Ok(worker) => {
                        self.sites.insert(folder.clone(), Site::new(root, worker));
                        self.begin_progress(&folder);
                    }
                    Err(why) => self.complain(&format!("cannot start a thread: {why}")),
                }
            }
            if let Some(site) = self.sites.get_mut(&folder) {
                site.order(&self.documents);
            }
        }
    }

    /// Shows that a site is read for the first time: plugins may have to be compiled.
    fn begin_progress(&mut self, folder: &Path) {
        if !self.client.progress {
            return;
        }
        let token = token(folder);
        self.asked += 1;
        let method = "window/workDoneProgress/create".to_owned();
        let params = json!({"token": token});
        self.message(Message::Request(Request::new(self.asked.into(), method, params)));
        let value = json!({"kind": "begin", "title": "proofpress: reading the site"});
        self.notify("$/progress", json!({"token": token, "value": value}));
    }

    fn end_progress(&mut self, folder: &Path) {
        if self.client.progress {
            let params = json!({"token": token(folder), "value": {"kind": "end"}});
            self.notify("$/progress", params);
        }
    }

    /// Files changed on the disk. What is open counts as the editor has it.
    fn changed_on_disk(&mut self, paths: &[PathBuf]) {
        let matters = |path: &&PathBuf| {
            let site = self.root_of(path).and_then(|root| self.sites.get(&root.folder));
            site.is_some_and(|site| {
                let inside = site.root.inside(path);
                inside.is_some_and(|inside| {
                    !site.open.contains_key(&inside) && site.concerns(&inside)
                })
            })
        };
        let changed: Vec<PathBuf> = paths.iter().filter(matters).cloned().collect();
        self.order(&changed);
        self.visit_documents();
        self.leave_sites();
    }

    /// Has the sites run over that open files belong to by now.
    fn visit_documents(&mut self) {
        let unknown = |path: &PathBuf| {
            self.root_of(path).is_some_and(|root| !self.sites.contains_key(&root.folder))
        };
        let paths = self.documents.iter().map(|document| document.path.clone());
        let unknown: Vec<PathBuf> = paths.filter(unknown).collect();
        self.order(&unknown);
    }

    /// Leaves sites of which nothing is open any more and that no folder holds, or whose
    /// configuration is gone.
    fn leave_sites(&mut self) {
        let mut kept: BTreeSet<PathBuf> = BTreeSet::new();
        let documents = self.documents.iter().map(|document| document.path.clone());
        let folders = self.folders.iter().map(|folder| folder.join(crate::press::CONFIG_FILE));
        for path in documents.chain(folders).collect::<Vec<_>>() {
            kept.extend(self.root_of(&path).map(|root| root.folder));
        }
        let gone: Vec<PathBuf> =
            self.sites.keys().filter(|folder| !kept.contains(*folder)).cloned().collect();
        for folder in gone {
            let Some(site) = self.sites.remove(&folder) else { continue };
            if site.done == 0 {
                self.end_progress(&folder);
            }
            for uri in site.published().collect::<Vec<_>>() {
                let params = PublishDiagnosticsParams::new(uri, Vec::new(), None);
                self.notify("textDocument/publishDiagnostics", params);
            }
        }
        self.settled();
    }

    /// Takes what a worker tells.
    pub(super) fn hear(&mut self, folder: &Path, told: Told) {
        let Some(site) = self.sites.get_mut(folder) else { return };
        let (mut complaint, mut first) = (None, false);
        match told {
            // What is known of an older state is better than nothing: places move along.
            Told::Stage(stage) => {
                site.take(stage);
                for (uri, version, all) in site.publish(&self.documents, self.client) {
                    let params = PublishDiagnosticsParams::new(uri, all, version);
                    self.notify("textDocument/publishDiagnostics", params);
                }
            }
            Told::Over(serial, why) => {
                first = site.done == 0;
                site.done = serial;
                complaint = why.filter(|why| site.is_news(why));
            }
        }
        if first {
            self.end_progress(folder);
        }
        if let Some(why) = complaint {
            self.complain(&why);
        }
        self.settled();
    }
}

/// What the progress of a site is known by.
fn token(folder: &Path) -> String {
    format!("proofpress:{}", folder.display())
}

/// Parameters; none where they are not what they should be.
fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}
