//! The edge for what looks at pages and sites, and for what draws.

use super::{PlainComponent, meta, placed, wire, with_session};
use crate::bindings::documents::exports::proofpress::plugin::document_checker;
use crate::bindings::exports::proofpress::plugin::lifecycle;
use crate::bindings::renderer::exports::proofpress::plugin::renderer;
use crate::bindings::sites::exports::proofpress::plugin::site_checker;
use crate::{
    Declined, Document, DocumentChecker, Example, Look, PageFinding, Plugin, Renderer, SiteChecker,
    Theme,
};

/// The rules of a plugin's other halves than the one that checks examples.
pub(super) fn rules<P: Plugin>() -> impl Iterator<Item = meta::Rule> {
    P::PAGE_RULES.iter().map(|rule| meta::Rule {
        id: rule.name.into(),
        title: rule.title().into(),
        docs: rule.page.into(),
        severity: rule.severity,
        default_on: rule.default_on,
        fixable: true,
        tags: Vec::new(),
        extra: Vec::new(),
    })
}

/// Works with what `start` was given.
fn looking<P: Plugin, T>(
    work: impl FnOnce(&Look<'_, P::Config>) -> Result<T, Declined>,
) -> Result<T, wire::Failure> {
    with_session::<P, _>(|session, config| {
        let on = on(&session.rules);
        work(&Look::new(&config, &on))
    })
}

fn on(rules: &[lifecycle::EnabledRule]) -> Vec<(String, String)> {
    rules.iter().map(|rule| (rule.id.clone(), rule.options.clone())).collect()
}

/// The findings of rules that are on, as the contract has them.
pub(crate) fn diagnostics<P: Plugin>(
    found: Vec<PageFinding>,
    look: &Look<'_, P::Config>,
) -> Vec<wire::Diagnostic> {
    let found = found.into_iter().filter(|found| look.is_on(found.rule));
    let diagnostics = found.filter_map(|found| {
        let rule = P::PAGE_RULES.iter().find(|rule| rule.name == found.rule)?;
        let target = found.file.map_or(wire::Target::Current, wire::Target::File);
        Some(placed(rule.name, rule.severity, found.finding, &target))
    });
    diagnostics.collect()
}

impl<P: DocumentChecker> document_checker::Guest for PlainComponent<P> {
    fn check_document(page: Document) -> Result<Vec<wire::Diagnostic>, wire::Failure> {
        looking::<P, _>(|look| Ok(diagnostics::<P>(P::check_document(&page, look)?, look)))
    }
}

impl<P: SiteChecker> site_checker::Guest for PlainComponent<P> {
    fn collect(page: Document) -> Result<Vec<u8>, wire::Failure> {
        let facts = looking::<P, _>(|look| P::collect(&page, look))?;
        serde_json::to_vec(&facts).map_err(|why| wire::Failure::Internal(why.to_string()))
    }

    fn check_site(
        files: Vec<site_checker::FileFacts>,
    ) -> Result<Vec<wire::Diagnostic>, wire::Failure> {
        let read = |file: site_checker::FileFacts| {
            let facts = serde_json::from_slice(&file.facts)
                .map_err(|why| wire::Failure::Internal(why.to_string()))?;
            Ok((file.path, facts))
        };
        let pages = files.into_iter().map(read).collect::<Result<Vec<_>, wire::Failure>>()?;
        looking::<P, _>(|look| Ok(diagnostics::<P>(P::check_site(&pages, look), look)))
    }
}

impl<P: Renderer> renderer::Guest for PlainComponent<P> {
    fn render(
        example: Example,
        theme: Vec<wire::Extra>,
    ) -> Result<renderer::RenderResult, wire::Failure> {
        let theme = Theme(theme.into_iter().map(|pair| (pair.key, pair.value)).collect());
        looking::<P, _>(|look| {
            let drawn = P::render(&example, &theme, look)?;
            let facts = drawn.facts.into_iter();
            Ok(renderer::RenderResult {
                body: drawn.body,
                assets: drawn.assets,
                alt: drawn.alt,
                diagnostics: diagnostics::<P>(drawn.findings, look),
                facts: facts.map(|fact| wire::Extra { key: fact.key, value: fact.value }).collect(),
            })
        })
    }
}
