//! The SDK's native test kit for what is no check of an example.

use proofpress_model::Model;
use proofpress_plugin::testing;

#[test]
fn a_link_to_a_file_that_is_not_there() {
    let page = testing::page("a.md", "# A\n\n[b](/deploy/b.yaml) ![c](/deploy/c.yaml)\n");
    let found = testing::with_files(&[("deploy/c.yaml", "x")], || {
        testing::check_document::<Model>(&page).unwrap()
    });
    let found = testing::render(&page.source, &found);
    assert_eq!(found, "3:1-3:20 error missing-file: `deploy/b.yaml` cannot be read: missing\n");
    let without = testing::check_document::<Model>(&page).unwrap();
    assert_eq!(without.len(), 2, "files are those of `with_files` and of no other test");
}

#[test]
fn two_pages_that_begin_alike() {
    let text = "text\n\n# Same\n\n```yaml\n# no heading\n```\n";
    let pages = [testing::page("a.md", text), testing::page("b.md", text)];
    let found = testing::check_site::<Model>(&pages);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`a.md` begins with the same heading");
    assert_eq!((found[0].span.start, found[0].span.end), (6, 12));
}

#[test]
fn a_route_is_drawn_and_a_line_without_an_arrow_is_found() {
    let drawn = testing::draw::<Model>(&testing::example("route", "a -> b\nc\n")).unwrap();
    assert_eq!(drawn.alt, "a to b.");
    assert_eq!(drawn.findings.len(), 1);
    assert!(testing::draw::<Model>(&testing::example("route", "\n")).is_err());
}

#[test]
fn examples_of_a_page_stand_where_they_are() {
    let page = testing::page("a.md", "x\n\n```route\na -> b\n```\n\ny\n");
    let [example] = page.examples.as_slice() else { unreachable!("one example") };
    let (start, end) = (example.span.start as usize, example.span.end as usize);
    assert_eq!(&page.source[start..end], "```route\na -> b\n```\n");
    assert_eq!(example.example.source, "a -> b\n");
}
