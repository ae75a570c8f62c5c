//! Drives the parser and gathers what its events show.

use proofpress_plugin::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::Duplicate;
use super::keys::{self, Keys};
use super::offsets::Offsets;

/// What the events of a text show.
#[derive(Default)]
pub(super) struct Stream {
    pub(super) failure: Option<Failure>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) booleans: Vec<Span>,
    /// Whether a `{{` opens a mapping as the key of a mapping.
    pub(super) braces_as_key: bool,
    /// Offset of the first name that a tab indents.
    pub(super) tab: Option<usize>,
}

/// Where and why the parser gave up.
pub(super) struct Failure {
    /// Byte offset.
    pub(super) at: usize,
    /// The parser's own words.
    pub(super) info: String,
    /// Offset of the innermost flow bracket (`[`, `{`) that was open.
    pub(super) open: Option<usize>,
}

/// A collection that is open.
struct Frame {
    start: usize,
    /// Whether it is written with brackets.
    flow: bool,
    /// The names so far and whether a name comes next; `None` for a sequence.
    keys: Option<(Keys, bool)>,
}

/// Reads a text to its end or to the first mistake.
pub(super) fn read(source: &str) -> Stream {
    let stream = read_as_is(source);
    // The parser refuses a tab between `:` and a plain value, which YAML allows (§6.2).
    let refused = |failure: &Failure| failure.info.starts_with("':' must be followed by");
    if stream.failure.as_ref().is_some_and(refused) {
        return read_as_is(&with_spaces_after_names(source));
    }
    stream
}

/// The text with a space for a tab behind the colon of a name, byte for byte. The colon of an
/// explicit value (`: `), alone at the start of its line, is no such colon.
fn with_spaces_after_names(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let (mut before, mut last) = ('\n', '\n');
    for letter in source.chars() {
        let behind_name = letter == '\t' && last == ':' && !before.is_whitespace();
        text.push(if behind_name { ' ' } else { letter });
        (before, last) = (last, letter);
    }
    text
}

fn read_as_is(source: &str) -> Stream {
    let mut reader = Reader {
        source,
        offsets: Offsets::new(source),
        frames: Vec::new(),
        stream: Stream::default(),
    };
    let mut parser = Parser::new_from_str(source);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => {
                let start = reader.offsets.byte(span.start.index());
                let end = reader.offsets.byte(span.end.index()).max(start);
                reader.event(&event, Span::new(start, end));
            }
            Err(error) => {
                reader.fail(&error);
                break;
            }
        }
    }
    let stream = &mut reader.stream;
    if let (None, Some(at)) = (&stream.failure, stream.tab) {
        let info = "tabs disallowed within this context (block indentation)".to_owned();
        stream.failure = Some(Failure { at, info, open: None });
    }
    reader.stream
}

struct Reader<'a> {
    source: &'a str,
    offsets: Offsets,
    frames: Vec<Frame>,
    stream: Stream,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, _, tag) => {
                let tag = tag.as_ref().map(|tag| format!("{}{}", tag.handle, tag.suffix));
                self.scalar(text, *style, tag.as_deref(), span);
            }
            Event::Alias(_) => {
                self.node();
            }
            Event::SequenceStart(..) => {
                self.node();
                self.open(span.start, None);
            }
            Event::MappingStart(..) => {
                let is_key = self.node();
                let doubled = self.source[..span.start].ends_with('{');
                self.stream.braces_as_key |=
                    is_key && doubled && self.source[span.start..].starts_with('{');
                self.open(span.start, Some((Keys::default(), true)));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.frames.pop();
            }
            _ => {}
        }
    }

    fn open(&mut self, start: usize, keys: Option<(Keys, bool)>) {
        let flow = self.source[start..].starts_with(['[', '{']);
        self.frames.push(Frame { start, flow, keys });
    }

    /// Takes note that a node comes; whether it is the name of a member.
    fn node(&mut self) -> bool {
        let Some(Frame { keys: Some((_, name_next)), .. }) = self.frames.last_mut() else {
            return false;
        };
        *name_next = !*name_next;
        !*name_next
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&str>, span: Span) {
        let plain = style == ScalarStyle::Plain;
        let written = self.source[span.start..span.end].trim_end().len();
        let span = Span::new(span.start, span.start + written);
        if !self.node() {
            if plain && tag.is_none() && keys::is_old_boolean(text) {
                self.stream.booleans.push(span);
            }
            return;
        }
        if self.stream.tab.is_none() && self.is_tabbed(span.start) {
            self.stream.tab = Some(span.start);
        }
        let Some(Frame { keys: Some((keys, _)), .. }) = self.frames.last_mut() else { return };
        if let Some(first) = keys.insert(text, plain, tag, span) {
            self.stream.duplicates.push(Duplicate { span, first });
        }
    }

    /// Whether a name outside brackets is indented by a tab, which the parser lets through for
    /// the first name of a mapping.
    fn is_tabbed(&self, start: usize) -> bool {
        let line = self.source[..start].rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty() && line.contains('\t') && self.frames.iter().all(|frame| !frame.flow)
    }

    fn fail(&mut self, error: &ScanError) {
        let open = self.frames.last().filter(|frame| frame.flow).map(|frame| frame.start);
        let at = self.offsets.byte(error.marker().index());
        self.stream.failure = Some(Failure { at, info: error.info().to_owned(), open });
    }
}
