//! Runs a case. Each line of a script is one thing an editor does:
//!
//! | Line | Does |
//! |---|---|
//! | `capabilities {…}`, `options {…}` | says so when it starts, instead of what most editors say |
//! | `open PATH`, `close PATH` | opens and closes a file |
//! | `replace PATH "old" "new"` | changes the first such text of an open file |
//! | `settle` | waits, and shows what is new in diagnostics and messages |
//! | `complete`, `hover`, `define` `PATH "te\|xt"` | asks for that place, the caret at `\|` |
//! | `actions PATH "te\|xt" [KIND]` | asks for what can be done there |
//! | `apply PATH "te\|xt" "title" [KIND]` | does it, and shows what that changes |
//! | `symbols PATH`, `links PATH` | asks for those |
//! | `write PATH "text"`, `delete PATH` | changes the disk behind the editor's back, which notices |
//! | `send {…}` | sends a message, and shows the answer |
//!
//! Text in quotes is JSON.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::editor::Editor;
use crate::{program, show};

/// What most editors say of themselves.
fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16", "utf-8"]},
        "textDocument": {
            "completion": {"completionItem": {"snippetSupport": true}},
            "publishDiagnostics": {"relatedInformation": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
    })
}

/// Runs it; what the editor saw.
pub(crate) fn run(case: &Path) -> String {
    let site = program::copy_of(&case.join("site"));
    let folder = site.path().canonicalize().unwrap();
    let script = fs::read_to_string(case.join("script")).expect("a script");
    let (mut capabilities, mut options) = (capabilities(), Value::Null);
    let mut lines = script.lines().filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.peek() {
        if let Some(said) = line.strip_prefix("capabilities ") {
            capabilities = serde_json::from_str(said).expect("capabilities");
        } else if let Some(said) = line.strip_prefix("options ") {
            options = serde_json::from_str(said).expect("options");
        } else {
            break;
        }
        lines.next();
    }
    let editor = Editor::start(&folder, &capabilities, &options);
    let mut play = Play { editor, folder, seen: Default::default() };
    let mut out = String::new();
    for line in lines {
        let _ = writeln!(out, "> {line}");
        out.push_str(&play.line(line));
    }
    let status = play.editor.end();
    assert_eq!(status, 0, "{}", case.display());
    out.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

struct Play {
    editor: Editor,
    folder: std::path::PathBuf,
    seen: std::collections::BTreeMap<String, Vec<Value>>,
}

impl Play {
    fn line(&mut self, line: &str) -> String {
        if let Some(message) = line.strip_prefix("send ") {
            return self.send(&serde_json::from_str(message).expect("a message"));
        }
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["open", path] => self.editor.open(path),
            ["close", path] => self.editor.close(path),
            ["replace", path, old, new] => {
                let start = self.editor.open[path].find(old).unwrap_or_else(|| panic!("{line}"));
                self.editor.replace(path, (start, start + old.len()), new);
            }
            ["write", path, text] => {
                fs::write(self.folder.join(path), text).unwrap();
                self.editor.watched(path, 2);
            }
            ["delete", path] => {
                fs::remove_file(self.folder.join(path)).unwrap();
                self.editor.watched(path, 3);
            }
            ["settle"] => return self.settle(),
            ["complete", path, place] => {
                return show::completions(&self.feature("completion", path, place));
            }
            ["hover", path, place] => return show::hover(&self.feature("hover", path, place)),
            ["define", path, place] => {
                let answer = self.feature("definition", path, place);
                return show::definition(&self.editor, &answer);
            }
            ["actions", path, place] => return show::actions(&self.actions(path, place, None)),
            ["actions", path, place, kind] => {
                return show::actions(&self.actions(path, place, Some(kind)));
            }
            ["apply", path, place, title] => return self.apply(path, place, title, None),
            ["apply", path, place, title, kind] => {
                return self.apply(path, place, title, Some(kind));
            }
            ["symbols", path] => {
                let answer = self.of_file("textDocument/documentSymbol", path);
                return show::symbols(&answer, 0);
            }
            ["links", path] => {
                let answer = self.of_file("textDocument/documentLink", path);
                return show::links(&self.editor, &answer);
            }
            _ => panic!("no such line: {line}"),
        }
        String::new()
    }

    /// Waits, and shows what is new.
    fn settle(&mut self) -> String {
        self.editor.settle();
        let mut out = String::new();
        for message in std::mem::take(&mut self.editor.shown) {
            let message = message.replace(&*self.folder.to_string_lossy(), "[site]");
            let _ = writeln!(out, "message: {message}");
        }
        for (path, all) in &self.editor.diagnostics {
            if self.seen.get(path) != Some(all) && (self.seen.contains_key(path) || !all.is_empty())
            {
                out.push_str(&show::diagnostics(&self.editor, path, all));
            }
        }
        self.seen = self.editor.diagnostics.clone();
        if out.is_empty() { "nothing new\n".to_owned() } else { out }
    }

    fn send(&mut self, message: &Value) -> String {
        self.editor.send(message);
        match message.get("id").filter(|_| message.get("method").is_some()) {
            Some(id) => format!("{}\n", self.editor.answer(id)),
            None => String::new(),
        }
    }

    /// The offset of `|` in the text around it.
    fn offset(&self, path: &str, place: &str) -> usize {
        let (before, after) = place.split_once('|').expect("a caret");
        let text = &self.editor.open[path];
        let at = text.find(&format!("{before}{after}")).unwrap_or_else(|| panic!("no {place}"));
        at + before.len()
    }

    fn feature(&mut self, name: &str, path: &str, place: &str) -> Value {
        let offset = self.offset(path, place);
        self.editor.feature(&format!("textDocument/{name}"), path, offset)
    }

    fn of_file(&mut self, method: &str, path: &str) -> Value {
        let uri = self.editor.uri(path);
        self.editor.ask(method, json!({"textDocument": {"uri": uri}}))["result"].take()
    }

    fn actions(&mut self, path: &str, place: &str, kind: Option<&str>) -> Value {
        let offset = self.offset(path, place);
        let range = self.editor.range(&self.editor.open[path], (offset, offset));
        let shown = self.editor.diagnostics.get(path).cloned().unwrap_or_default();
        let mut context = json!({"diagnostics": shown});
        if let Some(kind) = kind {
            context["only"] = json!([kind]);
        }
        let uri = self.editor.uri(path);
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        self.editor.ask("textDocument/codeAction", params)["result"].take()
    }

    /// Does what an action says, and shows the lines it changes.
    fn apply(&mut self, path: &str, place: &str, title: &str, kind: Option<&str>) -> String {
        let actions = self.actions(path, place, kind);
        let mut all = actions.as_array().into_iter().flatten();
        let action = all.find(|action| action["title"] == title);
        let Some(action) = action else {
            return format!("no such action; there are:\n{}", show::actions(&actions));
        };
        let mut out = String::new();
        for (uri, edits) in action["edit"]["changes"].as_object().unwrap() {
            let path = self.editor.path(uri);
            let before = self.text(&path);
            let mut edits: Vec<(usize, usize, String)> = { edits.as_array().unwrap().iter() }
                .map(|edit| {
                    let offset = |end: &str| self.editor.offset(&before, &edit["range"][end]);
                    let new = edit["newText"].as_str().unwrap().to_owned();
                    (offset("start"), offset("end"), new)
                })
                .collect();
            edits.sort();
            for (start, end, new) in edits.into_iter().rev() {
                self.edit(&path, (start, end), &new);
            }
            let after = self.text(&path);
            let diff = similar::TextDiff::from_lines(&before, &after);
            let _ = write!(out, "{path}\n{}", diff.unified_diff().context_radius(0));
        }
        out
    }

    fn text(&self, path: &str) -> String {
        match self.editor.open.get(path) {
            Some(text) => text.clone(),
            None => fs::read_to_string(self.folder.join(path)).unwrap(),
        }
    }

    fn edit(&mut self, path: &str, range: (usize, usize), new: &str) {
        if self.editor.open.contains_key(path) {
            return self.editor.replace(path, range, new);
        }
        let mut text = self.text(path);
        text.replace_range(range.0..range.1, new);
        fs::write(self.folder.join(path), text).unwrap();
        self.editor.watched(path, 2);
    }
}

/// Words parted by spaces; one in quotes is JSON.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if rest.starts_with('"') {
            let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<String>();
            words.push(stream.next().unwrap().unwrap_or_else(|why| panic!("{line}: {why}")));
            rest = rest[stream.byte_offset()..].trim_start();
        } else {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            words.push(word.to_owned());
            rest = after.trim_start();
        }
    }
    words
}
