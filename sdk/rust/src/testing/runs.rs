//! The native test kit of runners: pages whose examples are run and whose output is what the page
//! says, as on a site.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::page::{Fence, fences};
use crate::{Declined, File, OutputStream, Part, RunRequest, RunResult, Runner, Session};

/// When the clock of a test's run starts: 2026-01-01T00:00:00Z, in seconds since the epoch.
pub const NOW: u64 = 1_767_225_600;

/// What the random numbers of a test's run are made from.
pub const SEED: u64 = 42;

/// A request to run `source` and nothing else.
pub fn request(lang: &str, source: &str) -> RunRequest {
    RunRequest {
        lang: lang.into(),
        attrs: Vec::new(),
        prelude: Vec::new(),
        main: Part { name: None, steps: vec![source.into()], interactive: false },
        stdin: Vec::new(),
        args: Vec::new(),
        env: Vec::new(),
        files: Vec::new(),
        timeout: None,
    }
}

/// Runs it, at [`NOW`] and with [`SEED`].
///
/// # Errors
///
/// [`Declined`] where the plugin does not run it.
pub fn run<R: Runner>(request: &RunRequest) -> Result<RunResult, Declined> {
    R::run(request, &Session { config: R::Config::default(), now: NOW, seed: SEED })
}

/// What all steps wrote, lossily as text: standard output, standard error.
pub fn streams(result: &RunResult) -> (String, String) {
    let of = |stream: OutputStream| {
        let chunks = result.steps.iter().flat_map(|step| &step.output);
        let bytes: Vec<u8> = chunks
            .filter(|chunk| chunk.to == stream)
            .flat_map(|chunk| chunk.bytes.iter().copied())
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    (of(OutputStream::Stdout), of(OutputStream::Stderr))
}

/// Runs every example of the pages (`*.md`) in a folder of the crate that says `run`, `exit=N` or
/// `raises=KIND`, and holds it against that and against the `output` fences after it. `file=`
/// fences above it under the same `##` heading are its workspace; `stdin=` (`@path` too), `args=`
/// and `env.NAME=` work as on a site. What is written to standard error is compared where
/// `output stream=stderr` stands. `BLESS=1` writes the outputs.
///
/// # Panics
///
/// With every difference found, or where the folder holds no such example.
pub fn runs<R: Runner>(folder: &str) {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    let mut pages = Vec::new();
    super::collect(&root, &mut pages);
    pages.sort();
    let (mut wrong, mut ran) = (String::new(), 0);
    for path in pages {
        let page =
            fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let (count, problems, blessed) = hold::<R>(&page);
        ran += count;
        for (line, problem) in problems {
            let _ = writeln!(wrong, "{}:{line}: {problem}", path.display());
        }
        if env::var("BLESS").is_ok() {
            fs::write(&path, blessed).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(ran > 0, "no examples that run in `{}`", root.display());
}

/// How many examples of a page ran, what is wrong with them, and the page as it should be.
fn hold<R: Runner>(page: &str) -> (usize, Vec<(usize, String)>, String) {
    let fences = fences(page);
    let mut lines: Vec<Vec<&str>> = page.lines().map(|line| vec![line]).collect();
    let (mut ran, mut problems, mut written) = (0, Vec::new(), Vec::new());
    for (at, fence) in fences.iter().enumerate() {
        if !["run", "exit", "raises"].iter().any(|name| fence.attribute(name).is_some()) {
            continue;
        }
        ran += 1;
        let result = match run::<R>(&request_of(fence, &fences[..at])) {
            Ok(result) => result,
            Err(Declined(why)) => {
                problems.push((fence.line, format!("declined: {why}")));
                continue;
            }
        };
        problems.extend(ending(fence, &result).map(|problem| (fence.line, problem)));
        let outputs: Vec<&Fence> =
            fences[at + 1..].iter().take_while(|after| after.lang == "output").collect();
        let (stdout, stderr) = streams(&result);
        for output in &outputs {
            let actual = if output.attribute("stream").is_some() { &stderr } else { &stdout };
            if ends_line(actual) != output.source {
                let problem = format!("expected:\n{}found:\n{actual}", output.source);
                problems.push((output.line, problem));
                lines[output.line..output.end - 1].iter_mut().for_each(Vec::clear);
                written.push((output.line - 1, ends_line(actual)));
            }
        }
        if !outputs.iter().any(|output| output.attribute("stream").is_none()) && !stdout.is_empty()
        {
            problems.push((fence.line, format!("wrote, and no `output` follows:\n{stdout}")));
            written.push((fence.end - 1, format!("\n```output\n{}```\n", ends_line(&stdout))));
        }
    }
    for (line, text) in &written {
        lines[*line].extend(text.lines());
    }
    let mut blessed = lines.concat().join("\n");
    blessed.push('\n');
    (ran, problems, blessed)
}

/// A text with a line end: a fence has no way to say that there is none.
fn ends_line(text: &str) -> String {
    match text.ends_with('\n') || text.is_empty() {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}

/// How an example ended, where that is not how it should.
fn ending(fence: &Fence, result: &RunResult) -> Option<String> {
    let status = result.steps.last().map_or(0, |step| step.status);
    let raised = result.raised.as_ref();
    let wanted = fence.attribute("raises");
    if raised.map(|raised| raised.kind.as_str()) != wanted {
        return Some(format!("expected to raise {wanted:?}, raised {raised:?}"));
    }
    let exit = fence.attribute("exit").map(str::to_owned).unwrap_or_else(|| "0".into());
    let (_, stderr) = streams(result);
    (wanted.is_none() && status.to_string() != exit)
        .then(|| format!("expected exit status {exit}, found {status}\n{stderr}"))
}

fn request_of(fence: &Fence, before: &[Fence]) -> RunRequest {
    let mut request = request(&fence.lang, &fence.source);
    request.main.name = fence.attribute("file").map(str::to_owned);
    request.attrs = fence.attrs.clone();
    let own = std::iter::once(fence);
    for other in before.iter().filter(|other| other.section == fence.section).chain(own) {
        let Some(path) = other.attribute("file") else { continue };
        request.files.retain(|file| file.path != path);
        request.files.push(File { path: path.into(), contents: other.source.clone().into() });
    }
    request.files.sort_by(|one, other| one.path.cmp(&other.path));
    let stdin = fence.attribute("stdin").unwrap_or_default();
    request.stdin = match stdin.strip_prefix('@') {
        Some(path) => {
            let file = request.files.iter().find(|file| file.path == path);
            file.unwrap_or_else(|| panic!("no file `{path}`")).contents.clone()
        }
        None => stdin.replace("\\n", "\n").into_bytes(),
    };
    request.args = words(fence.attribute("args").unwrap_or_default());
    for attr in &fence.attrs {
        if let Some(name) = attr.key.strip_prefix("env.") {
            request.env.push(super::attribute(name, &attr.value));
        }
    }
    request
}

/// The words of a line, parted at spaces except within single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}
