//! What an editor would show, as text.

use std::fmt::Write as _;

use serde_json::Value;

use crate::editor::Editor;

/// The most completions that are shown.
const MOST: usize = 12;

/// Line and column from one, as the protocol counts columns.
fn at(position: &Value) -> String {
    let number = |key: &str| position[key].as_u64().unwrap() + 1;
    format!("{}:{}", number("line"), number("character"))
}

fn range(range: &Value) -> String {
    format!("{}-{}", at(&range["start"]), at(&range["end"]))
}

pub(crate) fn diagnostics(editor: &Editor, path: &str, all: &[Value]) -> String {
    let mut out = String::new();
    if all.is_empty() {
        let _ = writeln!(out, "{path}: nothing");
    }
    for one in all {
        let severity = match one["severity"].as_u64() {
            Some(1) => "error",
            Some(2) => "warning",
            _ => "info",
        };
        assert_eq!(one["source"], "proofpress");
        let code = one["code"].as_str().unwrap_or("(no rule)");
        let message = one["message"].as_str().unwrap().replace('\n', "\n    ");
        let _ = writeln!(out, "{path}:{} {severity} {code}: {message}", range(&one["range"]));
        if let Some(href) = one["codeDescription"]["href"].as_str() {
            let _ = writeln!(out, "    <{href}>");
        }
        if let Some(tags) = one.get("tags") {
            let _ = writeln!(out, "    tags {tags}");
        }
        for related in one["relatedInformation"].as_array().into_iter().flatten() {
            let path = editor.path(related["location"]["uri"].as_str().unwrap());
            let place = range(&related["location"]["range"]);
            let _ =
                writeln!(out, "    see {path}:{place}: {}", related["message"].as_str().unwrap());
        }
    }
    out
}

pub(crate) fn completions(answer: &Value) -> String {
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    let mut out = String::new();
    for item in items.iter().take(MOST) {
        let label = item["label"].as_str().unwrap();
        let text = item["textEdit"]["newText"].as_str().unwrap();
        let _ = write!(out, "{label}");
        if text != label {
            let _ = write!(out, " => {}", text.replace('\n', "\\n"));
        }
        if let Some(detail) = item["detail"].as_str() {
            let _ = write!(out, "  ({detail})");
        }
        out.push('\n');
    }
    if let Some(item) = items.first() {
        let _ = writeln!(out, "{} in all, for {}", items.len(), range(&item["textEdit"]["range"]));
    } else {
        out.push_str("nothing\n");
    }
    out
}

/// The first lines of a hover; all of it would be a page.
pub(crate) fn hover(answer: &Value) -> String {
    let Some(text) = answer["contents"]["value"].as_str() else { return "nothing\n".to_owned() };
    let mut out = format!("{}\n", range(&answer["range"]));
    for line in text.lines().take(8) {
        out.push_str(format!("    {line}").trim_end());
        out.push('\n');
    }
    if text.lines().count() > 8 {
        out.push_str("    …\n");
    }
    out
}

pub(crate) fn definition(editor: &Editor, answer: &Value) -> String {
    match answer["uri"].as_str() {
        Some(uri) => format!("{}:{}\n", editor.path(uri), at(&answer["range"]["start"])),
        None => "nothing\n".to_owned(),
    }
}

pub(crate) fn links(editor: &Editor, answer: &Value) -> String {
    let links = answer.as_array().cloned().unwrap_or_default();
    let line = |link: &Value| {
        let path = editor.path(link["target"].as_str().unwrap());
        format!("{} {path}\n", range(&link["range"]))
    };
    links.iter().map(line).collect()
}

pub(crate) fn symbols(answer: &Value, depth: usize) -> String {
    let mut out = String::new();
    for symbol in answer.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().map(|detail| format!(" ({detail})"));
        let name = symbol["name"].as_str().unwrap();
        if let Some(flat) = symbol["location"].get("range") {
            let _ = writeln!(out, "{name} {}", range(flat));
            continue;
        }
        let indent = "  ".repeat(depth);
        let places =
            format!("{}, named at {}", range(&symbol["range"]), range(&symbol["selectionRange"]));
        let _ = writeln!(out, "{indent}{name}{} {places}", detail.unwrap_or_default());
        out.push_str(&symbols(&symbol["children"], depth + 1));
    }
    out
}

pub(crate) fn actions(answer: &Value) -> String {
    let mut out = String::new();
    for action in answer.as_array().into_iter().flatten() {
        let preferred = if action["isPreferred"] == true { ", preferred" } else { "" };
        let mends = action["diagnostics"].as_array().map_or(0, Vec::len);
        let kind = action["kind"].as_str().unwrap();
        let title = action["title"].as_str().unwrap();
        let _ = writeln!(out, "{title}  ({kind}{preferred}, mends {mends})");
    }
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}
