//! A case: a program `<name>.js` or `<name>.mjs`, its input `<name>.stdin`, its files in
//! `<name>.files/`, and `<name>.<ext>.expected`, what Node.js writes and ends with.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io::Write as _};

use proofpress_javascript::JavaScript;
use proofpress_plugin::{File, testing};

pub(crate) struct Case {
    pub(crate) name: String,
    path: PathBuf,
    text: String,
    stdin: Vec<u8>,
    files: Vec<File>,
}

impl Case {
    /// Every case below a folder of the crate's tests, by name.
    pub(crate) fn all(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        let mut all = Vec::new();
        for topic in folders(&root) {
            for path in files(&topic) {
                let is_program = path.extension().is_some_and(|end| end == "js" || end == "mjs");
                if is_program {
                    let name = path.strip_prefix(&root).unwrap().display().to_string();
                    all.push(Self::read(name, path));
                }
            }
        }
        all
    }

    fn read(name: String, path: PathBuf) -> Self {
        let beside = path.with_extension("files");
        let files = files(&beside);
        let files = files.iter().map(|file| File {
            path: file.strip_prefix(&beside).unwrap().display().to_string(),
            contents: fs::read(file).unwrap(),
        });
        Self {
            text: fs::read_to_string(&path).unwrap(),
            stdin: fs::read(path.with_extension("stdin")).unwrap_or_default(),
            files: files.collect(),
            name,
            path,
        }
    }

    fn program(&self) -> &str {
        self.path.file_name().unwrap().to_str().unwrap()
    }

    fn beside(&self) -> PathBuf {
        self.path.with_file_name(format!("{}.expected", self.program()))
    }

    pub(crate) fn expected(&self) -> String {
        fs::read_to_string(self.beside()).unwrap_or_default()
    }

    pub(crate) fn bless(&self, told: &str) {
        fs::write(self.beside(), told).unwrap();
    }

    /// What comes of it here.
    pub(crate) fn ours(&self) -> String {
        let mut request = testing::request("js", &self.text);
        request.main.name = Some(self.program().to_owned());
        request.stdin = self.stdin.clone();
        request.files = self.files.clone();
        request.timeout = Some(60_000_000_000);
        let result = testing::run::<JavaScript>(&request).unwrap();
        let (stdout, stderr) = testing::streams(&result);
        told(&stdout, &stderr, result.steps[0].status, "/workspace/")
    }

    /// What Node.js makes of it.
    pub(crate) fn real(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(self.program()), &self.text).unwrap();
        for file in &self.files {
            let path = folder.path().join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.contents).unwrap();
        }
        let mut node = Command::new("node")
            .arg(self.program())
            .current_dir(folder.path())
            .env("TZ", "UTC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that reads no input may have ended.
        let _ended = node.stdin.take().unwrap().write_all(&self.stdin);
        let output = node.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let root = format!("{}/", folder.path().canonicalize().unwrap().display());
        told(
            &text(&output.stdout),
            &text(&output.stderr),
            output.status.code().unwrap_or(-1),
            &root,
        )
    }
}

/// The version of Node.js on this machine.
pub(crate) fn version() -> Option<String> {
    let output = Command::new("node").arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Both streams and the status, without what differs from one machine to the next: folders,
/// process numbers, frames of Node.js itself.
fn told(stdout: &str, stderr: &str, status: i32, root: &str) -> String {
    let mut text = plain(stdout, root);
    let stderr = plain(stderr, root);
    if !stderr.is_empty() {
        let _ = write!(text, "--- stderr\n{stderr}");
    }
    if status != 0 {
        let _ = writeln!(text, "--- status {status}");
    }
    text
}

fn plain(text: &str, root: &str) -> String {
    let text = text.replace(root, "").replace("file://", "");
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("node:") {
            // An excerpt of Node.js itself: up to the empty line.
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            continue;
        }
        if let Some(rest) = line.strip_prefix("(node:").and_then(|rest| rest.split_once(')')) {
            let _ = writeln!(out, "(node:PID){}", rest.1);
            continue;
        }
        if line.trim_start().starts_with("at ") && line.contains("node:internal") {
            // What Node.js puts behind its last frame belongs to the one before.
            if line.ends_with(" {") {
                out.truncate(out.trim_end().len());
                out.push_str(" {\n");
            }
            continue;
        }
        if line.starts_with("Node.js v") {
            out.truncate(out.trim_end().len());
            out.push('\n');
            continue;
        }
        let _ = writeln!(out, "{line}");
    }
    out
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        if path.is_file() {
            found.push(path);
        } else if path.extension().is_none_or(|end| end != "files") {
            found.extend(files(&path));
        }
    }
    found
}
