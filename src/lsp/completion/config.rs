//! The configuration: tables, keys, values, and rules with their levels.

use std::collections::BTreeSet;

use lsp_types::{CompletionItem, CompletionItemKind as Kind};

use super::super::hover::table_above;
use super::super::view::View;
use super::item::{Items, Told};
use crate::config::known::{self, Key};
use crate::source::Span;

/// What can be written at an offset.
pub(super) fn complete(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let (start, line) = view.lines().line(offset);
    let Some(before) = line.get(..offset - start) else { return Vec::new() };
    let typed = before.trim_start();
    let table = table_above(view.text, start);
    if let Some(name) = typed.strip_prefix('[') {
        let name = name.trim_start_matches('[');
        return tables(view, Span::new(offset - name.len(), offset));
    }
    match typed.split_once('=') {
        Some((key, value)) => values(view, &table, key.trim(), value, offset),
        None if table == "checks.rules" => rules(view, Span::new(offset - typed.len(), offset)),
        None => keys(view, &table, Span::new(offset - typed.len(), offset)),
    }
}

fn tables(view: &View<'_>, span: Span) -> Vec<CompletionItem> {
    let own =
        known::keys_of("").into_iter().filter(|key| !matches!(key.name, "native" | "plugins"));
    let mut tables: Vec<(String, &str)> = own.map(|key| (key.name.to_owned(), key.about)).collect();
    let inner = known::keys().filter(|key| key.form.is_empty() && !key.table.is_empty());
    let inner = inner.filter(|key| !key.table.contains('*') && key.name != "overrides");
    tables.extend(inner.map(|key| (format!("{}.{}", key.table, key.name), key.about)));
    let plugins: BTreeSet<&str> =
        { view.index.rules.iter().filter(|(_, rule)| rule.languages.is_some()) }
            .filter_map(|(id, _)| Some(id.rsplit_once('/')?.0))
            .collect();
    let plugins =
        plugins.into_iter().map(|id| (format!("plugins.{}", crate::press::table_key(id)), ""));
    tables.extend(plugins);
    tables.sort();
    let mut items = Items::new(view, span);
    for (table, about) in tables {
        items.add(&table, &table, Kind::MODULE, Told { detail: "", about });
    }
    items.finish()
}

fn keys(view: &View<'_>, table: &str, span: Span) -> Vec<CompletionItem> {
    let given: BTreeSet<&str> = in_table(view.text, span.start).collect();
    let mut items = Items::new(view, span);
    let own = known::keys_of(table).into_iter().filter(|key| !given.contains(key.name));
    for key in own.filter(|key| !key.form.is_empty()) {
        items.add(key.name, &written(&key), Kind::PROPERTY, Told { detail: "", about: key.about });
    }
    items.finish()
}

fn written(key: &Key) -> String {
    format!("{} = {}", key.name, key.form)
}

/// The keys of the table that holds an offset.
fn in_table(text: &str, offset: usize) -> impl Iterator<Item = &str> {
    let (before, after) = text.split_at(offset);
    let is_inside = |line: &&str| !line.trim_start().starts_with('[');
    let above = before.lines().rev().take_while(is_inside);
    let below = after.lines().take_while(is_inside);
    above.chain(below).filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

fn rules(view: &View<'_>, span: Span) -> Vec<CompletionItem> {
    let mut items = Items::new(view, span);
    for (id, rule) in &view.index.rules {
        let form = format!("\"{id}\" = \"$\"");
        let told = Told { detail: &rule.title, about: &rule.docs };
        let own = crate::rules::find(id);
        if own.is_none_or(|own| own.is_about_pages()) {
            items.add(&format!("\"{id}\""), &form, Kind::VALUE, told);
        }
    }
    items.finish()
}

fn values(
    view: &View<'_>,
    table: &str,
    key: &str,
    typed: &str,
    offset: usize,
) -> Vec<CompletionItem> {
    let is_rule = table == "checks.rules";
    let known = known::keys_of(table).into_iter().find(|known| known.name == key);
    let values = match (&known, is_rule) {
        (_, true) => known::levels(),
        (Some(known), false) => known.values,
        (None, false) => &[],
    };
    let text = is_rule || known.is_some_and(|known| known.form.contains('"'));
    let quoted = typed.matches('"').count() % 2 == 1;
    let start = typed.rfind(['"', '[', ',', ' ']).map_or(0, |at| at + 1);
    let mut items = Items::new(view, Span::new(offset - (typed.len() - start), offset));
    for value in values {
        let written = if text && !quoted { format!("\"{value}\"") } else { (*value).to_owned() };
        items.add(value, &written, Kind::ENUM_MEMBER, Told::default());
    }
    items.finish()
}
