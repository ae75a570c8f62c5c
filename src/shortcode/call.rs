//! The templates of shortcodes: read, and filled in.

use std::collections::BTreeMap;

use tera::{Context, Tera};

use super::BAD_TEMPLATE;
use super::evaluate::{Failure, Pages};
use crate::diagnostic::Finding;
use crate::highlight::escaped;
use crate::markdown::Inserted;
use crate::source::{Location, Sources, Span};

/// What `body` is while a template is filled in: the Markdown is put in its place later.
pub(super) const BODY: &str = "proofpress-body-of-this-shortcode";

/// Reads the templates. Gives them, the names of the shortcodes, and what is wrong.
pub(super) fn templates(
    templates: &BTreeMap<String, String>,
    pages: &Pages,
    sources: &Sources,
) -> (Tera, Vec<String>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut read = Vec::new();
    for (path, text) in templates {
        let name = name(path);
        match tera::Template::new(&name, None, text) {
            Ok(_) => read.push((name, text)),
            Err(error) => findings.extend(bad_template(path, &error, sources)),
        }
    }
    let mut tera = empty(pages);
    if let Err(error) = tera.add_raw_templates(read.iter().map(|(name, text)| (name, text))) {
        // One asks for another that is not there.
        findings
            .extend(templates.keys().next().and_then(|path| bad_template(path, &error, sources)));
        return (empty(pages), Vec::new(), findings);
    }
    let names = read.iter().filter_map(|(name, _)| {
        let name = name.strip_prefix("shortcodes/")?.strip_suffix(".html")?;
        Some(name.to_owned())
    });
    (tera, names.collect(), findings)
}

fn empty(pages: &Pages) -> Tera {
    let mut tera = Tera::default();
    tera.set_escape_fn(escaped);
    tera.register_function("link", pages.function("", false));
    tera
}

/// `theme/templates/shortcodes/note.html` as templates name it.
fn name(path: &str) -> String {
    match path.split_once("templates/") {
        Some((_, name)) => name.to_owned(),
        None => path.to_owned(),
    }
}

fn bad_template(path: &str, error: &tera::Error, sources: &Sources) -> Option<Finding> {
    let source = sources.find(path)?;
    let text = &sources.get(source).text;
    let mut chain = error.to_string();
    let mut inner: &dyn std::error::Error = error;
    while let Some(next) = inner.source() {
        inner = next;
        chain = inner.to_string();
    }
    let line: Option<usize> =
        chain.split_once("--> ").and_then(|(_, place)| place.split(':').next()?.parse().ok());
    // What is missing at the end is told for the line after the last.
    let line = line.unwrap_or(1).min(text.lines().count().max(1));
    let mut at = 0;
    let mut span = Span::at(0);
    for (number, line_text) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line {
            span = Span::new(at, at + line_text.trim_end().len());
        }
        at += line_text.len();
    }
    let reason = Failure::of_tera(error).message;
    let message = format!("this template cannot be read: {reason}");
    let location = Location { source, span };
    Some(
        Finding::error(BAD_TEMPLATE, location, message)
            .help("the language is Tera's: `{{ value }}`, `{% if … %}`"),
    )
}

/// The HTML of a call.
pub(super) fn render(
    tera: &Tera,
    name: &str,
    context: &Context,
    with_body: bool,
) -> Result<Inserted, Failure> {
    let template = format!("shortcodes/{name}.html");
    let html = tera.render(&template, context).map_err(|error| Failure::of_tera(&error))?;
    let html = html.trim_end().to_owned();
    if !with_body {
        return Ok(Inserted::Whole(html));
    }
    let mut parts = html.split(BODY);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => {
            Ok(Inserted::Open { before: before.to_owned(), after: after.to_owned() })
        }
        (_, None, _) => Err(Failure {
            message: format!("the template of `{name}` does not show its body"),
            help: Some("write `{{ body }}` in the template, or call it without a body".into()),
        }),
        _ => Err(Failure {
            message: format!("the template of `{name}` shows its body more than once"),
            help: Some("write `{{ body }}` in the template once".into()),
        }),
    }
}
