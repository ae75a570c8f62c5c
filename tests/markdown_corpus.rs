//! Every Markdown file below the folders of `PROOFPRESS_CORPUS` (separated by `:`) is read and
//! shown: nothing may panic, and every byte of every example must be where it says. Without the
//! variable the test says so and passes.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read their own files, and fail by panicking"
)]

#[path = "markdown/page.rs"]
#[allow(dead_code, reason = "shared with the cases")]
mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use page::Read;

#[derive(Default)]
struct Counts {
    pages: usize,
    bytes: usize,
    examples: usize,
    example_bytes: usize,
    html: usize,
    findings: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

fn walk(folder: &Path, counts: &mut Counts) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = entry.path();
        if entry.file_type().expect("a kind").is_dir() {
            walk(&path, counts);
        } else if path.extension().is_some_and(|ext| ext == "md" || ext == "mdx") {
            let bytes = fs::read(&path).expect("a page");
            read(&path, &String::from_utf8_lossy(&bytes), counts);
        }
    }
}

fn read(path: &Path, text: &str, counts: &mut Counts) {
    let read = Read::text(text);
    counts.pages += 1;
    counts.bytes += text.len();
    counts.examples += read.document.examples.len();
    counts.html += read.html().len();
    match read.check_mapping() {
        Ok(bytes) => counts.example_bytes += bytes,
        Err(place) => counts.wrong.push(format!("{}: {place}", path.display())),
    }
    for finding in &read.findings {
        *counts.findings.entry(finding.rule.clone()).or_default() += 1;
        if std::env::var_os("PROOFPRESS_CORPUS_VERBOSE").is_some() {
            let place = read.place(finding.location);
            let written = read.source_text(finding.location);
            println!("{}:{place} {} {} {written:?}", path.display(), finding.rule, finding.message);
        }
    }
}

#[test]
fn real_pages_are_read() {
    let Some(folders) = std::env::var_os("PROOFPRESS_CORPUS") else {
        println!("skipped: PROOFPRESS_CORPUS names no folders");
        return;
    };
    let mut counts = Counts::default();
    for folder in std::env::split_paths(&folders) {
        walk(&folder, &mut counts);
    }
    let Counts { pages, bytes, examples, example_bytes, html, findings, wrong } = counts;
    println!("{pages} pages, {bytes} bytes, {html} bytes of HTML");
    println!("{examples} examples, {example_bytes} bytes of them, {} wrong", wrong.len());
    println!("{findings:#?}");
    assert!(pages > 0, "no pages below {folders:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
