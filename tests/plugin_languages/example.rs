//! A plugin of `examples/plugins`, built where nothing of the sources is in the way.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::program;

/// What one of them is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    JavaScript,
    Python,
    C,
}

impl Language {
    /// The name of its folder.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::JavaScript => "js",
            Self::Python => "python",
            Self::C => "c",
        }
    }

    /// Where its SDK lies, besides the contract.
    fn sdk(self) -> &'static [&'static str] {
        match self {
            Self::Rust => &["sdk/rust", "sdk/rust-build"],
            Self::JavaScript => &["sdk/js"],
            Self::Python => &["sdk/python"],
            Self::C => &["sdk/c"],
        }
    }

    /// A call that tells whether its tools are there.
    fn question(self) -> Command {
        let (program, args): (&OsStr, &[&str]) = match self {
            Self::Rust => ("cargo".as_ref(), &["--version"]),
            // Windows would need `npm.cmd`; the program itself says so in full.
            Self::JavaScript => ("npm".as_ref(), &["--version"]),
            Self::Python => ("python3".as_ref(), &["-c", "import venv, ensurepip"]),
            Self::C => {
                ("test".as_ref(), &["-x", concat!(env!("CARGO_MANIFEST_DIR"), "/target/c/cc")])
            }
        };
        let mut command = Command::new(program);
        command.args(args);
        command
    }
}

/// Two tests may want the same component, and each build takes a core or two.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The component, or none where the tools for it are not installed.
pub(crate) fn built(language: Language) -> Option<PathBuf> {
    let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let there = language.question().output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("left out: the tools for {language:?} are not installed");
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The one in Rust is a member of the workspace, and built in its place.
    let folder = if language == Language::Rust {
        root.join("examples/plugins/rust")
    } else {
        root.join("target/examples").join(language.folder())
    };
    let component = folder.join("dist/acme-http.wasm");
    let inputs = inputs(language);
    let stamp = root.join("target/examples").join(format!("{}.inputs", language.folder()));
    if component.is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        return Some(component);
    }
    if language != Language::Rust {
        assemble(language, &folder);
    }
    fs::create_dir_all(root.join("target/examples")).unwrap();
    let mut build = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    build.args(["plugin", "build"]).arg(&folder).env("PROOFPRESS_CC", root.join("target/c/cc"));
    // Compiled once for the build and for the calls of `program`.
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite");
    build.env("XDG_CACHE_HOME", home.join("cache")).env("XDG_STATE_HOME", home.join("state"));
    let output = build.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{language:?}: {said}");
    fs::write(stamp, inputs).unwrap();
    Some(component)
}

/// The plugin's files, its pages and its SDK in one folder. What a build left there stays: the
/// tools it fetched.
fn assemble(language: Language, folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for old in ["src", "pages", "vendor"] {
        let _ = fs::remove_dir_all(folder.join(old));
    }
    let example = root.join("examples/plugins").join(language.folder());
    for entry in fs::read_dir(&example).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::create_dir_all(folder).unwrap();
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
    }
    program::copy(&example.join("src"), &folder.join("src")).unwrap();
    program::copy(&root.join("examples/plugins/pages"), &folder.join("pages")).unwrap();
    for part in language.sdk().iter().chain(&["wit"]) {
        program::copy(&root.join(part), &folder.join("vendor/proofpress").join(part)).unwrap();
    }
}

/// Everything the component is made from, and the program that makes it, as one hash.
fn inputs(language: Language) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = root.join("examples/plugins").join(language.folder());
    let mut hasher = blake3::Hasher::new();
    let shared = [root.join("examples/plugins/pages"), root.join("wit")];
    let builds = [root.join("src/author/build"), example.join("src")];
    let sdk = language.sdk().iter().map(|part| root.join(part));
    for folder in shared.into_iter().chain(builds).chain(sdk) {
        for (path, bytes) in program::files(&folder) {
            hasher.update(path.to_string_lossy().as_bytes());
            hasher.update(&bytes);
        }
    }
    for name in ["plugin.toml", "package.json", "Cargo.toml"] {
        hasher.update(&fs::read(example.join(name)).unwrap_or_default());
    }
    if language == Language::Rust {
        hasher.update(&fs::read(root.join("Cargo.lock")).unwrap());
    }
    hasher.finalize().to_hex().to_string()
}
