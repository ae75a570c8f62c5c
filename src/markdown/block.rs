//! `:::` lines: which blocks there are, and what their first lines say.
//!
//! The forms of VitePress, Docusaurus and Starlight are read: `::: note Title`,
//! `:::note[Title]`, `::: details Title {open}`.

use crate::diagnostic::did_you_mean;
use crate::source::Span;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A box with a title.
    Alert(Alert),
    /// Folded away until it is asked for.
    Details,
    /// Panels, of which one is shown.
    Tabs,
    /// One of those panels.
    Tab,
    /// [`Kind::Tabs`] whose panels are the fences in it.
    CodeGroup,
    /// A list that is a tree of files.
    Files,
    /// A numbered list of things to do.
    Steps,
    /// No block we know; what is in it is shown.
    Unknown,
}

/// The kinds of boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    Info,
    Danger,
}

const KINDS: [(&str, Kind); 13] = [
    ("note", Kind::Alert(Alert::Note)),
    ("tip", Kind::Alert(Alert::Tip)),
    ("important", Kind::Alert(Alert::Important)),
    ("warning", Kind::Alert(Alert::Warning)),
    ("caution", Kind::Alert(Alert::Caution)),
    ("info", Kind::Alert(Alert::Info)),
    ("danger", Kind::Alert(Alert::Danger)),
    ("details", Kind::Details),
    ("tabs", Kind::Tabs),
    ("tab", Kind::Tab),
    ("code-group", Kind::CodeGroup),
    ("files", Kind::Files),
    ("steps", Kind::Steps),
];

/// The first line of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub(super) kind: Kind,
    /// As written.
    pub(super) name: &'a str,
    /// Markdown of one line; empty where there is none.
    pub(super) title: &'a str,
    /// `{open}` or `{closed}`: a reader can fold it.
    pub(super) open: Option<bool>,
    /// `{#id}`.
    pub(super) id: &'a str,
}

/// A `:::` line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    Open(Block<'a>),
    Close,
}

/// What is odd in a first line.
pub(super) struct Odd {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// Reads a `:::` line from its first colon on. Gives the number of colons, too, and what is odd
/// in it, in bytes of the line.
pub(super) fn read(line: &str) -> (usize, Line<'_>, Option<Odd>) {
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    let rest = rest.trim();
    if rest.is_empty() {
        return (colons, Line::Close, None);
    }
    let offset = |part: &str| part.as_ptr() as usize - line.as_ptr() as usize;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
    let (mut title, attributes) = split_attributes(rest[name.len()..].trim());
    if let Some(inner) = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')) {
        title = inner;
    }
    let lower = name.to_ascii_lowercase();
    let known = KINDS.iter().find(|(known, _)| *known == lower).map(|&(_, kind)| kind);
    let mut block = Block { kind: known.unwrap_or(Kind::Unknown), name, title, open: None, id: "" };
    let mut odd = known.is_none().then(|| Odd {
        span: Span::new(offset(name), offset(name) + name.len()),
        message: format!("there is no block called `{name}`"),
        help: match did_you_mean(&lower, KINDS.iter().map(|&(known, _)| known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("blocks are called {}", names()),
        },
    });
    for word in attributes.split_whitespace() {
        match word {
            "open" => block.open = Some(true),
            "closed" => block.open = Some(false),
            _ if word.len() > 1 && word.starts_with('#') => block.id = &word[1..],
            _ => {
                odd = odd.or_else(|| {
                    Some(Odd {
                        span: Span::new(offset(word), offset(word) + word.len()),
                        message: format!("a block takes no `{word}`"),
                        help: "write `{open}`, `{closed}` or `{#id}`".to_owned(),
                    })
                });
            }
        }
    }
    (colons, Line::Open(block), odd)
}

/// `Title {open}` into `Title` and `open`.
fn split_attributes(text: &str) -> (&str, &str) {
    let inner = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    match inner {
        Some((title, attributes)) => (title.trim_end(), attributes),
        None => (text, ""),
    }
}

fn names() -> String {
    let names: Vec<String> = KINDS.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}

impl Kind {
    /// Whether fences or `tab` blocks in it are panels.
    pub(super) fn holds_tabs(self) -> bool {
        matches!(self, Self::Tabs | Self::CodeGroup)
    }
}
