//! Includes: a line that brings in a file, or a region of one.
//!
//! Two ways to write it, each on a line of its own: `--8<-- "path#region"` and
//! `{{ include(path="path", anchor="region") }}`, or shorter `{{ include("path#region") }}`. Of a
//! Markdown file a heading is a region, too. The prefix of that line, spaces and `>`, goes
//! before every line that comes in. A line that starts with `;` instead stays as it is, without
//! the `;`, so that a page can show the syntax. An include that cannot be done stays in the page
//! as it was written, and is reported.

mod directive;
mod region;
mod section;

use std::io;

use crate::diagnostic::{Finding, did_you_mean};
use crate::source::{Location, MappedText, SourceId, Sources, Span};
use crate::world::World;
use directive::{Directive, Line};
use region::Part;

/// A file that is not there.
pub const MISSING_FILE: &str = "include/missing-file";
/// A region or range of lines that is not in the file.
pub const MISSING_REGION: &str = "include/missing-region";
/// A file that includes itself, by any number of steps.
pub const LOOP: &str = "include/loop";
/// Includes within includes, too many deep.
pub const TOO_DEEP: &str = "include/too-deep";
/// More text than a page may hold.
pub const TOO_LARGE: &str = "include/too-large";
/// A path that leads out of the site.
pub const OUTSIDE_SITE: &str = "include/outside-site";
/// A file that is not UTF-8 text.
pub const NOT_TEXT: &str = "include/not-text";
/// A directive that cannot be read.
pub const BAD_SYNTAX: &str = "include/bad-syntax";

/// How deep includes may be nested.
const MAX_DEPTH: usize = 16;
/// How many bytes a page may bring in, all includes together.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Puts in what a page includes. `path` is the page's own, relative to the site's root; every
/// file that is read is added to `sources`.
pub fn expand(
    world: &dyn World,
    sources: &mut Sources,
    body: MappedText,
    path: &str,
) -> (MappedText, Vec<Finding>) {
    if !directive::may_occur(body.as_str()) {
        return (body, Vec::new());
    }
    let chain = vec![path.to_owned()];
    let mut expansion =
        Expansion { world, sources, findings: Vec::new(), chain, included: 0, files: None };
    let expanded = expansion.text(&body);
    (expanded, expansion.findings)
}

struct Expansion<'a> {
    world: &'a dyn World,
    sources: &'a mut Sources,
    findings: Vec<Finding>,
    /// The files we are in, the page first.
    chain: Vec<String>,
    /// How many bytes came in.
    included: usize,
    /// Every file of the site, once one was missing.
    files: Option<Vec<String>>,
}

