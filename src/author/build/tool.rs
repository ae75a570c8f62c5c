//! A program of the author's, run to its end: the one place of `author` that starts any.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use super::BuildError;

/// A call of a program.
pub(super) struct Tool {
    command: Command,
    shown: String,
    remedy: String,
}

impl Tool {
    /// A call of `program` in `folder`. `remedy` says how to come by it where it is not there:
    /// `install Rust from https://rustup.rs`.
    #[expect(clippy::disallowed_methods, reason = "an author's command runs the author's tools")]
    pub(super) fn new(program: impl AsRef<OsStr>, folder: &Path, remedy: &str) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(folder).stdin(Stdio::null());
        let shown = Path::new(program).file_name().unwrap_or(program).to_string_lossy();
        Self { command, shown: shown.into_owned(), remedy: remedy.to_owned() }
    }

    /// Adds arguments.
    pub(super) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Runs it and gives its standard output. `progress` hears its standard error, line by line.
    ///
    /// # Errors
    ///
    /// Where it is not there, or ends with a status other than 0: with everything it wrote.
    pub(super) fn run(mut self, progress: &dyn Fn(&str)) -> Result<String, BuildError> {
        let child = self.command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|why| self.not_started(&why))?;
        let outcome = follow(&mut child, progress);
        let status = child.wait();
        let failed = |why: io::Error| self.not_started(&why);
        let (stdout, stderr) = outcome.map_err(failed)?;
        let status = status.map_err(failed)?;
        if status.success() {
            return Ok(stdout);
        }
        Err(BuildError::Failed {
            command: self.shown,
            status: status.to_string(),
            output: format!("{stderr}{stdout}"),
        })
    }

    fn not_started(&self, why: &io::Error) -> BuildError {
        let program = self.shown.split(' ').next().unwrap_or_default();
        if why.kind() == io::ErrorKind::NotFound {
            let what = format!("there is no `{program}` to build it with");
            return BuildError::Missing { what, remedy: self.remedy.clone() };
        }
        BuildError::Missing {
            what: format!("cannot run `{program}` ({why})"),
            remedy: self.remedy.clone(),
        }
    }
}

/// A folder of a project for what the build makes on its way: `.proofpress/build/<language>`.
#[expect(clippy::disallowed_methods, reason = "works in a plugin's folder, not in a site")]
pub(super) fn work(root: &Path, language: &str) -> Result<PathBuf, BuildError> {
    let path = root.join(".proofpress/build").join(language);
    match std::fs::create_dir_all(&path) {
        Ok(()) => Ok(path),
        Err(why) => Err(BuildError::Files { path, why }),
    }
}

/// A file of a project, or one that a tool made.
#[expect(clippy::disallowed_methods, reason = "works in a plugin's folder, not in a site")]
pub(super) fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    std::fs::read(path).map_err(|why| BuildError::Files { path: path.to_owned(), why })
}

/// Writes a file for a tool.
#[expect(clippy::disallowed_methods, reason = "works in a plugin's folder, not in a site")]
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    std::fs::write(path, bytes).map_err(|why| BuildError::Files { path: path.to_owned(), why })
}

/// Reads both streams to their ends, standard error as it comes.
fn follow(child: &mut Child, progress: &dyn Fn(&str)) -> io::Result<(String, String)> {
    let (Some(mut stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::Error::other("its output cannot be read"));
    };
    thread::scope(|scope| {
        let stdout = scope.spawn(move || {
            let mut bytes = Vec::new();
            stdout.read_to_end(&mut bytes).map(|_| bytes)
        });
        let mut said = String::new();
        let mut stderr = BufReader::new(stderr);
        let mut line = Vec::new();
        while stderr.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            progress(text.trim_end());
            said.push_str(&text);
            line.clear();
        }
        let bytes = stdout.join().map_err(|_| io::Error::other("its output cannot be read"))??;
        Ok((String::from_utf8_lossy(&bytes).into_owned(), said))
    })
}
