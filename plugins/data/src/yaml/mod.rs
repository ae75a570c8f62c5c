//! YAML 1.2 as a stream of parser events: what is wrong with the text, the names a mapping holds
//! twice, the words YAML 1.1 took for booleans. It builds no tree and knows nothing of rules.

mod ellipsis;
mod events;
mod explain;
mod keys;
mod offsets;
mod shallow;
mod tabs;

use proofpress_plugin::{Declined, Edit, Span};

use crate::template;

pub(crate) use ellipsis::Ellipsis;
use events::Stream;

/// The specification this reader follows.
pub(crate) const SPEC: &str = "1.2.2";

/// What was found in a YAML text.
#[derive(Default)]
pub struct Yaml {
    /// What keeps it from being YAML, if anything.
    pub(crate) mistake: Option<Mistake>,
    /// Lines `...` for what is left out.
    pub(crate) ellipses: Vec<Ellipsis>,
    /// Names that their mapping already has.
    pub(crate) duplicates: Vec<Duplicate>,
    /// Unquoted `yes`, `no`, `on` and `off` that are values.
    pub(crate) booleans: Vec<Span>,
}

/// A name that its mapping already has.
pub(crate) struct Duplicate {
    pub(crate) span: Span,
    /// Where it stands first.
    pub(crate) first: Span,
}

/// What keeps a text from being YAML.
pub(crate) enum Mistake {
    /// Tabs where only spaces indent.
    Tabs {
        /// The first of them.
        span: Span,
        /// Puts spaces in their place; empty where that does not make the text YAML.
        edits: Vec<Edit>,
    },
    /// Lines of a quoted or bracketed value that are not indented below its name. The only one
    /// of these mistakes that readers of YAML 1.1 take.
    Shallow {
        /// The first of them.
        span: Span,
        /// Indents them.
        edits: Vec<Edit>,
    },
    /// Anything else.
    Syntax(Explained),
}

/// A syntax mistake, explained.
pub(crate) struct Explained {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// A place that explains it, and how.
    pub(crate) related: Option<(Span, String)>,
    /// A likely repair: its title, what it replaces, by what.
    pub(crate) repair: Option<(String, Span, String)>,
}

/// Reads a text of any number of documents.
///
/// # Errors
///
/// [`Declined`] where template markers are what keeps it from being YAML, or where it is nested
/// deeper than the parser goes.
pub(crate) fn read(source: &str) -> Result<Yaml, Declined> {
    let stream = events::read(source);
    if let Some(why) = reason_to_decline(source, &stream) {
        return Err(why);
    }
    let (stream, mut ellipses) = ellipsis::read_past(source, stream);
    if ellipses.is_empty() {
        ellipses = ellipsis::accidental_ends(source);
    }
    let end = stream.failure.as_ref().map_or(source.len(), |failure| failure.at);
    let mistake = match (explain::unprintable(&source[..end]), stream.failure) {
        (Some(mistake), _) => Some(Mistake::Syntax(mistake)),
        (None, Some(failure)) => {
            let mended = tabs::mend(source, &failure).or_else(|| shallow::mend(source, &failure));
            Some(mended.unwrap_or_else(|| Mistake::Syntax(explain::explain(source, &failure))))
        }
        (None, None) => None,
    };
    Ok(Yaml { mistake, ellipses, duplicates: stream.duplicates, booleans: stream.booleans })
}

fn reason_to_decline(source: &str, stream: &Stream) -> Option<Declined> {
    let Some(failure) = &stream.failure else {
        // `{{ name }}` parses, as a mapping whose key is a mapping; nobody means that.
        let blotted = template::blot(source, b'x').filter(|_| stream.braces_as_key)?;
        return Some(blotted.declined("YAML"));
    };
    if failure.info.contains("recursion limit") {
        return Some(Declined("the text is nested deeper than the parser goes".into()));
    }
    let blotted = template::blot(source, b'x')?;
    let cause = events::read(&blotted.text).failure.is_none_or(|other| other.at != failure.at);
    cause.then(|| blotted.declined("YAML"))
}
