//! The calls into what checks pages as a whole, and the site.

use std::collections::BTreeSet;

use super::bindings::exports::proofpress::plugin::site_checker;
use super::bindings::proofpress::plugin::types as wire;
use super::call::lacks;
use super::contract::{Checked, Failure, Limits, PageInput, Session, SiteInput};
use super::handle::{Plugin, example, guarded};
use super::validate::{Texts, Validator};
use crate::source::Span;

/// The most bytes of facts about one page.
const MAX_FACTS: usize = 1 << 20;

impl Plugin {
    /// Lets it check a page as a whole, in a fresh instance. Spans are in [`PageInput::source`].
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong, as for [`Plugin::check`].
    pub fn check_document(
        &self,
        session: &Session,
        limits: &Limits,
        page: &PageInput,
    ) -> Result<Checked, Failure> {
        let loaded = self.loaded()?;
        let Some(checker) = &loaded.document_checker else { return Err(lacks("document-checker")) };
        guarded(|| {
            let (answer, fuel) = self.call(session, limits, async |_, store, instance| {
                let checker = checker.load(&mut *store, instance)?;
                checker.call_check_document(store, &document(page)).await
            })?;
            let texts = Texts::One { text: &page.source, kind: "page" };
            let validator = Validator { texts, catalogue: &loaded.catalogue, session };
            Ok(Checked { findings: validator.findings(answer)?, facts: Vec::new(), fuel })
        })
    }

    /// Lets it say what of a page matters for the site, in a form only it reads.
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong, as for [`Plugin::check`].
    pub fn collect(
        &self,
        session: &Session,
        limits: &Limits,
        page: &PageInput,
    ) -> Result<Vec<u8>, Failure> {
        let loaded = self.loaded()?;
        let Some(checker) = &loaded.site_checker else { return Err(lacks("site-checker")) };
        guarded(|| {
            let (facts, _) = self.call(session, limits, async |_, store, instance| {
                let checker = checker.load(&mut *store, instance)?;
                checker.call_collect(store, &document(page)).await
            })?;
            if facts.len() > MAX_FACTS {
                let most = MAX_FACTS >> 10;
                let size = facts.len();
                return Err(Failure::TooLarge(format!(
                    "{size} bytes about one page, and at most {most} KiB are allowed"
                )));
            }
            Ok(facts)
        })
    }

    /// Lets it check the site by what it said of each page. Findings name the file they are in;
    /// whether their spans lie in it is not known here, since a verdict holds for the same facts
    /// whatever else the pages say.
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong, as for [`Plugin::check`].
    pub fn check_site(
        &self,
        session: &Session,
        limits: &Limits,
        site: &SiteInput,
    ) -> Result<Checked, Failure> {
        let loaded = self.loaded()?;
        let Some(checker) = &loaded.site_checker else { return Err(lacks("site-checker")) };
        guarded(|| {
            let files: Vec<site_checker::FileFacts> = site
                .pages
                .iter()
                .map(|(path, facts)| site_checker::FileFacts {
                    path: path.clone(),
                    facts: facts.clone(),
                })
                .collect();
            let (answer, fuel) = self.call(session, limits, async |_, store, instance| {
                let checker = checker.load(&mut *store, instance)?;
                checker.call_check_site(store, &files).await
            })?;
            let paths: BTreeSet<&str> = site.pages.iter().map(|(path, _)| path.as_str()).collect();
            let texts = Texts::Files(&paths);
            let validator = Validator { texts, catalogue: &loaded.catalogue, session };
            Ok(Checked { findings: validator.findings(answer)?, facts: Vec::new(), fuel })
        })
    }
}

fn document(page: &PageInput) -> wire::Document {
    let headings = page.headings.iter().map(|heading| wire::Heading {
        level: heading.level,
        text: heading.text.clone(),
        anchor: heading.anchor.clone(),
        span: span(heading.span),
    });
    let links = page.links.iter().map(|link| wire::Link {
        href: link.href.clone(),
        text: link.text.clone(),
        image: link.image,
        span: span(link.span),
    });
    let examples = page
        .examples
        .iter()
        .map(|(input, at)| wire::PlacedExample { example: example(input), span: span(*at) });
    wire::Document {
        path: page.path.clone(),
        source: page.source.clone(),
        front_matter: page.front_matter.clone(),
        headings: headings.collect(),
        links: links.collect(),
        examples: examples.collect(),
    }
}

/// Offsets beyond 4 GiB do not occur: no page is that long.
fn span(span: Span) -> wire::Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    wire::Span { start: offset(span.start), end: offset(span.end) }
}