impl Expansion<'_> {
    fn text(&mut self, text: &MappedText) -> MappedText {
        let mut out = MappedText::new(text.locate(Span::at(0)));
        // Where the lines start that stay as they are and are not taken over yet.
        let mut kept = 0;
        let mut start = 0;
        for line in text.as_str().split_inclusive('\n') {
            let span = Span::new(start, start + line.len());
            start = span.end;
            match directive::read(line) {
                Line::Text => {}
                Line::Escaped { at } => {
                    // The `;` goes, the rest stays.
                    copy(&mut out, text, Span::new(kept, span.start + at));
                    kept = span.start + at + 1;
                }
                Line::Directive(directive) => {
                    copy(&mut out, text, Span::new(kept, span.start));
                    kept = span.end;
                    self.line(&mut out, text, span, &directive);
                }
            }
        }
        copy(&mut out, text, Span::new(kept, start));
        out
    }

    /// Puts in what one directive asks for, or leaves it standing.
    fn line(&mut self, out: &mut MappedText, text: &MappedText, span: Span, wanted: &Directive) {
        let inner = |range: &Span| Span::new(span.start + range.start, span.start + range.end);
        let location = text.locate(inner(&wanted.span));
        match self.include(wanted, location) {
            Ok(included) => {
                let line = &text.as_str()[span.start..span.end];
                let prefix = inner(&Span::new(0, wanted.span.start));
                push_prefixed(out, &included, text, prefix);
                let ended = out.as_str().is_empty() || out.as_str().ends_with('\n');
                if !ended && line.ends_with('\n') {
                    out.push("\n", text.locate(Span::new(span.end - 1, span.end)));
                }
            }
            Err(finding) => {
                self.findings.push(*finding);
                copy(out, text, span);
            }
        }
    }

    fn include(&mut self, wanted: &Directive, location: Location) -> Included {
        let part = match &wanted.part {
            Ok(part) => part,
            Err(message) => {
                return Err(Box::new(
                    Finding::error(BAD_SYNTAX, location, message)
                        .help("write `--8<-- \"path#region\"` or `--8<-- \"path:3-10\"`"),
                ));
            }
        };
        let path = self.resolve(&wanted.path, location)?;
        self.guard(&path, location)?;
        let id = self.read(&path, location)?;
        let text = self.sources.get(id).text.clone();
        let is_markdown = path.ends_with(".md");
        let spans = region::select(&text, part).or_else(|| match part {
            Part::Region(name) if is_markdown => section::select(&text, id, name),
            _ => None,
        });
        let mut spans = spans.ok_or_else(|| {
            let message = format!("`{path}` has no {part}");
            let ids = if is_markdown { section::ids(&text, id) } else { Vec::new() };
            Box::new(missing_region(location, &text, part, &ids, message))
        })?;
        if is_markdown && *part == Part::Whole {
            // What is said of a page there is not said of this one.
            let start = section::start(&text, id);
            spans.retain_mut(|span| {
                span.start = span.start.max(start);
                span.start < span.end
            });
        }
        let mut selected = MappedText::new(Location { source: id, span: Span::at(0) });
        for span in spans {
            selected.push(&text[span.start..span.end], Location { source: id, span });
        }
        self.included += selected.as_str().len();
        if self.included > MAX_BYTES {
            let message = format!("with `{path}` this page is too large");
            return Err(Box::new(
                Finding::error(TOO_LARGE, location, message)
                    .help("include less, or split the page"),
            ));
        }
        self.chain.push(path);
        let expanded = self.text(&selected);
        self.chain.pop();
        Ok(expanded)
    }

    /// The path from the site's root. `./` and `../` start at the including file.
    fn resolve(&self, path: &str, location: Location) -> Result<String, Box<Finding>> {
        let here = self.chain.last().map(String::as_str).unwrap_or_default();
        let folder = here.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
        let relative = path.starts_with("./") || path.starts_with("../");
        let mut parts: Vec<&str> = if relative {
            folder.split('/').filter(|part| !part.is_empty()).collect()
        } else {
            Vec::new()
        };
        let mut inside = !path.starts_with('/') && !path.contains('\\') && !path.contains(':');
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => inside &= parts.pop().is_some(),
                part => parts.push(part),
            }
        }
        if inside {
            return Ok(parts.join("/"));
        }
        let message = format!("`{path}` leads out of the site");
        let help = "name a file of the site: from its root, or with `./` from this file";
        Err(Box::new(Finding::error(OUTSIDE_SITE, location, message).help(help)))
    }

    /// Refuses loops and includes nested too deep.
    fn guard(&self, path: &str, location: Location) -> Result<(), Box<Finding>> {
        if let Some(first) = self.chain.iter().position(|open| open == path) {
            let mut files: Vec<String> =
                self.chain[first..].iter().map(|file| format!("`{file}`")).collect();
            files.push(format!("`{path}`"));
            let message = format!("`{path}` includes itself: {}", files.join(" includes "));
            return Err(Box::new(
                Finding::error(LOOP, location, message).help("take out one of these includes"),
            ));
        }
        if self.chain.len() > MAX_DEPTH {
            let message = format!("`{path}` is included {} files deep", self.chain.len());
            return Err(Box::new(
                Finding::error(TOO_DEEP, location, message)
                    .help(format!("nest includes at most {MAX_DEPTH} deep")),
            ));
        }
        Ok(())
    }

    fn read(&mut self, path: &str, location: Location) -> Result<SourceId, Box<Finding>> {
        if let Some(id) = self.sources.find(path) {
            return Ok(id);
        }
        let bytes =
            self.world.read(path).map_err(|error| self.unreadable(path, location, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            let message = format!("`{path}` is not UTF-8 text");
            Box::new(
                Finding::error(NOT_TEXT, location, message)
                    .help("save it as UTF-8, or link to it instead"),
            )
        })?;
        Ok(self.sources.add(path, text))
    }

    fn unreadable(&mut self, path: &str, location: Location, error: &io::Error) -> Box<Finding> {
        if error.kind() != io::ErrorKind::NotFound {
            let message = format!("`{path}` cannot be read: {error}");
            let finding = Finding::error(MISSING_FILE, location, message);
            return Box::new(finding.help("name a file that can be read"));
        }
        let message = format!("there is no file `{path}`");
        let help = match self.nearest(path) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "paths start at the site's root, or with `./` at this file".to_owned(),
        };
        Box::new(Finding::error(MISSING_FILE, location, message).help(help))
    }

    /// The file a wrong path may have meant: one of a like path, or of the same name elsewhere.
    fn nearest(&mut self, path: &str) -> Option<String> {
        let world = self.world;
        let files = self.files.get_or_insert_with(|| world.walk("").unwrap_or_default());
        let near = did_you_mean(path, files.iter().map(String::as_str));
        let same_name = || {
            let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
            files.iter().find(|file| name(file) == name(path)).map(String::as_str)
        };
        near.or_else(same_name).map(str::to_owned)
    }
}

type Included = Result<MappedText, Box<Finding>>;

/// `ids` are those of the file's headings, if it is Markdown.
fn missing_region(
    location: Location,
    text: &str,
    part: &Part,
    ids: &[String],
    message: String,
) -> Finding {
    let finding = Finding::error(MISSING_REGION, location, message);
    let Part::Region(name) = part else {
        let lines = text.lines().count();
        return finding.help(format!("the file has {lines} lines"));
    };
    let regions = region::names(text);
    if regions.contains(name) {
        return finding.help(format!("nothing ends the region: add `--8<-- [end:{name}]`"));
    }
    match did_you_mean(name, regions.iter().chain(ids).map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if !ids.is_empty() => {
            finding.help(format!("the headings of the file are `{}`", ids.join("`, `")))
        }
        None if regions.is_empty() => finding
            .help(format!("mark it in the file with `--8<-- [start:{name}]` and `[end:{name}]`")),
        None => finding.help(format!("the file has `{}`", regions.join("`, `"))),
    }
}

/// Adds a stretch of `text` as it is.
fn copy(out: &mut MappedText, text: &MappedText, span: Span) {
    out.push_mapped(&text.as_str()[span.start..span.end], text, span);
}

/// Adds lines, each after the prefix of the directive; an empty line gets no spaces to its end.
fn push_prefixed(out: &mut MappedText, lines: &MappedText, text: &MappedText, prefix: Span) {
    if prefix.is_empty() {
        return out.append(lines);
    }
    let written = &text.as_str()[prefix.start..prefix.end];
    let mut start = 0;
    for line in lines.as_str().split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        let len = if line.trim().is_empty() { written.trim_end().len() } else { written.len() };
        copy(out, text, Span::new(prefix.start, prefix.start + len));
        copy(out, lines, span);
    }
}
