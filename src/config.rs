//! `proofpress.toml`, typed. An unknown key is a finding with a place and a suggestion; a
//! missing file is the default configuration.

mod edit;
pub mod known;
mod links;
mod lists;
mod proof;
mod read;
mod serve;
mod theme;
mod writing;

use std::collections::BTreeMap;

use crate::capability::Grants;
use crate::diagnostic::{Finding, Severity};
use crate::glob;
use crate::lock::Source;
use crate::plugin::Limits;
use crate::source::Location;

pub use edit::{EditError, with_plugin, without_plugin};
pub use links::{ExternalConfig, LinksConfig};
pub use lists::{ArchiveConfig, FeedsConfig, TaxonomiesConfig};
pub use proof::ProofConfig;
pub use serve::{Editor, ServeConfig};
pub use theme::{NamedLink, ThemeConfig};
pub use writing::{ImageFormat, ImagesConfig, MarkdownConfig};

/// The configuration of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `[site]`
    pub site: SiteConfig,
    /// `[build]`
    pub build: BuildConfig,
    /// `[markdown]`
    pub markdown: MarkdownConfig,
    /// `[images]`
    pub images: ImagesConfig,
    /// `[checks]`
    pub checks: ChecksConfig,
    /// `[proof]`
    pub proof: ProofConfig,
    /// `[plugins.<id>]`
    pub plugins: BTreeMap<String, PluginConfig>,
    /// `[native.postgres]`, where the site grants one.
    pub native_postgres: Option<NativePostgres>,
    /// `[taxonomies]`
    pub taxonomies: TaxonomiesConfig,
    /// `[archive]`
    pub archive: ArchiveConfig,
    /// `[feeds]`
    pub feeds: FeedsConfig,
    /// `[links]`
    pub links: LinksConfig,
    /// `[theme]`
    pub theme: ThemeConfig,
    /// `[serve]`
    pub serve: ServeConfig,
    /// `[extra]`, for templates.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// `[site]`: what the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteConfig {
    /// Its name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Where it will be served: `https://docs.example.com/`. Decides absolute addresses
    /// (sitemap, canonical links) and the path prefix of all others.
    pub base_url: String,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Where the pages can be edited; `{path}` stands for the file's path.
    pub edit_url: Option<String>,
    /// A picture for those who link the site elsewhere: an address below its root, or a full one.
    pub image: Option<String>,
    /// The source repository, linked in the header.
    pub repository: Option<String>,
    /// Whether pages say when they were last changed and by whom, from version control.
    pub git: bool,
    /// The site's own time in seconds since the epoch, for plugins that need one.
    pub now: u64,
    /// The site's seed for anything random.
    pub seed: u64,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            title: "Documentation".into(),
            description: String::new(),
            base_url: "/".into(),
            language: "en".into(),
            edit_url: None,
            image: None,
            repository: None,
            git: true,
            now: 1_767_225_600,
            seed: 0,
        }
    }
}

/// `[build]`: where things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildConfig {
    /// The folder of Markdown.
    pub content: String,
    /// The folder of files copied as they are.
    pub assets: String,
    /// The folder whose templates and assets replace the built-in theme's, file by file.
    pub theme: String,
    /// The folder the site is written to.
    pub output: String,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Whether the rule pages of the plugins are part of the site, under `/rules/`.
    pub rules: bool,
}

impl Default for BuildConfig {
    fn default() -> Self {
        Self {
            content: "content".into(),
            assets: "static".into(),
            theme: "theme".into(),
            output: "site".into(),
            drafts: false,
            rules: false,
        }
    }
}

/// `[checks]`: what counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecksConfig {
    /// The least severity that fails a check or build.
    pub fail_on: Severity,
    /// What a plugin that fails counts as.
    pub on_plugin_failure: OnPluginFailure,
    /// After how many failures a plugin is not asked any more.
    pub plugin_failures: usize,
    /// `[checks.rules]`: `"domain/name" = "off" | "info" | "warning" | "error"`.
    pub rules: BTreeMap<String, RuleLevel>,
    /// `[[checks.overrides]]`: other levels for some paths.
    pub overrides: Vec<Override>,
    /// Every rule that is named above, and where, to tell of names no rule has.
    pub named: Vec<(String, Location)>,
}

impl Default for ChecksConfig {
    fn default() -> Self {
        Self {
            fail_on: Severity::Error,
            on_plugin_failure: OnPluginFailure::Error,
            plugin_failures: 3,
            rules: BTreeMap::new(),
            overrides: Vec::new(),
            named: Vec::new(),
        }
    }
}

