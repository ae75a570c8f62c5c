//! Reads `proofpress.toml` into a [`Config`].

use std::collections::BTreeMap;

use super::{
    BuildConfig, ChecksConfig, Config, NativePostgres, OnPluginFailure, Override, PluginConfig,
    RuleLevel, SiteConfig,
};
use crate::capability::Grants;
use crate::diagnostic::{Finding, Severity};
use crate::lock::Source;
use crate::schema::escaped;
use crate::source::{Location, SourceId, Sources, Span};
use crate::spanned::{Entry, Node, Reader, Table, Value};

impl Config {
    /// Reads the configuration. What is wrong in it is in the findings; those keys keep their
    /// defaults.
    pub fn read(source: SourceId, sources: &Sources) -> (Self, Vec<Finding>) {
        let mut reader = Reader::new(source, 0, "config");
        let config = match Node::toml(&sources.get(source).text) {
            Ok(node) => read(node, &mut reader),
            Err(why) => {
                reader.error("syntax-error", why.span, why.message);
                Self::default()
            }
        };
        (config, reader.finish())
    }
}

fn read(node: Node, reader: &mut Reader) -> Config {
    let mut config = Config::default();
    let mut root = reader.table(node, "");
    if let Some(table) = root.table("site", reader) {
        site(table, &mut config.site, reader);
    }
    if let Some(table) = root.table("build", reader) {
        build(table, &mut config.build, reader);
    }
    if let Some(table) = root.table("markdown", reader) {
        super::writing::markdown(table, &mut config.markdown, reader);
    }
    if let Some(table) = root.table("images", reader) {
        super::writing::images(table, &mut config.images, reader);
    }
    if let Some(table) = root.table("checks", reader) {
        checks(table, &mut config.checks, reader);
    }
    if let Some(table) = root.table("proof", reader) {
        config.proof = super::proof::read(table, reader);
    }
    if let Some(table) = root.table("taxonomies", reader) {
        super::lists::taxonomies(table, &mut config.taxonomies, reader);
    }
    if let Some(table) = root.table("archive", reader) {
        super::lists::archive(table, &mut config.archive, reader);
    }
    if let Some(table) = root.table("feeds", reader) {
        super::lists::feeds(table, &mut config.feeds, reader);
    }
    if let Some(table) = root.table("links", reader) {
        super::links::links(table, &mut config.links, reader);
    }
    if let Some(table) = root.table("plugins", reader) {
        for Entry { key, node, span } in table.rest() {
            let table = reader.table(node, &format!("plugins.{key}"));
            let location = Some(reader.locate(span));
            config.plugins.insert(key, PluginConfig { location, ..plugin(table, reader) });
        }
    }
    if let Some(table) = root.table("native", reader) {
        config.native_postgres = native(table, reader);
    }
    if let Some(table) = root.table("theme", reader) {
        super::theme::read(table, &mut config.theme, reader);
    }
    if let Some(table) = root.table("serve", reader) {
        config.serve = super::serve::read(table, reader);
    }
    if let Some(table) = root.table("extra", reader) {
        config.extra =
            table.rest().into_iter().map(|entry| (entry.key, entry.node.to_json())).collect();
    }
    root.finish(reader);
    config
}

/// Puts a value that is there in the place of a default.
pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn site(mut table: Table, site: &mut SiteConfig, reader: &mut Reader) {
    set(&mut site.title, table.string("title", reader));
    set(&mut site.description, table.string("description", reader));
    set(&mut site.language, language(&mut table, reader));
    set(&mut site.git, table.bool("git", reader));
    set(&mut site.now, table.unsigned("now", reader));
    set(&mut site.seed, table.unsigned("seed", reader));
    site.image = table.string("image", reader);
    site.edit_url = super::theme::address(&mut table, "edit_url", reader);
    site.repository = super::theme::address(&mut table, "repository", reader);
    if let Some(node) = table.take("base_url") {
        match &node.value {
            Value::String(url) => match super::base_url(url) {
                Some(url) => site.base_url = url,
                None => {
                    let message = format!("`{url}` is no base address");
                    reader.error("bad-value", node.span, message).help =
                        Some("write `https://docs.example.com/` or a path such as `/docs/`".into());
                }
            },
            _ => reader.wrong_type("base_url", "a string", &node),
        }
    }
    table.finish(reader);
}

/// A BCP 47 tag, as far as its form goes: it names files of the search index, too.
fn language(table: &mut Table, reader: &mut Reader) -> Option<String> {
    let node = table.take("language")?;
    let Value::String(tag) = &node.value else {
        reader.wrong_type("language", "a string", &node);
        return None;
    };
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if tag.len() > 1 && tag.split('-').all(is_part) {
        return Some(tag.clone());
    }
    let message = format!("`{tag}` is no tag of a language");
    reader.error("bad-value", node.span, message).help =
        Some("write one such as `en`, `pt-BR` or `zh-Hant`".into());
    None
}

