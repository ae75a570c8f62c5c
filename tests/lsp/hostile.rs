//! What a server must withstand: broken frames, messages out of turn, places that are nowhere,
//! files that go away, long texts, and changes that come faster than they can be judged.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::editor::Editor;

const PAGE: &str = "content/_index.md";

/// A site with one page, in a folder that is not reached by links.
fn site(page: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir(root.join("content")).unwrap();
    fs::write(root.join("proofpress.toml"), "").unwrap();
    fs::write(root.join(PAGE), page).unwrap();
    (folder, root)
}

fn start(root: &std::path::Path) -> Editor {
    Editor::start(root, &json!({}), &Value::Null)
}

fn codes(editor: &Editor, path: &str) -> Vec<String> {
    let all = editor.diagnostics.get(path).into_iter().flatten();
    all.map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

fn error(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn what_is_no_message_is_answered_and_passed_over() {
    let (_folder, root) = site("# Home\n");
    let mut editor = Editor::start_silent(&root, &["--stdio"]);
    for bytes in [
        &b"Content-Length: 5\r\n\r\n{oops"[..],
        b"Content-Length: -1\r\n",
        b"GET / HTTP/1.1\r\n",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 15\r\n\r\n{\"jsonrpc\":2.0}",
    ] {
        editor.send_bytes(bytes);
        let answer = editor.next().unwrap();
        assert!(matches!(error(&answer), -32700 | -32600), "{answer}");
        assert_eq!(answer["id"], Value::Null);
    }
    // A method that is no text, and an id that we could give back.
    editor.send(&json!({"jsonrpc": "2.0", "id": "a", "method": 1}));
    let answer = editor.answer(&json!("a"));
    assert_eq!(error(&answer), -32600);
    let answer = editor.ask("textDocument/hover", json!({}));
    assert_eq!(error(&answer), -32002);
    // What is told before the two have met is not heard.
    editor.tell("textDocument/didOpen", json!({"textDocument": 1}));
    assert_eq!(error(&editor.ask("initialize", json!({"capabilities": 1}))), -32602);
    assert!(editor.ask("initialize", json!({"capabilities": {}}))["result"].is_object());
    assert_eq!(error(&editor.ask("initialize", json!({"capabilities": {}}))), -32600);
    assert_eq!(error(&editor.ask("textDocument/colour", json!({}))), -32601);
    assert_eq!(error(&editor.ask("textDocument/hover", json!({"x": 1}))), -32602);
    editor.tell("textDocument/didChange", json!({"contentChanges": "no"}));
    editor.tell("no/such/thing", json!(null));
    editor.settle();
    assert_eq!(editor.shown, Vec::<String>::new());
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_server_ends_with_its_editor() {
    let (_folder, root) = site("# Home\n");
    assert_eq!(start(&root).vanish(), 1);
    let mut editor = start(&root);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.status(), 1);
    let mut editor = start(&root);
    editor.ask("shutdown", Value::Null);
    assert_eq!(error(&editor.ask("textDocument/hover", json!({}))), -32600);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.status(), 0);
    // A frame that the end cuts off.
    let mut editor = start(&root);
    editor.send_bytes(b"Content-Length: 100\r\n\r\n{");
    assert_eq!(editor.vanish(), 1);
}

#[test]
fn places_that_are_nowhere_are_brought_in() {
    let (_folder, root) = site("# Home 𝄞\r\n\r\n[a](b.md)");
    let mut editor = start(&root);
    editor.open(PAGE);
    editor.settle();
    let nowhere = [(0, 9999), (9999, 0), (u32::MAX, u32::MAX), (0, 8), (2, 3)];
    for (line, character) in nowhere {
        let uri = editor.uri(PAGE);
        let position = json!({"line": line, "character": character});
        let document = json!({"uri": uri});
        for method in ["hover", "completion", "definition"] {
            let params = json!({"textDocument": document, "position": position});
            let answer = editor.ask(&format!("textDocument/{method}"), params);
            assert!(answer.get("result").is_some(), "{method}: {answer}");
        }
        let range = json!({"start": position, "end": {"line": 0, "character": 0}});
        let context = json!({"diagnostics": []});
        let params = json!({"textDocument": document, "range": range, "context": context});
        assert!(editor.ask("textDocument/codeAction", params).get("result").is_some());
        // A change whose end lies before its beginning.
        let change = json!({"range": range, "text": ""});
        let document = json!({"uri": uri, "version": 2});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        editor.tell("textDocument/didChange", params);
    }
    editor.settle();
    assert_eq!(codes(&editor, PAGE), ["link/missing-page"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn files_may_go_away_while_they_are_open() {
    let (_folder, root) = site("# Home\n\n[a](other.md)\n");
    let mut editor = start(&root);
    editor.open(PAGE);
    editor.settle();
    assert_eq!(codes(&editor, PAGE), ["link/missing-page"]);
    // One that is not on the disk yet is a page all the same.
    editor.open("content/other.md");
    editor.settle();
    assert_eq!(codes(&editor, PAGE), Vec::<String>::new());
    fs::remove_file(root.join(PAGE)).unwrap();
    editor.watched(PAGE, 3);
    let end = editor.open[PAGE].len();
    editor.replace(PAGE, (end, end), "[b](none.md)\n");
    editor.settle();
    assert_eq!(codes(&editor, PAGE), ["link/missing-page"]);
    // Without its configuration it is no site, and nothing is wrong with its files.
    fs::remove_file(root.join("proofpress.toml")).unwrap();
    editor.watched("proofpress.toml", 3);
    editor.settle();
    assert_eq!(codes(&editor, PAGE), Vec::<String>::new());
    fs::write(root.join("proofpress.toml"), "").unwrap();
    editor.watched("proofpress.toml", 1);
    editor.settle();
    assert_eq!(codes(&editor, PAGE), ["link/missing-page"]);
    fs::remove_dir_all(&root).unwrap();
    editor.replace(PAGE, (0, 0), "x");
    editor.settle();
    assert_eq!(editor.end(), 0);
}

#[test]
fn long_texts_are_read() {
    let line = "Words 𝄞 and [a link](#top) and `code` on a line of their own.\n";
    let mut page = String::from("# Long\n\n");
    while page.len() < 1 << 20 {
        page.push_str(line);
    }
    page.push_str("\n```python titel=\"x\"\nx = 1\n```\n");
    let (_folder, root) = site(&page);
    let mut editor = start(&root);
    editor.open(PAGE);
    for _ in 0..20 {
        editor.replace(PAGE, (0, 0), "𝄞\r\n");
    }
    editor.settle();
    assert_eq!(codes(&editor, PAGE), ["fence/unknown-attribute"]);
    let at = editor.open[PAGE].find("titel").unwrap();
    let shown = editor.diagnostics[PAGE][0].clone();
    assert_eq!(editor.offset(&editor.open[PAGE][at..], &json!({"line": 0, "character": 0})), 0);
    let before = editor.open[PAGE][..at].matches('\n').count();
    assert_eq!(shown["range"]["start"], json!({"line": before, "character": 10}));
    // Nothing but brackets.
    editor.open("content/brackets.md");
    editor.replace("content/brackets.md", (0, 0), &"[".repeat(100_000));
    editor.replace("content/brackets.md", (0, 0), &"> ".repeat(10_000));
    editor.settle();
    let items = editor.feature("textDocument/completion", "content/brackets.md", 20_000);
    assert!(items["items"].is_array());
    assert_eq!(editor.end(), 0);
}

/// Whatever comes in between, what is shown in the end is what another editor is shown that opens
/// the last text.
#[test]
fn the_last_text_counts_however_fast_it_came() {
    let (_folder, root) = site("# Home\n");
    let mut editor = start(&root);
    editor.open(PAGE);
    for number in 0..40 {
        let end = editor.open[PAGE].len();
        let broken = if number % 3 == 0 { "x = (\n" } else { "x = 1\n" };
        let text = format!("\n```python titel=\"{number}\"\n{broken}```\n\n[a](p{number}.md)\n");
        editor.replace(PAGE, (end, end), &text);
        if number % 10 == 0 {
            editor.settle();
        }
        if number % 7 == 0 {
            let len = editor.open[PAGE].len();
            editor.replace(PAGE, (len / 2, len / 2), "é");
        }
    }
    editor.settle();
    let shown = editor.diagnostics[PAGE].clone();
    assert!(shown.len() >= 80, "{}", shown.len());
    fs::write(root.join(PAGE), &editor.open[PAGE]).unwrap();
    let mut other = start(&root);
    other.open(PAGE);
    other.settle();
    assert_eq!(shown, other.diagnostics[PAGE]);
    assert_eq!((editor.end(), other.end()), (0, 0));
}

/// An editor that shows progress is told when a site is read for the first time, and when that is
/// over, each once.
#[test]
fn the_first_reading_of_a_site_is_shown() {
    let (_folder, root) = site("# Home\n");
    let capabilities = json!({"window": {"workDoneProgress": true}});
    let mut editor = Editor::start(&root, &capabilities, &Value::Null);
    editor.open(PAGE);
    editor.settle();
    editor.replace(PAGE, (0, 0), "x");
    editor.settle();
    let kinds: Vec<&str> =
        editor.progress.iter().map(|value| value["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["begin", "end"]);
    assert_eq!(editor.requests[0]["method"], "window/workDoneProgress/create");
    assert_eq!(editor.requests[0]["params"]["token"], editor.progress[0]["token"]);
    assert_eq!(editor.end(), 0);
}
