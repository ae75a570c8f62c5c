//! The one place of these tests that touches the API.

use std::fs;
use std::path::Path;

use proofpress::content::include;
use proofpress::diagnostic::Finding;
use proofpress::markdown::{self, Document, RenderOptions};
use proofpress::source::{Location, MappedText, Sources, Span};
use proofpress::world::Memory;

/// A page, read.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) document: Document,
    pub(crate) findings: Vec<Finding>,
}

impl Read {
    /// The page of a case, with the folder's files as its site.
    pub(crate) fn case(folder: &Path) -> Self {
        let mut world = Memory::default();
        for (path, bytes) in files(folder, "") {
            world = world.with(&path, bytes);
        }
        let input = fs::read_to_string(folder.join("input.md")).expect("input.md");
        Self::page(&world, &input)
    }

    /// A page without files around it.
    pub(crate) fn text(text: &str) -> Self {
        Self::page(&Memory::default(), text)
    }

    /// A page with files around it.
    pub(crate) fn with_files(text: &str, files: &[(String, String)]) -> Self {
        let world = files
            .iter()
            .fold(Memory::default(), |world, (path, text)| world.with(path, text.as_bytes()));
        Self::page(&world, text)
    }

    fn page(world: &Memory, text: &str) -> Self {
        let mut sources = Sources::default();
        let source = sources.add("input.md", text);
        let body = MappedText::of_source(source, text, Span::new(0, text.len()));
        let (body, mut findings) = include::expand(world, &mut sources, body, "input.md");
        let (document, found) = markdown::parse(&body);
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
