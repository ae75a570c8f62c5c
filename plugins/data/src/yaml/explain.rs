//! Says what the parser's failures come of, in the words of somebody who wrote the text.

use proofpress_plugin::Span;

use super::Explained;
use super::events::Failure;

/// Zero-based number of the line that holds `at`.
pub(super) fn line_number(source: &str, at: usize) -> usize {
    source.as_bytes()[..at.min(source.len())].iter().filter(|&&byte| byte == b'\n').count()
}

/// Explains a failure.
pub(super) fn explain(source: &str, failure: &Failure) -> Explained {
    let place = Place::new(source, failure.at);
    let info = failure.info.as_str();
    if info.contains("mapping values are not allowed") {
        return misplaced_colon(&place);
    }
    if info.starts_with("simple key expect") {
        return no_colon(&place);
    }
    if info.contains("quoted scalar") || info.contains("trailing content") {
        return quoted(&place, info);
    }
    if info.contains("unexpected character") || info.contains("found unknown anchor") {
        return special_character(&place, info.contains("anchor"));
    }
    if let Some(open) = failure.open {
        return unclosed(&place, open);
    }
    if info.contains("did not find expected key") || info.contains("expected '-' indicator") {
        return wrong_column(&place, info.contains("'-'"));
    }
    other(&place, info)
}

/// The first character that cannot stand in YAML (§5.1); the parser lets them through.
pub(super) fn unprintable(source: &str) -> Option<Explained> {
    let is_printable = |letter: char| {
        matches!(letter, '\t' | '\n' | '\r' | '\u{85}')
            || (!letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
    };
    let (at, letter) = source.char_indices().find(|&(_, letter)| !is_printable(letter))?;
    let span = Span::new(at, at + letter.len_utf8());
    let code = u32::from(letter);
    let message = format!("the control character U+{code:04X} cannot stand in YAML");
    let escape = format!("remove it, or write `\\x{code:02x}` in double quotes");
    Some(explained(span, message, escape))
}

/// A place in the text.
struct Place<'a> {
    source: &'a str,
    at: usize,
    /// Where its line starts.
    start: usize,
    /// Its line, without the line end.
    line: &'a str,
}

impl<'a> Place<'a> {
    fn new(source: &'a str, at: usize) -> Self {
        let at = at.min(source.len());
        let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = source[start..].lines().next().unwrap_or_default();
        Self { source, at, start, line }
    }

    /// The last line above that holds more than a comment.
    fn above(&self) -> Option<Place<'a>> {
        let mut at = self.start;
        while at > 0 {
            let place = Place::new(self.source, at - 1);
            let text = place.line.trim();
            if !text.is_empty() && !text.starts_with('#') {
                return Some(place);
            }
            at = place.start;
        }
        None
    }

    fn indentation(&self) -> usize {
        self.line.len() - self.line.trim_start().len()
    }

    /// The line without the space around it.
    fn text(&self) -> Span {
        let start = self.start + self.indentation();
        Span::new(start, start + self.line.trim().len())
    }

    /// From the place to the end of its line, at least one character.
    fn rest(&self) -> Span {
        let end = self.start + self.line.trim_end().len();
        let next = self.source[self.at..].chars().next().filter(|&letter| letter != '\n');
        Span::new(self.at, end.max(self.at + next.map_or(0, char::len_utf8)))
    }

    fn show(&self, span: Span) -> String {
        let text = &self.source[span.start..span.end];
        let more = if text.chars().count() > 40 { "…" } else { "" };
        format!("`{}{more}`", text.chars().take(40).collect::<String>().replace('`', "'"))
    }
}

fn explained(span: Span, message: impl Into<String>, help: impl Into<String>) -> Explained {
    Explained {
        span,
        message: message.into(),
        help: Some(help.into()),
        related: None,
        repair: None,
    }
}

