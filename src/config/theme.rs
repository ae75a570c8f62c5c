//! `[theme]`: how the site looks, as far as no file of the theme has to be replaced for it.

use std::collections::BTreeMap;

use super::read::set;
use crate::diagnostic::did_you_mean;
use crate::spanned::{Entry, Node, Reader, Table, Value};
use crate::theme::words;

/// `[theme]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeConfig {
    /// A picture beside the title in the header: a path of the site, or an address.
    pub logo: Option<String>,
    /// The picture in a browser's tab, in the same way.
    pub favicon: Option<String>,
    /// The colour of what leads on, `#rrggbb`.
    pub accent: Option<String>,
    /// The text at the foot of each page, in place of title and description.
    pub footer: Option<String>,
    /// Links in the header, after the sections.
    pub links: Vec<NamedLink>,
    /// Links at the foot of each page.
    pub social: Vec<NamedLink>,
    /// `[theme.words]`: what the theme says by itself, by key.
    pub words: BTreeMap<String, String>,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// What it is called.
    pub title: String,
    /// Where it leads: a path of the site, or an address.
    pub url: String,
}

pub(super) fn read(mut table: Table, theme: &mut ThemeConfig, reader: &mut Reader) {
    theme.logo = address(&mut table, "logo", reader);
    theme.favicon = address(&mut table, "favicon", reader);
    theme.accent = table.take("accent").and_then(|node| colour(&node, reader));
    set(&mut theme.footer, table.string("footer", reader).map(Some));
    theme.links = links(&mut table, "links", reader);
    theme.social = links(&mut table, "social", reader);
    if let Some(table) = table.table("words", reader) {
        theme.words = replaced(table, reader);
    }
    table.finish(reader);
}

/// A path of the site that begins with `/`, or an address on the web or of mail.
pub(super) fn address(table: &mut Table, key: &'static str, reader: &mut Reader) -> Option<String> {
    let node = table.take(key)?;
    let Value::String(text) = &node.value else {
        reader.wrong_type(key, "a string", &node);
        return None;
    };
    let schemes = ["https://", "http://", "mailto:"];
    let is_path = text.starts_with('/') && !text.starts_with("//");
    if is_path || schemes.iter().any(|scheme| text.starts_with(scheme)) {
        return Some(text.clone());
    }
    let message = format!("`{text}` is no address");
    reader.error("bad-value", node.span, message).help =
        Some("write a path of the site, `/logo.svg`, or `https://…`".into());
    None
}

fn colour(node: &Node, reader: &mut Reader) -> Option<String> {
    let hex = |text: &str| {
        let digits = text.strip_prefix('#')?;
        let fits = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| text.to_lowercase())
    };
    match &node.value {
        Value::String(text) if hex(text).is_some() => hex(text),
        _ => {
            reader.error("bad-value", node.span, "`accent` must be a colour").help =
                Some("write it as `#1d5d8a`".into());
            None
        }
    }
}

fn links(table: &mut Table, key: &'static str, reader: &mut Reader) -> Vec<NamedLink> {
    let Some(node) = table.take(key) else { return Vec::new() };
    let Value::List(items) = node.value else {
        reader.wrong_type(key, "a list of `{ title = \"…\", url = \"…\" }`", &node);
        return Vec::new();
    };
    let mut links = Vec::with_capacity(items.len());
    for item in items {
        let span = item.span;
        let is_whole = |entries: &[Entry]| {
            ["title", "url"].iter().all(|key| entries.iter().any(|entry| entry.key == *key))
        };
        if matches!(&item.value, Value::Table(entries) if !is_whole(entries)) {
            reader.error("bad-value", span, "a link needs `title` and `url`");
            continue;
        }
        let mut table = reader.table(item, &format!("theme.{key}"));
        let title = table.string("title", reader);
        let url = address(&mut table, "url", reader);
        table.finish(reader);
        links.extend(title.zip(url).map(|(title, url)| NamedLink { title, url }));
    }
    links
}

/// Words in place of the theme's; one the theme never says is a mistake.
fn replaced(table: Table, reader: &mut Reader) -> BTreeMap<String, String> {
    let known = words::keys();
    let mut replaced = BTreeMap::new();
    for Entry { key, node, span } in table.rest() {
        if !known.contains(&key) {
            let near = did_you_mean(&key, known.iter().map(String::as_str));
            let message = format!("the theme has no word `{key}`");
            reader.error("unknown-key", span, message).help =
                near.map(|near| format!("did you mean `{near}`?"));
            continue;
        }
        match node.value {
            Value::String(word) => {
                replaced.insert(key, word);
            }
            _ => reader.wrong_type(&key, "a string", &node),
        }
    }
    replaced
}
