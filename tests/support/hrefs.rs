//! Links, pictures and scripts of the pages of a built site, and whether they lead anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The addresses and anchors of one page.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// Values of `href` and `src`.
    pub(crate) targets: Vec<String>,
    /// Values of `id`.
    pub(crate) ids: BTreeSet<String>,
}

/// Reads a page's tags. Text holds no bare `<`, so that whatever looks like a tag is one.
pub(crate) fn anchors(html: &str) -> Anchors {
    let mut anchors = Anchors::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        let is_script = rest.starts_with("script");
        rest = attributes(rest, |name, value| match name {
            "href" | "src" => anchors.targets.push(value),
            "id" => assert!(anchors.ids.insert(value.clone()), "two elements with id `{value}`"),
            _ => {}
        });
        if is_script {
            rest = &rest[rest.find("</script").unwrap_or(0)..];
        }
    }
    anchors
}

/// Calls `each` for the attributes of a tag; what is after the tag is left.
fn attributes(tag: &str, mut each: impl FnMut(&str, String)) -> &str {
    let mut rest = tag;
    loop {
        let Some(at) = rest.find(['>', '=']) else { return "" };
        let before = &rest[..at];
        if rest[at..].starts_with('>') {
            return &rest[at + 1..];
        }
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        rest = &rest[at + 1..];
        let end = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                rest = &rest[1..];
                rest.find(quote)
            }
            _ => rest.find([' ', '>']),
        };
        let end = end.unwrap_or(rest.len());
        each(name, unescaped(&rest[..end]));
        rest = rest[end..].strip_prefix(['"', '\'']).unwrap_or(&rest[end..]);
    }
}

fn unescaped(value: &str) -> String {
    let entities =
        [("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&lt;", "<")];
    let value = entities.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to));
    value.replace("&gt;", ">").replace("&amp;", "&")
}

/// Every address in the pages of a site that leads nowhere, or out of `root`.
pub(crate) fn dead(files: &BTreeMap<PathBuf, Vec<u8>>, root: &str) -> Vec<String> {
    let html = files.iter().filter(|(path, _)| path.extension().is_some_and(|kind| kind == "html"));
    let pages: BTreeMap<&Path, Anchors> = html
        .map(|(path, bytes)| (path.as_path(), anchors(&String::from_utf8_lossy(bytes))))
        .collect();
    let mut dead = Vec::new();
    let mut seen = 0;
    for (page, anchors) in &pages {
        for target in &anchors.targets {
            if target.contains("://")
                || target.starts_with("mailto:")
                || target.starts_with("data:")
            {
                continue;
            }
            seen += 1;
            if let Err(why) = resolve(page, target, root, &pages, files) {
                dead.push(format!("{}: `{target}` {why}", page.display()));
            }
        }
    }
    assert!(seen > 0, "the site has links");
    dead
}

fn resolve(
    page: &Path,
    target: &str,
    root: &str,
    pages: &BTreeMap<&Path, Anchors>,
    files: &BTreeMap<PathBuf, Vec<u8>>,
) -> Result<(), &'static str> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = path.split('?').next().unwrap_or_default();
    let file = if path.is_empty() {
        page.to_owned()
    } else {
        let below = path.strip_prefix(root).ok_or("does not begin with the base address")?;
        let below = decoded(below);
        if below.is_empty() || below.ends_with('/') {
            Path::new(&below).join("index.html")
        } else {
            below.into()
        }
    };
    if !files.contains_key(&file) {
        return Err("is no file of the site");
    }
    let there = pages.get(file.as_path());
    if !anchor.is_empty() && !there.is_some_and(|there| there.ids.contains(&decoded(anchor))) {
        return Err("is no place on that page");
    }
    Ok(())
}

/// `%20` and its like.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        bytes.extend(rest[..at].bytes());
        bytes.push(u8::from_str_radix(&rest[at + 1..at + 3], 16).expect("two hex digits"));
        rest = &rest[at + 3..];
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn what_leads_nowhere_is_found() {
    let index = "<h1 id=top>a &lt;a href=\"/x/\"></h1><a class=\"b\" href=\"/r/a/\">1</a>\
                 <a href='/r/%61/#here'>2</a><a href=\"#top\">3</a><a href=\"https://x.org/\">4</a>\
                 <a href=\"/r/a/#gone\">5</a><a href=\"/r/gone/\">6</a><a href=\"/a/\">7</a>\
                 <script>x = '<a href=\"/y/\">'</script><img alt=\"a > b\" src=\"/r/b.svg\"><a href=\"#g\">";
    let files = [("index.html", index), ("a/index.html", "<p id=\"here\">")];
    let files = files.map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
    let dead = dead(&files.into(), "/r/");
    assert_eq!(
        dead,
        [
            "index.html: `/r/a/#gone` is no place on that page",
            "index.html: `/r/gone/` is no file of the site",
            "index.html: `/a/` does not begin with the base address",
            "index.html: `/r/b.svg` is no file of the site",
            "index.html: `#g` is no place on that page",
        ]
    );
}
