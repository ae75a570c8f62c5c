//! Brings the site's plugins together: those built in, those it names, and what it says of them.

use std::borrow::Cow;
use std::sync::Arc;

use super::vendor::{self, Supplied};
use crate::check::{Prover, Registered, Registry, VerdictCache};
use crate::config::{Config, PluginConfig, names_database_again};
use crate::diagnostic::{Finding, did_you_mean};
use crate::error::Error;
use crate::native;
use crate::plugin::{
    BUILTIN, Catalogue, CheckInput, Checked, Failure, Host, Limits, Plugin, Ran, RunInput, Session,
    short,
};
use crate::rules;
use crate::schema::{Schema, escaped};
use crate::source::Location;
use crate::world::World;

impl Prover for Plugin {
    fn check(
        &self,
        session: &Session,
        limits: &Limits,
        input: &CheckInput,
    ) -> Result<Checked, Failure> {
        Self::check(self, session, limits, input)
    }

    fn run(&self, session: &Session, limits: &Limits, input: &RunInput) -> Result<Ran, Failure> {
        Self::run(self, session, limits, input)
    }
}

/// What it takes to load the plugins.
pub struct Loading<'a> {
    /// Where component files are read.
    pub world: &'a dyn World,
    /// What the site says of its plugins.
    pub config: &'a Config,
    /// What runs them.
    pub host: &'a Host,
}

impl Loading<'_> {
    /// The plugins of the site. A plugin that cannot be loaded is a finding where the
    /// configuration names it.
    ///
    /// # Errors
    ///
    /// Where a built-in plugin cannot be loaded: without it nothing could be proven.
    pub fn registry(
        &self,
        cache: &mut VerdictCache,
        findings: &mut Vec<Finding>,
    ) -> Result<Registry, Error> {
        let mut plugins = Vec::new();
        for builtin in BUILTIN {
            let config = self.config.plugins.get(builtin.id).cloned().unwrap_or_default();
            if config.enabled && config.path.is_none() {
                let plugin =
                    self.host.plugin_with_digest(Cow::Borrowed(builtin.bytes), builtin.digest);
                let catalogue = catalogue(&plugin, cache)
                    .map_err(|failure| Error::BuiltIn { id: builtin.id, failure })?;
                plugins.push(self.register(plugin, builtin.id, catalogue, config, findings));
            }
        }
        for (id, config) in &self.config.plugins {
            if config.enabled
                && let Some(location) = config.location
            {
                plugins.extend(self.named(id, config, location, cache, findings));
            }
        }
        plugins.extend(self.native_postgres(findings));
        let registry = Registry::new(plugins);
        self.check_rule_names(&registry, findings);
        Ok(registry)
    }

    /// A plugin the configuration names: a component file, or a built-in one, which is there
    /// already.
    fn named(
        &self,
        id: &str,
        config: &PluginConfig,
        location: Location,
        cache: &mut VerdictCache,
        findings: &mut Vec<Finding>,
    ) -> Option<Registered> {
        let Some(path) = &config.path else {
            let known: Vec<&str> = BUILTIN.iter().map(|builtin| builtin.id).collect();
            if !known.contains(&id) {
                let finding = Finding::error(
                    "config/unknown-plugin",
                    location,
                    format!("no plugin `{id}` is built in"),
                );
                findings.push(match did_you_mean(id, known) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("name its component: `path = \"plugins/acme.wasm\"`"),
                });
            }
            return None;
        };
        let bytes = match self.world.read(path) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("cannot read the component `{path}`: {why}");
                findings.push(
                    Finding::error("config/missing-plugin", location, message)
                        .help("give the path of a `.wasm` file below the site's root"),
                );
                return None;
            }
        };
        let plugin = self.host.plugin(bytes);
        match catalogue(&plugin, cache) {
            Ok(catalogue) => Some(self.register(plugin, id, catalogue, config.clone(), findings)),
            Err(failure) => {
                findings.extend(self.failed(id, &failure, location));
                None
            }
        }
    }

    /// A plugin that cannot even be loaded, with the weight the site gives such failures.
    fn failed(&self, id: &str, failure: &Failure, location: Location) -> Option<Finding> {
        let severity = self.config.checks.on_plugin_failure.severity()?;
        let message = format!("plugin `{id}` {failure}");
        Some(Finding::new(failure.rule(), severity, location, message))
    }

    /// The PostgreSQL server that the site grants, if it does.
    fn native_postgres(&self, findings: &mut Vec<Finding>) -> Option<Registered> {
        let mut granted = self.config.native_postgres.clone()?;
        if let Some(name) = granted.url.strip_prefix('$') {
            let Some(url) = self.world.variable(name) else {
                let message = format!("the variable `{name}` of the environment is not set");
                let finding = Finding::error("config/native", granted.location, message);
                findings.push(finding.help(format!(
                    "set it to a server's address, `export {name}=postgresql://…`, or take \
                     `[native.postgres]` away"
                )));
                return None;
            };
            if names_database_again(&url) {
                let message = format!("the address in `{name}` names its database by `dbname=`");
                let finding = Finding::error("config/native", granted.location, message);
                findings.push(
                    finding.help(
                        "name it in the path: each run has a database of its own in its place",
                    ),
                );
                return None;
            }
            granted.url = url;
        }
        Some(native::postgres(&granted))
    }

    /// Takes a plugin in under its id, with what the site gives it, and says what is wrong with
    /// its configuration.
    fn register(
        &self,
        plugin: Plugin,
        id: &str,
        catalogue: Catalogue,
        config: PluginConfig,
        findings: &mut Vec<Finding>,
    ) -> Registered {
        if let Some(location) = config.location {
            findings.extend(problems(&plugin, id, &catalogue, &config, location));
        }
        let digest = plugin.digest();
        let Some((folder, location)) = &config.vendor else {
            let prover = Arc::new(plugin);
            return Registered { catalogue, digest, config, vendor: None, prover };
        };
        let files = vendor::read(self.world, folder).unwrap_or_else(|message| {
            let finding = Finding::error("config/bad-value", *location, message);
            findings.push(finding.help("put files there, or take `vendor` away"));
            Vec::new()
        });
        let vendor = Some(vendor::digest(&files));
        let prover = Arc::new(Supplied { plugin, files });
        Registered { catalogue, digest, config, vendor, prover }
    }

    /// Reports levels for rules that nobody has, and for those whose level is fixed.
    fn check_rule_names(&self, registry: &Registry, findings: &mut Vec<Finding>) {
        let known: Vec<String> = registry.rule_ids().collect();
        for (rule, location) in &self.config.checks.named {
            let domain = rule.rsplit_once('/').map_or("", |(domain, _)| domain);
            // A plugin that is off keeps its levels, and one that did not load has its own finding.
            let absent = self.config.plugins.contains_key(domain)
                && !registry.plugins().iter().any(|plugin| plugin.catalogue.id == domain);
            let own = rules::find(rule);
            if absent || known.contains(rule) || own.is_some_and(rules::HostRule::is_about_pages) {
                continue;
            }
            if own.is_some() {
                let message = format!("the severity of `{rule}` cannot be changed");
                let finding = Finding::error("config/unknown-rule", *location, message);
                findings
                    .push(finding.help("nothing could be trusted without it; take this line out"));
                continue;
            }
            let finding = Finding::error(
                "config/unknown-rule",
                *location,
                format!("there is no rule `{rule}`"),
            );
            findings.push(match did_you_mean(rule, known.iter().map(String::as_str)) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("`proofpress plugin list` shows every rule"),
            });
        }
    }
}

