//! The info string of a fence: what a page says about an example.
//!
//! The grammar accepts the union of what other tools write: the language is the first word, up
//! to a space, comma, `{` or `:`; then flags, `key=value`, `key="quoted value"` and `{1,4-6}`
//! in any order, separated by spaces or commas. Braces that start otherwise hold the same
//! attributes, as Hugo, Pandoc and Quarto write them. Names of other tools that mean the same as
//! one of ours become ours, so a page moves over unchanged. It knows nothing of Markdown around
//! the fence.

mod about;
mod display;
mod known;
mod pattern;
mod scan;

use crate::diagnostic::Severity;
use crate::source::Span;

pub use about::{ABOUT, About, find as about};
pub use known::KNOWN;

/// A word the fence does not know.
pub const UNKNOWN_ATTRIBUTE: &str = "fence/unknown-attribute";
/// A value that cannot be read.
pub const BAD_VALUE: &str = "fence/bad-value";
/// An example left out without saying why.
pub const IGNORE_WITHOUT_REASON: &str = "fence/ignore-without-reason";

/// Something odd in an info string. The fence is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FenceProblem {
    /// The rule: one of the constants of this module.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, in bytes of the info string.
    pub span: Span,
}

/// A parsed info string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fence {
    /// The language as written, lower case; empty where the fence has no label.
    pub lang: String,
    /// Every attribute in order, known or not.
    pub attributes: Vec<Attribute>,
    /// How the block is shown.
    pub display: Display,
}

/// One attribute as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, ours where another tool's name means the same: `hl_lines` is `highlight`.
    pub key: String,
    /// Its value without quotes or brackets; a flag has none.
    pub value: Option<String>,
    /// Where it stands, in bytes of the info string.
    pub span: Span,
}

/// How a code block is shown; never whether it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// `title="app.py"`, or the path of `file=` where there is no title.
    pub title: Option<String>,
    /// `linenos` (1) or `linenos=10`: the number of the first line.
    pub first_line_number: Option<usize>,
    /// `{1,3-5}`.
    pub highlight: LineSet,
    /// `hide_lines=1-3`: not shown, still checked and run.
    pub hidden: LineSet,
    /// `ins=2`.
    pub inserted: LineSet,
    /// `del=3`.
    pub deleted: LineSet,
    /// `focus=4-6`.
    pub focus: LineSet,
    /// `collapse=1-5`: folded away until a reader asks for them.
    pub collapsed: LineSet,
    /// `"word"`, `/regex/`, `ins="word"`: what is marked wherever it stands.
    pub marks: Vec<Mark>,
    /// `diff lang=python`: the language of what was changed.
    pub changed_lang: Option<String>,
    /// `wrap`: long lines break instead of scrolling.
    pub wrap: bool,
}

/// Something to mark wherever it stands in the example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How it is marked.
    pub kind: MarkKind,
    /// What is marked.
    pub pattern: Pattern,
}

/// How text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// As what the reader should see.
    Highlight,
    /// As added.
    Inserted,
    /// As removed.
    Deleted,
    /// The lines it stands on are not dimmed.
    Focus,
}

/// What is looked for in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A text.
    Text(String),
    /// A regular expression, without its slashes. Where it has groups, they are what is marked.
    Regex(String),
}

/// Line numbers from one, as sorted inclusive ranges that do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSet(pub Vec<(usize, usize)>);

impl LineSet {
    /// Whether a line is in it.
    pub fn contains(&self, line: usize) -> bool {
        self.0.iter().any(|&(first, last)| (first..=last).contains(&line))
    }
}

/// Reads an info string.
///
/// Nothing can make it fail: a quote or brace that is never closed ends with the line, and what
/// is not understood is kept as an attribute and reported.
pub fn parse(info: &str) -> (Fence, Vec<FenceProblem>) {
    parse_with(&[], info)
}

/// Reads an info string, with attributes that were given elsewhere ([`attributes`]) before it.
/// Where both say something of the same name, the info string counts.
pub fn parse_with(before: &[Attribute], info: &str) -> (Fence, Vec<FenceProblem>) {
    let scanned = scan::info(info);
    let mut problems = known::problems(&scanned.attributes, info);
    let mut attributes = before.to_vec();
    attributes.extend(scanned.attributes);
    let display = display::read(&attributes, before.len(), &mut problems);
    problems.sort_by_key(|problem| problem.span);
    (Fence { lang: scanned.lang.to_lowercase(), attributes, display }, problems)
}

/// Reads attributes that stand alone, without a language before them.
pub fn attributes(text: &str) -> (Vec<Attribute>, Vec<FenceProblem>) {
    let attributes = scan::attributes(text);
    let mut problems = known::problems(&attributes, text);
    display::read(&attributes, 0, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    (attributes, problems)
}

/// The nanoseconds a time such as `500ms`, `2s`, `1m` or `3` (seconds) lasts.
pub fn nanoseconds(time: &str) -> Option<u64> {
    known::nanoseconds(time)
}

/// The path of `file=` in its one form; none where it leads out of the example's folder.
pub fn workspace_path(path: &str) -> Option<String> {
    known::workspace_path(path)
}

impl Fence {
    /// The value of an attribute; a flag's is empty; the last one of a name counts.
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.attributes.iter().rev().find(|attribute| attribute.key == key);
        found.map(|attribute| attribute.value.as_deref().unwrap_or_default())
    }

    /// The comma-separated values of an attribute.
    pub fn list(&self, key: &str) -> Vec<&str> {
        let values = self.get(key).unwrap_or_default().split(',');
        values.map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// The language to check the example as.
    pub fn check_as(&self) -> &str {
        self.get("as").unwrap_or(&self.lang)
    }
}
