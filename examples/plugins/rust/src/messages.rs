//! Reads messages: a start line, headers, an empty line, a body. `###` stands between two of them.

use proofpress_plugin::Span;

/// A request or a response.
pub struct Message {
    /// Whether it is a request.
    pub is_request: bool,
    /// Its headers, in order.
    pub headers: Vec<Header>,
    /// Its body, without the line end at its end.
    pub body: Span,
}

/// A header.
pub struct Header {
    /// Its name, as written.
    pub name: String,
    /// Its value, without the blanks around it.
    pub value: String,
    /// Where the name is.
    pub name_at: Span,
    /// Where the value is.
    pub value_at: Span,
    /// Its line with the line end.
    pub line_at: Span,
}

impl Header {
    /// Whether that is its name, which is given in lower case.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Skipped,
    Headers,
    Body,
}

/// The messages of a text.
pub(crate) fn messages(source: &str) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    let mut state = State::Start;
    let mut start = 0;
    for line in source.split('\n') {
        let end = start + line.len();
        let after = (end + 1).min(source.len());
        if line.starts_with("###") {
            state = State::Start;
        } else if state == State::Start && !is_aside(line) {
            let is_request = is_request(line);
            state = if is_request || is_response(line) { State::Headers } else { State::Skipped };
            if state == State::Headers {
                found.push(Message { is_request, headers: Vec::new(), body: Span::at(0) });
            }
        } else if let Some(message) = found.last_mut() {
            match state {
                State::Body if !is_blank(line) => message.body.end = end,
                State::Headers if is_blank(line) => {
                    state = State::Body;
                    message.body = Span::at(after);
                }
                State::Headers => message.headers.extend(header(line, start, after)),
                _ => {}
            }
        }
        start = end + 1;
    }
    found
}

/// The header of a line, if it is one.
fn header(line: &str, start: usize, after: usize) -> Option<Header> {
    if is_comment(line) {
        return None;
    }
    let (name, rest) = line.split_once(':')?;
    let name = name.trim_end_matches(BLANK);
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"_!#$%&'*+.^`|~-".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return None;
    }
    let value = rest.trim_start_matches(BLANK);
    let value_start = start + line.len() - value.len();
    let value = value.trim_end_matches(BLANK);
    Some(Header {
        name: name.to_owned(),
        value: value.to_owned(),
        name_at: Span::new(start, start + name.len()),
        value_at: Span::new(value_start, value_start + value.len()),
        line_at: Span::new(start, after),
    })
}

/// A method in capitals and what a target begins with.
fn is_request(line: &str) -> bool {
    let Some((method, target)) = line.split_once(' ') else { return false };
    let target = target.trim_start_matches(' ');
    let begins =
        ["/", "*", "{{", "http://", "https://"].iter().any(|word| target.starts_with(word));
    !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) && begins
}

fn is_response(line: &str) -> bool {
    let version = line.strip_prefix("HTTP/");
    version.is_some_and(|version| version.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// What may stand before a start line: nothing, a comment, a variable.
fn is_aside(line: &str) -> bool {
    is_blank(line) || is_comment(line) || line.starts_with('@')
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//")
}

fn is_blank(line: &str) -> bool {
    line.trim_matches(BLANK).is_empty()
}

const BLANK: [char; 2] = [' ', '\t'];
