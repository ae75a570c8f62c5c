//! The one place that knows where the program is and how it is called.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{fs, io};

/// What a call came to.
pub(crate) struct Call {
    /// The exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Call {
    /// Standard output of a call that must end so.
    pub(crate) fn expect(self, status: i32) -> String {
        assert_eq!(self.status, status, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }
}

/// Calls the program in a folder.
pub(crate) fn call<S: AsRef<str>>(folder: &Path, args: &[S]) -> Call {
    static COMPILED: OnceLock<()> = OnceLock::new();
    // The first call compiles the plugins; calls at the same time would do it once each.
    COMPILED.get_or_init(|| {
        let empty = tempfile::tempdir().expect("a folder");
        run(empty.path(), &["plugin", "list"]).expect(0);
    });
    run(folder, args)
}

/// The program, to be started in a folder, with a home of its own.
pub(crate) fn command(folder: &Path) -> Command {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite");
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    command
        .current_dir(folder)
        .env("HOME", &home)
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env_remove("CLICOLOR_FORCE");
    command
}

fn run<S: AsRef<str>>(folder: &Path, args: &[S]) -> Call {
    ended(command(folder).args(args.iter().map(AsRef::as_ref)))
}

/// What a call came to, once it has ended.
pub(crate) fn ended(command: &mut Command) -> Call {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Call {
        status: output.status.code().expect("the program ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A folder of its own with a copy of these files.
pub(crate) fn copy_of(files: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    if files.is_dir() {
        copy(files, folder.path()).expect("a copy");
    }
    give_plugins(folder.path());
    folder
}

/// Copies a folder's files and folders.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Puts the plugins of tests where the site's configuration names them.
pub(crate) fn give_plugins(site: &Path) {
    let config = fs::read_to_string(site.join("proofpress.toml")).unwrap_or_default();
    for name in ["probe.wasm", "probe-wasip2.wasm", "model.wasm"] {
        if config.contains(&format!("\"{name}\"")) {
            let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/components/tests");
            fs::copy(built.join(name), site.join(name)).unwrap_or_else(|why| {
                panic!("{}: {why}; `cargo xtask test` builds it", built.join(name).display())
            });
        }
    }
}

/// Every file below a folder with its bytes, by path.
pub(crate) fn files(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
            (path, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}
