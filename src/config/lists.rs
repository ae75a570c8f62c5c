//! `[taxonomies]`, `[archive]` and `[feeds]`: pages and feeds that are made from what pages say of
//! themselves.

use super::read::set;
use crate::spanned::{Reader, Table, Value};

/// `[taxonomies]`: pages of tags and categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxonomiesConfig {
    /// Whether there are pages of tags, below `/tags/`.
    pub tags: bool,
    /// Whether there are pages of categories, below `/categories/`.
    pub categories: bool,
    /// How many pages one page of a tag or a category lists.
    pub per_page: usize,
}

impl Default for TaxonomiesConfig {
    fn default() -> Self {
        Self { tags: true, categories: true, per_page: 50 }
    }
}

/// `[archive]`: every page with a date, newest first, below `/archive/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveConfig {
    /// Whether there is one.
    pub enabled: bool,
    /// How many pages one page of it lists.
    pub per_page: usize,
}

impl Default for ArchiveConfig {
    fn default() -> Self {
        Self { enabled: true, per_page: 30 }
    }
}

/// `[feeds]`: Atom feeds of the site and its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedsConfig {
    /// Whether there are any.
    pub enabled: bool,
    /// Whether each section with dated pages has one, besides that of the site.
    pub sections: bool,
    /// How many pages a feed has at most.
    pub limit: usize,
    /// Whether entries hold the whole text; otherwise their description.
    pub full: bool,
}

impl Default for FeedsConfig {
    fn default() -> Self {
        Self { enabled: true, sections: true, limit: 20, full: false }
    }
}

pub(super) fn taxonomies(mut table: Table, taxonomies: &mut TaxonomiesConfig, reader: &mut Reader) {
    set(&mut taxonomies.tags, table.bool("tags", reader));
    set(&mut taxonomies.categories, table.bool("categories", reader));
    set(&mut taxonomies.per_page, count("per_page", &mut table, reader));
    table.finish(reader);
}

pub(super) fn archive(mut table: Table, archive: &mut ArchiveConfig, reader: &mut Reader) {
    set(&mut archive.enabled, table.bool("enabled", reader));
    set(&mut archive.per_page, count("per_page", &mut table, reader));
    table.finish(reader);
}

pub(super) fn feeds(mut table: Table, feeds: &mut FeedsConfig, reader: &mut Reader) {
    set(&mut feeds.enabled, table.bool("enabled", reader));
    set(&mut feeds.sections, table.bool("sections", reader));
    set(&mut feeds.limit, count("limit", &mut table, reader));
    if let Some(node) = table.take("content") {
        match &node.value {
            Value::String(word) if word == "full" => feeds.full = true,
            Value::String(word) if word == "summary" => feeds.full = false,
            _ => {
                let message = "`content` must be `full` or `summary`";
                reader.error("bad-value", node.span, message);
            }
        }
    }
    table.finish(reader);
}

/// A number of things, at least one.
fn count(key: &'static str, table: &mut Table, reader: &mut Reader) -> Option<usize> {
    let number = table.unsigned(key, reader)?;
    Some(usize::try_from(number).unwrap_or(usize::MAX).max(1))
}