fn build(mut table: Table, build: &mut BuildConfig, reader: &mut Reader) {
    for (key, place) in [
        ("content", &mut build.content),
        ("static", &mut build.assets),
        ("theme", &mut build.theme),
        ("output", &mut build.output),
    ] {
        set(place, folder(&mut table, key, reader).map(|(path, _)| path));
    }
    set(&mut build.drafts, table.bool("drafts", reader));
    set(&mut build.rules, table.bool("rules", reader));
    table.finish(reader);
}

/// A folder inside the site, and where it is named.
fn folder(table: &mut Table, key: &'static str, reader: &mut Reader) -> Option<(String, Location)> {
    let node = table.take(key)?;
    let Value::String(path) = &node.value else {
        reader.wrong_type(key, "a string", &node);
        return None;
    };
    let inside = super::site_path(path);
    if inside.is_none() {
        let message = format!("`{path}` is not a folder inside the site");
        reader.error("bad-value", node.span, message).help =
            Some("give a path relative to `proofpress.toml`, without `..`".into());
    }
    Some((inside?, reader.locate(node.span)))
}

fn checks(mut table: Table, checks: &mut ChecksConfig, reader: &mut Reader) {
    if let Some(node) = table.take("fail_on") {
        match level(&node) {
            Some(RuleLevel::On(severity)) => checks.fail_on = severity,
            _ => bad_level("fail_on", &node, "`error`, `warning` or `info`", reader),
        }
    }
    if let Some(node) = table.take("on_plugin_failure") {
        match &node.value {
            Value::String(word) if word == "error" => {}
            Value::String(word) if word == "warn" => {
                checks.on_plugin_failure = OnPluginFailure::Warn
            }
            Value::String(word) if word == "ignore" => {
                checks.on_plugin_failure = OnPluginFailure::Ignore;
            }
            _ => bad_level("on_plugin_failure", &node, "`error`, `warn` or `ignore`", reader),
        }
    }
    if let Some(failures) = table.unsigned("plugin_failures", reader) {
        checks.plugin_failures = usize::try_from(failures).unwrap_or(usize::MAX).max(1);
    }
    if let Some(rules) = table.table("rules", reader) {
        checks.rules = rule_levels(rules, &mut checks.named, reader);
    }
    if let Some(node) = table.take("overrides") {
        match node.value {
            Value::List(items) => {
                let named = &mut checks.named;
                checks.overrides =
                    items.into_iter().map(|item| override_(item, named, reader)).collect();
            }
            _ => reader.wrong_type("overrides", "a list of tables (`[[checks.overrides]]`)", &node),
        }
    }
    table.finish(reader);
}

fn override_(node: Node, named: &mut Named, reader: &mut Reader) -> Override {
    let mut table = reader.table(node, "checks.overrides");
    let paths = table.strings("paths", reader);
    let rules = table
        .table("rules", reader)
        .map(|rules| rule_levels(rules, named, reader))
        .unwrap_or_default();
    table.finish(reader);
    Override { paths, rules }
}

/// Rules the configuration names, and where.
type Named = Vec<(String, Location)>;

fn rule_levels(
    table: Table,
    named: &mut Named,
    reader: &mut Reader,
) -> BTreeMap<String, RuleLevel> {
    let mut levels = BTreeMap::new();
    for Entry { key, node, span } in table.rest() {
        named.push((key.clone(), reader.locate(span)));
        match level(&node) {
            Some(level) => {
                levels.insert(key, level);
            }
            None => bad_level(&key, &node, "`off`, `info`, `warning` or `error`", reader),
        }
    }
    levels
}

fn level(node: &Node) -> Option<RuleLevel> {
    match &node.value {
        Value::String(word) => match word.as_str() {
            "off" => Some(RuleLevel::Off),
            "info" => Some(RuleLevel::On(Severity::Info)),
            "warning" => Some(RuleLevel::On(Severity::Warning)),
            "error" => Some(RuleLevel::On(Severity::Error)),
            _ => None,
        },
        _ => None,
    }
}

fn bad_level(key: &str, node: &Node, wanted: &str, reader: &mut Reader) {
    reader.error("bad-value", node.span, format!("`{key}` must be {wanted}"));
}

