//! Every folder of `tests/markdown/cases` is a page: `input.md`, what it reads as
//! (`expected.txt`) and what it is shown as (`expected.html`). Other files of the folder are
//! there to be included. `BLESS=1 cargo test --test markdown` rewrites the expectations.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "tests read and write their own files, and fail by panicking"
)]

#[path = "markdown/dump.rs"]
mod dump;
#[path = "markdown/page.rs"]
mod page;

use std::fs;
use std::path::{Path, PathBuf};

use page::Read;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/cases");
    let entries = fs::read_dir(&folder).expect("the folder of cases");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

/// Compares with the file, or rewrites it.
fn expect(path: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, actual).expect("write an expectation");
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    let lines = expected.lines().zip(actual.lines());
    let same = lines.take_while(|(expected, actual)| expected == actual).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    Err(format!(
        "{}:{}\n  expected: {}\n  actual:   {}",
        path.display(),
        same + 1,
        line(&expected),
        line(actual)
    ))
}

#[test]
fn pages_read_and_show_as_expected() {
    let mut failures = Vec::new();
    for case in cases() {
        let read = Read::case(&case);
        failures.extend(expect(&case.join("expected.txt"), &dump::document(&read)).err());
        failures.extend(expect(&case.join("expected.html"), &read.html()).err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_byte_of_every_example_is_where_it_says() {
    let mut bytes = 0;
    for case in cases() {
        bytes += Read::case(&case).check_mapping().unwrap_or_else(|place| {
            panic!("{}: {place}", case.display());
        });
    }
    assert!(bytes > 100, "the cases have examples");
}

#[test]
fn fences_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    let input = fs::read_to_string(folder.join("fences.txt")).expect("the info strings");
    let mut actual = String::new();
    for info in input.lines() {
        actual.push_str(&dump::fence(info));
    }
    expect(&folder.join("fences.expected.txt"), &actual).unwrap_or_else(|failure| {
        panic!("{failure}");
    });
}

/// None of these may take long or overflow the stack; the test's own time limit is the judge.
#[test]
fn great_and_deep_pages_are_read() {
    let fences = "```py\nx = 1\n```\n\n";
    let pages = [
        ">".repeat(10_000) + "a\n",
        "- ".repeat(10_000) + "a\n",
        "> - ".repeat(3_000) + "```\n",
        fences.repeat(10_000),
        "word [link](x) `code` *em*\n\n".repeat(200_000),
        "# Same\n\n".repeat(20_000),
        "# Same {#same}\n\n".repeat(2_000),
        "[".repeat(50_000),
        "[a][b] ".repeat(50_000),
        "*a **b ".repeat(50_000),
        "![".repeat(20_000) + &"](x)".repeat(20_000),
        "<!-- proof: run -->\n".repeat(20_000),
        "> ```\n\n".repeat(20_000),
        "::: note\n".repeat(10_000),
        ":::\n".repeat(20_000),
        "::: tip\na\n:::\n".repeat(20_000),
        "> ::: tip\n\n".repeat(10_000),
        "![a](b){width=1} ".repeat(20_000),
        format!("{}a", "*[a]: b\n".repeat(20_000)),
        format!("*[aa]: b\n\n{}", "aa ".repeat(50_000)),
        format!("::: files\n{}", "- a\n".repeat(20_000)),
        "{{ ".repeat(20_000),
        "{{ x }} ".repeat(200),
        "{% x() %} ".repeat(2_000),
        (0..5_000).map(|note| format!("a[^{note}]\n\n[^{note}]: b\n\n")).collect(),
        format!("```{}\n", "{".repeat(50_000)),
        format!("```py {}\n", "a=[".repeat(20_000)),
        format!("```py hl_lines={}\n", "1 ".repeat(20_000)),
    ];
    for text in pages {
        let read = Read::text(&text);
        assert!(read.html().len() < text.len() * 100 + 1_000);
        read.check_mapping().unwrap_or_else(|place| panic!("{place}"));
    }
    assert_eq!(Read::text(&fences.repeat(10_000)).document.examples.len(), 10_000);
}

#[test]
fn includes_come_to_an_end() {
    let next = |number: usize| (format!("{number}.md"), format!("--8<-- \"{}.md\"\n", number + 1));
    let chain: Vec<_> = (0..40).map(next).collect();
    let read = Read::with_files("--8<-- \"0.md\"\n", &chain);
    let rules: Vec<_> = read.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["include/too-deep"]);

    // Each file holds the next a hundred times: far more text than there are bytes.
    let many = |number: usize| {
        let line = format!("--8<-- \"{}.md\"\n", number + 1);
        (format!("{number}.md"), line.repeat(100))
    };
    let mut files: Vec<_> = (0..5).map(many).collect();
    files.push(("5.md".to_owned(), "word\n".repeat(1_000)));
    let read = Read::with_files("--8<-- \"0.md\"\n", &files);
    assert!(read.findings.iter().all(|finding| finding.rule == "include/too-large"));
    assert!((1..1_000).contains(&read.findings.len()));
}

/// All that means something in Markdown.
const PARTS: &[&str] = &[
    "```",
    "````",
    "~~~",
    "```py run {1}",
    "``` sh title=\"",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "    ",
    ">",
    "> ",
    "- ",
    "1. ",
    "* ",
    "# ",
    "## ",
    ": ",
    "[^a]",
    "[^a]: ",
    "[a][b]",
    "[a]: x",
    "![i](",
    ")",
    "](x)",
    "<!-- proof: run -->",
    "<!-- proof: {",
    "-->",
    "<b>",
    "| a | b |\n|---|---|\n",
    "x = 1",
    "é",
    "\u{feff}",
    "\0",
    "{#id .c}",
    "&amp;",
    "`",
    "**",
    "[!NOTE]",
    "[ ] ",
    "[x] ",
    "===",
    "---",
    "\\",
    "--8<-- \"f.md\"",
    ";--8<-- \"f.md\"",
    "{{ include(path=\"f.md\") }}",
    ":::",
    "::: note é",
    "\n:::: tabs\n",
    "\n::: tab x\n",
    "\n:::\n",
    "::: files\n- a",
    "![i](x){width=1}",
    "*[é]: b\n",
    "$x$",
    "$$",
    ":rocket:",
    "{{ page.title }}",
    "{{ box(x=2) }}",
    "{% box() %}",
    "{% end %}",
];

/// Pages put together at random, always the same ones, from all that means something in Markdown.
#[test]
fn odd_pages_are_read() {
    let files = [("f.md".to_owned(), "```sh\r\n\techo\r\n> quote\n  - item\n".to_owned())];
    let mut state = 1_u64;
    let mut next = move |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut bytes = 0;
    for _ in 0..20_000 {
        let text: String = (0..next(40)).map(|_| PARTS[next(PARTS.len())]).collect();
        let read = Read::with_files(&text, &files);
        read.html();
        bytes += read.check_mapping().unwrap_or_else(|place| panic!("{text:?}: {place}"));
        for finding in &read.findings {
            let location = finding.location;
            let source = &read.sources.get(location.source).text;
            let span = location.span.start..location.span.end;
            assert!(source.get(span).is_some(), "{text:?}: {finding:?}");
        }
    }
    assert!(bytes > 10_000, "the pages have examples: {bytes}");
}
