//! Makes the index of a site that was read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{HeadingEntry, Index, PageEntry, Parts, RuleEntry, Shortcode, Words};
use crate::check::Registry;
use crate::config::{Config, PluginConfig};
use crate::content::{Page, Tree};
use crate::rules;
use crate::site::BaseUrl;
use crate::source::Sources;
use crate::theme::Theme;
use crate::world::World;

/// The index of these pages and plugins. What cannot be read is left out: whoever builds the site
/// reports it.
pub fn read(
    world: &dyn World,
    config: &Config,
    tree: &Tree,
    sources: &Sources,
    registry: &Registry,
) -> Index {
    let base = BaseUrl::new(&config.site.base_url);
    let mut index = Index {
        content: config.build.content.clone(),
        assets_folder: config.build.assets.clone(),
        theme: config.build.theme.clone(),
        output: config.build.output.clone(),
        root: base.root().to_owned(),
        languages: languages(registry),
        shortcodes: shortcodes(world, &config.build.theme),
        assets: below(world, &config.build.assets),
        extra: config.extra.keys().cloned().collect(),
        parts: parts(config, sources),
        ..Index::default()
    };
    index.templates = templates(world, &config.build.theme);
    if let Some(page) = tree.pages.first() {
        index.syntax = page.document.syntax.clone();
        // What one page abbreviates is nothing to the others.
        index.syntax.abbreviations = Arc::new(config.markdown.abbreviations.clone());
    }
    for page in &tree.pages {
        index.by_url.insert(page.url.clone(), page.path.clone());
        words(page, &mut index.words);
        index.pages.insert(page.path.clone(), entry(page, sources, &config.build.content));
    }
    let href = |id: &str| {
        let url = format!("/rules/{id}/");
        index.by_url.contains_key(&url).then(|| base.absolute_from("/", &base.url(&url)))?
    };
    index.rules = all_rules(registry, &href);
    index
}

fn parts(config: &Config, sources: &Sources) -> Parts {
    let plugins = config.plugins.values();
    let path = |plugin: &PluginConfig| match &plugin.source {
        Some(source) => Some(source.to_string()),
        None => plugin.path.clone(),
    };
    let vendor = |plugin: &PluginConfig| plugin.vendor.as_ref().map(|(folder, _)| folder.clone());
    Parts {
        read: sources.iter().map(|(_, file)| file.path.clone()).collect(),
        named: plugins
            .clone()
            .flat_map(|plugin| path(plugin).into_iter().chain(vendor(plugin)))
            .collect(),
        granted: plugins.flat_map(|plugin| plugin.allow.read_files.clone()).collect(),
        wanting: false,
    }
}

fn entry(page: &Page, sources: &Sources, content: &str) -> PageEntry {
    let own = &sources.get(page.source).path;
    let is_file = own.strip_prefix(content).is_some_and(|rest| rest.starts_with('/'));
    let headings = page.document.headings.iter().map(|heading| {
        let file = sources.get(heading.location.source);
        let line = file.position(heading.location.span.start).line.saturating_sub(1);
        HeadingEntry {
            level: heading.level,
            text: heading.text.clone(),
            id: heading.id.clone(),
            place: is_file.then(|| (file.path.clone(), u32::try_from(line).unwrap_or(u32::MAX))),
        }
    });
    PageEntry {
        file: is_file.then(|| own.clone()),
        url: page.url.clone(),
        title: page.title.clone(),
        about: page.front.description.clone().unwrap_or_else(|| page.document.summary.clone()),
        headings: headings.collect(),
    }
}

fn words(page: &Page, words: &mut Words) {
    let front = &page.front;
    let mut count = |into: fn(&mut Words) -> &mut BTreeMap<String, usize>, word: &String| {
        *into(words).entry(word.clone()).or_default() += 1;
    };
    front.category.iter().for_each(|word| count(|words| &mut words.categories, word));
    front.tags.iter().for_each(|word| count(|words| &mut words.tags, word));
    front.authors.iter().for_each(|word| count(|words| &mut words.authors, word));
}

fn all_rules(
    registry: &Registry,
    href: &dyn Fn(&str) -> Option<String>,
) -> BTreeMap<String, RuleEntry> {
    let mut all = BTreeMap::new();
    for rule in rules::RULES {
        let id = rule.id();
        let entry = RuleEntry {
            title: rule.title().to_owned(),
            severity: rule.severity,
            docs: rule.page.to_owned(),
            href: href(&id),
            languages: None,
        };
        all.insert(id, entry);
    }
    for plugin in registry.plugins() {
        for rule in &plugin.catalogue.rules {
            let id = plugin.rule_id(&rule.name);
            let entry = RuleEntry {
                title: rule.title.clone(),
                severity: rule.severity,
                docs: rule.docs.clone(),
                href: href(&id),
                languages: Some(plugin.catalogue.languages.clone()),
            };
            all.insert(id, entry);
        }
    }
    all
}

