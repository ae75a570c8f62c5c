//! The documentation that every tool builds: pages made up from word lists, the same bytes on
//! every machine and in every run.
//!
//! A page has five headings and three below them, a table, two lists, about five links to other
//! pages, and four examples of about 15 lines. Fifty pages are a section. It must not know how any
//! tool wants its files; that is for the layouts.

#[path = "corpus/code.rs"]
mod code;
#[path = "corpus/data.rs"]
mod data;
#[path = "corpus/prose.rs"]
mod prose;
#[path = "corpus/random.rs"]
mod random;
#[path = "corpus/words.rs"]
mod words;

pub(crate) use code::Language;
pub(crate) use random::Random;

use words::{ADJECTIVES, NOUNS, VERBS};

/// Pages in a section.
pub(crate) const SECTION: usize = 50;

/// Examples on a page.
pub(crate) const EXAMPLES: usize = 4;

/// The heading that every page has, so that links can lead to it.
pub(crate) const LAST_HEADING: &str = "Verify the result";

/// The anchor of that heading.
pub(crate) const LAST_ANCHOR: &str = "verify-the-result";

/// How a layout writes the address of a page, by its number, and of a heading of it.
pub(crate) type Address<'a> = &'a dyn Fn(usize, Option<&str>) -> String;

/// So many pages.
#[derive(Debug)]
pub(crate) struct Corpus {
    titles: Vec<String>,
}

impl Corpus {
    /// The corpus of `pages` pages.
    pub(crate) fn new(pages: usize) -> Self {
        Self { titles: (0..pages).map(title).collect() }
    }

    /// How many pages there are, those of sections apart.
    pub(crate) fn pages(&self) -> usize {
        self.titles.len()
    }

    /// How many sections there are.
    pub(crate) fn sections(&self) -> usize {
        self.pages().div_ceil(SECTION)
    }

    /// The numbers of the pages of a section.
    pub(crate) fn pages_of(&self, section: usize) -> std::ops::Range<usize> {
        section * SECTION..self.pages().min((section + 1) * SECTION)
    }

    /// A page's title. No two are the same.
    pub(crate) fn title(&self, page: usize) -> &str {
        &self.titles[page]
    }

    /// One sentence about a page.
    pub(crate) fn description(&self, page: usize) -> String {
        let random = &mut Random::of("description", page);
        let (verb, adjective) = (random.pick(VERBS), random.pick(ADJECTIVES));
        let (noun, other) = (random.pick(NOUNS), random.pick(NOUNS));
        format!("How to {verb} a {adjective} {noun} with the {other}.")
    }

    /// A section's title.
    pub(crate) fn section_title(&self, section: usize) -> String {
        let random = &mut Random::of("section", section);
        let (noun, other) = (capital(random.pick(NOUNS)), random.pick(NOUNS));
        format!("{noun} {other} guide {section:03}")
    }

    /// The Markdown of a section's own page, without its title.
    pub(crate) fn section_body(&self, section: usize) -> String {
        let random = &mut Random::of("section body", section);
        format!("{}\n\n{}\n", prose::paragraph(random, None), prose::paragraph(random, None))
    }

    /// The Markdown of a page, without its title.
    pub(crate) fn body(&self, page: usize, address: Address<'_>) -> String {
        let random = &mut Random::of("body", page);
        let mut parts = Vec::new();
        let link = self.link(random, page, address);
        parts.push(prose::paragraph(random, Some(link)));
        for part in 0..=EXAMPLES {
            self.part(part, page, random, address, &mut parts);
        }
        let (noun, other) = (random.pick(NOUNS), random.pick(NOUNS));
        let number = random.below(999);
        parts.push(format!(
            "More background is in the [{noun} handbook](https://example.com/{other}/{number})."
        ));
        parts.join("\n\n") + "\n"
    }

