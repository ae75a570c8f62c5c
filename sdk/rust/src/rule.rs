//! A rule: facts about it, and the function that looks.

use serde::de::DeserializeOwned;

use crate::{Checker, Example, Finding, Severity, Span};

/// One thing a plugin looks for. Its name is its file's, and its page is the file of that name
/// under `pages/`; both are filled in by the list the build script makes.
pub struct Rule<P: Checker> {
    /// The name: `latest-tag`. It names what is wrong, so that "allow latest-tag" reads well.
    pub name: &'static str,
    /// The rule page.
    pub page: &'static str,
    /// The severity unless the site or the finding says otherwise.
    pub severity: Severity,
    /// Whether it is on unless the site says otherwise.
    pub default_on: bool,
    /// Whether it also looks at text that does not parse.
    pub runs_on_broken: bool,
    /// Whether its findings can carry fixes.
    pub fixable: bool,
    /// Words to filter by: `security`, `reliability`.
    pub tags: &'static [&'static str],
    /// Looks at the tree and says what it finds.
    pub check: fn(&Context<'_, P>) -> Vec<Finding>,
}

impl<P: Checker> Rule<P> {
    /// A rule that is on by default and runs on text that parses.
    pub const fn new(severity: Severity, check: fn(&Context<'_, P>) -> Vec<Finding>) -> Self {
        Self {
            name: "",
            page: "",
            severity,
            default_on: true,
            runs_on_broken: false,
            fixable: false,
            tags: &[],
            check,
        }
    }

    /// Off unless the site turns it on.
    #[must_use]
    pub const fn off_by_default(mut self) -> Self {
        self.default_on = false;
        self
    }

    /// Runs on text that does not parse, too.
    #[must_use]
    pub const fn on_broken(mut self) -> Self {
        self.runs_on_broken = true;
        self
    }

    /// Its findings can carry fixes.
    #[must_use]
    pub const fn fixable(mut self) -> Self {
        self.fixable = true;
        self
    }

    /// Adds words to filter by.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// Gives it its name and page. Called by the generated list.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_page(mut self, name: &'static str, page: &'static str) -> Self {
        self.name = name;
        self.page = page;
        self
    }

    /// The page's first heading, or the name where the page has none.
    pub fn title(&self) -> &'static str {
        title(self.page, self.name)
    }
}

/// The first heading of a rule page, or the rule's name where it has none.
pub(crate) fn title(page: &'static str, name: &'static str) -> &'static str {
    let heading = page.lines().find_map(|line| line.strip_prefix("# "));
    heading.map_or(name, |title| title.trim())
}

/// What a rule gets to see.
pub struct Context<'a, P: Checker> {
    /// The parsed example.
    pub tree: &'a P::Tree,
    /// The example itself: text, attributes, place in the page.
    pub example: &'a Example,
    /// The plugin's configuration.
    pub config: &'a P::Config,
    /// The rule's options as JSON; see [`Context::options`].
    pub(crate) options: &'a str,
}

impl<P: Checker> Context<'_, P> {
    /// The example's text.
    pub fn source(&self) -> &str {
        &self.example.source
    }

    /// The text of a span; empty where the span is not one of this text.
    pub fn text(&self, span: Span) -> &str {
        self.example.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The value of a fence attribute; a flag's is empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.example.attrs.iter().find(|attribute| attribute.key == name);
        found.map(|attribute| attribute.value.as_str())
    }

    /// The rule's own options, or their default where the site gives none or wrong ones (which
    /// the host has already reported).
    pub fn options<O: DeserializeOwned + Default>(&self) -> O {
        serde_json::from_str(self.options).unwrap_or_default()
    }
}
