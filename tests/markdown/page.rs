//! The one place of these tests that touches the API.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proofpress::content::include;
use proofpress::diagnostic::Finding;
use proofpress::markdown::{self, Document, RenderOptions, Syntax};
use proofpress::shortcode::{PageFacts, Shortcodes, SiteFacts};
use proofpress::source::{Location, MappedText, Sources, Span};
use proofpress::world::Memory;

/// A page, read.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) document: Document,
    pub(crate) findings: Vec<Finding>,
}

impl Read {
    /// The page of a case, with the folder's files as its site. A file `syntax` names what the
    /// site turns on; files of `templates/shortcodes` are its shortcodes.
    pub(crate) fn case(folder: &Path) -> Self {
        let mut world = Memory::default();
        let mut templates = BTreeMap::new();
        for (path, bytes) in files(folder, "") {
            if path.starts_with("templates/") {
                templates.insert(path.clone(), String::from_utf8(bytes.clone()).expect("text"));
            }
            world = world.with(&path, bytes);
        }
        let input = fs::read_to_string(folder.join("input.md")).expect("input.md");
        let wanted = fs::read_to_string(folder.join("syntax")).unwrap_or_default();
        let has = |name: &str| wanted.split_whitespace().any(|word| word == name);
        let syntax = Syntax { math: has("math"), emoji: has("emoji"), ..Syntax::default() };
        Self::page(&world, &input, &syntax, &templates)
    }

    /// A page without files around it.
    pub(crate) fn text(text: &str) -> Self {
        Self::page(&Memory::default(), text, &Syntax::default(), &BTreeMap::new())
    }

    /// A page with files around it.
    pub(crate) fn with_files(text: &str, files: &[(String, String)]) -> Self {
        let world = files
            .iter()
            .fold(Memory::default(), |world, (path, text)| world.with(path, text.as_bytes()));
        let templates = BTreeMap::from([(
            "templates/shortcodes/box.html".to_owned(),
            "<b title=\"{{ x | default(value=1) }}\">{{ body | safe }}</b>".to_owned(),
        )]);
        let syntax = Syntax { math: true, emoji: true, ..Syntax::default() };
        Self::page(&world, text, &syntax, &templates)
    }

    fn page(
        world: &Memory,
        text: &str,
        syntax: &Syntax,
        templates: &BTreeMap<String, String>,
    ) -> Self {
        let mut sources = Sources::default();
        let source = sources.add("input.md", text);
        for (path, text) in templates {
            sources.add(path.clone(), text.clone());
        }
        let body = MappedText::of_source(source, text, Span::new(0, text.len()));
        let (body, mut findings) = include::expand(world, &mut sources, body, "input.md");
        let site = SiteFacts {
            title: "The <site>",
            description: "",
            base_url: "https://x.org/docs/",
            language: "en",
            repository: None,
        };
        let extra = BTreeMap::from([("version".to_owned(), "1.2*3*".into())]);
        let urls = BTreeMap::from([("guide/a.md".to_owned(), "/guide/a/".to_owned())]);
        let (shortcodes, found) = Shortcodes::new(templates, &site, &extra, urls, &sources);
        findings.extend(found);
        let values = serde_json::json!({ "title": "Title & <b>", "extra": { "n": 3 } });
        let page = PageFacts { path: "input.md", values: &values };
        let expanded = shortcodes.expand(body, &page, syntax);
        findings.extend(expanded.findings);
        let (document, found) = markdown::parse_with(&expanded.body, syntax, expanded.inserts);
        findings.extend(found);
        Self { sources, document, findings }
    }

    pub(crate) fn html(&self) -> String {
        // A link hook that shows it was asked: Markdown files lead to folders.
        let link = |target: &str| target.strip_suffix(".md").map(|page| format!("/{page}/"));
        let options = RenderOptions { link: &link, ..RenderOptions::default() };
        markdown::render(&self.document, &options)
    }

    /// `path:line:column`, the path left out for the page itself.
    pub(crate) fn place(&self, location: Location) -> String {
        let file = self.sources.get(location.source);
        let start = file.position(location.span.start);
        let path = if file.path == "input.md" { String::new() } else { format!("{}:", file.path) };
        format!("{path}{}:{}", start.line, start.column)
    }

    /// The source text at a location.
    pub(crate) fn source_text(&self, location: Location) -> &str {
        let text = &self.sources.get(location.source).text;
        text.get(location.span.start..location.span.end).unwrap_or("(not a range of the file)")
    }

    /// Holds every character of every example against the file it says it came from. Gives the
    /// number of bytes, or the first place that is wrong.
    pub(crate) fn check_mapping(&self) -> Result<usize, String> {
        let mut bytes = 0;
        for example in &self.document.examples {
            let text = example.text.as_str();
            for (start, character) in text.char_indices() {
                let end = start + character.len_utf8();
                let location = example.text.locate(Span::new(start, end));
                let original = self.source_text(location);
                let same = original.chars().eq([character]);
                let line_end = character == '\n' && matches!(original, "\r" | "\r\n");
                let tab = character == ' ' && original == "\t";
                if !same && !line_end && !tab {
                    let place = self.place(location);
                    return Err(format!("{character:?} of `{text}` at {place} is {original:?}"));
                }
                bytes += character.len_utf8();
            }
        }
        Ok(bytes)
    }
}

fn files(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{path}/")));
        } else {
            found.push((path, fs::read(entry.path()).expect("a file")));
        }
    }
    found
}
