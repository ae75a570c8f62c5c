//! What a writer does to a site between two builds, and how one sees that it arrived.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::layout::Layout;

/// The page that is edited.
const PAGE: usize = 3;

/// A page beside it, which shows its title.
const NEIGHBOUR: usize = 4;

/// What is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Edit {
    /// A paragraph is added to a page.
    Body,
    /// A page gets another title, which its neighbours show.
    Title,
    /// A template that every page is made of.
    Template,
}

impl Edit {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Body, Self::Title, Self::Template];

    /// Its name in tables and options.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Template => "template",
        }
    }

    /// The page that shows whether the edit arrived.
    pub(crate) fn seen_on(self) -> usize {
        match self {
            Self::Body => PAGE,
            Self::Title | Self::Template => NEIGHBOUR,
        }
    }
}

/// A file that is edited again and again, and gets its text back at the end.
pub(crate) struct Edited {
    edit: Edit,
    path: PathBuf,
    original: String,
    /// Where in the original the mark goes.
    at: usize,
}

impl Edited {
    /// Gets ready to edit a site; none where its tool has nothing of that kind.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or has no place for the edit.
    pub(crate) fn new(edit: Edit, layout: Layout, root: &std::path::Path) -> Result<Option<Self>> {
        let template = layout.template();
        let path = match edit {
            Edit::Title if !layout.has_titles() => return Ok(None),
            Edit::Body | Edit::Title => layout.source(PAGE),
            Edit::Template => match &template {
                Some(template) => template.path.to_owned(),
                None => return Ok(None),
            },
        };
        let path = root.join(path);
        let original = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let at = match edit {
            Edit::Body => Some(original.len()),
            // After the quote that begins it.
            Edit::Title => {
                original.find("title").and_then(|key| Some(key + original[key..].find('"')? + 1))
            }
            Edit::Template => template.and_then(|template| original.find(template.before)),
        };
        let at = at.with_context(|| format!("`{}` has no place for it", path.display()))?;
        Ok(Some(Self { edit, path, original, at }))
    }

    /// Edits the file for the time of that number, and returns the word that is now on the site,
    /// and was not before.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn again(&self, time: usize) -> Result<String> {
        let word = format!("zq{}{time:04}x", self.edit.name());
        let text = match self.edit {
            Edit::Body => format!("\nThe mark {word} is here.\n"),
            Edit::Title => format!("{word} "),
            Edit::Template => format!("<meta name=\"mark\" content=\"{word}\">\n"),
        };
        let (before, after) = self.original.split_at(self.at);
        self.write(&format!("{before}{text}{after}"))?;
        Ok(word)
    }

    /// Gives the file its text back.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn undo(&self) -> Result<()> {
        self.write(&self.original)
    }

    fn write(&self, text: &str) -> Result<()> {
        fs::write(&self.path, text)
            .with_context(|| format!("cannot write `{}`", self.path.display()))
    }
}
