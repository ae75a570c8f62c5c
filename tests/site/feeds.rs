//! Feeds against the rules of RFC 4287, on pages that try to break them.

use std::collections::BTreeSet;

use proofpress::config::Config;
use proofpress::site::Site;
use roxmltree::{Document, Node};

use super::{configured, pages};

const ATOM: &str = "http://www.w3.org/2005/Atom";

const PAGES: &[(&str, &str)] = &[
    ("_index.md", "+++\ntitle = \"Home\"\ndate = 2026-12-31\n+++\n"),
    (
        "log/one.md",
        "+++\ntitle = \"</title><script>alert(1)</script> & ]]>\"\ndate = 2026-01-02\n\
         updated = 2026-03-04\nauthors = [\"Ann <a@x.org>\", \" \"]\ntags = [\"a&b\"]\ncategory = \"\"\n+++\n\
         # A\n\nText\u{1}with \u{fffe} odd signs \u{202e}. [up](../_index.md#x) [b](two.md?a=1&b=2) ![p](/img/a.svg)\n\n\
         <a href=\"javascript:x\" onclick=\"y()\">z</a><script>w()</script>\n\n\
         <img srcset=\"/img/a.svg 1x, /img/a.svg 2x\" src=\"//cdn.example/x.png\">\n",
    ),
    ("log/two.md", "+++\ntitle = \"Two\"\ndate = 2026-02-03\n+++\n## B\n"),
    ("log/deep/three.md", "+++\ntitle = \"Drei äöü\"\nupdated = 2025-02-03\n+++\n"),
    ("quiet/four.md", "# No date\n"),
];

fn site(full: bool, base_url: &str) -> Site {
    let (tree, sources) = pages::read(PAGES);
    let mut config = Config::default();
    config.feeds.full = full;
    configured(&tree, &sources, base_url, false, config).unwrap()
}

fn feed(site: &Site, path: &str) -> String {
    String::from_utf8(site.files[path].clone()).unwrap()
}

fn texts<'a>(node: Node<'a, '_>, name: &str) -> Vec<&'a str> {
    let named = node.children().filter(|child| child.has_tag_name((ATOM, name)));
    named.map(|child| child.text().unwrap_or_default()).collect()
}

/// One element of that name, which RFC 4287 asks for.
#[track_caller]
fn one<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let texts = texts(node, name);
    assert_eq!(texts.len(), 1, "{name}");
    texts[0]
}

/// The rules of sections 4.1.1 and 4.1.2 that a feed of ours could break.
#[track_caller]
fn check(xml: &str) {
    let document = Document::parse(xml).unwrap();
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")));
    let is_iri = |iri: &str| iri.starts_with("https://x.org/docs/") && iri.is_ascii();
    assert!(is_iri(one(feed, "id")));
    assert!(!one(feed, "title").is_empty());
    is_moment(one(feed, "updated"));
    let entries: Vec<Node<'_, '_>> =
        feed.children().filter(|child| child.has_tag_name((ATOM, "entry"))).collect();
    assert!(!entries.is_empty());
    let is_named = |node: Node<'_, '_>| {
        let authors = node.children().filter(|child| child.has_tag_name((ATOM, "author")));
        let mut authors = authors.map(|author| one(author, "name"));
        authors.clone().next().is_some() && authors.all(|name| !name.trim().is_empty())
    };
    // An author in the feed, or one in each entry.
    assert!(is_named(feed) || entries.iter().all(|entry| is_named(*entry)));
    let own = feed.children().filter(|child| child.attribute("rel") == Some("self"));
    assert_eq!(own.count(), 1);
    let mut ids = BTreeSet::new();
    let mut last: Option<&str> = None;
    for entry in entries {
        assert!(is_iri(one(entry, "id")));
        assert!(ids.insert(one(entry, "id")), "the id of an entry is its own");
        one(entry, "title");
        is_moment(one(entry, "updated"));
        assert!(last.is_none_or(|last| last >= one(entry, "updated")), "newest first");
        last = Some(one(entry, "updated"));
        for name in ["published", "summary", "content"] {
            assert!(texts(entry, name).len() <= 1, "{name}");
        }
        texts(entry, "published").into_iter().for_each(is_moment);
        let alternates =
            entry.children().filter(|child| child.attribute("rel") == Some("alternate"));
        let alternates: Vec<&str> = alternates.filter_map(|link| link.attribute("href")).collect();
        assert_eq!(alternates, [one(entry, "id")]);
        for category in entry.children().filter(|child| child.has_tag_name((ATOM, "category"))) {
            assert!(category.attribute("term").is_some_and(|term| !term.trim().is_empty()));
        }
    }
}

/// A date and time of RFC 3339.
#[track_caller]
fn is_moment(text: &str) {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00Z");
}

#[test]
fn feeds_keep_to_the_rules() {
    for full in [false, true] {
        let site = site(full, "https://x.org/docs/");
        let paths: Vec<&String> =
            site.files.keys().filter(|path| path.ends_with("atom.xml")).collect();
        assert_eq!(paths, ["atom.xml", "log/atom.xml", "log/deep/atom.xml"]);
        for path in paths {
            check(&feed(&site, path));
        }
    }
}

#[test]
fn a_feed_has_the_pages_below_its_own() {
    let site = site(false, "https://x.org/docs/");
    let titles = |path: &str| {
        let xml = feed(&site, path);
        let document = Document::parse(&xml).unwrap();
        let entries =
            document.root_element().children().filter(|child| child.has_tag_name((ATOM, "entry")));
        entries.map(|entry| one(entry, "title").chars().take(5).collect()).collect::<Vec<String>>()
    };
    assert_eq!(titles("atom.xml"), ["</tit", "Two", "Drei "]);
    assert_eq!(titles("log/deep/atom.xml"), ["Drei "]);
}

#[test]
fn whole_texts_have_full_addresses_and_no_scripts() {
    let site = site(true, "https://x.org/docs/");
    let xml = feed(&site, "atom.xml");
    let document = Document::parse(&xml).unwrap();
    let contents = document.descendants().filter(|node| node.has_tag_name((ATOM, "content")));
    let html: String = contents.filter_map(|content| content.text()).collect();
    for expected in [
        "href=\"https://x.org/docs/#x\"",
        "href=\"https://x.org/docs/log/two/?a=1&amp;b=2\"",
        "src=\"https://x.org/docs/img/a.svg\"",
        "srcset=\"https://x.org/docs/img/a.svg 1x, https://x.org/docs/img/a.svg 2x\"",
        "src=\"https://cdn.example/x.png\"",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    for refused in ["javascript:", "onclick", "<script", "w()", "class=\"anchor\"", "<button"] {
        assert!(!html.contains(refused), "{refused} in {html}");
    }
}

#[test]
fn without_a_server_there_is_no_feed() {
    let site = site(true, "/docs/");
    assert!(!site.files.keys().any(|path| path.ends_with("atom.xml")));
    let page = String::from_utf8(site.files["log/two/index.html"].clone()).unwrap();
    assert!(!page.contains("application/atom+xml"));
}
