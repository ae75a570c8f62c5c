//! The plugins of a site, as the planner sees them: catalogues, limits and claims.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Task, Verdict};
use crate::config::{Config, PluginConfig, RuleLevel};
use crate::diagnostic::Severity;
use crate::plugin::{
    Catalogue, Digest, EnabledRule, Failure, Interfaces, Limits, RuleInfo, Session,
};

/// Something that does jobs: a plugin, or what stands in for one.
pub trait Prover: Send + Sync {
    /// Does one task.
    ///
    /// # Errors
    ///
    /// A [`Failure`]: of who was asked, never of the page. Only of a run it may be the example's
    /// doing: an endless loop uses up the budget.
    fn prove(&self, task: &Task, session: &Session, limits: &Limits) -> Result<Verdict, Failure>;

    /// Whether it runs examples outside of the sandbox, so that what comes of them depends on
    /// more than their page.
    fn is_native(&self) -> bool {
        false
    }
}

/// One plugin of the site.
#[derive(Clone)]
pub struct Registered {
    /// Who it is.
    pub catalogue: Catalogue,
    /// The hash of its component.
    pub digest: Digest,
    /// What the site says of it.
    pub config: PluginConfig,
    /// The hash of the folder the site gives its runs, where it does.
    pub vendor: Option<Digest>,
    /// The hash of the files of the site it may read, where it may.
    pub files: Option<Digest>,
    /// The plugin itself.
    pub prover: Arc<dyn Prover>,
}

/// The plugins of a site, by id.
#[derive(Clone, Default)]
pub struct Registry {
    plugins: Vec<Registered>,
    checkers: BTreeMap<String, Vec<usize>>,
    runners: BTreeMap<String, Vec<usize>>,
    renderers: BTreeMap<String, Vec<usize>>,
}

impl Registry {
    /// Puts the plugins in order and indexes what they claim.
    pub fn new(mut plugins: Vec<Registered>) -> Self {
        plugins.sort_by(|a, b| a.catalogue.id.cmp(&b.catalogue.id));
        let claims = |does: fn(&Interfaces) -> bool| {
            let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let able = plugins.iter().enumerate();
            for (at, plugin) in able.filter(|(_, plugin)| does(&plugin.catalogue.interfaces)) {
                for language in &plugin.catalogue.languages {
                    claims.entry(language.clone()).or_default().push(at);
                }
            }
            claims
        };
        let checkers = claims(|interfaces| interfaces.example_checker);
        let runners = claims(|interfaces| interfaces.runner);
        let renderers = claims(|interfaces| interfaces.renderer);
        Self { plugins, checkers, runners, renderers }
    }

    /// Every plugin, by id.
    pub fn plugins(&self) -> &[Registered] {
        &self.plugins
    }

    /// The plugin at a position that came from this registry.
    pub fn get(&self, position: usize) -> &Registered {
        &self.plugins[position]
    }

    /// Positions of the plugins that check a language, those for every language (`*`) included.
    pub fn claiming(&self, language: &str) -> Vec<usize> {
        let of = |language: &str| self.checkers.get(language).into_iter().flatten().copied();
        let mut claiming: Vec<usize> = of(language).chain(of("*")).collect();
        claiming.sort_unstable();
        claiming.dedup();
        claiming
    }

    /// Position of the plugin that runs a language. Where several do, it is a native runner, or
    /// else one that the site's configuration names, and of those the first by id.
    pub fn runner(&self, language: &str) -> Option<usize> {
        let running = self.runners.get(language)?;
        let native = running.iter().find(|&&at| self.plugins[at].prover.is_native());
        let named = running.iter().find(|&&at| self.plugins[at].config.location.is_some());
        native.or(named).or(running.first()).copied()
    }

    /// Position of the plugin that draws a language: the first by id of those that name it.
    pub fn renderer(&self, language: &str) -> Option<usize> {
        self.renderers.get(language)?.first().copied()
    }

    /// Languages that several plugins draw, with those plugins, the one that does first.
    pub fn drawn_by_several(&self) -> impl Iterator<Item = (&str, Vec<&Registered>)> {
        let several = self.renderers.iter().filter(|(_, plugins)| plugins.len() > 1);
        several.map(|(language, plugins)| {
            (language.as_str(), plugins.iter().map(|&at| &self.plugins[at]).collect())
        })
    }

    /// Positions of the plugins that have an interface.
    pub fn with(&self, has: impl Fn(&Interfaces) -> bool) -> Vec<usize> {
        let able = self.plugins.iter().enumerate();
        able.filter(|(_, plugin)| has(&plugin.catalogue.interfaces)).map(|(at, _)| at).collect()
    }

    /// Every language some plugin runs, sorted.
    pub fn run_languages(&self) -> impl Iterator<Item = &str> {
        self.runners.keys().map(String::as_str)
    }

    /// The rule of a full id, `kubernetes/latest-tag`, with its plugin.
    pub fn rule(&self, id: &str) -> Option<(&Registered, &RuleInfo)> {
        let (domain, name) = id.rsplit_once('/')?;
        let plugin = self.plugins.iter().find(|plugin| plugin.catalogue.id == domain)?;
        let rule = plugin.catalogue.rules.iter().find(|rule| rule.name == name)?;
        Some((plugin, rule))
    }

    /// The full id of every rule.
    pub fn rule_ids(&self) -> impl Iterator<Item = String> {
        self.plugins.iter().flat_map(|plugin| {
            let id = &plugin.catalogue.id;
            plugin.catalogue.rules.iter().map(move |rule| format!("{id}/{}", rule.name))
        })
    }
}

impl Registered {
    /// The rules that are on for a page: those the site or the plugin turns on, and those the
    /// example itself names in `fails=`.
    pub fn enabled_rules(
        &self,
        config: &Config,
        page: &str,
        expected: &[&str],
    ) -> Vec<EnabledRule> {
        let on = |rule: &&RuleInfo| {
            let id = self.rule_id(&rule.name);
            match config.rule_level(&id, page) {
                _ if expected.contains(&id.as_str()) => true,
                Some(RuleLevel::Off) => false,
                Some(RuleLevel::On(_)) => true,
                None => rule.default_on,
            }
        };
        let options =
            |name: &str| self.config.rules.get(name).map_or("{}".into(), ToString::to_string);
        let rules = self.catalogue.rules.iter().filter(on);
        rules
            .map(|rule| EnabledRule { name: rule.name.clone(), options: options(&rule.name) })
            .collect()
    }

    /// A rule's full id.
    pub fn rule_id(&self, name: &str) -> String {
        format!("{}/{name}", self.catalogue.id)
    }

    /// The severity a finding counts with: the site's word over the plugin's.
    pub fn severity(&self, config: &Config, page: &str, rule: &str, said: Severity) -> Severity {
        match config.rule_level(&self.rule_id(rule), page) {
            Some(RuleLevel::On(severity)) => severity,
            _ => said,
        }
    }
}
