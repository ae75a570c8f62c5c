//! What there is to say of what stands at a position: the page of a rule, what an attribute or a
//! key is for, where a link leads, what became of an example.

use lsp_types::Position;

use super::definition::link_at;
use super::found::Found;
use super::index::{Index, Outcome, RuleEntry, Target, resolve};
use super::shift::Shift;
use super::view::{OpenPage, View};
use crate::config::known;
use crate::content::FRONT_MATTER_KEYS;
use crate::diagnostic::Severity;
use crate::fence;
use crate::markdown::Example;
use crate::source::Span;

/// What to say, and of what.
pub fn tell(
    view: &View<'_>,
    position: Position,
    found: &[&Found],
    outcomes: &[Outcome],
) -> Option<(Span, String)> {
    let offset = view.offset(position);
    let word = word_at(view.text, offset);
    let rule = || rule_at(view, word).or_else(|| rule_found(view, offset, found));
    if view.page_path().is_none() {
        let config = || is_config(view).then(|| config_key(view, offset, word)).flatten();
        return rule().or_else(config);
    }
    let page = view.page();
    if page.in_front(offset).is_some() {
        return rule_found(view, offset, found).or_else(|| front_key(view, offset, word));
    }
    attribute(view, &page, offset, word)
        .or_else(|| rule_found(view, offset, found))
        .or_else(|| language(view, page.fence_at(offset)?, outcomes))
        .or_else(|| link(view, offset))
}

/// Whether a file is the configuration.
fn is_config(view: &View<'_>) -> bool {
    view.path.ends_with(".toml") && !view.path.contains('/')
}

/// The word an offset is in or behind: a name, a key, the id of a rule.
fn word_at(text: &str, offset: usize) -> Span {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | ':');
    let (before, after) = text.split_at(offset.min(text.len()));
    let start = before.len()
        - before.chars().rev().take_while(|&c| is_part(c)).map(char::len_utf8).sum::<usize>();
    let end = offset + after.chars().take_while(|&c| is_part(c)).map(char::len_utf8).sum::<usize>();
    Span::new(start, end.max(start))
}

fn text_of<'t>(view: &View<'t>, span: Span) -> &'t str {
    view.text.get(span.start..span.end).unwrap_or_default()
}

/// The page of the rule whose id stands there.
fn rule_at(view: &View<'_>, word: Span) -> Option<(Span, String)> {
    let id = text_of(view, word);
    Some((word, rule_page(id, view.index.rules.get(id)?)))
}

/// The page of the rule that reports something there; of several the worst, then the narrowest.
fn rule_found(view: &View<'_>, offset: usize, found: &[&Found]) -> Option<(Span, String)> {
    let mut here: Vec<(Severity, Span, &str)> = Vec::new();
    for found in found {
        let Some(then) = found.text(view.path) else { continue };
        let shift = Shift::between(then, view.text);
        for placed in found.findings.iter().filter(|placed| *placed.place.path == *view.path) {
            let Some(span) = shift.span(placed.place.span) else { continue };
            if (span.start..=span.end).contains(&offset) {
                here.push((placed.severity, span, &placed.rule));
            }
        }
    }
    here.sort_by_key(|(severity, span, rule)| (std::cmp::Reverse(*severity), span.len(), *rule));
    let (_, span, id) = here.into_iter().next()?;
    Some((span, rule_page(id, view.index.rules.get(id)?)))
}

/// A rule's page with its id and severity on top.
fn rule_page(id: &str, rule: &RuleEntry) -> String {
    let link = match &rule.href {
        Some(href) => format!(" · [published]({href})"),
        None => String::new(),
    };
    format!("`{id}` · {}{link}\n\n{}", rule.severity.name(), rule.docs.trim())
}

