//! TOML 1.1, read by the `toml` crate, and its mistakes explained. It knows nothing of rules.

mod explain;

use proofpress_plugin::{Declined, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::template;

/// The specification this reader follows.
pub(crate) const SPEC: &str = "1.1.0";

/// What was found in a TOML text.
pub struct Toml {
    /// The first mistake, if any.
    pub(crate) mistake: Option<Mistake>,
    /// Keys and tables defined twice, before that mistake.
    pub(crate) duplicates: Vec<Duplicate>,
}

/// What keeps a text from being TOML.
pub(crate) struct Mistake {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// A place that explains it, and how.
    pub(crate) related: Option<(Span, String)>,
}

/// A key or table that is already defined.
pub(crate) struct Duplicate {
    pub(crate) span: Span,
    /// Where it stands first, if that is certain.
    pub(crate) first: Option<Span>,
}

/// Reads a text.
///
/// # Errors
///
/// [`Declined`] where template markers are what keeps it from being TOML.
pub(crate) fn read(source: &str) -> Result<Toml, Declined> {
    let (table, errors) = DeTable::parse_recoverable(source);
    let (again, others): (Vec<Error>, Vec<Error>) =
        errors.into_iter().partition(|error| error.message() == "duplicate key");
    let first = others.iter().min_by_key(|error| place(source, error).start);
    let end = first.map_or(source.len(), |error| place(source, error).start);
    if let Some(error) = first
        && let Some(blotted) = template::blot(source, b'0')
        && first_place(&blotted.text) != Some(place(source, error))
    {
        return Err(blotted.declined("TOML"));
    }
    let mut seen = Seen::default();
    seen.table(table.get_ref());
    let again = again.iter().map(|error| place(source, error)).filter(|span| span.start <= end);
    let duplicates = without_echoes(source, again.collect());
    let duplicates = duplicates
        .into_iter()
        .map(|span| Duplicate { span, first: first_of(source, &seen.keys, span) })
        .collect();
    let mistake = first
        .map(|error| explain::explain(source, error.message(), place(source, error)))
        .or_else(|| bad_number(source, &seen));
    Ok(Toml { mistake, duplicates })
}

/// Leaves out keys that are there twice only because their table is.
fn without_echoes(source: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut table: Option<Span> = None;
    spans.retain(|&span| {
        let echo = table.is_some_and(|table| !source[table.start..span.start].contains("\n["));
        if !echo {
            table = in_header(source, span).then_some(span);
        }
        !echo
    });
    spans
}

fn in_header(source: &str, span: Span) -> bool {
    let line = source[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    source[line..].trim_start().starts_with('[')
}

/// Where the first mistake of a text is.
fn first_place(source: &str) -> Option<Span> {
    let (_, errors) = DeTable::parse_recoverable(source);
    let errors = errors.iter().filter(|error| error.message() != "duplicate key");
    errors.map(|error| place(source, error)).min_by_key(|span| span.start)
}

/// Where an error is; the end of the text where the parser does not say.
fn place(source: &str, error: &Error) -> Span {
    let Some(span) = error.span() else { return Span::at(source.trim_end().len()) };
    let floor =
        |at: usize| (0..=at.min(source.len())).rev().find(|&at| source.is_char_boundary(at));
    let start = floor(span.start).unwrap_or(0);
    Span::new(start, floor(span.end).unwrap_or(start).max(start))
}

/// What a walk over the values shows.
#[derive(Default)]
struct Seen {
    /// The places of all keys.
    keys: Vec<Span>,
    /// The places of numbers without digits, or with digits of another script, which the parser
    /// lets through until somebody asks for their value.
    bad_numbers: Vec<Span>,
}

impl Seen {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            self.keys.push(key.span().into());
            self.value(value);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let sound = match value.get_ref() {
            DeValue::Table(table) => {
                self.table(table);
                true
            }
            DeValue::Array(array) => {
                array.iter().for_each(|item| self.value(item));
                true
            }
            DeValue::Integer(number) => {
                let digits = number.as_str().trim_start_matches(['+', '-']);
                !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(number.radix()))
            }
            DeValue::Float(number) => number.as_str().parse::<f64>().is_ok(),
            _ => true,
        };
        if !sound {
            self.bad_numbers.push(value.span().into());
        }
    }
}

fn bad_number(source: &str, seen: &Seen) -> Option<Mistake> {
    let span = *seen.bad_numbers.iter().min_by_key(|span| span.start)?;
    let message = format!("`{}` is no number", source.get(span.start..span.end)?);
    Some(Mistake { span, message, help: Some("quote it if it is a text".into()), related: None })
}

/// The earlier key or table of the same spelling, where there is just one that can be meant.
fn first_of(source: &str, keys: &[Span], span: Span) -> Option<Span> {
    let unquoted =
        |span: Span| source.get(span.start..span.end).map(|key| key.trim_matches(['"', '\'']));
    let line = source[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let header = source[line..].lines().next().unwrap_or_default().trim();
    if header.starts_with('[') {
        let lines = source[..line].split_inclusive('\n');
        let starts = lines.scan(0, |start, line| {
            *start += line.len();
            Some((*start - line.len(), line))
        });
        let mut same = starts.filter(|(_, line)| line.trim() == header);
        let (start, line) = same.next()?;
        let start = start + line.len() - line.trim_start().len();
        return Some(Span::new(start, start + header.len()));
    }
    let table = source[..span.start].rfind("\n[").unwrap_or(0);
    let same = |key: &&Span| key.start < span.start && unquoted(**key) == unquoted(span);
    let earlier: Vec<Span> = keys.iter().filter(same).copied().collect();
    let near: Vec<Span> = earlier.iter().filter(|key| key.start >= table).copied().collect();
    match (near.as_slice(), earlier.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}
