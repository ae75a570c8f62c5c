//! Where links lead: a table.

use std::collections::BTreeSet;

use proofpress::site::BaseUrl;
use proofpress::site::links::{Resolver, resolve};

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
    let resolver = Resolver::new(&tree, ["img/a.svg"]);
    let base = BaseUrl::new("https://x.org/docs/");
    let page = tree.page(tree.find("guide/one.md").unwrap());
    for (target, href) in CASES {
        assert_eq!(resolver.href(&base, page, target).as_deref(), *href, "{target}");
    }
}

#[test]
fn markdown_links_that_lead_nowhere_are_listed() {
    let tree = pages::tree(&[
        ("a.md", "[x](nope.md) [y](b.md) [z](https://x.org/z.md) [w](../../out.md)\n"),
        ("b.md", "[x](@/nope.md#a) ![i](missing.png)\n"),
    ]);
    let missing: BTreeSet<(&str, &str)> = resolve(&tree, [])
        .into_iter()
        .map(|(id, link)| (tree.page(id).path.as_str(), link.target.as_str()))
        .collect();
    let expected = [("a.md", "../../out.md"), ("a.md", "nope.md"), ("b.md", "@/nope.md#a")];
    assert_eq!(missing, BTreeSet::from(expected));
}
