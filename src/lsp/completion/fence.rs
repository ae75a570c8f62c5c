//! The info string of a fence: languages, attributes, and the values of attributes.

use std::collections::BTreeSet;

use lsp_types::{CompletionItem, CompletionItemKind as Kind};

use super::super::index::Index;
use super::super::view::View;
use super::item::{Items, Told};
use crate::fence::{self, ABOUT, About};
use crate::source::Span;

/// Labels that are no languages, and what they are for.
const LABELS: [(&str, &str); 4] = [
    ("console", "a transcript: commands at a prompt, and what they print"),
    ("diff", "a change; `lang=` says of what"),
    ("output", "what the example before it prints"),
    ("text", "text in which there is nothing to check"),
];

/// What pages say most often; the others follow by name.
const LIKELY: [&str; 6] = ["run", "fails", "title", "ignore", "file", "session"];

/// What can be written in an opening fence.
pub(super) fn complete(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let (start, line) = view.lines().line(offset);
    let Some(before) = line.get(..offset - start) else { return Vec::new() };
    let Some(info) = info_start(line) else { return Vec::new() };
    let Some(typed) = before.get(info..) else { return Vec::new() };
    let lead = typed.len() - typed.trim_start().len();
    let words = &typed[lead..];
    match words.find([' ', '\t', ',', '{']) {
        None => languages(view, Span::new(offset - words.len(), offset)),
        Some(end) => attributes(view, &words[..end], &words[end..], offset),
    }
}

/// Whether an offset is among the attributes of a `<!-- proof: … -->`.
pub(super) fn in_comment(view: &View<'_>, offset: usize) -> bool {
    comment(view, offset).is_some()
}

/// What can be written there.
pub(super) fn complete_comment(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let Some(typed) = comment(view, offset) else { return Vec::new() };
    attributes(view, "", typed, offset)
}

/// The attributes of a comment up to an offset, from the space after `proof:`.
fn comment<'t>(view: &View<'t>, offset: usize) -> Option<&'t str> {
    let (start, line) = view.lines().line(offset);
    let before = line.get(..offset - start)?;
    let (_, inner) = before.rsplit_once("<!--")?;
    let typed = inner.trim_start().strip_prefix("proof:")?;
    (!typed.contains("-->")).then_some(typed)
}

/// Where the info string of a fence's line starts.
fn info_start(line: &str) -> Option<usize> {
    let at = line.find("```").or_else(|| line.find("~~~"))?;
    let marker = line[at..].chars().next()?;
    Some(line.len() - line[at..].trim_start_matches(marker).len())
}

fn languages(view: &View<'_>, span: Span) -> Vec<CompletionItem> {
    let mut items = Items::new(view, span);
    for (language, said) in &view.index.languages {
        items.add(language, language, Kind::MODULE, Told { detail: &said.join("; "), about: "" });
    }
    for (label, about) in LABELS {
        if !view.index.languages.contains_key(label) {
            items.add(label, label, Kind::KEYWORD, Told { detail: about, about: "" });
        }
    }
    items.finish()
}

/// Attributes and their values: `typed` is what stands behind the language, up to the caret.
fn attributes(view: &View<'_>, language: &str, typed: &str, offset: usize) -> Vec<CompletionItem> {
    let word = last_word(typed);
    match word.split_once('=') {
        None => {
            let word = word.rsplit(',').next().unwrap_or_default();
            names(view, typed, Span::new(offset - word.len(), offset))
        }
        Some((name, value)) => {
            let quoted = value.starts_with(['"', '\'']);
            let last = value.trim_start_matches(['"', '\'']).rsplit(',').next().unwrap_or_default();
            values(view, (language, name.trim(), quoted), Span::new(offset - last.len(), offset))
        }
    }
}

/// What stands behind the last space or brace that is in no quotes.
fn last_word(typed: &str) -> &str {
    let mut quote: Option<char> = None;
    let mut start = 0;
    for (at, c) in typed.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() || matches!(c, '{' | '}') => start = at + c.len_utf8(),
            None => {}
        }
    }
    &typed[start..]
}

fn names(view: &View<'_>, typed: &str, span: Span) -> Vec<CompletionItem> {
    let (given, _) = fence::attributes(&typed[..typed.len() - span.len()]);
    let mut items = Items::new(view, span);
    let likely = |about: &&About| LIKELY.iter().position(|name| *name == about.name);
    let mut open: Vec<&About> =
        ABOUT.iter().filter(|about| !given.iter().any(|one| one.key == about.name)).collect();
    open.sort_by_key(|about| likely(about).unwrap_or(LIKELY.len()));
    for about in open {
        let shown = about.form.replace('$', "…");
        let kind = if about.form.contains('=') { Kind::PROPERTY } else { Kind::KEYWORD };
        items.add(about.name, about.form, kind, Told { detail: &shown, about: about.text });
    }
    items.finish()
}

fn values(
    view: &View<'_>,
    (language, name, quoted): (&str, &str, bool),
    span: Span,
) -> Vec<CompletionItem> {
    let mut items = Items::new(view, span);
    match name {
        "fails" => rules(view.index, language, &mut items),
        "as" | "lang" => {
            for (language, said) in &view.index.languages {
                let told = Told { detail: &said.join("; "), about: "" };
                items.add(language, language, Kind::MODULE, told);
            }
        }
        "session" | "group" | "file" => {
            for word in used(view, name) {
                items.add(&word, &word, Kind::VALUE, Told::default());
            }
        }
        "ignore" if !quoted => {
            let told = Told { detail: "", about: "Why it is not checked." };
            items.add("\"reason\"", "\"$\"", Kind::VALUE, told);
        }
        _ => {}
    }
    for value in fence::about(name).map(|about| about.values).unwrap_or_default() {
        items.add(value, value, Kind::ENUM_MEMBER, Told::default());
    }
    items.finish()
}

/// Rules of plugins: those for the language first.
fn rules(index: &Index, language: &str, items: &mut Items<'_>) {
    let language = language.to_lowercase();
    for own in [true, false] {
        for (id, rule) in &index.rules {
            let Some(languages) = &rule.languages else { continue };
            if languages.contains(&language) == own {
                let told = Told { detail: &rule.title, about: &rule.docs };
                items.add(id, id, Kind::VALUE, told);
            }
        }
    }
}

/// The values an attribute has elsewhere on the page.
fn used(view: &View<'_>, name: &str) -> BTreeSet<String> {
    let page = view.page();
    let values = page.document.examples.iter().filter_map(|example| example.fence.get(name));
    values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
}