/// What the attribute at an offset is for, or the rule it names.
fn attribute(
    view: &View<'_>,
    page: &OpenPage<'_>,
    offset: usize,
    word: Span,
) -> Option<(Span, String)> {
    let mut attributes = page
        .document
        .examples
        .iter()
        .flat_map(|example| example.fence.attributes.iter().zip(&example.attribute_locations));
    let (attribute, location) = attributes
        .find(|(_, location)| (location.span.start..=location.span.end).contains(&offset))?;
    if attribute.key == "fails"
        && let Some(rule) = rule_at(view, word)
    {
        return Some(rule);
    }
    if matches!(attribute.key.as_str(), "as" | "lang")
        && let Some(said) = language_page(view.index, text_of(view, word))
    {
        return Some((word, said));
    }
    let about = fence::about(&attribute.key)?;
    let form = about.form.replace('$', "…");
    Some((location.span, format!("`{form}`\n\n{}", about.text)))
}

/// What is done with the language of a fence, and what became of its example.
fn language(view: &View<'_>, example: &Example, outcomes: &[Outcome]) -> Option<(Span, String)> {
    let span = example.opening.span;
    let mut said = language_page(view.index, example.fence.check_as()).unwrap_or_default();
    let here = |outcome: &&Outcome| *outcome.fence.path == *view.path && outcome.fence.span == span;
    if let Some(outcome) = outcomes.iter().find(here) {
        if !said.is_empty() {
            said.push_str("\n\n");
        }
        said.push_str(&outcome.said);
    }
    (!said.is_empty()).then_some((span, said))
}

/// What is done with a language.
fn language_page(index: &Index, language: &str) -> Option<String> {
    let said = index.languages.get(language)?;
    Some(format!("`{language}` is {}.", said.join("; ")))
}

fn link(view: &View<'_>, offset: usize) -> Option<(Span, String)> {
    let (span, target) = link_at(view, offset)?;
    let said = match resolve(view.index, view.page_path()?, &target)? {
        Target::Asset(path) => format!("`{}/{path}`", view.index.assets_folder),
        Target::Page(path, anchor) => {
            let page = view.index.pages.get(&path)?;
            let heading =
                anchor.and_then(|anchor| page.headings.iter().find(|heading| heading.id == anchor));
            let title = match heading {
                Some(heading) => format!("**{}** › {}", page.title, heading.text),
                None => format!("**{}**", page.title),
            };
            let about = page.about.trim();
            let about = if about.is_empty() { String::new() } else { format!("\n\n{about}") };
            format!("{title}{about}\n\n`{}` · `{path}`", page.url)
        }
    };
    Some((span, said))
}

fn front_key(view: &View<'_>, offset: usize, word: Span) -> Option<(Span, String)> {
    let (start, line) = view.lines().line(offset);
    let name = text_of(view, word).trim_end_matches(':');
    // The key, not a value that reads the same.
    if line.get(..word.start.checked_sub(start)?)?.trim() != "" {
        return None;
    }
    let key = FRONT_MATTER_KEYS.iter().find(|key| key.name == name)?;
    let span = Span::new(word.start, word.start + name.len());
    Some((span, format!("`{}`\n\n{}", key.name, key.about)))
}

fn config_key(view: &View<'_>, offset: usize, word: Span) -> Option<(Span, String)> {
    let (start, line) = view.lines().line(offset);
    if line.trim_start().starts_with('[') {
        let table = line.trim().trim_matches(['[', ']']);
        let (parent, name) = table.rsplit_once('.').unwrap_or(("", table));
        let key = known::keys_of(parent).into_iter().find(|key| key.name == name)?;
        return Some((Span::new(start, start + line.len()), key.about.to_owned()));
    }
    if line.get(..word.start.checked_sub(start)?)?.trim() != "" {
        return None;
    }
    let table = table_above(view.text, start);
    let name = text_of(view, word);
    let key = known::keys_of(&table).into_iter().find(|key| key.name == name)?;
    let values = match key.values {
        [] => String::new(),
        values => format!("\n\nOne of `{}`.", values.join("`, `")),
    };
    Some((word, format!("`{table}.{name}`\n\n{}{values}", key.about)))
}

/// The table that a line of TOML stands in.
pub fn table_above(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or_default();
    let header = before.lines().rev().map(str::trim).find(|line| line.starts_with('['));
    let header = header.map(|line| line.split('#').next().unwrap_or_default().trim());
    header.map(|line| line.trim_matches(['[', ']']).trim().to_owned()).unwrap_or_default()
}
