//! A small site, put together from pages and verdicts: what is in it, and that it is the same
//! every time.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "site/code.rs"]
mod code;
#[path = "site/feeds.rs"]
mod feeds;
#[path = "site/links.rs"]
mod links;
#[path = "site/lists.rs"]
mod lists;
#[path = "site/pages.rs"]
mod pages;
#[path = "site/proof.rs"]
mod proof;
#[path = "site/words.rs"]
mod words;

use std::collections::BTreeMap;

use proofpress::check::{ExampleReport, Registry, State};
use proofpress::config::Config;
use proofpress::content::{Page, Tree};
use proofpress::highlight::Colours;
use proofpress::history::History;
use proofpress::site::{Extent, Site, SiteError, SiteInput, assemble};
use proofpress::source::Sources;
use proofpress::theme::Theme;

/// The pages most tests are about.
const PAGES: &[(&str, &str)] = &[
    ("_index.md", "+++\ntitle = \"Home\"\n+++\nWelcome. See [one](guide/one.md).\n"),
    ("guide/_index.md", "+++\ntitle = \"Guide\"\nweight = 1\n+++\n"),
    (
        "guide/one.md",
        "+++\ntitle = \"One & only\"\naliases = [\"/old/one/\", \"/older\"]\n+++\n# One & only\n\n\
         ## First part\n\n[two](two.md#b) [home](/) [img](/img/a.svg)\n\n```python\nx = 1\n```\n",
    ),
    ("guide/two.md", "+++\ntitle = \"Two\"\n+++\n## B\n\nSomething about zebras.\n"),
    ("guide/deep/three.md", "# Three\n\nText.\n"),
    ("rules/python/bare-except.md", "# `except` without a type\n"),
];

fn built(files: &[(&str, &str)], base_url: &str, search: bool) -> Result<Site, SiteError> {
    let (tree, sources) = pages::read(files);
    assembled(&tree, &sources, base_url, search)
}

fn assembled(
    tree: &Tree,
    sources: &Sources,
    base_url: &str,
    search: bool,
) -> Result<Site, SiteError> {
    configured(tree, sources, base_url, search, Config::default())
}

fn configured(
    tree: &Tree,
    sources: &Sources,
    base_url: &str,
    search: bool,
    config: Config,
) -> Result<Site, SiteError> {
    reported(tree, sources, base_url, search, config, &passed)
}

/// The report of an example that has passed.
fn passed(page: &Page, index: usize) -> ExampleReport {
    let opening = page.document.examples[index].opening;
    ExampleReport::new(page.example_id(index), opening, "python", State::Passed)
}

/// The site with what `report` says of each example.
fn reported(
    tree: &Tree,
    sources: &Sources,
    base_url: &str,
    search: bool,
    mut config: Config,
    report: &dyn Fn(&Page, usize) -> ExampleReport,
) -> Result<Site, SiteError> {
    config.site.edit_url = Some("https://edit.org/{path}".into());
    config.site.title = "Test".into();
    config.site.base_url = base_url.into();
    let reports = tree.pages.iter().flat_map(|page| {
        let examples = 0..page.document.examples.len();
        examples.map(move |index| report(page, index).into())
    });
    assemble(SiteInput {
        config: &config,
        tree,
        sources,
        reports: &reports.collect(),
        registry: &Registry::default(),
        theme: &Theme::load(&BTreeMap::new())?,
        history: &History::default(),
        assets: &BTreeMap::from([("img/a.svg".to_owned(), b"<svg/>".to_vec())]),
        kept: None,
        album: None,
        colours: &Colours::default(),
        frame: None,
        extent: if search { Extent::Whole } else { Extent::Unsearched },
        cancel: None,
    })
}

fn text<'a>(site: &'a Site, path: &str) -> &'a str {
    str::from_utf8(&site.files[path]).unwrap()
}

#[test]
fn every_page_alias_and_asset_has_its_file() {
    let site = built(PAGES, "https://x.org/docs/", false).unwrap();
    let paths: Vec<&str> = site.files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "404.html",
            "guide/deep/index.html",
            "guide/deep/three/index.html",
            "guide/index.html",
            "guide/one/index.html",
            "guide/two/index.html",
            "img/a.svg",
            "index.html",
            "old/one/index.html",
            "older/index.html",
            "proof/index.html",
            "proof/proof.json",
            "robots.txt",
            "rules/index.html",
            "rules/python/bare-except/index.html",
            "rules/python/index.html",
            "sitemap.xml",
            "theme/favicon.svg",
            "theme/lists.css",
            "theme/moved.js",
            "theme/proof.css",
            "theme/rules.js",
            "theme/search.css",
            "theme/search.js",
            "theme/site.css",
            "theme/site.js",
            "theme/start.js",
            "theme/tabs.js",
        ]
    );
}