/// A value in quotes, in the kind that needs no escapes.
fn in_quotes(text: &str) -> String {
    if text.contains('\'') && !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// Text of a value, without a comment behind it.
fn without_comment(text: &str) -> &str {
    text.find(" #").map_or(text, |comment| &text[..comment]).trim_end()
}

/// `name: a: b`, a line indented under one that has its value, or a name over several lines.
fn misplaced_colon(place: &Place<'_>) -> Explained {
    let before = &place.line[..place.at - place.start];
    if let Some(colon) = before.find(": ") {
        let start = place.start + colon + 2 + before[colon + 2..].len()
            - before[colon + 2..].trim_start().len();
        let value = without_comment(&place.source[start..place.rest().end]);
        let span = Span::new(start, start + value.len());
        let mut found =
            explained(span, "an unquoted value cannot hold `: `", "put the value in quotes");
        if !value.starts_with(['"', '\'', '{', '[', '&', '*', '!', '|', '>']) {
            found.repair = Some(("quote the value".into(), span, in_quotes(value)));
        }
        return found;
    }
    let name = place.show(Span::new(place.text().start, place.at));
    let span = Span::new(place.text().start, place.at + 1);
    let Some(above) = place.above() else {
        return explained(span, format!("unexpected `:` after {name}"), "quote the text before it");
    };
    let over = place.show(above.text());
    if let Some(colon) = above.line.find(": ").filter(|_| place.indentation() > above.indentation())
    {
        let message = format!(
            "{name} is indented below `{}`, which already has a value",
            above.line[..colon].trim()
        );
        let mut found =
            explained(span, message, "line it up with the line above, or take that value away");
        found.related = Some((above.text(), "the value is here".into()));
        return found;
    }
    let message = format!("{over} is no `name: value`, so it runs into {name} below");
    let mut found = explained(above.text(), message, no_colon_help(above.line));
    found.related = Some((span, "the line it runs into".into()));
    found
}

fn no_colon_help(line: &str) -> &'static str {
    let text = line.trim();
    if text.contains([':', '-']) && text.contains(['\u{a0}', '\u{200b}', '\u{feff}']) {
        return "the line holds an invisible character that is no space; write it anew";
    }
    let tight = text.find(':').is_some_and(|colon| !text[colon + 1..].starts_with([' ', '/']));
    if tight && !text.ends_with(':') {
        "put a space after the colon"
    } else {
        "write `name: value`, indent it as part of the value above, or make it a comment"
    }
}

/// A line among members that is no member.
fn no_colon(place: &Place<'_>) -> Explained {
    let line = place.above().unwrap_or_else(|| Place::new(place.source, place.at));
    let message = format!("expected `name: value`, found {}", place.show(line.text()));
    explained(line.text(), message, no_colon_help(line.line))
}

fn quoted(place: &Place<'_>, info: &str) -> Explained {
    if info.contains("trailing content") {
        let rest = place.rest();
        let text = place.show(rest);
        let help = "quote the value as a whole, and write a quote inside it as `''` or `\\\"`";
        return explained(rest, format!("{text} follows the closing quote"), help);
    }
    let quote = Span::new(place.at, place.at + 1);
    let double = place.source[place.at..].starts_with('"');
    if info.contains("escape") || info.contains("hexadecimal") {
        let span = first_bad_escape(place).unwrap_or(quote);
        let message = format!("{} is no escape of YAML", place.show(span));
        return explained(span, message, "write a backslash as `\\\\`, or use single quotes");
    }
    let (name, help) =
        if double { ("`\"`", "close it with `\"`") } else { ("`'`", "close it with `'`") };
    let at_quote = double || place.source[place.at..].starts_with('\'');
    if !at_quote {
        return other(place, info);
    }
    let help = format!("{help}, or indent the lines that belong to it");
    explained(quote, format!("the quote {name} is opened here and never closed"), help)
}

/// The first escape in the double-quoted scalar at `place` that YAML does not have (§5.7).
fn first_bad_escape(place: &Place<'_>) -> Option<Span> {
    let text = &place.source[place.at..];
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter != '\\' {
            continue;
        }
        let (next_at, next) = letters.next()?;
        let digits = match next {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let tail = &text[next_at + next.len_utf8()..];
        let hexadecimal = tail.bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        let known = "0abt\tnvfre \"/\\N_LPxuU\n\r".contains(next);
        if !known || hexadecimal < digits {
            let start = place.at + at;
            return Some(Span::new(start, place.at + next_at + next.len_utf8() + hexadecimal));
        }
    }
    None
}

