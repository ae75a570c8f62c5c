//! Input too big or too deep to keep in the repository. None of it may end in a panic, and the
//! counts must be right.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::program;

/// Checks and builds a site of that one page; the report.
fn check_and_build(page: &str, status: i32) -> Value {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(site.path().join("content/_index.md"), page).unwrap();
    let report = program::call(site.path(), &["check", "--format", "json"]).expect(status);
    let human = program::call(site.path(), &["build"]).expect(status);
    assert!(human.contains("wrote `"), "{}", &human[human.len().saturating_sub(500)..]);
    assert!(site.path().join("site/index.html").is_file());
    serde_json::from_str(&report).unwrap()
}

#[test]
fn a_page_of_five_megabytes() {
    let mut page =
        "Words and *words*, [linked](#end) and `code`, line after line.\n\n".repeat(80_000);
    page.push_str("```json\n{\"a\": 1,}\n```\n\n## End\n");
    assert!(page.len() > 5_000_000);
    let report = check_and_build(&page, 1);
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["findings"][0]["line"], 160_002);
}

#[test]
fn ten_thousand_fences() {
    let mut page = String::new();
    for number in 0..10_000 {
        let comma = if number % 100 == 7 { "," } else { "" };
        writeln!(page, "```json\n{{\"number\": {number}{comma}}}\n```\n").unwrap();
    }
    let report = check_and_build(&page, 1);
    assert_eq!(report["summary"]["examples"], 10_000);
    assert_eq!(report["summary"]["checked"], 10_000);
    assert_eq!(report["summary"]["errors"], 100);
    let lines =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["line"].as_u64());
    let expected = (0..100).map(|hundred| Some((hundred * 100 + 7) * 4 + 2));
    assert!(lines.eq(expected));
}

#[test]
fn ten_thousand_quotes_in_each_other() {
    let report = check_and_build(&format!("{}deep\n\n```json\n{{}}\n```\n", ">".repeat(10_000)), 0);
    assert_eq!(report["summary"]["examples"], 1);
}

#[test]
fn a_very_long_line() {
    let long = "x".repeat(1_000_000);
    let report = check_and_build(&format!("{long}\n\n```json\n{{\"é\": \"{long}\",}}\n```\n"), 1);
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["findings"][0]["line"], 4);
    assert_eq!(report["findings"][0]["column"], 1_000_000 + 9);
}

#[test]
fn a_thousand_pages() {
    let site = tempfile::tempdir().unwrap();
    for folder in 0..20 {
        let folder = site.path().join(format!("content/{folder}"));
        fs::create_dir_all(&folder).unwrap();
        for page in 0..50 {
            let text = format!("# Page {page}\n\n```json\n{{\"page\": {page}}}\n```\n");
            fs::write(folder.join(format!("{page}.md")), text).unwrap();
        }
    }
    let report = program::call(site.path(), &["check", "--format", "json"]).expect(0);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["summary"]["examples"], 1_000);
}
