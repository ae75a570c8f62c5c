//! Pages that list others: tags, categories, the archive.

use proofpress::config::Config;
use proofpress::site::Site;

use super::{configured, pages, text};

/// Seven dated pages, with tags that differ in letters only, and two that make the same address.
fn site(change: impl FnOnce(&mut Config)) -> Site {
    let page = |number: usize| {
        let front = format!(
            "title = \"Entry {number}\"\ndate = 202{}-01-0{number}\ncategory = \"{}\"\n\
             tags = [\"{}\", \"C{}\"]",
            3 + number / 3,
            if number == 7 { "</h1><script>x()</script>" } else { "Log" },
            if number.is_multiple_of(2) { "All" } else { " all" },
            if number == 1 { "++" } else { "" },
        );
        (format!("log/e{number}.md"), format!("+++\n{front}\n+++\nSaid {number}.\n"))
    };
    let mut files: Vec<(String, String)> = (1..=7).map(page).collect();
    files.push(("tags/all.md".into(), "+++\ntitle = \"Mine\"\n+++\n".into()));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (tree, sources) = pages::read(&files);
    let mut config = Config::default();
    config.archive.per_page = 3;
    config.taxonomies.per_page = 4;
    change(&mut config);
    configured(&tree, &sources, "https://x.org/docs/", false, config).unwrap()
}

/// What stands between `<main>` and `</main>`, and the head.
fn parts<'a>(site: &'a Site, path: &str) -> (&'a str, &'a str) {
    let html = text(site, path);
    let (head, rest) = html.split_once("</head>").unwrap();
    let main = rest.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    (head, main)
}

fn hrefs(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_archive_goes_by_date_and_is_cut_into_pages() {
    let site = site(|_| {});
    let (head, main) = parts(&site, "archive/page/2/index.html");
    let expected = [
        "/docs/log/e4/",
        "/docs/log/e3/",
        "/docs/log/e2/",
        "/docs/archive/",
        "/docs/archive/page/3/",
    ];
    assert_eq!(hrefs(main), expected);
    assert!(main.contains("Page 2 of 3") && main.contains("7 pages"), "{main}");
    let years: Vec<&str> = main.split("list-year\">").skip(1).map(|rest| &rest[..4]).collect();
    assert_eq!(years, ["2024", "2023"]);
    assert!(head.contains("rel=\"prev\" href=\"/docs/archive/\""));
    assert!(head.contains("rel=\"next\" href=\"/docs/archive/page/3/\""));
    assert!(head.contains("name=\"robots\" content=\"noindex\""));
    assert!(!parts(&site, "archive/index.html").0.contains("noindex"));
    assert!(!site.files.contains_key("archive/page/4/index.html"));
}

#[test]
fn a_tag_has_the_pages_that_name_it_in_any_letters() {
    let site = site(|_| {});
    let (_, terms) = parts(&site, "categories/index.html");
    assert_eq!(hrefs(terms), ["/docs/categories/h1scriptxscript/", "/docs/categories/log/"]);
    assert!(!terms.contains("<script"), "{terms}");
    // `C` and `C++` would have one address.
    let (_, plus) = parts(&site, "tags/c-2/index.html");
    assert_eq!(hrefs(plus), ["/docs/tags/", "/docs/log/e1/"]);
    let (_, more) = parts(&site, "tags/all/page/2/index.html");
    let expected =
        ["/docs/tags/", "/docs/log/e5/", "/docs/log/e6/", "/docs/log/e7/", "/docs/tags/all/"];
    assert_eq!(hrefs(more), expected);
    let page = text(&site, "log/e2/index.html");
    assert!(page.contains("<a href=\"/docs/tags/all/\""), "{page}");
}

#[test]
fn a_page_of_the_site_keeps_its_address() {
    let site = site(|_| {});
    assert!(parts(&site, "tags/all/index.html").1.contains("Mine"));
}

#[test]
fn lists_can_be_turned_off() {
    let site = site(|config| {
        config.taxonomies.categories = false;
        config.archive.enabled = false;
    });
    let made = |folder: &str| site.files.keys().any(|path| path.starts_with(folder));
    assert!(made("tags/c/") && !made("categories/") && !made("archive/"));
    assert!(!text(&site, "log/e2/index.html").contains("/docs/archive/"));
}
