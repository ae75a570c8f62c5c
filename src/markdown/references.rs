//! Where a page's links are written, to the byte: the target of each link, each definition, each
//! stretch of raw HTML. [`super::parse()`] knows what links there are; this knows where to mend them.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::syntax::Syntax;
use super::{events, image};
use crate::source::{Location, MappedText, Span};

/// What of a page refers to something else, as it is written.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Every target of a link or an image. One that a definition gives is here once, however many
    /// links use it.
    pub targets: Vec<Target>,
    /// Every stretch of raw HTML; a tag is never cut in two.
    pub html: Vec<MappedText>,
    /// Definitions that no link uses.
    pub unused: Vec<Unused>,
}

/// The target of a link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it leads, escapes and entities resolved.
    pub target: String,
    /// Where that is written.
    pub location: Location,
}

/// A definition that no link uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Its label.
    pub label: String,
    /// The definition.
    pub location: Location,
}

/// Finds the references of a page.
pub fn references(body: &MappedText, syntax: &Syntax) -> References {
    let text = body.as_str();
    let covered = events::covered(text);
    let (skipped, mut events) = events::parser(&covered, syntax);
    let mut found =
        Finder { body, found: References::default(), open: Vec::new(), html: None, image_end: 0 };
    let mut used: BTreeSet<Span> = BTreeSet::new();
    while let Some((event, range)) = events.next() {
        let span = Span::new(range.start + skipped, range.end + skipped);
        let of_definition = match &event {
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
                if is_by_definition(*link_type) =>
            {
                let definition = events.reference_definitions().get(id);
                definition.map(|definition| {
                    Span::new(definition.span.start + skipped, definition.span.end + skipped)
                })
            }
            _ => None,
        };
        if let Some(definition) = of_definition
            && used.insert(definition)
            && let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &event
        {
            let at = in_definition(text, definition);
            found.target(dest_url, at.unwrap_or(definition));
        }
        found.event(event, span);
    }
    let mut unused: Vec<(Span, &str)> = Vec::new();
    for (label, definition) in events.reference_definitions().iter() {
        let span = Span::new(definition.span.start + skipped, definition.span.end + skipped);
        if !used.contains(&span) {
            unused.push((span, label));
        }
    }
    unused.sort_unstable();
    let unused = unused.into_iter().map(|(span, label)| Unused {
        label: label.to_owned(),
        location: body.locate(trimmed(text, span)),
    });
    found.found.unused = unused.collect();
    found.found
}

fn is_by_definition(kind: LinkType) -> bool {
    matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// An inline link that is being read.
struct Open {
    target: String,
    span: Span,
    /// Where its text ends, as far as it is read.
    end: usize,
}

struct Finder<'a> {
    body: &'a MappedText,
    found: References,
    /// Links and images that are open; none for those by definition, which are done with.
    open: Vec<Option<Open>>,
    /// The block of HTML that is being read.
    html: Option<MappedText>,
    /// Where the last image ended.
    image_end: usize,
}

impl Finder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(
                Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
            ) => self.start(link_type, &dest_url, span),
            Event::End(tag @ (TagEnd::Link | TagEnd::Image)) => {
                if tag == TagEnd::Image {
                    self.image_end = span.end;
                }
                self.end();
            }
            Event::Start(Tag::HtmlBlock) => {
                self.html = Some(MappedText::new(self.body.locate(Span::at(span.start))));
            }
            Event::End(TagEnd::HtmlBlock) => self.found.html.extend(self.html.take()),
            Event::Html(html) => {
                if let Some(block) = &mut self.html {
                    block.push_mapped(&html, self.body, span);
                }
            }
            Event::InlineHtml(_) if self.is_attributes(span) => {
                if self.image_end == span.start {
                    self.attributes(span);
                }
                self.inside(span);
            }
            Event::InlineHtml(html) => {
                let mut inline = MappedText::new(self.body.locate(Span::at(span.start)));
                inline.push_mapped(&html, self.body, span);
                self.found.html.push(inline);
                self.inside(span);
            }
            _ => self.inside(span),
        }
    }

    /// Whether inline HTML is the cover of an image's attributes.
    fn is_attributes(&self, span: Span) -> bool {
        self.body.as_str().get(span.start..span.end).is_some_and(|text| text.starts_with('{'))
    }

    /// An image for the dark theme is one more target.
    fn attributes(&mut self, span: Span) {
        let text = self.body.as_str().get(span.start + 1..span.end - 1).unwrap_or_default();
        let (attributes, _) = image::attributes(text);
        if let Some(dark) = attributes.dark
            && let Some(at) = text.find(&dark)
        {
            let start = span.start + 1 + at;
            self.target(&dark, Span::new(start, start + dark.len()));
        }
    }

    /// Something that stands in the innermost open link.
    fn inside(&mut self, span: Span) {
        if let Some(Some(open)) = self.open.last_mut() {
            open.end = open.end.max(span.end);
        }
    }

    fn start(&mut self, kind: LinkType, target: &str, span: Span) {
        self.inside(span);
        let open = match kind {
            LinkType::Inline => Some(Open { target: target.to_owned(), span, end: span.start + 1 }),
            LinkType::Autolink => {
                self.target(target, Span::new(span.start + 1, span.end.saturating_sub(1)));
                None
            }
            _ => None,
        };
        self.open.push(open);
    }

    fn end(&mut self) {
        let Some(Some(open)) = self.open.pop() else { return };
        let at = in_parentheses(self.body.as_str(), open.end, open.span.end);
        self.target(&open.target, at.unwrap_or(open.span));
    }

    fn target(&mut self, target: &str, span: Span) {
        let location = self.body.locate(span);
        self.found.targets.push(Target { target: target.to_owned(), location });
    }
}