/// A plugin's catalogue, from the cache if that has it.
fn catalogue(plugin: &Plugin, cache: &mut VerdictCache) -> Result<Catalogue, Failure> {
    let digest = plugin.digest();
    if let Some(catalogue) = cache.catalogue(digest) {
        return Ok(catalogue.clone());
    }
    let catalogue = plugin.catalogue()?;
    cache.keep_catalogue(digest, catalogue.clone());
    Ok(catalogue)
}

/// What is wrong with what the configuration says of a plugin.
fn problems(
    plugin: &Plugin,
    id: &str,
    catalogue: &Catalogue,
    config: &PluginConfig,
    location: Location,
) -> Vec<Finding> {
    let mut problems = Vec::new();
    if catalogue.id != id {
        let message = format!("the component of `{id}` says it is `{}`", catalogue.id);
        problems.push(
            Finding::error("config/wrong-plugin", location, message)
                .help(format!("name it so: `[plugins.{}]`", catalogue.id)),
        );
    }
    for rule in config.rules.keys() {
        if !catalogue.rules.iter().any(|known| known.name == *rule) {
            let message = format!("plugin `{id}` has no rule `{rule}`");
            let known = catalogue.rules.iter().map(|known| known.name.as_str());
            let help = match did_you_mean(rule, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`proofpress plugin list` shows every rule".to_owned(),
            };
            let place = config.place(&format!("/rules/{}", escaped(rule))).unwrap_or(location);
            problems.push(Finding::error("config/unknown-rule", place, message).help(help));
        }
    }
    problems.extend(of_configuration(plugin, id, catalogue, config, location));
    problems
}

/// What is wrong with a plugin's own configuration: by its schema, and where that finds nothing, by
/// what the plugin itself says.
fn of_configuration(
    plugin: &Plugin,
    id: &str,
    catalogue: &Catalogue,
    config: &PluginConfig,
    location: Location,
) -> Vec<Finding> {
    let refused = |pointer: &str, message: &str| {
        let at = match pointer {
            "" => String::new(),
            pointer => format!(" at `{}`", short(pointer)),
        };
        let place = config.place(&format!("/config{pointer}")).unwrap_or(location);
        let message = short(message);
        let message = format!("plugin `{id}` does not accept its configuration{at}: {message}");
        Finding::error("config/plugin", place, message)
    };
    let schema = match Schema::read(&catalogue.config_schema) {
        Ok(schema) => schema,
        Err(why) => return vec![refused("", &format!("its schema is not accepted: {why}"))],
    };
    let problems = schema.problems(&config.config);
    if !problems.is_empty() {
        let findings = problems.into_iter().map(|problem| {
            let finding = refused(&problem.pointer, &problem.message);
            match problem.help {
                Some(help) => finding.help(short(&help)),
                None => finding,
            }
        });
        return findings.collect();
    }
    if config.config.as_object().is_none_or(serde_json::Map::is_empty) {
        return Vec::new();
    }
    match plugin.validate_config(&config.config.to_string()) {
        Ok(found) => found.iter().map(|(pointer, message)| refused(pointer, message)).collect(),
        Err(failure) => {
            let message = format!("plugin `{id}` {failure}");
            vec![Finding::error(failure.rule(), location, message)]
        }
    }
}
