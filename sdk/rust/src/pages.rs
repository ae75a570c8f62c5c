//! What a plugin implements that looks at pages as a whole, or at the site.

pub use crate::bindings::proofpress::plugin::types::{Document, Heading, Link, PlacedExample};
use crate::{Declined, Finding, Plugin, Severity};

/// A plugin that checks pages as a whole: front matter, headings, links, examples together.
pub trait DocumentChecker: Plugin {
    /// Looks at a page. Spans are in `page.source`. Findings of rules that are off are left out
    /// by the SDK; [`Look::is_on`] saves the work for them. The rules are in
    /// [`Plugin::PAGE_RULES`].
    ///
    /// # Errors
    ///
    /// [`Declined`] where the page is not for this plugin.
    fn check_document(
        page: &Document,
        look: &Look<'_, Self::Config>,
    ) -> Result<Vec<PageFinding>, Declined>;
}

/// A plugin that checks what only the whole site shows. First it takes from each page what
/// matters, then it judges that.
pub trait SiteChecker: Plugin {
    /// What matters of a page. It goes from one instance to another as bytes.
    type Facts: serde::Serialize + serde::de::DeserializeOwned;

    /// Takes from a page what matters. It runs again only where the page changes.
    ///
    /// # Errors
    ///
    /// [`Declined`] where the page has nothing to do with it.
    fn collect(page: &Document, look: &Look<'_, Self::Config>) -> Result<Self::Facts, Declined>;

    /// Judges the site by what was taken from its pages, sorted by path. A finding is in a page:
    /// [`PageFinding::in_file`] with a span in that page's source, as `collect` saw it.
    fn check_site(
        pages: &[(String, Self::Facts)],
        look: &Look<'_, Self::Config>,
    ) -> Vec<PageFinding>;
}

/// A rule about pages, the site or drawings. Such a rule is a name that findings carry; who looks
/// for it is the plugin's own affair.
#[derive(Clone, Copy, Debug)]
pub struct PageRule {
    /// The name: `orphaned-page`. It names what is wrong.
    pub name: &'static str,
    /// The rule page: `include_str!("../pages/orphaned-page.md")`.
    pub page: &'static str,
    /// The severity unless the site or the finding says otherwise.
    pub severity: Severity,
    /// Whether it is on unless the site says otherwise.
    pub default_on: bool,
}

impl PageRule {
    /// A rule that is on by default.
    pub const fn new(name: &'static str, severity: Severity, page: &'static str) -> Self {
        Self { name, page, severity, default_on: true }
    }

    /// Off unless the site turns it on.
    #[must_use]
    pub const fn off_by_default(mut self) -> Self {
        self.default_on = false;
        self
    }

    /// The page's first heading, or the name where the page has none.
    pub fn title(&self) -> &'static str {
        crate::rule::title(self.page, self.name)
    }
}

/// What holds while a plugin looks: its configuration, and which rules are on.
pub struct Look<'a, C> {
    /// The plugin's configuration.
    pub config: &'a C,
    pub(crate) on: &'a [(String, String)],
}

impl<'a, C> Look<'a, C> {
    /// With this configuration, and rules that are on by name, each with its options as JSON.
    pub fn new(config: &'a C, on: &'a [(String, String)]) -> Self {
        Self { config, on }
    }

    /// Whether a rule is on.
    pub fn is_on(&self, rule: &str) -> bool {
        self.on.iter().any(|(name, _)| name == rule)
    }

    /// The options of a rule, or their default where the site gives none or wrong ones.
    pub fn options<O: serde::de::DeserializeOwned + Default>(&self, rule: &str) -> O {
        let options = self.on.iter().find(|(name, _)| name == rule);
        options.and_then(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
    }
}

/// A finding about a page, with the rule that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFinding {
    /// The rule's name.
    pub rule: &'static str,
    /// The page it is in, by its path; none for the page that is being checked.
    pub file: Option<String>,
    /// What is wrong and where. Related places and fixes are in the same file.
    pub finding: Finding,
}

impl PageFinding {
    /// A finding in the page that is being checked.
    pub fn new(rule: &'static str, finding: Finding) -> Self {
        Self { rule, file: None, finding }
    }

    /// A finding in another page; for [`SiteChecker::check_site`].
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.file = Some(path.into());
        self
    }
}
