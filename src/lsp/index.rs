//! What the features have to know of a site besides the file at hand: its pages and their
//! headings, rules, languages, shortcodes, static files, and the words its front matter uses.
//!
//! It is made once a run and shared. Features look nothing else up, so that they answer while the
//! next run is under way, and from a text that is newer than the index.

mod read;
mod resolve;

pub use read::read;
pub use resolve::{Target, resolve};

use std::collections::{BTreeMap, BTreeSet};

use super::found::Place;
use crate::diagnostic::Severity;
use crate::markdown::Syntax;

/// A site as it was last read.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The folder of Markdown.
    pub content: String,
    /// The folder of static files.
    pub assets_folder: String,
    /// The folder of the theme.
    pub theme: String,
    /// The folder the site is written to: nothing in it is a source.
    pub output: String,
    /// The path the site is served at: `/docs/`.
    pub root: String,
    /// What the site adds to Markdown.
    pub syntax: Syntax,
    /// Its pages, by path below the content folder; rule pages among them where it has those.
    pub pages: BTreeMap<String, PageEntry>,
    /// The path of the page at each address.
    pub by_url: BTreeMap<String, String>,
    /// Every rule, those of proofpress itself among them, by id.
    pub rules: BTreeMap<String, RuleEntry>,
    /// What is done with a language, in the words of a list.
    pub languages: BTreeMap<String, Vec<String>>,
    /// Shortcodes of the site, by name.
    pub shortcodes: BTreeMap<String, Shortcode>,
    /// Static files, by path below their folder.
    pub assets: BTreeSet<String>,
    /// Templates pages can ask for.
    pub templates: BTreeSet<String>,
    /// Categories, tags and authors of pages.
    pub words: Words,
    /// Keys of `[extra]`.
    pub extra: BTreeSet<String>,
    /// What the site is made of besides what lies in its folders.
    pub parts: Parts,
}

/// Files that a site is made of, from its root.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Files that were read: the configuration, the lock, pages, what they include.
    pub read: BTreeSet<String>,
    /// Folders and files that the configuration names for plugins.
    pub named: Vec<String>,
    /// Globs of what plugins may read.
    pub granted: Vec<String>,
    /// Whether a page wants a file that is not there: it may come from anywhere.
    pub wanting: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub struct PageEntry {
    /// Its file from the site's root; none for one that lies in no file.
    pub file: Option<String>,
    /// Its address below the base URL.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it is about: its description, or its first paragraph.
    pub about: String,
    /// Its headings.
    pub headings: Vec<HeadingEntry>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct HeadingEntry {
    /// One to six.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its id.
    pub id: String,
    /// Where it stands: the file from the site's root, and the line from zero.
    pub place: Option<(String, u32)>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct RuleEntry {
    /// What it looks for.
    pub title: String,
    /// How bad that is.
    pub severity: Severity,
    /// Its page, as Markdown.
    pub docs: String,
    /// The full address of its page, where the site publishes it and says where it is served.
    pub href: Option<String>,
    /// Languages of the plugin that has it; none for a rule of proofpress itself.
    pub languages: Option<Vec<String>>,
}

/// A shortcode.
#[derive(Clone, Debug)]
pub struct Shortcode {
    /// Its template, from the site's root.
    pub file: String,
    /// What the template takes, as far as can be seen.
    pub arguments: BTreeSet<String>,
    /// Whether it wants a text between its call and `{% end %}`.
    pub has_body: bool,
}

/// Words that front matter uses, with the number of pages that use them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// `category`
    pub categories: BTreeMap<String, usize>,
    /// `tags`
    pub tags: BTreeMap<String, usize>,
    /// `authors`
    pub authors: BTreeMap<String, usize>,
}

impl Index {
    /// The path of a page below the content folder, from that of its file; none for a file that is
    /// no page.
    pub fn page_path<'p>(&self, file: &'p str) -> Option<&'p str> {
        let below = file.strip_prefix(self.content.as_str())?.strip_prefix('/')?;
        below.ends_with(".md").then_some(below)
    }

    /// Whether the site may be another once a file is: one of its folders, one that it names, one
    /// that was read. What it writes itself and what is hidden is none.
    pub fn concerns(&self, file: &str) -> bool {
        let below = |folder: &str| {
            file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let parts = &self.parts;
        let folders = [&self.content, &self.assets_folder, &self.theme];
        let hidden = file.split('/').any(|part| part.starts_with('.'));
        let made = below(&self.output) || hidden;
        parts.read.contains(file)
            || folders.into_iter().chain(&parts.named).any(|folder| below(folder))
            || parts.granted.iter().any(|glob| crate::glob::matches(glob, file))
            || matches!(file, crate::press::CONFIG_FILE | crate::lock::LOCK_FILE)
            || (parts.wanting && !made)
    }

    /// The rule of a plugin, if that id is one.
    pub fn plugin_rule(&self, id: &str) -> Option<&RuleEntry> {
        self.rules.get(id).filter(|rule| rule.languages.is_some())
    }
}

/// The fence of an example and what became of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The opening fence.
    pub fence: Place,
    /// What to say of it, as a paragraph of Markdown.
    pub said: String,
}
