//! The site reaches its folder whole or not at all.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the tests look at the folder themselves")]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use proofpress::output::{MARKER, OutputError, Written, write};
use proofpress::site::Site;

fn site(files: &[(&str, &str)]) -> Site {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Site { files: files.collect() }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn writes_what_changed_and_keeps_the_time_of_the_rest() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("deep/site");
    let first = site(&[("a/index.html", "a"), ("b.css", "b"), ("old.html", "old")]);
    assert_eq!(write(&first, &folder).unwrap(), Written { changed: 3, unchanged: 0, removed: 0 });

    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in ["a/index.html", "b.css"] {
        let file = fs::File::options().write(true).open(folder.join(path)).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let second = site(&[("a/index.html", "a"), ("b.css", "B"), ("new.html", "new")]);
    assert_eq!(write(&second, &folder).unwrap(), Written { changed: 2, unchanged: 1, removed: 1 });

    let modified = |path: &str| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    assert_eq!(modified("a/index.html"), long_ago);
    assert_ne!(modified("b.css"), long_ago);
    assert_eq!(text(&folder.join("b.css")), "B");
    assert_eq!(names(&folder), [MARKER, "a", "b.css", "new.html"]);
    assert_eq!(names(folder.parent().unwrap()), ["site"]);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("thesis.txt"), "mine").unwrap();
    let error = write(&site(&[("index.html", "x")]), root.path()).unwrap_err();
    assert!(matches!(error, OutputError::NotOurs(_)), "{error}");
    assert_eq!(names(root.path()), ["thesis.txt"]);
}

#[test]
fn an_empty_folder_is_taken() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    fs::create_dir(&folder).unwrap();
    write(&site(&[("index.html", "x")]), &folder).unwrap();
    assert_eq!(text(&folder.join("index.html")), "x");
}

#[test]
fn a_file_is_no_folder() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("site");
    fs::write(&file, "mine").unwrap();
    let error = write(&site(&[("index.html", "x")]), &file).unwrap_err();
    assert!(matches!(error, OutputError::NotAFolder(_)), "{error}");
    assert_eq!(text(&file), "mine");
}

#[test]
fn paths_that_lead_out_are_refused_and_nothing_is_written() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    for path in ["../x", "/etc/x", "a/../../x", "a//b", "", "./x", "a\\b", "c:x", MARKER] {
        let error = write(&site(&[(path, "x"), ("index.html", "x")]), &folder).unwrap_err();
        assert!(matches!(error, OutputError::Outside(_)), "{path}: {error}");
    }
    let error = write(&site(&[("a", "x"), ("a-b", "x"), ("a/b", "x")]), &folder).unwrap_err();
    assert!(matches!(error, OutputError::Clash(_)), "{error}");
    assert!(names(root.path()).is_empty());
}

#[test]
fn a_run_that_died_while_writing_leaves_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    write(&site(&[("index.html", "old")]), &folder).unwrap();
    let unfinished = root.path().join(".site.proofpress-new");
    fs::create_dir(&unfinished).unwrap();
    fs::write(unfinished.join("half.html"), "h").unwrap();
    write(&site(&[("index.html", "new")]), &folder).unwrap();
    assert_eq!(names(root.path()), ["site"]);
    assert_eq!(names(&folder), [MARKER, "index.html"]);
}

#[test]
fn a_run_that_died_while_swapping_gives_the_old_site_back() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    write(&site(&[("index.html", "old")]), &folder).unwrap();
    fs::rename(&folder, root.path().join(".site.proofpress-old")).unwrap();
    let same = write(&site(&[("index.html", "old")]), &folder).unwrap();
    assert_eq!(same, Written { changed: 0, unchanged: 1, removed: 0 });
    assert_eq!(names(root.path()), ["site"]);
}

#[test]
fn a_run_that_died_after_swapping_is_cleared_up() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    write(&site(&[("index.html", "old")]), &folder).unwrap();
    let left = root.path().join(".site.proofpress-old");
    write(&site(&[("index.html", "older")]), &left).unwrap();
    write(&site(&[("index.html", "new")]), &folder).unwrap();
    assert_eq!(names(root.path()), ["site"]);
    assert_eq!(text(&folder.join("index.html")), "new");
}
