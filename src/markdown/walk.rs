//! From what the parser says of a covered text to the steps of the text itself.
//!
//! Covers come off here: one that the parser took as a block of its own was a `:::` line or an
//! abbreviation, and any other stood in code and is text again. Blocks end where the list or
//! quote around them ends, whatever the page says, so that steps are always nested.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::block::{self, Block, Kind, Line};
use super::events::{Problem, Step};
use super::mask::{self, Covered, Mask};
use super::syntax::{Insert, Inserted};
use super::{STRAY_BLOCK, UNCLOSED_BLOCK, UNKNOWN_BLOCK, emoji};
use crate::source::Span;

/// An open block.
enum Open<'a> {
    /// A `:::` block, its colons, where its first line stands, and whether the page wrote it so.
    Block { kind: Kind, name: &'a str, colons: usize, span: Span },
    /// A shortcode, and the HTML that ends it.
    Shortcode(&'a str),
}

/// Goes along with the parser.
pub(super) struct Walk<'a, 'v> {
    text: &'a str,
    masks: &'a [Mask],
    inserts: &'a [Insert],
    /// Whether `:rocket:` is an emoji.
    emoji: bool,
    visit: &'v mut dyn FnMut(Step<'_>, Span),
    /// How many tags are open.
    depth: usize,
    /// Open blocks, each with the depth it stands at.
    open: Vec<(usize, Open<'a>)>,
    problems: Vec<Problem>,
    /// Whether the HTML block that is read is a cover or a token.
    swallowing: bool,
    in_code: bool,
    /// Where an image has just ended.
    image_end: Option<usize>,
    /// Words that wait for their rest, where emoji are looked for.
    waiting: Option<(String, Span)>,
}

impl<'a, 'v> Walk<'a, 'v> {
    pub(super) fn new(
        text: &'a str,
        masks: &'a [Mask],
        inserts: &'a [Insert],
        emoji: bool,
        visit: &'v mut dyn FnMut(Step<'_>, Span),
    ) -> Self {
        Self {
            text,
            masks,
            inserts,
            emoji,
            visit,
            depth: 0,
            open: Vec::new(),
            problems: Vec::new(),
            swallowing: false,
            in_code: false,
            image_end: None,
            waiting: None,
        }
    }

    /// Ends what is still open.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        self.say_waiting();
        self.close_deeper(0, Span::at(self.text.len()));
        self.problems
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        if self.swallowing {
            self.swallowing = !matches!(event, Event::End(TagEnd::HtmlBlock));
            return;
        }
        if self.is_waiting_for(&event, span) {
            return;
        }
        self.say_waiting();
        match &event {
            Event::Start(Tag::HtmlBlock) if self.starts_block(span) => {
                self.swallowing = true;
                return;
            }
            Event::InlineHtml(_) if self.is_token(span) => return,
            Event::Start(tag) => {
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                self.depth += 1;
            }
            Event::End(tag) => {
                self.close_deeper(self.depth, Span::at(span.end));
                self.depth = self.depth.saturating_sub(1);
                self.in_code &= *tag != TagEnd::CodeBlock;
                self.image_end = (*tag == TagEnd::Image).then_some(span.end);
            }
            _ => {}
        }
        let event = self.uncovered(event, span);
        (self.visit)(Step::Event(event), span);
    }

    /// Whether an event is words that wait for more: an emoji's name may come in several pieces.
    fn is_waiting_for(&mut self, event: &Event<'_>, span: Span) -> bool {
        let Event::Text(text) = event else { return false };
        if !self.emoji || self.in_code || self.mask_in(span).is_some() {
            return false;
        }
        match &mut self.waiting {
            Some((words, all)) if all.end == span.start => {
                words.push_str(text);
                all.end = span.end;
                true
            }
            _ if text.contains(':') => {
                self.say_waiting();
                self.waiting = Some((text.to_string(), span));
                true
            }
            _ => false,
        }
    }

    fn say_waiting(&mut self) {
        if let Some((words, span)) = self.waiting.take() {
            let words = emoji::replaced(&words).unwrap_or(words);
            (self.visit)(Step::Event(Event::Text(words.into())), span);
        }
    }

    /// Takes an HTML block that is a cover or a token.
    fn starts_block(&mut self, span: Span) -> bool {
        if let Ok(at) = self.inserts.binary_search_by_key(&span.start, |insert| insert.at) {
            self.insert(&self.inserts[at].html, span);
            return true;
        }
        let masks = self.masks;
        let Ok(at) = masks.binary_search_by_key(&span.start, |mask| mask.span.start) else {
            return false;
        };
        let Mask { span, what } = masks[at];
        let line = &self.text[span.start..span.end];
        match what {
            Covered::Block => self.block_line(line, span),
            Covered::Abbreviation => {
                if let Some((short, long)) = mask::abbreviation(line) {
                    (self.visit)(Step::Abbreviation(short, long), span);
                }
            }
            // They never begin a line.
            Covered::Attributes => return false,
        }
        true
    }

    /// Takes inline HTML that is a token or the attributes of the image before.
    fn is_token(&mut self, span: Span) -> bool {
        if let Ok(at) = self.inserts.binary_search_by_key(&span.start, |insert| insert.at) {
            self.insert(&self.inserts[at].html, span);
            return true;
        }
        let after_image = self.image_end == Some(span.start);
        match self.mask_in(span) {
            Some(Mask { span, what: Covered::Attributes }) if after_image => {
                let inner = &self.text[span.start + 1..span.end - 1];
                (self.visit)(Step::Attributes(inner), span);
                true
            }
            _ => false,
        }
    }

    fn insert(&mut self, html: &'a Inserted, span: Span) {
        match html {
            Inserted::Whole(html) => (self.visit)(Step::Insert(html), span),
            Inserted::Open { before, after } => {
                (self.visit)(Step::Insert(before), span);
                self.open.push((self.depth, Open::Shortcode(after)));
            }
            Inserted::Close => {
                let open = self.open.iter().rposition(|(depth, open)| {
                    *depth == self.depth && matches!(open, Open::Shortcode(_))
                });
                match open {
                    Some(at) => self.close_down_to(at, span),
                    None => self.problem(
                        STRAY_BLOCK,
                        span,
                        "this ends a shortcode that the end of a list or quote has ended".into(),
                        "put `{% end %}` beside the line that begins the shortcode".into(),
                    ),
                }
            }
        }
    }

    fn block_line(&mut self, line: &'a str, span: Span) {
        let (colons, line, odd) = block::read(line);
        if let Some(odd) = odd {
            let at = Span::new(span.start + odd.span.start, span.start + odd.span.end);
            self.problem(UNKNOWN_BLOCK, at, odd.message, odd.help);
        }
        match line {
            Line::Open(block) => self.open_block(block, colons, span),
            Line::Close => self.close_block(colons, span),
        }
    }

    fn open_block(&mut self, block: Block<'a>, colons: usize, span: Span) {
        let Block { kind, name, .. } = block;
        if kind == Kind::Tab {
            // A panel ends where the next one begins.
            if matches!(self.open.last(), Some((depth, Open::Block { kind: Kind::Tab, .. }))
                if *depth == self.depth)
            {
                self.close_down_to(self.open.len() - 1, span);
            }
            let holds = |open: &(usize, Open<'_>)| matches!(&open.1, Open::Block { kind, .. } if kind.holds_tabs());
            if !self.open.last().is_some_and(holds) {
                self.problem(
                    STRAY_BLOCK,
                    span,
                    "this `tab` stands in no `tabs`".into(),
                    "put a line `:::: tabs` before the first and `::::` after the last".into(),
                );
            }
        }
        self.open.push((self.depth, Open::Block { kind, name, colons, span }));
        (self.visit)(Step::Open(block), span);
    }

    /// Ends the innermost block that began with as many colons, or else with fewer.
    fn close_block(&mut self, wanted: usize, span: Span) {
        let beside = self.open.iter().enumerate().rev();
        let beside = beside.take_while(|(_, (depth, open))| {
            *depth == self.depth && matches!(open, Open::Block { .. })
        });
        let beside = beside.filter_map(|(at, (_, open))| match open {
            Open::Block { colons, .. } => Some((at, *colons)),
            Open::Shortcode(_) => None,
        });
        let beside: Vec<(usize, usize)> = beside.collect();
        let same = beside.iter().find(|(_, colons)| *colons == wanted);
        match same.or_else(|| beside.first().filter(|(_, colons)| *colons < wanted)) {
            Some(&(at, _)) => self.close_down_to(at, span),
            None => {
                let help = match beside.first() {
                    Some((_, colons)) => format!("end the block with {colons} colons"),
                    None => "remove it, or put the line that begins the block before it".into(),
                };
                let message = "no block is open here that this could end";
                self.problem(STRAY_BLOCK, span, message.into(), help);
            }
        }
    }

    /// Ends the open block at position `at`, and before it what was opened in it.
    fn close_down_to(&mut self, at: usize, span: Span) {
        while self.open.len() > at + 1 {
            self.close_last(false, span);
        }
        self.close_last(true, span);
    }

    /// Ends every block that stands at this depth or deeper.
    fn close_deeper(&mut self, depth: usize, span: Span) {
        while self.open.last().is_some_and(|(at, _)| *at >= depth) {
            self.close_last(false, span);
        }
    }

    /// Ends the innermost block; `meant` where the page says so.
    fn close_last(&mut self, meant: bool, span: Span) {
        match self.open.pop() {
            Some((_, Open::Shortcode(after))) => (self.visit)(Step::Insert(after), span),
            Some((_, Open::Block { kind, name, colons, span: first })) => {
                if !meant && kind != Kind::Tab {
                    self.problem(
                        UNCLOSED_BLOCK,
                        first,
                        format!("nothing ends this `{name}` block"),
                        format!("put a line `{}` after its text", ":".repeat(colons)),
                    );
                }
                (self.visit)(Step::Close, span);
            }
            None => {}
        }
    }

    fn problem(&mut self, rule: &'static str, span: Span, message: String, help: String) {
        self.problems.push(Problem { rule, span, message, help });
    }

    /// The first cover that reaches into a span.
    fn mask_in(&self, span: Span) -> Option<Mask> {
        let masks = self.masks;
        let at = masks.partition_point(|mask| mask.span.end <= span.start);
        masks.get(at).filter(|mask| mask.span.start < span.end).copied()
    }

    /// An event as it would be without the covers.
    fn uncovered<'e>(&self, event: Event<'e>, span: Span) -> Event<'e> {
        if self.mask_in(span).is_none() {
            return event;
        }
        let written = || self.text.get(span.start..span.end).map(str::to_owned).map(CowStr::from);
        let own = |text: CowStr<'e>| match written() {
            Some(written) if written.len() == text.len() => written,
            _ => text,
        };
        match event {
            Event::Text(text) => Event::Text(own(text)),
            Event::Html(text) => Event::Html(own(text)),
            // Words that only look like HTML because of their cover.
            Event::InlineHtml(text) => match self.mask_in(span) {
                Some(mask) if mask.span == span => Event::Text(own(text)),
                _ => Event::InlineHtml(own(text)),
            },
            Event::Code(text) => match written() {
                Some(written) => {
                    let inner = written.trim_matches('`').replace(['\n', '\r'], " ");
                    Event::Code(inner.trim().to_owned().into())
                }
                None => Event::Code(text),
            },
            event => event,
        }
    }
}
