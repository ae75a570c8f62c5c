//! A script with what it prints: found by path, run by the plugin and by bash.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proofpress_bash::Bash;
use proofpress_plugin::{NoConfig, OutputStream, Part, RunRequest, Runner, Session};

/// A case.
pub(crate) struct Case {
    pub(crate) name: String,
    script: PathBuf,
}

/// Standard output, standard error and status as one text.
fn report(out: &[u8], err: &[u8], status: i32) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}--- stderr\n{}--- status {status}\n", text(out), text(err))
}

/// The version of the bash that is installed.
pub(crate) fn bash_version() -> Option<String> {
    let out = Command::new("bash").args(["-c", "echo $BASH_VERSION"]).output().ok()?;
    Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Whether signals were ignored before the tests began, as they are in the background of a script:
/// what bash starts with it cannot trap, and it lists it.
pub(crate) fn signals_ignored() -> bool {
    Command::new("bash").args(["-c", "trap"]).output().is_ok_and(|out| !out.stdout.is_empty())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

impl Case {
    /// All cases, in order.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for topic in fs::read_dir(folder()).unwrap() {
            for file in fs::read_dir(topic.unwrap().path()).unwrap() {
                let script = file.unwrap().path();
                if script.extension().is_some_and(|extension| extension == "sh") {
                    let name = script.strip_prefix(folder()).unwrap().display().to_string();
                    all.push(Self { name, script });
                }
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// What is recorded.
    pub(crate) fn expected(&self) -> String {
        fs::read_to_string(self.script.with_extension("expected")).unwrap_or_default()
    }

    /// Records what is expected.
    pub(crate) fn bless(&self, text: &str) {
        fs::write(self.script.with_extension("expected"), text).unwrap();
    }

    /// What the plugin makes of it.
    pub(crate) fn ours(&self) -> String {
        let request = RunRequest {
            lang: "bash".into(),
            attrs: Vec::new(),
            prelude: Vec::new(),
            main: Part {
                name: Some("example.sh".into()),
                steps: vec![fs::read_to_string(&self.script).unwrap()],
                interactive: false,
            },
            stdin: Vec::new(),
            args: Vec::new(),
            env: Vec::new(),
            files: Vec::new(),
            timeout: Some(600_000_000_000),
        };
        let session = Session { config: NoConfig {}, now: 1_790_000_000, seed: 1 };
        let result = Bash::run(&request, &session).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        for chunk in &result.steps[0].output {
            match chunk.to {
                OutputStream::Stdout => out.extend_from_slice(&chunk.bytes),
                OutputStream::Stderr => err.extend_from_slice(&chunk.bytes),
            }
        }
        // Which command `set -e` ended it for is not in what bash prints.
        if let Some(raised) = result.raised.filter(|raised| raised.kind != "errexit") {
            err.extend(format!("raised {}\n", raised.kind).into_bytes());
        }
        report(&out, &err, result.steps[0].status)
    }

    /// What bash makes of it, in an empty folder; nothing where there is no bash.
    pub(crate) fn real(&self) -> Option<String> {
        bash_version()?;
        let root = tempfile::tempdir().unwrap();
        let work = root.path().join("work");
        fs::create_dir(&work).unwrap();
        fs::copy(&self.script, root.path().join("example.sh")).unwrap();
        let out = Command::new("bash")
            .arg("../example.sh")
            .current_dir(&work)
            .env_clear()
            .envs([("HOME", "/home/user"), ("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8")])
            .envs([("USER", "user"), ("TERM", "dumb"), ("SHELL", "/bin/bash")])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let tidy = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes).replace("../example.sh", "example.sh").into_bytes()
        };
        let status = out.status.code().unwrap_or(-1);
        Some(report(&tidy(&out.stdout), &tidy(&out.stderr), status))
    }
}
