//! What the site tells of its proofs: the page, and the file for programs.

use serde_json::Value;

use super::{PAGES, assembled, built, pages, text};

#[test]
fn the_page_counts_every_example_and_leads_to_its_page() {
    let site = built(PAGES, "https://x.org/docs/", false).unwrap();
    let page = text(&site, "proof/index.html");
    assert!(page.contains("The one example of this site is proven."), "{page}");
    assert!(
        page.contains("<li id=\"/guide/one/\"><a class=\"cover-name\" href=\"/docs/guide/one/\">")
    );
    assert!(page.contains("href=\"/docs/proof/proof.json\""));
    assert!(text(&site, "index.html").contains("href=\"/docs/proof/\""), "the footer leads there");
}

#[test]
fn the_file_names_every_example_with_the_hash_of_its_text() {
    let site = built(PAGES, "https://x.org/docs/", false).unwrap();
    let json: Value = serde_json::from_str(text(&site, "proof/proof.json")).unwrap();
    let example = &json["examples"][0];
    assert_eq!(example["id"], "guide/one.md#1");
    assert_eq!(example["path"], "content/guide/one.md");
    assert_eq!(example["line"], 11);
    assert_eq!(example["url"], "/docs/guide/one/#example-1");
    // printf 'x = 1\n' | sha256sum
    assert_eq!(
        example["sha256"],
        "9e26bf369911c45c243c684147b23fc9e1dcfcf257d299a1c632016a6fcd33f4"
    );
    assert_eq!(example["state"], "passed");
    assert_eq!(json["summary"]["proven"], 1);
}

#[test]
fn a_page_of_the_site_at_that_address_is_kept() {
    let mut files = PAGES.to_vec();
    files.push(("proof.md", "# Our own proof\n"));
    let site = built(&files, "/", false).unwrap();
    assert!(text(&site, "proof/index.html").contains("Our own proof"));
    assert!(site.files.contains_key("proof/proof.json"));
}

#[test]
fn a_title_with_a_script_stays_text() {
    let files = [("a.md", "# <script>alert(1)</script>\n\n```python\nx\n```\n")];
    let (tree, sources) = pages::read(&files);
    let site = assembled(&tree, &sources, "/", false).unwrap();
    for path in ["proof/index.html", "a/index.html"] {
        assert!(!text(&site, path).contains("<script>alert"), "{path}");
    }
}