#[test]
fn all_addresses_begin_with_the_path_of_the_base_url() {
    let site = built(PAGES, "https://x.org/docs/", false).unwrap();
    for (path, bytes) in &site.files {
        let Ok(html) = str::from_utf8(bytes) else { continue };
        if !path.ends_with(".html") {
            continue;
        }
        for attribute in ["href=\"/", "src=\"/"] {
            for (at, _) in html.match_indices(attribute) {
                let address = &html[at + attribute.len() - 1..];
                assert!(address.starts_with("/docs/"), "{path}: {}", &address[..30]);
            }
        }
    }
    let one = text(&site, "guide/one/index.html");
    for href in ["/docs/guide/two/#b", "/docs/", "/docs/img/a.svg"] {
        assert!(one.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(one.contains("<link rel=\"canonical\" href=\"https://x.org/docs/guide/one/\">"));
    for path in ["guide/one/", "proof/"] {
        let place = format!("<loc>https://x.org/docs/{path}</loc>");
        assert!(text(&site, "sitemap.xml").contains(&place), "{path}");
    }
}

#[test]
fn a_base_url_without_an_origin_has_no_sitemap() {
    let site = built(PAGES, "/docs/", false).unwrap();
    assert!(!site.files.contains_key("sitemap.xml"));
    assert!(!text(&site, "guide/one/index.html").contains("canonical"));
}

#[test]
fn a_page_knows_where_it_stands() {
    let site = built(PAGES, "/", false).unwrap();
    let one = text(&site, "guide/one/index.html");
    assert_eq!(one.matches("<h1").count(), 1, "the title is not said twice");
    assert!(one.contains("<h1 id=\"one--only\">One &amp; only</h1>"));
    assert!(one.contains("<a href=\"/guide/one/\" aria-current=\"page\">One &amp; only</a>"));
    assert_eq!(one.matches("aria-current=\"page\"").count(), 1);
    assert!(one.contains("<a href=\"#first-part\">First part</a>"));
    assert!(one.contains("rel=\"next\" href=\"/guide/two/\""));
    assert!(one.contains("rel=\"prev\" href=\"/guide/\""));
    assert!(one.contains("<a href=\"/proof/#/guide/one/\">1 example, 1 proven</a>"));
    assert!(one.contains("href=\"https://edit.org/content/guide/one.md\""));
    let three = text(&site, "guide/deep/three/index.html");
    assert!(three.contains("<li><a href=\"/guide/\">Guide</a></li>"), "breadcrumbs");
    assert!(text(&site, "guide/index.html").contains("<span class=\"card-title\">Two</span>"));
}

#[test]
fn an_alias_leads_on_and_keeps_the_place_on_the_page() {
    let site = built(PAGES, "https://x.org/docs/", false).unwrap();
    let redirect = text(&site, "old/one/index.html");
    assert!(redirect.contains("data-to=\"/docs/guide/one/\"></script>"));
    assert!(redirect.contains("<link rel=\"canonical\" href=\"https://x.org/docs/guide/one/\">"));
    assert!(redirect.contains("content=\"1; url=/docs/guide/one/\""));
}

#[test]
fn a_page_with_an_unknown_template_has_the_usual_one() {
    let page = |front: &str| [("a.md", format!("+++\ntitle = \"A\"\n{front}+++\n"))];
    let html = |front: &str| {
        let files = page(front);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        built(&files, "/", false).unwrap().files["a/index.html"].clone()
    };
    assert_eq!(html("template = \"nope.html\"\n"), html(""));
}

#[test]
fn the_same_pages_give_the_same_bytes_search_index_and_all() {
    let site = built(PAGES, "https://x.org/docs/", true).unwrap();
    assert!(site.files.contains_key("pagefind/pagefind.js"));
    assert!(site.files.contains_key("pagefind/pagefind-entry.json"));
    assert!(site.files.keys().any(|path| path.starts_with("pagefind/fragment/")));
    assert!(!site.files.keys().any(|path| path.contains("-ui")), "only what is used");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let again = one.install(|| built(PAGES, "https://x.org/docs/", true)).unwrap();
    let differing: Vec<_> =
        site.files.iter().filter(|(path, bytes)| again.files.get(*path) != Some(bytes)).collect();
    assert!(
        differing.is_empty(),
        "{:?}",
        differing.iter().map(|(path, _)| path).collect::<Vec<_>>()
    );
    assert_eq!(site.files.len(), again.files.len());
}

#[test]
fn many_sections_do_not_make_a_long_header() {
    let tabs = |sections: usize, path: &str| -> Vec<String> {
        let pages: Vec<(String, String)> =
            (0..sections).map(|n| (format!("s{n:02}/a.md"), "# A\n".to_owned())).collect();
        let borrowed: Vec<(&str, &str)> =
            pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let site = built(&borrowed, "/docs/", false).unwrap();
        let html = text(&site, path);
        let (_, side) = html.split_once("<nav class=\"side-tabs\"").unwrap();
        let (side, _) = side.split_once("</nav>").unwrap();
        let links = side.split("href=\"").skip(1);
        links.map(|link| link.split_once("</a>").unwrap().0.to_owned()).collect()
    };
    assert_eq!(tabs(12, "index.html").len(), 12);
    let first = tabs(40, "index.html");
    assert_eq!(first.len(), 12);
    assert_eq!(first[10], "/docs/s10/\">s10");
    assert_eq!(first[11], "/docs/\">29 more");
    // The section that one is in is always there.
    let last = tabs(40, "s39/a/index.html");
    assert_eq!(last[9], "/docs/s09/\">s09");
    assert_eq!(last[10], "/docs/s39/\" class=\"current\">s39");
    assert_eq!(last[11], "/docs/\">29 more");
    assert_eq!(tabs(40, "s03/a/index.html")[3], "/docs/s03/\" class=\"current\">s03");
}

#[test]
fn a_long_section_does_not_make_long_sidebars() {
    let pages: Vec<(String, String)> =
        (0..600).map(|n| (format!("big/p{n:03}.md"), format!("# Page {n}\n"))).collect();
    let borrowed: Vec<(&str, &str)> =
        pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = built(&borrowed, "/", false).unwrap();
    let page = text(&site, "big/p300/index.html");
    assert!(page.contains("href=\"/big/p300/\" aria-current=\"page\""));
    assert!(page.matches("href=\"/big/").count() < 120);
}

#[test]
fn a_site_without_pages_is_still_a_site() {
    let tree = Tree::default();
    let site = assembled(&tree, &Sources::default(), "/", true);
    assert!(site.unwrap().files.contains_key("404.html"));
}
