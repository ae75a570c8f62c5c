//! A site that was read, as it was: what is read after does not change it, so that it can be put
//! together and looked at elsewhere while the writer goes on.

use std::sync::Arc;

use super::{Assembled, Parts, levels};
use crate::check::{Assessment, Registry};
use crate::config::Config;
use crate::content::{self, Tree};
use crate::diagnostic::{Finding, did_you_mean};
use crate::error::Error;
use crate::highlight::Colours;
use crate::links::{self, Checked, LinkInput, Resolver};
use crate::plugin::Cancel;
use crate::site::{self, BaseUrl, Extent, SiteError, SiteInput};
use crate::source::Sources;
use crate::theme::Theme;

/// A site that was read. What of it is large is shared with whoever read it.
pub struct Still {
    pub(super) config: Arc<Config>,
    pub(super) sources: Sources,
    pub(super) registry: Arc<Registry>,
    pub(super) tree: Arc<Tree>,
    pub(super) colours: Arc<Colours>,
    /// The button after which nobody wants to know any more.
    pub(super) cancel: Option<Cancel>,
}

impl Still {
    /// With a button of its own.
    #[must_use]
    pub fn cancelled_by(self, cancel: Cancel) -> Self {
        Self { cancel: Some(cancel), ..self }
    }

    /// Puts the site together, the whole of it or an outline.
    ///
    /// # Errors
    ///
    /// Where a template does not fit, or the run was cancelled.
    pub fn assemble(
        &self,
        parts: &Parts,
        assessment: &Assessment,
        extent: Extent,
    ) -> Result<Assembled, Error> {
        let Parts { theme, history, assets, kept } = parts;
        let kept = kept.as_deref();
        let site = site::assemble(SiteInput {
            config: &self.config,
            tree: &self.tree,
            sources: &self.sources,
            reports: &assessment.examples,
            registry: &self.registry,
            theme,
            history,
            assets,
            kept,
            album: None,
            colours: &self.colours,
            frame: None,
            extent,
            cancel: self.cancel.as_ref(),
        })?;
        let mut findings = self.unknown_templates(theme);
        let names = theme.assets().keys().chain(assets.keys()).map(String::as_str).collect();
        findings.extend(site::clashes(&self.config, &self.tree, &self.sources, &names));
        let base = BaseUrl::new(&self.config.site.base_url);
        findings.extend(site::unreadable_pictures(&self.tree, assets, &base, kept));
        let findings = levels::apply(findings, &self.config, &self.sources);
        Ok(Assembled { site, findings, assets: assets.keys().cloned().collect() })
    }

    /// Holds every link against the finished site.
    ///
    /// # Errors
    ///
    /// Where the run was cancelled.
    pub fn links(&self, Assembled { site, assets, .. }: &Assembled) -> Result<Checked, Error> {
        let assets = assets.iter().map(String::as_str);
        let base = BaseUrl::new(&self.config.site.base_url);
        let resolver = Resolver::new(&self.tree, assets).served_at(base.root());
        let mut checked = links::check(LinkInput {
            config: &self.config,
            tree: &self.tree,
            sources: &self.sources,
            site,
            resolver: &resolver,
            cancel: self.cancel.as_ref(),
        });
        if self.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Err(SiteError::Cancelled.into());
        }
        checked.findings = levels::apply(checked.findings, &self.config, &self.sources);
        Ok(checked)
    }

    /// What is wrong with the site as a whole: links, and addresses that two things want.
    ///
    /// # Errors
    ///
    /// As [`Still::assemble`] and [`Still::links`].
    pub fn as_a_whole(
        &self,
        parts: &Parts,
        assessment: &Assessment,
    ) -> Result<Vec<Finding>, Error> {
        let mut assembled = self.assemble(parts, assessment, Extent::Outline)?;
        assembled.findings.extend(self.links(&assembled)?.findings);
        Ok(assembled.findings)
    }

    /// Templates that pages ask for and the theme does not have.
    fn unknown_templates(&self, theme: &Theme) -> Vec<Finding> {
        let asked = self.tree.pages.iter().filter_map(|page| {
            let template = page.front.template.as_deref()?;
            (!theme.has(template)).then_some((page, template))
        });
        let finding = |(page, template): (&Arc<content::Page>, &str)| {
            let text = &self.sources.get(page.source).text;
            let location = content::place(text, page.source, "template", None);
            let message = format!("the theme has no template `{template}`");
            let help = match did_you_mean(template, theme.templates()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put it into `{}/templates/`", self.config.build.theme),
            };
            Finding::error("page/unknown-template", location, message).help(help)
        };
        asked.map(finding).collect()
    }
}