impl ChecksConfig {
    /// A finding with the weight the site gives it if it is about a plugin that failed; none where
    /// that counts as nothing.
    pub fn weigh(&self, mut finding: Finding) -> Option<Finding> {
        if finding.rule.starts_with("plugin/") {
            finding.severity = self.on_plugin_failure.severity()?;
        }
        Some(finding)
    }
}

/// What it counts as that a plugin failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnPluginFailure {
    /// An error: what should have been proven was not.
    #[default]
    Error,
    /// A warning.
    Warn,
    /// Nothing; the example is unproven, with the failure as the reason.
    Ignore,
}

impl OnPluginFailure {
    /// The severity of such a finding; none where there is to be no finding.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warn => Some(Severity::Warning),
            Self::Ignore => None,
        }
    }
}

/// What the site makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// Not run.
    Off,
    /// Run, with this severity.
    On(Severity),
}

/// `[[checks.overrides]]`: levels that hold for some pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Globs over paths below the content folder: `legacy/**`.
    pub paths: Vec<String>,
    /// The levels.
    pub rules: BTreeMap<String, RuleLevel>,
}

/// `[plugins.<id>]`: one plugin.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginConfig {
    /// Where the configuration names it; none for a plugin it does not name.
    pub location: Option<Location>,
    /// Whether it is used at all.
    pub enabled: bool,
    /// A component file of the site, for a plugin that is not built in.
    pub path: Option<String>,
    /// Where its component was taken from, for a plugin that comes from elsewhere. The lock says
    /// which bytes that gave.
    pub source: Option<Source>,
    /// A folder of the site whose files every run of the plugin sees, and where it is named.
    pub vendor: Option<(String, Location)>,
    /// `[plugins.<id>.allow]`: what it may do beyond looking at what it is given.
    pub allow: Grants,
    /// Where the site says so, if it does.
    pub allow_location: Option<Location>,
    /// The units of work a job may take, where the site says.
    pub fuel: Option<u64>,
    /// The memory a job may use, in bytes, where the site says.
    pub memory: Option<usize>,
    /// `[plugins.<id>.config]`: the plugin's own configuration, as JSON.
    pub config: serde_json::Value,
    /// `[plugins.<id>.rules.<name>]`: options of single rules, as JSON.
    pub rules: BTreeMap<String, serde_json::Value>,
    /// Where `config` and each rule of `rules` stand, and everything in them, by the JSON pointer
    /// from the plugin's table: `/config/depth`. Keys by the key, items of lists by the item.
    pub places: BTreeMap<String, Location>,
}

impl Default for PluginConfig {
    fn default() -> Self {
        Self {
            location: None,
            enabled: true,
            path: None,
            source: None,
            vendor: None,
            allow: Grants::default(),
            allow_location: None,
            fuel: None,
            memory: None,
            config: serde_json::Value::Object(serde_json::Map::new()),
            rules: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }
}

/// `[native.postgres]`: a PostgreSQL server that examples may be run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativePostgres {
    /// Where the configuration grants it.
    pub location: Location,
    /// Its address, `postgresql://docs@localhost/postgres`, or `$NAME` for what stands in that
    /// variable of the environment.
    pub url: String,
}

impl PluginConfig {
    /// Where it comes from, as the lock has it: its `source` or its `path`. None for a built-in
    /// plugin.
    pub fn origin(&self) -> Option<String> {
        self.source.as_ref().map(ToString::to_string).or_else(|| self.path.clone())
    }

    /// What a job may use: what the site says, or else `default`.
    pub fn limits(&self, default: Limits) -> Limits {
        Limits {
            fuel: self.fuel.unwrap_or(default.fuel),
            memory: self.memory.unwrap_or(default.memory),
        }
    }

    /// Where the configuration says what a pointer from the plugin's table leads to, or else what
    /// holds it; none for a plugin it does not name.
    pub fn place(&self, pointer: &str) -> Option<Location> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(*place);
            }
            match pointer.rsplit_once('/') {
                Some((above, _)) => pointer = above,
                None => return self.location,
            }
        }
    }
}

impl Config {
    /// What the site makes of a rule on a page, if it says anything. The last override that
    /// names the rule and matches the page counts.
    pub fn rule_level(&self, rule: &str, page: &str) -> Option<RuleLevel> {
        let overrides = self.checks.overrides.iter().rev();
        let matching =
            overrides.filter(|level| level.paths.iter().any(|glob| glob::matches(glob, page)));
        matching
            .filter_map(|level| level.rules.get(rule))
            .next()
            .or_else(|| self.checks.rules.get(rule))
            .copied()
    }
}

