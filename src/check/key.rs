//! What a verdict is kept under: a hash of everything that can change it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Task;
use crate::plugin::{
    CheckInput, Digest, DrawInput, Limits, PageInput, RunInput, Session, SiteInput,
};
use crate::source::Span;

/// The content hash of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobKey(pub [u8; 32]);

impl fmt::Display for JobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl JobKey {
    /// Hashes a job. `engine` names what decides fuel and validation: our version and the
    /// engine's. `plugin` are the hashes of its component and of the files it may read.
    pub fn of(
        engine: &str,
        plugin: (Digest, Option<Digest>),
        session: &Session,
        limits: &Limits,
        task: &Task,
    ) -> Self {
        let mut hasher = Hasher(blake3::Hasher::new());
        hasher.text("proofpress verdict 4");
        hasher.text(engine);
        let (component, files) = plugin;
        hasher.0.update(&component.0);
        hasher.bytes(files.as_ref().map_or(&[], |digest| digest.0.as_slice()));
        hasher.text(&session.config);
        hasher.pairs(session.rules.iter().map(|rule| (&rule.name, &rule.options)));
        hasher.number(session.now);
        hasher.number(session.seed);
        hasher.number(limits.fuel);
        hasher.number(limits.memory as u64);
        match task {
            Task::Check(input) => hasher.check(input),
            Task::Run(input) => hasher.run(input),
            Task::Draw(input) => hasher.draw(input),
            Task::CheckPage(page) => hasher.page("page", page),
            Task::Collect(page) => hasher.page("collect", page),
            Task::CheckSite(site) => hasher.site(site),
        }
        Self(*hasher.0.finalize().as_bytes())
    }
}

/// Hashes values so that no two sequences of them give the same bytes.
struct Hasher(blake3::Hasher);

impl Hasher {
    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
    }

    fn pairs<'a>(&mut self, pairs: impl ExactSizeIterator<Item = (&'a String, &'a String)>) {
        self.number(pairs.len() as u64);
        for (key, value) in pairs {
            self.text(key);
            self.text(value);
        }
    }

    fn span(&mut self, span: Span) {
        self.number(span.start as u64);
        self.number(span.end as u64);
    }

    fn draw(&mut self, input: &DrawInput) {
        self.text("draw");
        self.pairs(input.theme.iter().map(|(key, value)| (key, value)));
        self.check(&input.example);
    }

    fn page(&mut self, what: &str, page: &PageInput) {
        self.text(what);
        self.text(&page.path);
        self.text(&page.source);
        self.text(&page.front_matter);
        self.number(page.headings.len() as u64);
        for heading in &page.headings {
            self.number(u64::from(heading.level));
            self.text(&heading.text);
            self.text(&heading.anchor);
            self.span(heading.span);
        }
        self.number(page.links.len() as u64);
        for link in &page.links {
            self.text(&link.href);
            self.text(&link.text);
            self.number(u64::from(link.image));
            self.span(link.span);
        }
        self.number(page.examples.len() as u64);
        for (example, span) in &page.examples {
            self.check(example);
            self.span(*span);
        }
    }

    fn site(&mut self, site: &SiteInput) {
        self.text("site");
        self.number(site.pages.len() as u64);
        for (path, facts) in &site.pages {
            self.text(path);
            self.bytes(facts);
        }
    }

    fn check(&mut self, input: &CheckInput) {
        self.text("check");
        self.text(&input.lang);
        self.pairs(input.attrs.iter().map(|(key, value)| (key, value)));
        self.text(&input.source);
        self.text(&input.path);
        self.texts(&input.headings);
    }

    fn run(&mut self, input: &RunInput) {
        self.text("run");
        self.text(&input.lang);
        self.pairs(input.attrs.iter().map(|(key, value)| (key, value)));
        self.number(input.prelude.len() as u64);
        for part in input.prelude.iter().chain([&input.main]) {
            self.number(u64::from(part.interactive));
            self.number(u64::from(part.name.is_some()));
            self.text(part.name.as_deref().unwrap_or_default());
            self.texts(&part.steps);
        }
        self.bytes(&input.stdin);
        self.texts(&input.args);
        self.pairs(input.env.iter().map(|(key, value)| (key, value)));
        self.number(input.files.len() as u64);
        for file in &input.files {
            self.text(&file.path);
            self.bytes(&file.contents);
        }
        self.bytes(input.vendor.as_ref().map_or(&[], |digest| digest.0.as_slice()));
        self.number(u64::from(input.timeout.is_some()));
        self.number(input.timeout.unwrap_or_default());
    }
}
