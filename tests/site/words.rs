//! What the theme says by itself is said in the site's language, on every template.
//!
//! The pages are written in Greek, and every word of the theme is replaced by one in Greek: what
//! stands there in Latin letters then is in no list of words.

use std::collections::BTreeMap;

use proofpress::check::{Deed, ExampleReport, ProofLine, State};
use proofpress::config::Config;
use proofpress::content::Page;
use proofpress::plugin::{Artifact, Raised, Ran, RanStep, Stream, Written};
use proofpress::site::Site;
use proofpress::theme::{Theme, Words, words};

use super::{code, pages, reported, text};

/// A page with everything in it, and one for each template that a page may have.
const PAGES: &[(&str, &str)] = &[
    ("_index.md", "+++\ntitle = \"Αρχή\"\ndescription = \"Λόγος\"\n+++\nΚαλώς.\n"),
    ("guide/_index.md", "+++\ntitle = \"Οδηγός\"\n+++\nΚαλώς.\n"),
    ("guide/all.md", include_str!("words/all.md")),
    (
        "guide/old.md",
        "+++\ntitle = \"Παλιό\"\naliases = [\"/x/\"]\ndate = 2025-01-01\ntags = [\"α\"]\n+++\nΛόγος.\n",
    ),
    ("guide/rule.md", "+++\ntitle = \"Κανών\"\ntemplate = \"rule.html\"\n+++\nΛόγος.\n"),
    (
        "guide/rules.md",
        "+++\ntitle = \"Κανόνες\"\ntemplate = \"rules.html\"\n+++\n## α\n\n| α | β |\n|---|---|\n| γ | δ |\n",
    ),
    ("rules/_index.md", "+++\ntitle = \"Κανόνες\"\n+++\n"),
    ("rules/shell/_index.md", "+++\ntitle = \"Κανόνες\"\n+++\n"),
    // The page of a rule, which shows the anti-patterns of other pages.
    ("rules/shell/oops.md", "+++\ntitle = \"Κανών\"\ntemplate = \"rule.html\"\n+++\nΛόγος.\n"),
];

/// Names that are the same in every language.
const NAMES: &[&str] = &[
    "proofpress check",
    "Python",
    "Shell",
    "Dot",
    "Mermaid",
    "kubernetes",
    "Kubernetes",
    "Graphviz",
    "proofpress",
    "proof.json",
    "ValueError",
    "data.bin",
    "shell/oops",
    "sha256",
    "SHA",
    "atom.xml",
    "BAD",
    "Test",
    "a leads to",
];

/// A site in which the theme says what `replaced` makes of its words.
fn site(language: &str, replaced: BTreeMap<String, String>) -> Site {
    let (tree, sources) = pages::read(PAGES);
    let mut config = Config::default();
    config.site.language = language.into();
    config.site.repository = Some("https://x.org/".into());
    config.theme.words = replaced;
    config.archive.per_page = 1;
    let site = reported(&tree, &sources, "https://x.org/", false, config, &report).unwrap();
    assert!(site.files.contains_key("archive/page/2/index.html"));
    site
}

fn report(page: &Page, index: usize) -> ExampleReport {
    let fence = &page.document.examples[index].fence;
    let mut report = code::report(page, index);
    if fence.lang == "output" || fence.lang == "table" {
        report.state = State::Expectation;
    }
    if fence.get("run").is_some() {
        let facts = vec![("kubernetes".to_owned(), "1.36".to_owned())];
        let written = Written { to: Stream::Stdout, text: "1\n".into() };
        let raised =
            Raised { kind: "ValueError".into(), message: String::new(), places: Vec::new() };
        report.ran = Some(Ran {
            steps: vec![RanStep { output: vec![written], status: i32::from(index > 8) }],
            raised: fence.get("raises").map(|_| raised),
            files: Vec::new(),
            artifacts: vec![Artifact {
                media_type: "application/octet-stream".into(),
                name: "data.bin".into(),
                contents: vec![1],
            }],
            facts: facts.clone(),
            fuel: 1,
        });
        let (plugin, version) = ("kubernetes".into(), "0.1.0".into());
        report.proof.push(ProofLine { plugin, version, deed: Deed::Ran, facts });
        report.is_native = fence.get("args").is_some();
    }
    if report.figure.is_some() {
        let (plugin, version) = ("kubernetes".into(), "0.1.0".into());
        let facts = vec![("graphviz".to_owned(), "12.2".to_owned())];
        report.proof.push(ProofLine { plugin, version, deed: Deed::Drew, facts });
    }
    report
}