/// What is done with each language, by whom.
fn languages(registry: &Registry) -> BTreeMap<String, Vec<String>> {
    let mut languages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for plugin in registry.plugins() {
        let catalogue = &plugin.catalogue;
        let interfaces = &catalogue.interfaces;
        for language in &catalogue.languages {
            let said = languages.entry(language.clone()).or_default();
            let by = format!("by `{}` {}", catalogue.id, catalogue.version);
            if interfaces.example_checker {
                let rules = match catalogue.rules.len() {
                    1 => "1 rule".to_owned(),
                    rules => format!("{rules} rules"),
                };
                said.push(format!("checked {by} ({rules})"));
            }
            if interfaces.runner {
                said.push(format!("run {by}"));
            }
            if interfaces.renderer {
                said.push(format!("drawn {by}"));
            }
        }
    }
    languages
}

/// The files of a folder, by path in it.
fn below(world: &dyn World, folder: &str) -> BTreeSet<String> {
    let files = world.walk(folder).unwrap_or_default().into_iter();
    let inside = |path: String| Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned());
    files.filter_map(inside).collect()
}

/// The theme's templates that a page can be shown with.
fn templates(world: &dyn World, theme: &str) -> BTreeSet<String> {
    static BUILT_IN: OnceLock<BTreeSet<String>> = OnceLock::new();
    let built_in = || match Theme::load(&BTreeMap::new()) {
        Ok(theme) => theme.templates().map(str::to_owned).collect(),
        Err(_) => BTreeSet::new(),
    };
    let mut names = BUILT_IN.get_or_init(built_in).clone();
    names.extend(below(world, &format!("{theme}/templates")));
    names.retain(|name| name.ends_with(".html") && !name.contains('/'));
    names
}

fn shortcodes(world: &dyn World, theme: &str) -> BTreeMap<String, Shortcode> {
    let folder = format!("{theme}/templates/shortcodes");
    let mut shortcodes = BTreeMap::new();
    for path in below(world, &folder) {
        let Some(name) = path.strip_suffix(".html") else { continue };
        let file = format!("{folder}/{path}");
        let text = world.read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let mut arguments = variables(&text);
        let has_body = arguments.remove("body");
        shortcodes.insert(name.to_owned(), Shortcode { file, arguments, has_body });
    }
    shortcodes
}

/// The variables a template takes: names that stand where a value does, apart from those it
/// makes itself and those every template has.
fn variables(template: &str) -> BTreeSet<String> {
    const WORDS: [&str; 27] = [
        "and", "as", "block", "break", "continue", "elif", "else", "end", "endblock", "endfor",
        "endif", "endset", "extends", "extra", "false", "filter", "for", "if", "import", "in",
        "include", "is", "loop", "not", "or", "set", "true",
    ];
    let mut made: BTreeSet<&str> = BTreeSet::from(["page", "site", "defined", "undefined"]);
    let mut found = BTreeSet::new();
    for call in calls(template) {
        let mut before = "";
        for (at, word) in words_of(call) {
            let rest = call[at + word.len()..].trim_start();
            let preceding = call[..at].trim_end();
            let is_name = preceding.ends_with(['.', '|']) || rest.starts_with('(');
            let is_named = rest.starts_with('=') && !rest.starts_with("==");
            if matches!(before, "for" | "set") || preceding.ends_with(',') && call.contains(" in ")
            {
                made.insert(word);
            } else if !is_name && !is_named && before != "is" && !WORDS.contains(&word) {
                found.insert(word);
            }
            before = word;
        }
    }
    found.into_iter().filter(|word| !made.contains(word)).map(str::to_owned).collect()
}

/// What stands between the marks of each call: ` x ` for `{{ x }}`, ` if x ` for `{% if x %}`.
fn calls(template: &str) -> Vec<&str> {
    let mut calls = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let close = match rest.chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            _ => continue,
        };
        let inner = &rest[1..];
        let Some(end) = inner.find(close) else { break };
        calls.push(inner[..end].trim_matches('-'));
        rest = &inner[end + close.len()..];
    }
    calls
}

/// The words of an expression outside of its strings, with their offsets.
fn words_of(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut quote: Option<char> = None;
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_word = quote.is_none() && (c.is_ascii_alphanumeric() || c == '_');
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            _ => {}
        }
    }
    words.retain(|(_, word)| !word.starts_with(|first: char| first.is_ascii_digit()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_what_it_does_not_make() {
        let variables = |text| variables(text).into_iter().collect::<Vec<_>>();
        assert_eq!(
            variables(
                "{% for key in keys %}<kbd>{{ key }}</kbd>{% if not loop.last %} + {% endif %}{% endfor %}"
            ),
            ["keys"]
        );
        assert_eq!(
            variables(
                "<p>What: {{ title | default(value=\"none\") }}</p>\n{{ body }}\n{% if open is defined %}x{% endif %}{{ page.title }}"
            ),
            ["body", "open", "title"]
        );
    }
}
