//! Front matter: its keys, and the words that other pages use.

use std::collections::BTreeMap;

use lsp_types::{CompletionItem, CompletionItemKind as Kind};

use super::super::view::{Front, View};
use super::item::{Items, Told};
use crate::content::FRONT_MATTER_KEYS;
use crate::source::Span;

/// What can be written at an offset of the block.
pub(super) fn complete(view: &View<'_>, front: Front, offset: usize) -> Vec<CompletionItem> {
    let (start, line) = view.lines().line(offset);
    let Some(before) = line.get(..offset - start) else { return Vec::new() };
    let separator = if front.yaml { ':' } else { '=' };
    match before.split_once(separator) {
        Some((key, typed)) => values(view, front, key.trim(), typed, offset),
        None if before.trim_start().starts_with('-') => {
            let typed = before.trim_start().trim_start_matches('-');
            let key = above(view.text, start, front);
            values(view, front, key, typed, offset)
        }
        // A key of ours begins its line; what is indented belongs to another.
        None if before.starts_with([' ', '\t', '[']) => Vec::new(),
        None => keys(view, front, Span::new(start, offset)),
    }
}

/// The key that a list of YAML above a line belongs to.
fn above(text: &str, start: usize, front: Front) -> &str {
    let before = text.get(front.inner.start..start).unwrap_or_default();
    let mut lines = before.lines().rev().skip_while(|line| line.trim_start().starts_with('-'));
    lines.next().and_then(|line| line.strip_suffix(':')).unwrap_or_default()
}

fn keys(view: &View<'_>, front: Front, span: Span) -> Vec<CompletionItem> {
    let block = view.text.get(front.inner.start..front.inner.end).unwrap_or_default();
    let given = |name: &str| {
        let is = |line: &str| {
            let rest = line.strip_prefix(name).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with([':', '=']))
        };
        block.lines().any(is)
    };
    let mut items = Items::new(view, span);
    for key in FRONT_MATTER_KEYS.iter().filter(|key| !given(key.name)) {
        let form = match (front.yaml, key.name) {
            (true, "extra") => "extra:\n  $".to_owned(),
            (false, "extra") => "[extra]\n$".to_owned(),
            (true, name) => format!("{name}: {}", key.form),
            (false, name) => format!("{name} = {}", key.form),
        };
        items.add(key.name, &form, Kind::PROPERTY, Told { detail: "", about: key.about });
    }
    items.finish()
}

fn values(
    view: &View<'_>,
    front: Front,
    key: &str,
    typed: &str,
    offset: usize,
) -> Vec<CompletionItem> {
    // An odd number of quotes: the caret is within a text, which begins at the last of them.
    let quoted = typed.matches('"').count() % 2 == 1;
    let start = match quoted {
        true => typed.rfind('"').map_or(0, |at| at + 1),
        false => typed.rfind(['[', ',', ' ']).map_or(0, |at| at + 1),
    };
    let mut items = Items::new(view, Span::new(offset - (typed.len() - start), offset));
    let bare = quoted || front.yaml;
    let written = |word: &str| match bare {
        true => word.to_owned(),
        false => format!("\"{word}\""),
    };
    let mut count = |words: &BTreeMap<String, usize>| {
        let mut words: Vec<(&String, &usize)> = words.iter().collect();
        words.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        for (word, pages) in words {
            let detail = if *pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
            items.add(word, &written(word), Kind::VALUE, Told { detail: &detail, about: "" });
        }
    };
    match key {
        "tags" => count(&view.index.words.tags),
        "category" => count(&view.index.words.categories),
        "authors" => count(&view.index.words.authors),
        "draft" | "noindex" => {
            items.add("true", "true", Kind::VALUE, Told::default());
            items.add("false", "false", Kind::VALUE, Told::default());
        }
        "template" => {
            for template in &view.index.templates {
                items.add(template, &written(template), Kind::FILE, Told::default());
            }
        }
        _ => {}
    }
    items.finish()
}
