//! A site of its own for a test, and the program called in it.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use crate::component::{Plugin, component};

/// What a call came to.
pub(crate) struct Call {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Call {
    /// What a call that must go well printed.
    #[track_caller]
    pub(crate) fn fine(self) -> String {
        assert_eq!(self.status, 0, "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// What a call that must end so said, on both channels, as one line of words.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> String {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert_eq!(self.status, status, "{all}");
        all
    }
}

/// A site with one page, and what is set in the environment of the calls made there.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    variables: RefCell<Vec<(String, String)>>,
}

/// The caches of every test here, so that the built-in plugins are compiled once.
fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite")
}

impl Site {
    /// A site with this configuration.
    pub(crate) fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content/_index.md"), "# Home\n\n```acme\nx\n```\n").unwrap();
        fs::write(folder.path().join("proofpress.toml"), config).unwrap();
        Self { folder, variables: RefCell::default() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Sets a variable for the calls to come.
    pub(crate) fn set(&self, name: &str, value: impl Into<String>) {
        self.variables.borrow_mut().push((name.into(), value.into()));
    }

    pub(crate) fn unset(&self) {
        self.variables.borrow_mut().clear();
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(path), bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_default()
    }

    /// Calls the program, words apart by spaces.
    pub(crate) fn call(&self, args: &str) -> Call {
        static COMPILED: OnceLock<()> = OnceLock::new();
        // The first call compiles the plugins; calls at the same time would do it once each.
        COMPILED.get_or_init(|| {
            let empty = tempfile::tempdir().unwrap();
            run(empty.path(), "plugin list", &[]).fine();
        });
        run(self.path(), args, &self.variables.borrow())
    }

    /// The two files that commands about plugins may change.
    pub(crate) fn state(&self) -> (String, String) {
        (self.read("proofpress.toml"), self.read("proofpress.lock"))
    }
}

fn run(folder: &Path, args: &str, variables: &[(String, String)]) -> Call {
    let output = Command::new(env!("CARGO_BIN_EXE_proofpress"))
        .args(args.split_whitespace())
        .current_dir(folder)
        .env("HOME", home())
        .env("XDG_CACHE_HOME", home().join("cache"))
        .env("XDG_STATE_HOME", home().join("state"))
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env_remove("DOCKER_CONFIG")
        .env_remove("CLICOLOR_FORCE")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let call = Call {
        status: output.status.code().expect("the program ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(!call.stderr.contains("panicked"), "{}", call.stderr);
    call
}

/// The hash of bytes, as text.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the store keeps these bytes.
pub(crate) fn stored(bytes: &[u8]) -> PathBuf {
    home().join("cache/proofpress/plugins").join(format!("{}.wasm", sha256(bytes)))
}

/// A plugin that no other test has, and that is not in the store.
pub(crate) fn plugin(test: &str, version: &str) -> Vec<u8> {
    asking(test, version, &[])
}

/// One that asks for capabilities.
pub(crate) fn asking(test: &str, version: &str, capabilities: &[(&str, &[&str])]) -> Vec<u8> {
    let id = format!("acme:{test}");
    let bytes = component(&Plugin { id: &id, version, capabilities });
    let _ = fs::remove_file(stored(&bytes));
    bytes
}