/// A value that starts with `@`, a backquote, `%`, or the `*` of an alias without an anchor.
fn special_character(place: &Place<'_>, alias: bool) -> Explained {
    let rest = place.rest();
    let value = without_comment(&place.source[rest.start..rest.end]);
    let span = Span::new(rest.start, rest.start + value.len());
    let mut found = if alias {
        let word = value.split([' ', ',', ']', '}']).next().unwrap_or(value);
        let word_span = Span::new(span.start, span.start + word.len());
        let message = format!(
            "`{}` is an alias, and no anchor `&{}` stands before it",
            word,
            word.trim_start_matches('*')
        );
        explained(word_span, message, "quote the value if it is meant as text")
    } else {
        let first: String = value.chars().take(1).collect();
        let shown = if first == "`" { "a backquote".to_owned() } else { format!("`{first}`") };
        explained(
            span,
            format!("an unquoted value cannot start with {shown}"),
            "put the value in quotes",
        )
    };
    let alone = !value.contains([',', ']', '}', ':']);
    if alone && !value.is_empty() {
        found.repair = Some(("quote the value".into(), span, in_quotes(value)));
    }
    found
}

fn unclosed(place: &Place<'_>, open: usize) -> Explained {
    let (bracket, close) =
        if place.source[open..].starts_with('[') { ('[', ']') } else { ('{', '}') };
    let at_end = place.source[place.at..].trim().is_empty();
    // At the colon of a line below the bracket, the line is what stands out.
    let here = if place.source[place.at..].starts_with(':') && place.start > open {
        place.text()
    } else {
        place.rest()
    };
    let found = if at_end { "the end of the text".to_owned() } else { place.show(here) };
    let span = if at_end { Span::at(place.source.trim_end().len()) } else { here };
    let message = format!("expected `,` or `{close}`, found {found}");
    let mut explained = explained(span, message, format!("close the `{bracket}`"));
    explained.related = Some((Span::new(open, open + 1), format!("`{bracket}` is opened here")));
    explained
}

/// A line that belongs to nothing above it, or text behind a value that is complete.
fn wrong_column(place: &Place<'_>, in_list: bool) -> Explained {
    let text = place.text();
    let item =
        place.source[text.start..].starts_with("- ") || place.source[text.start..text.end] == *"-";
    if place.at > text.start + 2 {
        let message = format!("{} follows a value that is complete", place.show(place.rest()));
        return explained(place.rest(), message, "quote the value as a whole");
    }
    if item && !in_list {
        let message = format!("a list item, {}, stands where a name is expected", place.show(text));
        return explained(
            text,
            message,
            "line up all items of a list, below the name it belongs to",
        );
    }
    let expected = if in_list { "the items of the list" } else { "any name" };
    let message = format!("{} does not line up with {expected} above", place.show(text));
    let spaces = place.indentation();
    let help = format!(
        "it stands at {spaces} space{}; indent it as the lines it belongs with",
        if spaces == 1 { "" } else { "s" }
    );
    explained(text, message, help)
}

fn other(place: &Place<'_>, info: &str) -> Explained {
    let rest = place.rest();
    let shown = place.show(rest);
    if info.contains("block sequence entries") {
        let help = "put the first item on a line of its own";
        return explained(rest, "a list cannot start on the line of its name", help);
    }
    if info.contains("document start") {
        let directive = place.above().is_some_and(|above| above.line.starts_with('%'));
        let help = if directive {
            "end the directives by a line `---`"
        } else {
            "separate documents by a line `---`"
        };
        return explained(rest, format!("expected the end of the document, found {shown}"), help);
    }
    if info.contains("misplaced bracket") {
        return explained(rest, format!("{shown} closes nothing"), "remove it, or quote the value");
    }
    if info.contains("tab") {
        return explained(rest, "a tab stands where YAML takes only spaces", "write spaces");
    }
    if info.contains("wrongly indented line in block scalar") {
        let help = "indent every line of the block by at least as much as its first";
        return explained(place.text(), "this line is indented less than its block asks", help);
    }
    let reason = info
        .strip_prefix("while ")
        .and_then(|info| info.split_once(", "))
        .map_or(info, |(_, reason)| reason);
    let message = format!("{}, at {shown}", reason.replace(['\'', '`'], ""));
    Explained { span: rest, message, help: None, related: None, repair: None }
}
