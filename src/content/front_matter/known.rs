//! What each key of front matter is for, in a sentence: for editors.

/// A key, told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What is written behind it, as in TOML and YAML alike, `$` where the text goes: `"$"`.
    pub form: &'static str,
    /// What it is.
    pub about: &'static str,
}

const fn key(name: &'static str, form: &'static str, about: &'static str) -> Key {
    Key { name, form, about }
}

/// Every key, by name.
pub const KEYS: &[Key] = &[
    key("aliases", "[\"$\"]", "Other addresses that lead to the page: `/old/path/`."),
    key("authors", "[\"$\"]", "Who wrote it."),
    key("category", "\"$\"", "What it belongs to; one."),
    key("date", "$", "When it was published: `2026-11-21`."),
    key("description", "\"$\"", "One or two sentences, for search results and lists."),
    key("draft", "$", "Whether it is left out until drafts are asked for."),
    key("extra", "$", "A table of anything, for templates."),
    key("image", "\"$\"", "A picture for those who link the page elsewhere."),
    key("noindex", "$", "Whether search engines are asked to leave it out."),
    key("slug", "\"$\"", "The last part of its address, instead of the file's name."),
    key("tags", "[\"$\"]", "What it is about; any number."),
    key("template", "\"$\"", "The template it is shown with, instead of `page.html`."),
    key("title", "\"$\"", "Its title; without one the first heading's."),
    key("updated", "$", "When it was last changed."),
    key("weight", "$", "Its place among its siblings; lower first."),
];

#[cfg(test)]
mod tests {
    use super::KEYS;
    use crate::content::FrontMatter;
    use crate::source::Sources;

    /// The reader says what it knows when it is asked for a key it does not.
    #[test]
    fn every_key_is_told_and_no_other() {
        let mut sources = Sources::default();
        let text = "+++\nqqqqqqqqqqqqqqqqqqqq = 1\n+++\n";
        let (_, _, findings) = FrontMatter::split(text, sources.add("a.md", text));
        let told: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        let help = findings.first().and_then(|finding| finding.help.clone());
        assert_eq!(help, Some(format!("known keys: {}", told.join(", "))));
    }
}
