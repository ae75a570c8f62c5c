//! What can be wrong with a theme, told with the template and its line.

use std::collections::BTreeMap;
use std::error::Error;

/// A theme that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("template `{template}`{}: {message}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct ThemeError {
    template: String,
    line: Option<usize>,
    message: String,
}

impl ThemeError {
    /// The template's name below `templates/`.
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The line, from one, where it is known.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    pub(super) fn not_utf8(path: &str) -> Self {
        let template = path.trim_start_matches("templates/").to_owned();
        Self { template, line: None, message: "is not UTF-8 text".into() }
    }

    /// What is wrong with a file of words.
    pub(super) fn of_words(path: &str, text: &str, why: &toml::de::Error) -> Self {
        let line = why.span().map(|span| 1 + text[..span.start].matches('\n').count());
        Self { template: path.to_owned(), line, message: why.message().to_owned() }
    }

    /// Tera tells in prose; this picks the template, the line and the innermost reason out.
    pub(super) fn of_tera(error: &tera::Error, sources: &BTreeMap<String, String>) -> Self {
        let chain: Vec<String> =
            std::iter::successors(Some(error as &dyn Error), |&error| error.source())
                .map(ToString::to_string)
                .collect();
        let text = chain.join("\n");
        let quoted = chain.iter().rev().flat_map(|part| quoted(part, ['\'', '"']));
        let template = { quoted }
            .find(|name| sources.contains_key(*name))
            .or_else(|| chain.iter().flat_map(|part| self::quoted(part, ['\'', '"'])).next())
            .unwrap_or("?")
            .to_owned();
        let reason = chain.last().map(String::as_str).unwrap_or_default();
        let line = parse_line(&text).or_else(|| {
            // A message about a value does not say where it is used; the first use will do.
            let source = sources.get(&template)?;
            let name = self::quoted(reason, ['`', '\'']).next()?;
            source.lines().position(|line| line.contains(name)).map(|at| at + 1)
        });
        let message = reason.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(reason);
        let message = message.trim().trim_start_matches("= ").to_owned();
        Self { template, line, message }
    }
}

/// The line of ` --> 3:5`.
fn parse_line(text: &str) -> Option<usize> {
    let (_, place) = text.split_once("--> ")?;
    place.split(':').next()?.trim().parse().ok()
}

/// Every quoted word of a message.
fn quoted(text: &str, quotes: [char; 2]) -> impl Iterator<Item = &str> {
    text.split(quotes).skip(1).step_by(2)
}
