//! What the block at the top of a page says, TOML between `+++` or YAML between `---`.

mod known;
mod read;

pub use known::{KEYS, Key};
pub use read::place;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

/// A calendar date, `2026-11-21`; the time of day of a full timestamp is kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from one.
    pub month: u8,
    /// Day, from one.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl FrontMatter {
    /// As a JSON object, the way plugins get it. Keys that a page does not give are left out, or
    /// are empty lists.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them, and what was read from a page: nothing that
        // serde_json could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Front matter, every key of it. Absent keys are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FrontMatter {
    /// The page's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One or two sentences for search results and section lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// Its place among its siblings; lower first, pages without one last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
    /// The last part of its address, instead of the file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Other addresses that lead to it: `/old/path/`.
    pub aliases: Vec<String>,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// What it belongs to; one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// What it is about; any number.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The template it is shown with, instead of `page.html` or `section.html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// A picture for those who link the page elsewhere: an address below the site's root, or a full
    /// one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Asks search engines to leave it out; it is in no sitemap.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub noindex: bool,
    /// Anything else, for templates; under the key `extra`.
    pub extra: BTreeMap<String, serde_json::Value>,
}
