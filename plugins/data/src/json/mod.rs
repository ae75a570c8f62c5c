//! JSON after RFC 8259, read to the first mistake that leaves no sensible way on, with the habits
//! of documentation (comments, trailing commas, single quotes, `...`) each noted on its own, so
//! that one cause gives one finding. It knows nothing of rules.

mod explain;
mod lexer;
mod parser;
mod scalar;

use proofpress_plugin::{Declined, Span};

use crate::template;

/// The specification this reader follows.
pub(crate) const SPEC: &str = "RFC 8259";

/// Which JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// RFC 8259 to the letter.
    Strict,
    /// With comments and trailing commas.
    Comments,
    /// A document on each line; blank lines are skipped.
    Lines,
}

/// What was found in a JSON text.
pub struct Json {
    /// In the order of the text.
    pub(crate) problems: Vec<Problem>,
}

/// One thing that is wrong.
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What is wrong. All but [`Kind::Syntax`] were read past.
pub(crate) enum Kind {
    /// A mistake that no other kind names.
    Syntax(Mistake),
    /// A comma before a closing bracket. The span is the comma's.
    TrailingComma {
        /// The bracket.
        close: char,
    },
    /// A comment.
    Comment,
    /// A string in single quotes.
    SingleQuoted {
        /// The same string in double quotes.
        double: String,
    },
    /// `...` or `…` for parts left out.
    Ellipsis,
    /// A member name that its object already has.
    Duplicate {
        /// Where it stands first.
        first: Span,
    },
}

/// A syntax mistake, explained.
#[derive(Default)]
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// A place that explains it, and how.
    pub(crate) related: Option<(Span, String)>,
    /// A likely repair: its title, what it replaces, by what.
    pub(crate) repair: Option<(String, Span, String)>,
}

impl Mistake {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Reads a text.
///
/// # Errors
///
/// [`Declined`] where template markers are what keeps it from being JSON.
pub(crate) fn read(source: &str, dialect: Dialect) -> Result<Json, Declined> {
    let json = read_plain(source, dialect);
    if let Some(mistake) = json.first_mistake()
        && let Some(blotted) = template::blot(source, b'0')
        && read_plain(&blotted.text, dialect).first_mistake() != Some(mistake)
    {
        return Err(blotted.declined("JSON"));
    }
    Ok(json)
}

fn read_plain(source: &str, dialect: Dialect) -> Json {
    let mut problems = Vec::new();
    if dialect == Dialect::Lines {
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            // A document over several lines would be wrong on each of them; the first tells.
            if !line.trim().is_empty() && !parser::parse(source, range, dialect, &mut problems) {
                break;
            }
        }
    } else {
        parser::parse(source, 0..source.len(), dialect, &mut problems);
    }
    Json { problems }
}

impl Json {
    fn first_mistake(&self) -> Option<Span> {
        let mistake = |problem: &&Problem| matches!(problem.kind, Kind::Syntax(_));
        self.problems.iter().find(mistake).map(|problem| problem.span)
    }
}
