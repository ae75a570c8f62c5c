//! `plugin.toml`, typed: what the sources of a plugin are written in and how they are built.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Finding, did_you_mean};
use crate::error::Error;
use crate::source::Sources;
use crate::spanned::{Node, Reader, Table, Value};
use crate::world::{Disk, World as _};

/// The manifest's name.
pub const MANIFEST: &str = "plugin.toml";

/// What a plugin can be written in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust, by cargo.
    Rust,
    /// JavaScript, by componentize-js.
    JavaScript,
    /// TypeScript, as JavaScript.
    TypeScript,
    /// Python, by componentize-py.
    Python,
    /// C, by clang.
    C,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Rust, Self::JavaScript, Self::TypeScript, Self::Python, Self::C];

    /// The word for it in `plugin.toml` and on the command line; also the name of its template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::JavaScript => "js",
            Self::TypeScript => "ts",
            Self::Python => "python",
            Self::C => "c",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Language {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|language| language.name() == word);
        found.ok_or_else(|| {
            let near = did_you_mean(word, Self::ALL.map(Self::name));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("use `rust`, `js`, `ts`, `python` or `c`{near}")
        })
    }
}

/// A folder of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The folder, absolute.
    pub root: PathBuf,
    /// What its `plugin.toml` says.
    pub manifest: Manifest,
}

/// `plugin.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `[plugin] name`: what the component's file is called, `acme-dotenv`.
    pub name: String,
    /// `[plugin] lang`
    pub language: Language,
    /// `[build]`
    pub build: BuildOptions,
}

/// `[build]`: what the tools of a language are told. Each language reads its own keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// `profile`: the cargo profile (Rust); `release` unless given.
    pub profile: Option<String>,
    /// `entry`: the module that is the plugin (JavaScript, TypeScript, Python), as a path in the
    /// folder.
    pub entry: Option<String>,
    /// `sources`: the files to compile (C), as paths in the folder.
    pub sources: Vec<String>,
}

impl Project {
    /// Reads the `plugin.toml` of a folder. What is wrong in it is in the findings, and then
    /// there is no project.
    ///
    /// # Errors
    ///
    /// Where there is no `plugin.toml`, or it cannot be read.
    pub fn read(
        world: &Disk,
        sources: &mut Sources,
    ) -> Result<(Option<Self>, Vec<Finding>), Error> {
        let bytes = world.read(MANIFEST).map_err(|why| match why.kind() {
            std::io::ErrorKind::NotFound => Error::NoPlugin { folder: shown(world.root()) },
            _ => Error::Read { path: MANIFEST.to_owned(), why },
        })?;
        let source = sources.add(MANIFEST, String::from_utf8_lossy(&bytes));
        let mut reader = Reader::new(source, 0, "config");
        let manifest = match Node::toml(&sources.get(source).text) {
            Ok(node) => manifest(node, &mut reader),
            Err(why) => {
                reader.error("syntax-error", why.span, why.message);
                None
            }
        };
        let findings = reader.finish();
        let manifest = manifest.filter(|_| findings.is_empty());
        let root = world.root().to_owned();
        Ok((manifest.map(|manifest| Self { root, manifest }), findings))
    }

    /// Where the component goes: `dist/<name>.wasm`.
    pub fn component(&self) -> PathBuf {
        self.root.join("dist").join(format!("{}.wasm", self.manifest.name))
    }
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}

fn manifest(node: Node, reader: &mut Reader) -> Option<Manifest> {
    let whole = node.span;
    let mut root = reader.table(node, "");
    let plugin = root.table("plugin", reader);
    let build = root.table("build", reader);
    root.finish(reader);
    let Some(mut plugin) = plugin else {
        reader.error("bad-value", whole, "there is no `[plugin]` in `plugin.toml`").help =
            Some("write `[plugin]`, with `name` and `lang`".into());
        return None;
    };
    let name = name(&mut plugin, reader);
    let language = language(&mut plugin, reader);
    for (key, missing, help) in [
        (
            "name",
            name.is_none(),
            "what the component's file is to be called: `name = \"acme-dotenv\"`",
        ),
        ("lang", language.is_none(), "what it is written in: `lang = \"rust\"`"),
    ] {
        if missing && !reader.has_errors() {
            reader.error("bad-value", whole, format!("`[plugin]` has no `{key}`")).help =
                Some(help.into());
        }
    }
    plugin.finish(reader);
    let language = language?;
    let build = build.map(|table| options(table, language, reader)).unwrap_or_default();
    Some(Manifest { name: name?, language, build })
}

fn name(plugin: &mut Table, reader: &mut Reader) -> Option<String> {
    let node = plugin.take("name")?;
    let Value::String(name) = &node.value else {
        reader.wrong_type("name", "a string", &node);
        return None;
    };
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() || !name.bytes().all(allowed) {
        let message = format!("`{name}` is no name of a file");
        reader.error("bad-value", node.span, message).help =
            Some("use lower-case letters, digits and `-`".into());
        return None;
    }
    Some(name.clone())
}

fn language(plugin: &mut Table, reader: &mut Reader) -> Option<Language> {
    let node = plugin.take("lang")?;
    let Value::String(word) = &node.value else {
        reader.wrong_type("lang", "a string", &node);
        return None;
    };
    match word.parse() {
        Ok(language) => Some(language),
        Err(help) => {
            let message = format!("no plugin is built from `{word}`");
            reader.error("bad-value", node.span, message).help = Some(help);
            None
        }
    }
}

fn options(mut table: Table, language: Language, reader: &mut Reader) -> BuildOptions {
    let mut options = BuildOptions::default();
    match language {
        Language::Rust => options.profile = table.string("profile", reader),
        Language::JavaScript | Language::TypeScript | Language::Python => {
            options.entry = table.string("entry", reader);
        }
        Language::C => options.sources = table.strings("sources", reader),
    }
    table.finish(reader);
    options
}
