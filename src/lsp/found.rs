//! Findings that outlive the run that made them: with paths and texts in the place of the ids of
//! sources, so that they can be shown, moved and mended while the next run is under way.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Applicability, Finding, Severity};
use crate::source::{Location, SourceId, Sources, Span};

/// A place in a file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, from the site's root.
    pub path: Arc<str>,
    /// The range in the text it had then: [`Found::text`].
    pub span: Span,
}

/// A change to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedEdit {
    /// What is replaced.
    pub place: Place,
    /// What takes its place.
    pub replacement: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedFix {
    /// What it does, as a command.
    pub title: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The changes.
    pub edits: Vec<PlacedEdit>,
}

/// A finding and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
    /// The opening fence of the example it is about, if it is about one.
    pub fence: Option<Place>,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// What mends it.
    pub fixes: Vec<PlacedFix>,
    /// What was expected and what came, as lines of a difference.
    pub diff: Vec<String>,
}

/// What one part of a run found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The findings.
    pub findings: Vec<Placed>,
    texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Found {
    /// An error of no rule, at a line of a file, counted from one.
    pub fn failure(path: &str, text: &str, line: usize, message: String) -> Self {
        let path: Arc<str> = path.into();
        let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len);
        let start = before.sum::<usize>().min(text.len());
        let end = start + text[start..].lines().next().unwrap_or_default().len();
        let place = Place { path: Arc::clone(&path), span: Span::new(start, end) };
        let failure = Placed {
            rule: String::new(),
            severity: Severity::Error,
            message,
            help: None,
            place,
            fence: None,
            related: Vec::new(),
            fixes: Vec::new(),
            diff: Vec::new(),
        };
        Self { findings: vec![failure], texts: BTreeMap::from([(path, text.into())]) }
    }

    /// The text a file had when the findings were made; none for a file they do not name.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.texts.get(path)
    }
}

/// Takes findings out of the run that made them.
pub struct Taking<'a> {
    sources: &'a Sources,
    /// Whether a path is that of a file, and not of a page that a plugin brings.
    is_file: &'a dyn Fn(&str) -> bool,
    /// What stands for a page that lies in no file.
    nowhere: &'a str,
    paths: BTreeMap<SourceId, Option<Arc<str>>>,
    found: Found,
}

impl<'a> Taking<'a> {
    /// Findings about these files. What is found in none of the site's own files is told for the
    /// beginning of `nowhere`, if that was read.
    pub fn new(sources: &'a Sources, is_file: &'a dyn Fn(&str) -> bool, nowhere: &'a str) -> Self {
        Self { sources, is_file, nowhere, paths: BTreeMap::new(), found: Found::default() }
    }

    /// Takes a finding. `fence` is where the example it is about opens; `fixes` are changes
    /// besides its own.
    pub fn take(
        &mut self,
        finding: &Finding,
        fence: Option<Location>,
        fixes: Vec<(String, Vec<(Location, String)>)>,
    ) {
        let Some(place) = self.home(finding.location) else { return };
        let fence = fence.and_then(|location| self.place(location));
        let mut related = Vec::new();
        for other in &finding.related {
            related.extend(self.place(other.location).map(|place| (place, other.message.clone())));
        }
        let mut placed = Vec::new();
        for fix in &finding.fixes {
            let edits = fix.edits.iter().map(|edit| (edit.location, edit.replacement.clone()));
            let edits = self.edits(edits);
            placed.extend(edits.map(|edits| PlacedFix {
                title: fix.title.clone(),
                applicability: fix.applicability,
                edits,
            }));
        }
        for (title, edits) in fixes {
            let edits = self.edits(edits.into_iter());
            placed.extend(edits.map(|edits| PlacedFix {
                title,
                applicability: Applicability::Suggestion,
                edits,
            }));
        }
        self.found.findings.push(Placed {
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            place,
            fence,
            related,
            fixes: placed,
            diff: finding.diff.as_ref().map(|diff| diff.unified()).unwrap_or_default(),
        });
    }

    /// What was taken.
    pub fn finish(self) -> Found {
        self.found
    }

    fn place(&mut self, location: Location) -> Option<Place> {
        let (sources, is_file, found) = (self.sources, self.is_file, &mut self.found);
        let path = self.paths.entry(location.source).or_insert_with(|| {
            let file = sources.get(location.source);
            is_file(&file.path).then(|| {
                let path: Arc<str> = file.path.as_str().into();
                found.texts.insert(Arc::clone(&path), file.text.as_str().into());
                path
            })
        });
        let path = path.clone()?;
        Some(Place { path, span: location.span })
    }

    /// The place of a finding: its own, or the beginning of [`Taking::new`]'s `nowhere`.
    fn home(&mut self, location: Location) -> Option<Place> {
        if let Some(place) = self.place(location) {
            return Some(place);
        }
        let source = self.sources.find(self.nowhere)?;
        self.place(Location { source, span: Span::at(0) })
    }

    /// All of the changes, or none where one is in no file.
    fn edits(
        &mut self,
        edits: impl Iterator<Item = (Location, String)>,
    ) -> Option<Vec<PlacedEdit>> {
        let mut placed = Vec::new();
        for (location, replacement) in edits {
            placed.push(PlacedEdit { place: self.place(location)?, replacement });
        }
        Some(placed)
    }
}