/// A base address in its one form: it ends with `/`, and is a path or an `http(s)` address.
pub fn base_url(url: &str) -> Option<String> {
    let path = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let valid = match path {
        Some(rest) => !rest.is_empty() && !rest.starts_with('/'),
        None => url.starts_with('/') && !url.starts_with("//"),
    };
    let clean = !url.contains(['?', '#', ' ', '"', '<', '>']);
    (valid && clean).then(|| format!("{}/", url.trim_end_matches('/')))
}

/// Whether the address of a server names a database in its parameters: that would win over the one
/// a run is given, and examples would work on real data.
pub(crate) fn names_database_again(url: &str) -> bool {
    let parameters = url.split_once('?').map_or("", |(_, parameters)| parameters);
    let mut names = parameters.split('&').map(|one| one.split('=').next().unwrap_or_default());
    // The name may be written with percent signs.
    names.any(|name| name.contains('%') || matches!(name, "dbname" | "service"))
}

/// A path of the site in its one form, without `./` and a final `/`; none where it leads out.
fn site_path(path: &str) -> Option<String> {
    let parts: Vec<&str> =
        path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let inside = !parts.is_empty()
        && !path.starts_with('/')
        && !parts.iter().any(|part| *part == ".." || part.contains(':'));
    inside.then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(text: &str) -> (Config, Vec<String>) {
        let mut sources = Sources::default();
        let source = sources.add("proofpress.toml", text);
        let (config, findings) = Config::read(source, &sources);
        let file = sources.get(source);
        let lines = findings.iter().map(|finding| {
            let at = file.position(finding.location.span.start);
            let help = finding.help.as_deref().unwrap_or_default();
            format!("{}:{} {}: {}; {help}", at.line, at.column, finding.rule, finding.message)
        });
        (config, lines.collect())
    }

    #[test]
    fn reads_every_table() {
        let (config, findings) = read(
            "[site]\ntitle = \"T\"\nbase_url = \"https://x.org/docs\"\n[build]\noutput = \"./out/\"\n\
             [checks]\nfail_on = \"warning\"\n[checks.rules]\n\"a/b\" = \"off\"\n\
             [[checks.overrides]]\npaths = [\"old/**\"]\nrules = { \"a/b\" = \"info\" }\n\
             [plugins.acme]\npath = \"acme.wasm\"\nmemory_mb = 128\nconfig = { depth = 3 }\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!(config.site.base_url, "https://x.org/docs/");
        assert_eq!(config.build.output, "out");
        assert_eq!(config.checks.fail_on, Severity::Warning);
        assert_eq!(config.rule_level("a/b", "new/x.md"), Some(RuleLevel::Off));
        assert_eq!(config.rule_level("a/b", "old/y/x.md"), Some(RuleLevel::On(Severity::Info)));
        assert_eq!(config.plugins["acme"].memory, Some(128 << 20));
        assert_eq!(config.plugins["acme"].config, serde_json::json!({"depth": 3}));
    }

    #[test]
    fn an_unknown_key_is_a_finding_with_a_place_and_a_suggestion() {
        let (_, findings) = read("[site]\ntilte = \"T\"\n");
        assert_eq!(
            findings,
            ["2:1 config/unknown-key: unknown key `tilte` in `site`; did you mean `title`?"]
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_a_finding_at_the_value() {
        let (_, findings) = read("[build]\ndrafts = \"yes\"\n");
        assert_eq!(
            findings,
            ["2:10 config/wrong-type: `drafts` must be `true` or `false`, not a string; "]
        );
    }

    #[test]
    fn what_a_plugin_may_do_is_granted_by_name() {
        let (config, findings) = read(
            "[plugins.acme.allow]\nread_files = [\"deploy/**\", \"./a\", \"../b\"]\nnet = true\n",
        );
        assert_eq!(config.plugins["acme"].allow.read_files, ["deploy/**", "a"]);
        assert_eq!(
            findings,
            [
                "2:35 config/bad-value: `../b` is not a glob of paths inside the site; write \
                 paths relative to `proofpress.toml`, as in `deploy/**`",
                "3:1 config/unknown-key: unknown key `net` in `plugins.allow`; known keys: \
                 read_files",
            ]
        );
    }

    #[test]
    fn a_folder_outside_the_site_is_refused() {
        let (config, findings) = read("[build]\noutput = \"../out\"\n");
        assert_eq!(config.build.output, "site");
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn text_that_is_not_toml_is_one_finding() {
        let (_, findings) = read("[site\n");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("1:6 config/syntax-error"), "{findings:?}");
    }
}
