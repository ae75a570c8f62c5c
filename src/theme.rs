//! The theme: templates, style sheets, scripts.
//!
//! The default theme is in the binary; a site replaces it file by file by putting a file of the
//! same path into its theme folder. A theme turns a typed context into HTML. It knows nothing of
//! pages or sites: what the contexts hold is the business of [`crate::site`].

mod accent;
mod builtin;
mod error;
mod minify;
pub mod words;

pub use error::ThemeError;
pub use words::Words;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Tera;

/// A theme, read and checked.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The templates' text, to find the line of an error in.
    sources: BTreeMap<String, String>,
    assets: BTreeMap<String, Vec<u8>>,
    /// What it says by itself, by language in small letters.
    words: BTreeMap<String, words::Strings>,
}

impl Theme {
    /// The default theme with the site's own files in place of, or beside, its files. Paths are
    /// relative to the theme folder: `templates/page.html`, `assets/css/50-code.css`,
    /// `words/nl.toml`.
    ///
    /// # Errors
    ///
    /// Where a template does not parse or is not UTF-8.
    pub fn load(overrides: &BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        let mut files: BTreeMap<&str, &[u8]> = builtin::FILES.iter().copied().collect();
        files.extend(overrides.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));

        let mut sources = BTreeMap::new();
        let mut assets = BTreeMap::new();
        let mut words = BTreeMap::new();
        let mut styles = Vec::new();
        let mut scripts = Vec::new();
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                let text = str::from_utf8(bytes).map_err(|_| ThemeError::not_utf8(path))?;
                sources.insert(name.to_owned(), text.to_owned());
            } else if path.starts_with("assets/css/") && path.ends_with(".css") {
                styles.extend(shorter(bytes, minify::css));
            } else if path.starts_with("assets/js/") && path.ends_with(".js") {
                scripts.extend(shorter(bytes, minify::js));
            } else if let Some(name) = path.strip_prefix("assets/") {
                let bytes = match name.rsplit('.').next() {
                    Some("js") => shorter(bytes, minify::js),
                    Some("css") => shorter(bytes, minify::css),
                    _ => bytes.to_vec(),
                };
                assets.insert(format!("theme/{name}"), bytes);
            } else if let Some(name) = path.strip_prefix("words/")
                && let Some(language) = name.strip_suffix(".toml")
            {
                words.insert(language.to_lowercase(), words::read(path, bytes)?);
            }
        }
        assets.insert("theme/site.css".into(), styles);
        assets.insert("theme/site.js".into(), scripts);

        let mut tera = Tera::default();
        tera.set_escape_fn(crate::highlight::escaped);
        tera.add_raw_templates(&sources).map_err(|error| ThemeError::of_tera(&error, &sources))?;
        Ok(Self { tera, sources, assets, words })
    }

    /// The theme with another colour for links and what else leads on, `#rrggbb`.
    #[must_use]
    pub fn with_accent(mut self, colour: &str) -> Self {
        let styles = self.assets.entry("theme/site.css".into()).or_default();
        styles.extend_from_slice(minify::css(&accent::css(colour)).as_bytes());
        self
    }

    /// What the theme says by itself in a language, a BCP 47 tag, but for the single words that a
    /// site replaces.
    pub fn words(&self, language: &str, replaced: &BTreeMap<String, String>) -> Words {
        words::of(language, &self.words, replaced)
    }

    /// Whether there is a template of that name.
    pub fn has(&self, template: &str) -> bool {
        self.sources.contains_key(template)
    }

    /// The name of every template.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// A template filled in.
    ///
    /// # Errors
    ///
    /// Where there is no such template, or it uses what the context does not hold.
    pub fn render(&self, template: &str, context: &impl Serialize) -> Result<String, ThemeError> {
        let context = tera::Context::from_serialize(context)
            .map_err(|error| ThemeError::of_tera(&error, &self.sources))?;
        self.tera
            .render(template, &context)
            .map_err(|error| ThemeError::of_tera(&error, &self.sources))
    }

    /// The files that go into the site as they are, by output path. All style sheets of
    /// `assets/css/` are one, `theme/site.css`, in the order of their names; the scripts of
    /// `assets/js/` are `theme/site.js`.
    pub fn assets(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.assets
    }
}

/// A text with less in it; what is no text stays as it is.
fn shorter(bytes: &[u8], minify: fn(&str) -> String) -> Vec<u8> {
    str::from_utf8(bytes).map_or_else(|_| bytes.to_vec(), |text| minify(text).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(path: &str, text: &str) -> Result<Theme, ThemeError> {
        Theme::load(&BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]))
    }

    #[test]
    fn a_site_replaces_one_file_and_keeps_the_rest() {
        let theme = with("templates/404.html", "gone: {{ what }}").unwrap();
        let context = BTreeMap::from([("what", "<a>")]);
        assert_eq!(theme.render("404.html", &context).unwrap(), "gone: &lt;a&gt;");
        assert!(theme.has("page.html"));
    }

    #[test]
    fn style_sheets_are_joined_in_the_order_of_their_names() {
        let theme = with("assets/css/99-own.css", "/* own */ .own { }").unwrap();
        let styles = String::from_utf8(theme.assets()["theme/site.css"].clone()).unwrap();
        assert!(styles.ends_with(".own{}"));
        assert!(styles.contains("--ink"));
    }

    #[test]
    fn a_site_brings_words_of_its_own() {
        let theme = with("words/nl.toml", "search = \"Zoeken\"").unwrap();
        let replaced = BTreeMap::from([("turn".to_owned(), "Verder".to_owned())]);
        let words = theme.words("nl-BE", &replaced);
        assert_eq!(words.own["search"], "Zoeken");
        assert_eq!(words.own["menu"], "Menu");
        assert_eq!(words.own["turn"], "Verder");
        let error = with("words/nl.toml", "search = \"Zoeken\"\nmenu = 3\n").unwrap_err();
        assert_eq!(error.line(), Some(2), "{error}");
    }

    /// What a page asks for before search is opened: styles and scripts.
    #[test]
    fn a_page_asks_for_less_than_40_kilobytes() {
        let theme = Theme::load(&BTreeMap::new()).unwrap();
        let files = ["theme/site.css", "theme/site.js", "theme/start.js"];
        let sizes = files.map(|path| theme.assets()[path].len());
        assert!(sizes.iter().sum::<usize>() < 40_000, "{files:?}: {sizes:?}");
    }

    #[test]
    fn a_template_that_does_not_parse_is_named_with_its_line() {
        let error = with("templates/page.html", "one\n{{ two").unwrap_err();
        assert_eq!(error.template(), "page.html");
        assert_eq!(error.line(), Some(2));
    }

    #[test]
    fn a_template_that_asks_for_too_much_is_named_with_its_line() {
        let theme = with("templates/404.html", "one\n\n{{ page.nope }}").unwrap();
        let error = theme.render("404.html", &BTreeMap::from([("page", "")])).unwrap_err();
        assert_eq!(error.template(), "404.html");
        assert_eq!(error.line(), Some(3));
        assert!(error.to_string().starts_with("template `404.html`, line 3: "), "{error}");
    }

    #[test]
    fn a_missing_template_is_named() {
        let theme = Theme::load(&BTreeMap::new()).unwrap();
        let error = theme.render("nope.html", &BTreeMap::from([("page", "")])).unwrap_err();
        assert_eq!(error.template(), "nope.html");
    }
}