fn native(mut table: Table, reader: &mut Reader) -> Option<NativePostgres> {
    let entry = table.take("postgres");
    table.finish(reader);
    let node = entry?;
    let location = reader.locate(node.span);
    let mut table = reader.table(node, "native.postgres");
    let url = table.take("url");
    table.finish(reader);
    let Some(url) = url else {
        let message = "`[native.postgres]` grants no server without `url`";
        reader.error("bad-value", location.span, message).help = Some(NATIVE_URL.into());
        return None;
    };
    let Value::String(text) = &url.value else {
        reader.wrong_type("url", "a string", &url);
        return None;
    };
    let is_address = text.starts_with("postgresql://") || text.starts_with("postgres://");
    if !is_address && !text.starts_with('$') {
        let message = "`url` must be the address of a PostgreSQL server";
        reader.error("bad-value", url.span, message).help = Some(NATIVE_URL.into());
        return None;
    }
    if super::names_database_again(text) {
        let message = "`url` must not name its database by `dbname=`";
        reader.error("bad-value", url.span, message).help =
            Some("name it in the path: each run has a database of its own in its place".into());
        return None;
    }
    Some(NativePostgres { location, url: text.clone() })
}

/// What the address of a server looks like.
const NATIVE_URL: &str = "write `postgresql://user@host/postgres`, or `$NAME` for what stands in \
                          that variable of the environment";

/// Where a plugin is taken from.
/// The error is reported already.
fn source(
    table: &mut Table,
    has_path: bool,
    reader: &mut Reader,
) -> Result<Option<Source>, Reported> {
    let Some(node) = table.take("source") else { return Ok(None) };
    let Value::String(text) = &node.value else {
        reader.wrong_type("source", "a string", &node);
        return Err(Reported);
    };
    if has_path {
        let message = "a plugin has a `path` or a `source`, not both";
        reader.error("bad-value", node.span, message).help =
            Some("`path` is a file of the site, used as it is; `source` is taken in once".into());
        return Err(Reported);
    }
    Source::parse(text).map(Some).map_err(|why| {
        reader.error("bad-value", node.span, why.0);
        Reported
    })
}

/// What is wrong is among the findings.
struct Reported;

/// Where a node and everything in it stand.
fn places(
    node: &Node,
    pointer: String,
    span: Span,
    reader: &Reader,
    places: &mut BTreeMap<String, Location>,
) {
    match &node.value {
        Value::Table(entries) => {
            for Entry { key, node, span } in entries {
                let pointer = format!("{pointer}/{}", escaped(key));
                self::places(node, pointer, *span, reader, places);
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                self::places(item, format!("{pointer}/{at}"), item.span, reader, places);
            }
        }
        _ => {}
    }
    places.insert(pointer, reader.locate(span));
}

fn plugin(mut table: Table, reader: &mut Reader) -> PluginConfig {
    let mut plugin = PluginConfig::default();
    set(&mut plugin.enabled, table.bool("enabled", reader));
    plugin.path = table.string("path", reader);
    match source(&mut table, plugin.path.is_some(), reader) {
        Ok(source) => plugin.source = source,
        // Nothing more is to be said of it, such as that none of that name is built in.
        Err(Reported) => plugin.enabled = false,
    }
    plugin.vendor = folder(&mut table, "vendor", reader);
    if let Some(node) = table.take("allow") {
        plugin.allow_location = Some(reader.locate(node.span));
        plugin.allow = grants(reader.table(node, "plugins.allow"), reader);
    }
    plugin.fuel = table.unsigned("fuel", reader);
    let memory = table.unsigned("memory_mb", reader).and_then(|mb| usize::try_from(mb).ok());
    plugin.memory = memory.map(|mb| mb.saturating_mul(1 << 20));
    if let Some(node) = table.take("config") {
        match node.value {
            Value::Table(_) => {
                places(&node, "/config".into(), node.span, reader, &mut plugin.places);
                plugin.config = node.to_json();
            }
            _ => reader.wrong_type("config", "a table", &node),
        }
    }
    if let Some(rules) = table.table("rules", reader) {
        for Entry { key, node, span } in rules.rest() {
            let pointer = format!("/rules/{}", escaped(&key));
            places(&node, pointer, span, reader, &mut plugin.places);
            plugin.rules.insert(key, node.to_json());
        }
    }
    table.finish(reader);
    plugin
}

/// What a site grants a plugin.
fn grants(mut table: Table, reader: &mut Reader) -> Grants {
    let mut grants = Grants::default();
    for (glob, span) in table.spanned_strings("read_files", reader) {
        match super::site_path(&glob) {
            Some(glob) => grants.read_files.push(glob),
            None => {
                let message = format!("`{glob}` is not a glob of paths inside the site");
                reader.error("bad-value", span, message).help =
                    Some("write paths relative to `proofpress.toml`, as in `deploy/**`".into());
            }
        }
    }
    table.finish(reader);
    grants
}