    /// A heading and what is under it: text, an example, and by turns a table, a list or a quote.
    fn part(
        &self,
        part: usize,
        page: usize,
        random: &mut Random,
        address: Address<'_>,
        parts: &mut Vec<String>,
    ) {
        let last = part == EXAMPLES;
        parts.push(match last {
            true => format!("## {LAST_HEADING}"),
            false => {
                let verb = capital(random.pick(VERBS));
                format!("## {verb} the {} {}", random.pick(NOUNS), random.pick(NOUNS))
            }
        });
        let link = part.is_multiple_of(2).then(|| self.link(random, page, address));
        parts.push(prose::paragraph(random, link));
        if !last {
            let (fence, text) = example(page, part);
            parts.push(format!("```{fence}\n{text}\n```"));
            parts.push(prose::paragraph(random, None));
        }
        match part {
            0 | 2 => {
                let adjective = capital(random.pick(ADJECTIVES));
                parts.push(format!("### {adjective} {} options", random.pick(NOUNS)));
                parts.push(prose::list(random, part == 2));
            }
            1 => parts.push(prose::table(random)),
            3 => {
                parts.push(format!("### Limits of the {}", random.pick(NOUNS)));
                parts.push(format!("> {} {}", prose::sentence(random), prose::sentence(random)));
                let link = self.link(random, page, address);
                parts.push(prose::paragraph(random, Some(link)));
            }
            _ => {}
        }
    }

    /// A sentence with a link, mostly to a page of the same section.
    fn link(&self, random: &mut Random, page: usize, address: Address<'_>) -> String {
        let near = self.pages_of(page / SECTION);
        let to = match random.chance(60) {
            true => near.start + random.below(near.len()),
            false => random.below(self.pages()),
        };
        let anchor = random.chance(30).then_some(LAST_ANCHOR);
        let lead = random.pick(&[
            "For details, read",
            "This builds on",
            "Compare with",
            "The defaults come from",
            "Before you start, complete",
        ]);
        format!("{lead} [{}]({}).", self.titles[to].to_lowercase(), address(to, anchor))
    }
}

/// The example at that place of a page: the fence's language, and the text. The languages change
/// from page to page, and no two texts are the same.
pub(crate) fn example(page: usize, place: usize) -> (&'static str, String) {
    let all = Language::ALL;
    let language = all[(page * EXAMPLES + place + (page / 2) % 3) % all.len()];
    let random = &mut Random::of("example", page * EXAMPLES + place);
    (language.fence(), code::text(language, page, random))
}

fn title(page: usize) -> String {
    let random = &mut Random::of("title", page);
    let verb = capital(random.pick(VERBS));
    let adjective = random.pick(ADJECTIVES);
    format!("{verb} the {adjective} {} {} ({page:05})", random.pick(NOUNS), random.pick(NOUNS))
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    format!("{}{rest}", first.to_uppercase())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn address(page: usize, anchor: Option<&str>) -> String {
        format!("p{page}.md{}", anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default())
    }

    #[test]
    fn every_machine_makes_the_same_bytes() {
        let corpus = Corpus::new(120);
        let mut hasher = blake3::Hasher::new();
        for page in 0..corpus.pages() {
            hasher.update(corpus.title(page).as_bytes());
            hasher.update(corpus.description(page).as_bytes());
            hasher.update(corpus.body(page, &address).as_bytes());
        }
        for section in 0..corpus.sections() {
            hasher.update(corpus.section_title(section).as_bytes());
            hasher.update(corpus.section_body(section).as_bytes());
        }
        // Where this changes, tables of before and after do not compare.
        assert_eq!(&hasher.finalize().to_hex()[..16], "c33be08dc6c10763");
    }

    #[test]
    fn no_two_examples_are_the_same() {
        let all = 2000 * EXAMPLES;
        let texts: BTreeSet<String> =
            (0..all).map(|at| example(at / EXAMPLES, at % EXAMPLES).1).collect();
        assert_eq!(texts.len(), all);
    }

    #[test]
    fn a_page_has_what_is_promised() {
        let body = Corpus::new(100).body(77, &address);
        let lines = |start: &str| body.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(lines("## "), 5);
        assert_eq!(lines("### "), 3);
        assert_eq!(lines("```"), 2 * EXAMPLES);
        assert_eq!(lines("| ---"), 1);
        assert!(body.matches("](p").count() >= 4, "{body}");
    }

    #[test]
    fn a_last_section_may_be_short() {
        let corpus = Corpus::new(120);
        assert_eq!(corpus.sections(), 3);
        assert_eq!(corpus.pages_of(2), 100..120);
    }
}
