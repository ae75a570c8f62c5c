//! A corpus as files: what each tool wants to find, and where it puts a page.
//!
//! The bodies are the same everywhere. What differs is front matter, and how links to other pages
//! are written: each tool gets the form that it resolves and checks itself.

mod hugo;
mod mdbook;
mod mkdocs;
mod proofpress;
mod zola;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::corpus::{Corpus, SECTION};

/// What every site is called.
const TITLE: &str = "Bench docs";

/// The same content, laid out for one tool.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    /// For proofpress.
    Proofpress,
    /// For Zola. Without `sidebar` no page lists its section.
    Zola {
        /// Whether pages have a sidebar.
        sidebar: bool,
    },
    /// For Hugo. With `index` a template writes all text into one JSON file for a search.
    Hugo {
        /// Whether there is such a file.
        index: bool,
    },
    /// For mdBook.
    MdBook,
    /// For MkDocs with the Material theme.
    MkDocs,
}

/// Where something can be put into a template so that every page shows it.
pub(crate) struct Template {
    /// The file.
    pub(crate) path: &'static str,
    /// The text in it that the new text is put before.
    pub(crate) before: &'static str,
}

impl Layout {
    /// Writes the site's sources into a new folder.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub(crate) fn write(self, corpus: &Corpus, root: &Path) -> Result<()> {
        let files = &Files { root };
        match self {
            Self::Proofpress => proofpress::write(corpus, files),
            Self::Zola { sidebar } => zola::write(corpus, files, sidebar),
            Self::Hugo { index } => hugo::write(corpus, files, index),
            Self::MdBook => mdbook::write(corpus, files),
            Self::MkDocs => mkdocs::write(corpus, files),
        }
    }

    /// The source of a page, below the site's root.
    pub(crate) fn source(self, page: usize) -> String {
        let folder = match self {
            Self::Proofpress | Self::Zola { .. } | Self::Hugo { .. } => "content",
            Self::MdBook => "src",
            Self::MkDocs => "docs",
        };
        format!("{folder}/{}.md", place(page))
    }

    /// The file a page becomes, below the output folder.
    pub(crate) fn output(self, page: usize) -> String {
        match self {
            Self::MdBook => format!("{}.html", place(page)),
            _ => format!("{}/index.html", place(page)),
        }
    }

    /// The address of a page on a preview server.
    pub(crate) fn url(self, page: usize) -> String {
        match self {
            Self::MdBook => format!("/{}.html", place(page)),
            _ => format!("/{}/", place(page)),
        }
    }

    /// A template that every page is made of, where the site brings its own.
    pub(crate) fn template(self) -> Option<Template> {
        let before = "<footer";
        match self {
            Self::Proofpress => {
                Some(Template { path: "theme/templates/partials/head.html", before: "<meta" })
            }
            Self::Zola { .. } => Some(Template { path: "templates/base.html", before }),
            Self::Hugo { .. } => Some(Template { path: "layouts/baseof.html", before }),
            Self::MdBook | Self::MkDocs => None,
        }
    }

    /// Whether a page's title stands in its front matter, and its neighbours show it.
    pub(crate) fn has_titles(self) -> bool {
        !matches!(self, Self::MdBook)
    }

    /// What a tool keeps beside the sources from one build to the next.
    pub(crate) fn caches(self) -> &'static [&'static str] {
        match self {
            Self::Proofpress => &[".proofpress"],
            // Written for the classes of highlighted code.
            Self::Zola { .. } => &["static/giallo.css"],
            Self::Hugo { .. } => &["resources", ".hugo_build.lock"],
            Self::MdBook | Self::MkDocs => &[],
        }
    }
}

/// A page's path without its ending: its section, and its number.
fn place(page: usize) -> String {
    format!("s{:03}/p{page:05}", page / SECTION)
}

/// The address of a page relative to any other, as a file.
fn relative(page: usize, anchor: Option<&str>) -> String {
    format!("../{}.md{}", place(page), hash(anchor))
}

fn hash(anchor: Option<&str>) -> String {
    anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default()
}

/// Front matter as YAML. Titles and descriptions have no character that would need escaping.
fn front_matter(title: &str, description: Option<&str>, weight: usize) -> String {
    let description =
        description.map(|text| format!("description: \"{text}\"\n")).unwrap_or_default();
    format!("---\ntitle: \"{title}\"\n{description}weight: {weight}\n---\n\n")
}

/// A page with YAML front matter and relative links, as several tools take it.
fn page(corpus: &Corpus, number: usize) -> String {
    let description = corpus.description(number);
    let weight = number % SECTION + 1;
    let front = front_matter(corpus.title(number), Some(&description), weight);
    front + &corpus.body(number, &relative)
}

/// The files of a site that is being written.
struct Files<'a> {
    root: &'a Path,
}

impl Files<'_> {
    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> Result<()> {
        let path: PathBuf = self.root.join(path);
        let write = || -> std::io::Result<()> {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, text)
        };
        write().with_context(|| format!("cannot write `{}`", path.display()))
    }
}
