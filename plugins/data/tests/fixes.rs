//! What a fix makes of a case: the finding is gone, nothing new has come.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases and fail by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proofpress_data::Data;
use proofpress_plugin::testing;

/// The text after the first fix of each finding, where all of them have one.
fn mended(lang: &str, source: &str) -> Option<String> {
    let found = testing::check::<Data>(lang, source).ok()?;
    let mut edits = Vec::new();
    for finding in &found {
        edits.extend(finding.fixes.first()?.edits.iter());
    }
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = source.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    (!found.is_empty()).then_some(text)
}

#[test]
fn fixes_mend() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut tried = BTreeSet::new();
    for folder in fs::read_dir(root).unwrap().flatten() {
        for case in fs::read_dir(folder.path()).unwrap().flatten() {
            let path = case.path();
            let lang = path.extension().unwrap().to_str().unwrap();
            if lang == "expected" {
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            let Some(text) = mended(lang, &source) else { continue };
            // Behind a mended mistake there may be a template.
            let Ok(left) = testing::check::<Data>(lang, &text) else { continue };
            let left = testing::render(&text, &left);
            assert!(left.is_empty(), "{}\n{text}\n{left}", path.display());
            tried.insert(path);
        }
    }
    assert!(tried.len() >= 20, "only {} cases with fixes", tried.len());
}