/// The target in `](target "title")`, looked for between the end of the link's text and its own.
fn in_parentheses(text: &str, from: usize, end: usize) -> Option<Span> {
    let rest = text.get(from..end)?;
    let start = from + rest.find("](")? + 2;
    destination(text, start, end)
}

/// The target in `[label]: target "title"`.
fn in_definition(text: &str, definition: Span) -> Option<Span> {
    let rest = text.get(definition.start..definition.end)?;
    destination(text, definition.start + rest.find("]:")? + 2, definition.end)
}

/// The target that begins after the white space at `from`, in angle brackets or bare.
fn destination(text: &str, from: usize, end: usize) -> Option<Span> {
    let rest = text.get(from..end)?;
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..end)?;
    if let Some(inner) = rest.strip_prefix('<') {
        let length = unescaped(inner, |c| c == '>');
        return Some(Span::new(start + 1, start + 1 + length));
    }
    let mut depth = 0_usize;
    let length = unescaped(rest, |c| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth == 0 => true,
        ')' => {
            depth -= 1;
            false
        }
        c => c == ' ' || c.is_ascii_control(),
    });
    Some(Span::new(start, start + length))
}

/// The length up to the first character without a `\` before it at which `ends` says so.
fn unescaped(text: &str, mut ends: impl FnMut(char) -> bool) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if !escaped && ends(c) {
            return at;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

fn trimmed(text: &str, span: Span) -> Span {
    let inner = text.get(span.start..span.end).unwrap_or_default();
    Span::new(span.start, span.start + inner.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What is found, as written in the page.
    fn written(text: &str) -> (Vec<(String, String)>, Vec<String>, Vec<String>) {
        let source = Sources::default().add("a.md", text);
        let body = MappedText::of_source(source, text, Span::new(0, text.len()));
        let found = references(&body, &Syntax::default());
        let slice = |location: Location| text[location.span.start..location.span.end].to_owned();
        (
            found.targets.iter().map(|one| (one.target.clone(), slice(one.location))).collect(),
            found.html.iter().map(|html| html.as_str().to_owned()).collect(),
            found
                .unused
                .iter()
                .map(|one| format!("{}={}", one.label, slice(one.location)))
                .collect(),
        )
    }

    #[test]
    fn targets_are_found_where_they_are_written() {
        let cases = [
            ("[a](b.md)", "b.md", "b.md"),
            ("[a] (b.md) [c](d.md \"t (x)\")", "d.md", "d.md"),
            ("[](x)", "x", "x"),
            ("[a [b] `](c)`](d)", "d", "d"),
            ("[a](<b c.md> 't')", "b c.md", "b c.md"),
            ("[a](b\\(c.md)", "b(c.md", "b\\(c.md"),
            ("[a](b(c)d)", "b(c)d", "b(c)d"),
            ("[a]( b&amp;c )", "b&c", "b&amp;c"),
            ("> * ![x](y.png)", "y.png", "y.png"),
            ("<https://x.org/a>", "https://x.org/a", "https://x.org/a"),
            ("[a]()", "", ""),
            ("::: note\n[a](b)\n:::", "b", "b"),
        ];
        for (text, target, slice) in cases {
            let (targets, ..) = written(text);
            assert_eq!(targets, [(target.to_owned(), slice.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_link_around_an_image_has_two_targets() {
        let (targets, ..) = written("[![i](a.png)](b.md)");
        let targets: Vec<&str> = targets.iter().map(|(target, _)| target.as_str()).collect();
        assert_eq!(targets, ["a.png", "b.md"]);
    }

    #[test]
    fn an_image_for_the_dark_theme_is_a_target() {
        let (targets, ..) = written("![i](a.png){width=3 dark=b.png} f(x){dark=c}");
        let targets: Vec<&str> = targets.iter().map(|(target, _)| target.as_str()).collect();
        assert_eq!(targets, ["a.png", "b.png"]);
    }

    #[test]
    fn a_definition_counts_once_and_one_without_a_link_is_unused() {
        let (targets, _, unused) =
            written("[a][x] [b][X] [x]\n\n[x]: <u v> 't'\n[y]: w\n[z]: w 'a'\n");
        assert_eq!(targets, [("u v".to_owned(), "u v".to_owned())]);
        assert_eq!(unused, ["y=[y]: w", "z=[z]: w 'a'"]);
    }

    #[test]
    fn html_is_found_whole() {
        let (_, html, _) = written("a <b id=x>c</b>\n\n> <div\n> id=\"y\">\n> </div>\n");
        assert_eq!(html, ["<b id=x>", "</b>", "<div\nid=\"y\">\n</div>\n"]);
    }
}
