//! An editor as the server sees one: it starts the program, and sends and gets messages.

use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use std::{fs, thread};

use serde_json::{Value, json};

use crate::program;

/// Longer than anything takes, plugins compiled for the first time included.
const PATIENCE: Duration = Duration::from_secs(180);

/// A running server and what its editor knows.
pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    folder: PathBuf,
    asked: i64,
    /// Texts of open files.
    pub(crate) open: BTreeMap<String, String>,
    versions: BTreeMap<String, i64>,
    /// What is shown for each file.
    pub(crate) diagnostics: BTreeMap<String, Vec<Value>>,
    /// Messages for the user that were not looked at yet.
    pub(crate) shown: Vec<String>,
    /// Requests of the server.
    pub(crate) requests: Vec<Value>,
    /// What it says of its progress.
    pub(crate) progress: Vec<Value>,
    /// How columns are counted.
    pub(crate) encoding: String,
}

impl Editor {
    /// Starts a server in a folder and shakes hands.
    pub(crate) fn start(folder: &Path, capabilities: &Value, options: &Value) -> Self {
        let mut editor = Self::start_silent(folder, &[]);
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        let answer = editor.ask("initialize", params);
        let encoding = answer["result"]["capabilities"]["positionEncoding"].as_str();
        editor.encoding = encoding.expect("an encoding").to_owned();
        editor.tell("initialized", json!({}));
        editor
    }

    /// Starts a server and says nothing.
    pub(crate) fn start_silent(folder: &Path, args: &[&str]) -> Self {
        // Plugins are compiled once for all tests, not by each server.
        program::call(folder, &["plugin", "list"]);
        let mut command = program::command(folder);
        command.arg("lsp").args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            messages,
            folder: folder.to_owned(),
            asked: 0,
            open: BTreeMap::new(),
            versions: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            shown: Vec::new(),
            requests: Vec::new(),
            progress: Vec::new(),
            encoding: "utf-16".to_owned(),
        }
    }

    /// The address of a file.
    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/{}", self.folder.display(), path.replace(' ', "%20"))
    }

    /// The path of an address.
    pub(crate) fn path(&self, uri: &str) -> String {
        let folder = format!("file://{}/", self.folder.display());
        uri.strip_prefix(&folder).unwrap_or(uri).to_owned()
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the server is there");
        input.write_all(bytes).expect("the server reads");
        input.flush().unwrap();
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.answer(&json!(id))
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: &Value) -> Value {
        loop {
            let message = self.next().expect("an answer");
            if message.get("method").is_none() && message["id"] == *id {
                return message;
            }
            self.take(message);
        }
    }

    /// The next message; none once the server has ended.
    pub(crate) fn next(&mut self) -> Option<Value> {
        match self.messages.recv_timeout(PATIENCE) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("the server says nothing"),
        }
    }

    fn take(&mut self, message: Value) {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let path = self.path(params["uri"].as_str().unwrap());
                let all = params["diagnostics"].as_array().unwrap().clone();
                self.diagnostics.insert(path, all);
            }
            Some("$/progress") => self.progress.push(params.clone()),
            Some("window/showMessage") => {
                self.shown.push(params["message"].as_str().unwrap().to_owned());
            }
            _ if message.get("method").is_some() && message.get("id").is_some() => {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
                self.requests.push(message);
            }
            _ => {}
        }
    }

    /// Waits until the server has judged everything it was told of.
    pub(crate) fn settle(&mut self) {
        let answer = self.ask("proofpress/settled", Value::Null);
        assert!(answer.get("error").is_none(), "{answer}");
    }

    /// Opens a file of the disk.
    pub(crate) fn open(&mut self, path: &str) {
        let text = fs::read_to_string(self.folder.join(path)).unwrap_or_default();
        self.open.insert(path.to_owned(), text.clone());
        self.versions.insert(path.to_owned(), 1);
        let document =
            json!({"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Closes a file.
    pub(crate) fn close(&mut self, path: &str) {
        self.open.remove(path);
        let document = json!({"uri": self.uri(path)});
        self.tell("textDocument/didClose", json!({"textDocument": document}));
    }

    /// Puts another text in the place of a range of bytes of an open file.
    pub(crate) fn replace(&mut self, path: &str, range: (usize, usize), new: &str) {
        let text = &self.open[path];
        let change = json!({"range": self.range(text, range), "text": new});
        let version = self.versions.entry(path.to_owned()).or_default();
        *version += 1;
        let version = *version;
        let document = json!({"uri": self.uri(path), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.tell("textDocument/didChange", params);
        self.open.get_mut(path).unwrap().replace_range(range.0..range.1, new);
    }

    /// Says that a file of the disk is another or gone.
    pub(crate) fn watched(&mut self, path: &str, kind: u8) {
        let changes = json!([{"uri": self.uri(path), "type": kind}]);
        self.tell("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }

    /// The answer of a feature for an offset of an open file.
    pub(crate) fn feature(&mut self, method: &str, path: &str, offset: usize) -> Value {
        let position = self.position(&self.open[path], offset);
        let params = json!({"textDocument": {"uri": self.uri(path)}, "position": position});
        self.ask(method, params)["result"].take()
    }

    /// A position as the two sides count it.
    pub(crate) fn position(&self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = &before[start..];
        let column = match self.encoding.as_str() {
            "utf-8" => column.len(),
            "utf-32" => column.chars().count(),
            _ => column.encode_utf16().count(),
        };
        json!({"line": before.matches('\n').count(), "character": column})
    }

    /// A range as the two sides count it.
    pub(crate) fn range(&self, text: &str, (start, end): (usize, usize)) -> Value {
        json!({"start": self.position(text, start), "end": self.position(text, end)})
    }

    /// The offset of a position.
    pub(crate) fn offset(&self, text: &str, position: &Value) -> usize {
        let wanted = (position["line"].as_u64(), position["character"].as_u64());
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let same = |at: &usize| {
            let here = self.position(text, *at);
            (here["line"].as_u64(), here["character"].as_u64()) == wanted
        };
        ends.into_iter().find(same).unwrap_or_else(|| panic!("{position} is in no text"))
    }

    /// Ends the server as the protocol says; its exit status.
    pub(crate) fn end(mut self) -> i32 {
        let answer = self.ask("shutdown", Value::Null);
        assert_eq!(answer["result"], Value::Null);
        self.tell("exit", Value::Null);
        self.status()
    }

    /// Goes away; the exit status of the server.
    pub(crate) fn vanish(mut self) -> i32 {
        self.input = None;
        self.status()
    }

    /// The exit status of a server that ends by itself.
    pub(crate) fn status(&mut self) -> i32 {
        while self.next().is_some() {}
        self.child.wait().unwrap().code().expect("the server ends by itself")
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            _ if line.trim_end().is_empty() => break,
            _ => panic!("the server writes `{line}`"),
        }
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).expect("the server writes JSON"))
}
