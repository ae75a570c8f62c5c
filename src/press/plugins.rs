//! Brings the site's plugins together: those built in, those it names, and what it says of them.

use std::borrow::Cow;
use std::sync::Arc;

use super::allowed;
use super::component;
use super::vendor::{self, Supplied};
use crate::check::{Prover, Registered, Registry, Task, Verdict, VerdictCache};
use crate::config::{Config, PluginConfig, names_database_again};
use crate::diagnostic::{Finding, did_you_mean};
use crate::error::Error;
use crate::lock::Provenance;
use crate::native;
use crate::plugin::{BUILTIN, Cancel, Catalogue, Failure, Host, Limits, Plugin, Session, short};
use crate::rules;
use crate::schema::{Schema, escaped};
use crate::source::Location;
use crate::world::World;

impl Prover for Plugin {
    fn prove(&self, task: &Task, session: &Session, limits: &Limits) -> Result<Verdict, Failure> {
        match task {
            Task::Check(input) => self.check(session, limits, input).map(Verdict::Checked),
            Task::Run(input) => self.run(session, limits, input).map(Verdict::Ran),
            Task::Draw(input) => self.draw(session, limits, input).map(Verdict::Drawn),
            Task::CheckPage(page) => {
                self.check_document(session, limits, page).map(Verdict::Checked)
            }
            Task::Collect(page) => self.collect(session, limits, page).map(Verdict::Collected),
            Task::CheckSite(site) => self.check_site(session, limits, site).map(Verdict::Checked),
        }
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
    /// The lock, and where plugins that are not built in are kept.
    pub provenance: &'a Provenance,
    /// The button that stops them, if there is one.
    pub cancel: Option<&'a Cancel>,
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
            if config.enabled && config.origin().is_none() {
                let plugin =
                    self.host.plugin_with_digest(Cow::Borrowed(builtin.bytes), builtin.digest);
                let catalogue = catalogue(&plugin, cache)
                    .map_err(|failure| Error::BuiltIn { id: builtin.id, failure })?;
                plugins.extend(self.register(plugin, builtin.id, catalogue, config, findings));
            }
        }
        for (id, config) in &self.config.plugins {
            if config.enabled
                && let Some(location) = config.location
            {
                plugins.extend(self.named(id, config, location, cache, findings));
            }
        }
        findings.extend(component::unused(self.provenance, self.config));
        plugins.extend(self.native_postgres(findings));
        let registry = Registry::new(plugins);
        self.check_rule_names(&registry, findings);
        findings.extend(two_renderers(&registry));
        Ok(registry)
    }

    /// A plugin the configuration names: a component from elsewhere, or a built-in one, which is
    /// there already.
    fn named(
        &self,
        id: &str,
        config: &PluginConfig,
        location: Location,
        cache: &mut VerdictCache,
        findings: &mut Vec<Finding>,
    ) -> Option<Registered> {
        if config.origin().is_none() {
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
        }
        let found = component::find(self.world, self.provenance, id, config, location);
        let plugin = match found {
            Ok(found) => self.host.plugin_with_digest(found.bytes, found.digest),
            Err(finding) => {
                findings.push(*finding);
                return None;
            }
        };
        match catalogue(&plugin, cache) {
            Ok(catalogue) => {
                if let Some(drift) = component::drift(self.provenance, id, &catalogue, &plugin) {
                    findings.push(drift);
                    return None;
                }
                self.register(plugin, id, catalogue, config.clone(), findings)
            }
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
    /// its configuration. None where it asks for what the site does not grant.
    fn register(
        &self,
        plugin: Plugin,
        id: &str,
        catalogue: Catalogue,
        config: PluginConfig,
        findings: &mut Vec<Finding>,
    ) -> Option<Registered> {
        if let Some(location) = config.location {
            findings.extend(problems(&plugin, id, &catalogue, &config, location));
        }
        let digest = plugin.digest();
        let mut files = None;
        let mut plugin = match self.cancel {
            Some(cancel) => plugin.cancelled_by(cancel),
            None => plugin,
        };
        if !allowed::hold(id, &catalogue, &config, findings) {
            return None;
        }
        if !catalogue.capabilities.is_empty() {
            let readable = allowed::files(self.world, self.config, &catalogue, &config, findings);
            files = Some(readable.digest());
            plugin = plugin.with_files(readable);
        }
        let Some((folder, location)) = &config.vendor else {
            let prover = Arc::new(plugin);
            return Some(Registered { catalogue, digest, config, vendor: None, files, prover });
        };
        let supplies = vendor::read(self.world, folder).unwrap_or_else(|message| {
            let finding = Finding::error("config/bad-value", *location, message);
            findings.push(finding.help("put files there, or take `vendor` away"));
            Vec::new()
        });
        let vendor = Some(vendor::digest(&supplies));
        let prover = Arc::new(Supplied { plugin, files: supplies });
        Some(Registered { catalogue, digest, config, vendor, files, prover })
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

/// Languages that two plugins draw: one of them draws nothing, and the site should say which.
fn two_renderers(registry: &Registry) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (language, plugins) in registry.drawn_by_several() {
        let Some((first, rest)) = plugins.split_first() else { continue };
        for other in rest {
            let Some(location) = other.config.location.or(first.config.location) else { continue };
            let (one, other) = (&first.catalogue.id, &other.catalogue.id);
            let message =
                format!("`{one}` and `{other}` both draw `{language}`: `{one}` does, being first");
            findings.push(Finding::warning("config/two-renderers", location, message).help(
                format!("turn one of them off: `[plugins.{}] enabled = false`", table_key(other)),
            ));
        }
    }
    findings
}

/// An id as a key of TOML: `acme` or `"acme:nginx"`.
pub fn table_key(id: &str) -> String {
    if id.contains(':') { format!("\"{id}\"") } else { id.to_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::{Digest, Interfaces};
    use crate::source::{Sources, Span};

    /// Stands in for a plugin that is never called.
    struct Idle;

    impl Prover for Idle {
        fn prove(&self, _: &Task, _: &Session, _: &Limits) -> Result<Verdict, Failure> {
            Err(Failure::Exit)
        }
    }

    fn renderer(id: &str, languages: &[&str], location: Option<Location>) -> Registered {
        let catalogue = Catalogue {
            id: id.into(),
            version: String::new(),
            license: String::new(),
            homepage: None,
            languages: languages.iter().map(|&language| language.into()).collect(),
            facts: Vec::new(),
            rules: Vec::new(),
            config_schema: "{}".into(),
            interfaces: Interfaces { renderer: true, ..Interfaces::default() },
            capabilities: Vec::new(),
        };
        let config = PluginConfig { location, ..PluginConfig::default() };
        let (vendor, files, digest) = (None, None, Digest([0; 32]));
        Registered { catalogue, digest, config, vendor, files, prover: Arc::new(Idle) }
    }

    #[test]
    fn of_two_that_draw_a_language_the_first_by_name_does() {
        let source = Sources::default().add("proofpress.toml", "[plugins.\"b:dots\"]");
        let location = Some(Location { source, span: Span::new(9, 17) });
        let registry = Registry::new(vec![
            renderer("b:dots", &["dot", "graph"], location),
            renderer("acme", &["dot"], None),
        ]);
        let drawing = registry.renderer("dot").map(|at| registry.get(at).catalogue.id.as_str());
        assert_eq!(drawing, Some("acme"));
        let findings = two_renderers(&registry);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, "config/two-renderers");
        assert_eq!(
            findings[0].message,
            "`acme` and `b:dots` both draw `dot`: `acme` does, being first"
        );
        let help = "turn one of them off: `[plugins.\"b:dots\"] enabled = false`";
        assert_eq!(findings[0].help.as_deref(), Some(help));
    }
}