/// The attributes that are read aloud or shown.
const ATTRIBUTES: [&str; 7] =
    ["aria-label", "placeholder", "title", "alt", "data-says", "data-one", "data-many"];

/// What a reader of a page sees or hears: its text, and the attributes that are read aloud or
/// shown. What is marked as English is left out, and so are examples' own lines.
fn said(html: &str) -> Vec<String> {
    let body = &html[html.find("<body").unwrap_or(0)..];
    let mut said = Vec::new();
    let mut rest = body;
    let mut skipped: Option<(String, usize)> = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if skipped.is_none() && !before.trim().is_empty() {
            said.push(before.trim().to_owned());
        }
        let end = tag.find('>').map_or(tag.len(), |at| at + 1);
        let (tag, after) = tag.split_at(end);
        rest = after;
        let inner = tag.trim_start_matches(['<', '/']);
        let name = inner.split([' ', '>', '/']).next().unwrap_or_default().to_owned();
        match &mut skipped {
            Some((open, depth)) if *open == name => {
                *depth = if tag.starts_with("</") { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    skipped = None;
                }
            }
            Some(_) => {}
            None => {
                for attribute in ATTRIBUTES {
                    let value = tag.split_once(&format!(" {attribute}=\"")).map(|(_, rest)| rest);
                    said.extend(value.and_then(|rest| rest.split('"').next()).map(str::to_owned));
                }
                // An object of words by key.
                let scripts = tag.split_once(" data-words=\"").map_or("", |(_, rest)| rest);
                said.extend(scripts.split("&quot;").skip(3).step_by(4).map(str::to_owned));
                let foreign = tag.contains(" lang=\"en\"");
                if foreign || tag.contains("class=\"line") || name == "math" {
                    skipped = Some((name, 1));
                }
            }
        }
    }
    said
}

fn templates(site: &Site) -> impl Iterator<Item = (&str, Vec<String>)> {
    let pages = site.files.keys().filter(|path| path.ends_with(".html"));
    pages.map(|path| (path.as_str(), said(text(site, path))))
}

#[test]
fn every_word_of_every_template_comes_from_the_list() {
    let greek = |key: String| {
        let theme = Theme::load(&BTreeMap::new()).unwrap();
        let english = serde_json::to_value(theme.words("en", &BTreeMap::new())).unwrap();
        let gaps = ["{}", "{n}", "{total}"];
        let kept = gaps.iter().filter(|gap| english[&key].as_str().unwrap().contains(**gap));
        let kept: Vec<&str> = kept.copied().collect();
        (key, format!("λέξη {}", kept.join(" ")).trim().to_owned())
    };
    let site = site("el", words::keys().into_iter().map(greek).collect());
    let mut found = Vec::new();
    for (path, said) in templates(&site) {
        for part in said {
            let mut rest = part.clone();
            for name in NAMES {
                rest = rest.replace(name, "");
            }
            for entity in ["&quot;", "&amp;", "&lt;", "&gt;"] {
                rest = rest.replace(entity, "");
            }
            let latin = |word: &str| word.chars().filter(char::is_ascii_alphabetic).count() > 1;
            if rest.split(|c: char| !c.is_alphanumeric()).any(latin) {
                found.push(format!("{path}: {part}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_site_in_german_says_nothing_in_english() {
    let theme = Theme::load(&BTreeMap::new()).unwrap();
    let of = |language| -> BTreeMap<String, String> {
        let words: Words = theme.words(language, &BTreeMap::new());
        serde_json::from_value(serde_json::to_value(words).unwrap()).unwrap()
    };
    let (english, german) = (of("en"), of("de"));
    let site = site("de-AT", BTreeMap::new());
    let (mut found, mut seen) = (Vec::new(), 0);
    for (path, said) in templates(&site) {
        for (key, word) in &english {
            // Of a phrase with gaps, the longest part between them.
            let parts = word.split(['{', '}']).max_by_key(|part| part.len());
            let part = parts.unwrap_or_default().trim();
            let same = german.values().any(|other| other.contains(part));
            let whole = |said: &&String| *said == word || part.len() > 5 && said.contains(part);
            if let Some(said) = said.iter().find(whole).filter(|_| !same) {
                found.push(format!("{path}: `{key}`: {said}"));
            }
            seen += usize::from(said.iter().any(|part| *part == german[key]));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(seen > 100, "the words are seen: {seen}");
}
