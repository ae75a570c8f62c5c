//! Where links lead: a table.

use proofpress::links::{Resolved, Resolver};
use proofpress::site::BaseUrl;

use super::pages;

/// What is written in `guide/one.md`, and what the page says; none where it stays as it is.
const CASES: &[(&str, Option<&str>)] = &[
    ("two.md", Some("/docs/guide/two/")),
    ("./two.md#b", Some("/docs/guide/two/#b")),
    ("../_index.md", Some("/docs/")),
    ("../guide/", Some("/docs/guide/")),
    ("..", Some("/docs/")),
    ("deep/three.md?x=1#y", Some("/docs/guide/deep/three/?x=1#y")),
    ("@/guide/two.md#b", Some("/docs/guide/two/#b")),
    ("/guide/two/", Some("/docs/guide/two/")),
    ("/guide/two", Some("/docs/guide/two/")),
    ("/guide/two.md", Some("/docs/guide/two/")),
    ("/img/a.svg", Some("/docs/img/a.svg")),
    ("../img/a.svg#part", Some("/docs/img/a.svg#part")),
    ("/served/by/another", Some("/docs/served/by/another")),
    ("two%2Emd", Some("/docs/guide/two/")),
    ("two.html#b", Some("/docs/guide/two/#b")),
    ("index.html", Some("/docs/guide/")),
    ("../index.html", Some("/docs/")),
    ("../img/made.html", Some("/docs/img/made.html")),
    // What would run is left out where the page is written.
    ("javascript:alert(1)", None),
    (" JavaScript:alert(1)", None),
    ("vbscript:x", None),
    ("nope.md", None),
    ("../../../etc/passwd.md", None),
    ("#b", None),
    ("", None),
    ("https://x.org/a.md", None),
    ("//x.org/a.md", None),
    ("mailto:a@x.org", None),
    ("somewhere/else.html", None),
];

#[test]
fn links_lead_where_the_writer_meant() {
    let tree = pages::tree(super::PAGES);
    let resolver = Resolver::new(&tree, ["img/a.svg", "img/made.html"]);
    let base = BaseUrl::new("https://x.org/docs/");
    let page = tree.page(tree.find("guide/one.md").unwrap());
    for (target, href) in CASES {
        assert_eq!(resolver.href(&base, page, target).as_deref(), *href, "{target}");
    }
}

#[test]
fn markdown_files_that_are_no_pages_are_missing() {
    let tree = pages::tree(&[("a.md", ""), ("b.md", "")]);
    let resolver = Resolver::new(&tree, []);
    let page = tree.page(tree.find("a.md").unwrap());
    for target in ["../../out.md", "nope.md", "@/nope.md#a", "/nope.md", "@/nope"] {
        assert_eq!(resolver.resolve(page, target), Resolved::Missing, "{target}");
    }
    for target in ["missing.png", "b/c", "https://x.org/z.md"] {
        assert_eq!(resolver.resolve(page, target), Resolved::Elsewhere, "{target}");
    }
}
