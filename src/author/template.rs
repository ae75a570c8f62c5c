//! A new plugin: the template of its language, filled in, with the SDK beside it.
//!
//! Templates lie in `templates/plugin/<lang>` of the sources, the SDK in `sdk` and `wit`; the
//! program has them inside. A project gets its own copy of the SDK below `vendor/`, so that it
//! builds without a registry of ours and fits this proofpress exactly.
//!
//! In names and texts of a template `{{id}}` is `acme:dotenv`, `{{name}}` `acme-dotenv`,
//! `{{module}}` `acme_dotenv`, `{{language}}` `dotenv`, `{{type}}` `Dotenv`, and
//! `{{proofpress}}` the version of this program. A name that ends in `.in` loses that: cargo and
//! git would take such a file for their own here.

use std::io;
use std::path::{Path, PathBuf};

use super::project::Language;
use super::vendor;

/// Files of this program's sources.
mod embedded {
    /// A file, by its path below the workspace's root, with `/`.
    pub(super) struct Embedded {
        pub(super) path: &'static str,
        pub(super) bytes: &'static [u8],
    }

    include!(concat!(env!("OUT_DIR"), "/author_files.rs"));
}

/// Why no plugin was made.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// No plugin can be called that.
    #[error(
        "`{0}` is no id of a plugin: use lower-case letters, digits and `-`, with a name of yours before a `:`, as in `acme:dotenv`"
    )]
    Name(String),
    /// A file is in the way.
    #[error("there is a `{}` already, and `plugin new` replaces no file: choose another folder with `proofpress plugin new NAME --lang LANG DIR`", .0.display())]
    InTheWay(PathBuf),
    /// There is no template.
    #[error("this proofpress has no template for `{0}`")]
    NoTemplate(Language),
    /// A file could not be written.
    #[error("cannot write `{}`: {why}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        why: io::Error,
    },
}

/// The longest id of a plugin, in bytes: its files are called after it.
const LONGEST: usize = 64;

/// Names that mean something else where a plugin's sources would say them: keywords and crates of
/// Rust, and types that stand in every plugin.
const TAKEN: &str = "\
    abstract alloc as async await become box break checker const context continue core \
    crate declined dyn else enum example extern false final finding fn for if impl in info \
    let list loop match mod move name option plugin proc-macro result rule self span static \
    std string struct super test trait type vec";

/// The name of a plugin in the forms its sources need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginName {
    /// `acme:dotenv`
    pub id: String,
    /// `acme-dotenv`: of its folder, package and component.
    pub file: String,
    /// `dotenv`: the language it begins with.
    pub language: String,
}

fn is_taken(name: &str) -> bool {
    TAKEN.split(' ').any(|taken| taken == name)
}

impl PluginName {
    /// Takes an id apart.
    ///
    /// # Errors
    ///
    /// [`TemplateError::Name`] where it is none.
    pub fn new(id: &str) -> Result<Self, TemplateError> {
        let parts: Vec<&str> = id.split(':').collect();
        let allowed =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let is_name = |part: &&str| {
            part.starts_with(|letter: char| letter.is_ascii_lowercase())
                && part.chars().all(allowed)
                && !part.ends_with('-')
        };
        if parts.len() > 2 || !parts.iter().all(is_name) || id.len() > LONGEST {
            return Err(TemplateError::Name(id.to_owned()));
        }
        let language = parts.last().copied().unwrap_or_default().to_owned();
        let mut file = parts.join("-");
        if is_taken(&file) {
            file.push_str("-plugin");
        }
        Ok(Self { id: id.to_owned(), file, language })
    }

    fn fill(&self, text: &str) -> String {
        let words = self.language.split('-').map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        });
        let mut type_name: String = words.collect();
        if is_taken(&self.language) {
            type_name.push_str("Plugin");
        }
        [
            ("{{id}}", self.id.as_str()),
            ("{{name}}", &self.file),
            ("{{module}}", &self.file.replace('-', "_")),
            ("{{language}}", &self.language),
            ("{{type}}", &type_name),
            ("{{proofpress}}", env!("CARGO_PKG_VERSION")),
        ]
        .into_iter()
        .fold(text.to_owned(), |text, (placeholder, value)| text.replace(placeholder, value))
    }
}

/// A file to write, by its path in the new project.
pub(super) struct NewFile {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// The embedded files below a folder, by what is left of their paths.
pub(super) fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let folder = format!("{folder}/");
    embedded::FILES
        .iter()
        .filter_map(move |file| Some((file.path.strip_prefix(&folder)?, file.bytes)))
}

/// Writes a new plugin.
///
/// # Errors
///
/// Where a file is there already (then none is written), or cannot be written.
pub fn write(dir: &Path, name: &PluginName, language: Language) -> Result<(), TemplateError> {
    let mut files = Vec::new();
    for (path, bytes) in below(&format!("templates/plugin/{language}")) {
        let path = name.fill(path.strip_suffix(".in").unwrap_or(path));
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) => name.fill(text).into_bytes(),
            Err(_) => bytes.to_vec(),
        };
        files.push(NewFile { path, bytes });
    }
    if files.is_empty() {
        return Err(TemplateError::NoTemplate(language));
    }
    files.extend(vendor::sdk(language));
    for file in &files {
        let path = dir.join(&file.path);
        if std::fs::symlink_metadata(&path).is_ok() {
            return Err(TemplateError::InTheWay(path));
        }
    }
    for file in &files {
        let path = dir.join(&file.path);
        put(&path, &file.bytes).map_err(|why| TemplateError::Write { path, why })?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "makes files where the command line says")]
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

#[cfg(test)]
mod tests {
    use super::PluginName;

    #[test]
    fn names_are_filled_in() {
        let filled = |id: &str| {
            PluginName::new(id).unwrap().fill("{{id}} {{name}} {{module}} {{language}} {{type}}")
        };
        assert_eq!(filled("acme:dot-env"), "acme:dot-env acme-dot-env acme_dot_env dot-env DotEnv");
        assert_eq!(filled("dotenv"), "dotenv dotenv dotenv dotenv Dotenv");
        // These would not compile.
        assert_eq!(filled("self"), "self self-plugin self_plugin self SelfPlugin");
        assert_eq!(filled("core"), "core core-plugin core_plugin core CorePlugin");
        assert_eq!(filled("acme:rule"), "acme:rule acme-rule acme_rule rule RulePlugin");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let long = "a".repeat(65);
        for id in
            ["", ".", "..", "A", "a b", "a/b", "1a", "-a", "a-", "a:", ":a", "a:b:c", "é", &long]
        {
            assert!(PluginName::new(id).is_err(), "{id}");
        }
    }
}
