//! What a plugin that draws implements.

pub use crate::bindings::renderer::exports::proofpress::plugin::renderer::Artifact as Image;
use crate::{Declined, Example, Fact, Look, PageFinding, Plugin};

/// A plugin that draws examples: diagrams, tables, pictures.
pub trait Renderer: Plugin {
    /// Draws an example. The same example gives the same drawing, always. What it finds
    /// while it draws is by rules of [`Plugin::PAGE_RULES`].
    ///
    /// # Errors
    ///
    /// [`Declined`] where it is nothing this plugin draws.
    fn render(
        example: &Example,
        theme: &Theme,
        look: &Look<'_, Self::Config>,
    ) -> Result<Drawing, Declined>;
}

/// What a drawing may use of the theme it will stand in: colours and fonts as CSS values, which
/// are right in light and in dark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme(pub Vec<(String, String)>);

impl Theme {
    /// The value of that name, `accent` or `line`; `currentColor`, which is the text's, where
    /// the theme has none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("currentColor", |(_, value)| value.as_str())
    }
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What is shown.
    pub body: Image,
    /// Files that the body names.
    pub assets: Vec<Image>,
    /// The same in words, for search and for those who do not see it.
    pub alt: String,
    /// What was found in the example. Where it cannot be drawn at all, still give a body, or
    /// decline.
    pub findings: Vec<PageFinding>,
    /// What drew it.
    pub facts: Vec<Fact>,
}

impl Drawing {
    /// A drawing in SVG.
    pub fn svg(svg: impl Into<String>, alt: impl Into<String>) -> Self {
        Self::of("image/svg+xml", svg.into().into_bytes(), alt)
    }

    /// A drawing in HTML, written as XML: every element closed, every attribute in quotes.
    pub fn html(html: impl Into<String>, alt: impl Into<String>) -> Self {
        Self::of("text/html", html.into().into_bytes(), alt)
    }

    /// A table, as CSV whose first record is its head.
    pub fn csv(csv: impl Into<String>, alt: impl Into<String>) -> Self {
        Self::of("text/csv", csv.into().into_bytes(), alt)
    }

    /// A drawing of any media type.
    pub fn of(media_type: &str, contents: Vec<u8>, alt: impl Into<String>) -> Self {
        let body = Image { media_type: media_type.into(), name: String::new(), contents };
        let (assets, findings, facts) = (Vec::new(), Vec::new(), Vec::new());
        Self { body, assets, alt: alt.into(), findings, facts }
    }

    /// Adds a file, which the body names as the source of a picture.
    #[must_use]
    pub fn asset(mut self, media_type: &str, name: &str, contents: Vec<u8>) -> Self {
        let (media_type, name) = (media_type.into(), name.into());
        self.assets.push(Image { media_type, name, contents });
        self
    }

    /// Adds something that was found in the example.
    #[must_use]
    pub fn finding(mut self, finding: PageFinding) -> Self {
        self.findings.push(finding);
        self
    }

    /// Says what drew it.
    #[must_use]
    pub fn fact(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.push(Fact::new(key, value));
        self
    }
}
