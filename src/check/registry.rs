//! The plugins of a site, as the planner sees them: catalogues, limits and claims.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, PluginConfig, RuleLevel};
use crate::diagnostic::Severity;
use crate::plugin::{
    Catalogue, CheckInput, Checked, Digest, EnabledRule, Failure, Limits, RuleInfo, Session,
};

/// Something that checks examples: a plugin, or a test's stand-in for one.
pub trait Checker: Send + Sync {
    /// Checks one example.
    ///
    /// # Errors
    ///
    /// A [`Failure`]: the plugin's, never the example's.
    fn check(
        &self,
        session: &Session,
        limits: &Limits,
        input: &CheckInput,
    ) -> Result<Checked, Failure>;
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
    /// The plugin itself.
    pub checker: Arc<dyn Checker>,
}

/// The plugins of a site, by id.
#[derive(Clone, Default)]
pub struct Registry {
    plugins: Vec<Registered>,
    by_language: BTreeMap<String, Vec<usize>>,
}

impl Registry {
    /// Puts the plugins in order and indexes what they claim.
    pub fn new(mut plugins: Vec<Registered>) -> Self {
        plugins.sort_by(|a, b| a.catalogue.id.cmp(&b.catalogue.id));
        let mut by_language: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, plugin) in plugins.iter().enumerate() {
            if plugin.catalogue.interfaces.example_checker {
                for language in &plugin.catalogue.languages {
                    by_language.entry(language.clone()).or_default().push(at);
                }
            }
        }
        Self { plugins, by_language }
    }

    /// Every plugin, by id.
    pub fn plugins(&self) -> &[Registered] {
        &self.plugins
    }

    /// The plugin at a position that came from this registry.
    pub fn get(&self, position: usize) -> &Registered {
        &self.plugins[position]
    }

    /// Positions of the plugins that handle a language, those for every language (`*`) included.
    pub fn claiming(&self, language: &str) -> Vec<usize> {
        let of = |language: &str| self.by_language.get(language).into_iter().flatten().copied();
        let mut claiming: Vec<usize> = of(language).chain(of("*")).collect();
        claiming.sort_unstable();
        claiming.dedup();
        claiming
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
