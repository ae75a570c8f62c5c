//! Headings: their text, their HTML and their ids.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::html::escape;
use super::slug::{Ids, slug};
use super::text::PlainText;
use super::{DUPLICATE_ID, Heading, math};
use crate::diagnostic::{Finding, Related};
use crate::source::{Location, Span};

/// A heading that is being read.
pub(super) struct OpenHeading {
    level: u8,
    explicit_id: Option<String>,
    location: Location,
    span: Span,
    text: PlainText,
    html: String,
    /// How deep in images we are; their alternative text is text, not HTML.
    images: usize,
}

/// A heading that was read, before ids are given out.
pub(super) struct ReadHeading {
    level: u8,
    explicit_id: Option<String>,
    location: Location,
    span: Span,
    pub(super) text: String,
    html: String,
}

impl OpenHeading {
    /// A heading at `span` of the body, which is `location` in a file.
    pub(super) fn new(level: u8, id: Option<CowStr<'_>>, span: Span, location: Location) -> Self {
        let explicit_id = id.map(|id| id.to_string()).filter(|id| !id.is_empty());
        Self {
            level,
            explicit_id,
            location,
            span,
            text: PlainText::default(),
            html: String::new(),
            images: 0,
        }
    }

    /// Takes an event inside the heading. Links are left out of its HTML, because a table of
    /// contents puts it into a link of its own.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        self.text.event(event);
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            Event::Text(text) => escape::text(&mut self.html, text),
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                self.html.push_str(&math::render(latex, false).0);
            }
            Event::Code(text) => {
                self.open("<code>");
                escape::text(&mut self.html, text);
                self.open("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.html.push(' '),
            Event::Start(Tag::Emphasis) => self.open("<em>"),
            Event::End(TagEnd::Emphasis) => self.open("</em>"),
            Event::Start(Tag::Strong) => self.open("<strong>"),
            Event::End(TagEnd::Strong) => self.open("</strong>"),
            Event::Start(Tag::Strikethrough) => self.open("<del>"),
            Event::End(TagEnd::Strikethrough) => self.open("</del>"),
            _ => {}
        }
    }

    fn open(&mut self, tag: &str) {
        if self.images == 0 {
            self.html.push_str(tag);
        }
    }

    pub(super) fn finish(self) -> ReadHeading {
        ReadHeading {
            level: self.level,
            explicit_id: self.explicit_id,
            location: self.location,
            span: self.span,
            text: self.text.finish(),
            html: self.html,
        }
    }
}

/// Gives every heading its id. Ids that were written out come first, so that none made from a
/// text can take one of them.
pub(super) fn with_ids(read: Vec<ReadHeading>, findings: &mut Vec<Finding>) -> Vec<Heading> {
    let mut ids = Ids::default();
    let mut first: BTreeMap<&str, Location> = BTreeMap::new();
    let mut keeps = Vec::with_capacity(read.len());
    for heading in &read {
        let id = heading.explicit_id.as_deref();
        keeps.push(id.is_some_and(|id| ids.reserve(id)));
        let Some(id) = id else { continue };
        if let Some(&other) = first.get(id) {
            findings.push(duplicate(id, heading.location, other));
        } else {
            first.insert(id, heading.location);
        }
    }
    let finish = |(heading, keeps): (ReadHeading, bool)| {
        let ReadHeading { level, explicit_id, location, span, text, html } = heading;
        let id = match explicit_id {
            Some(id) if keeps => id,
            Some(id) => ids.unique(id),
            None => ids.unique(slug(&text)),
        };
        Heading { level, text, html, id, location, span }
    };
    read.into_iter().zip(keeps).map(finish).collect()
}

fn duplicate(id: &str, location: Location, first: Location) -> Finding {
    let message = format!("another heading of this page has the id `{id}`");
    let mut finding = Finding::warning(DUPLICATE_ID, location, message)
        .help("give this heading an id of its own");
    let message = format!("`{id}` is the id of this heading");
    finding.related.push(Related { location: first, message });
    finding
}

/// The trail of headings above a place.
#[derive(Debug, Default)]
pub(super) struct Trail {
    open: Vec<(u8, String)>,
}

impl Trail {
    /// Goes on below `heading`.
    pub(super) fn enter(&mut self, heading: &ReadHeading) {
        while self.open.last().is_some_and(|&(level, _)| level >= heading.level) {
            self.open.pop();
        }
        self.open.push((heading.level, heading.text.clone()));
    }

    /// The texts, outermost first.
    pub(super) fn texts(&self) -> Vec<String> {
        self.open.iter().map(|(_, text)| text.clone()).collect()
    }
}
