//! An index put together from parts is the one that Pagefind makes of all pages at once.
#![expect(clippy::disallowed_methods, reason = "the tests look at what is kept, and damage it")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;

use super::engine::{self, Engine};
use super::*;

/// What words are made of; some are written in more than one way.
const WORDS: &[&str] = &[
    "build",
    "builds",
    "building",
    "café",
    "cafe",
    "naïve",
    "naive",
    "Ärger",
    "über",
    "queue",
    "Queue",
    "sys.is_python_build",
    "well-known",
    "camelCase",
    "HTTPServer",
    "日",
    "本",
    "🚀",
    "x",
    "42",
    "e\u{301}t\u{e9}",
];

/// A sequence of numbers that is the same each time.
struct Numbers(Cell<u64>);

impl Numbers {
    fn below(&self, end: usize) -> usize {
        let next = self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0.set(next);
        usize::try_from(next >> 33).unwrap() % end
    }

    fn text(&self, words: usize) -> String {
        let word = |_| match self.below(3) {
            0 => WORDS[self.below(WORDS.len())].to_owned(),
            _ => format!("w{}", self.below(4000)),
        };
        (0..words).map(word).collect::<Vec<String>>().join(" ")
    }
}

/// Pages of all kinds; `mark` is an attribute of what is searched.
fn pages(number: usize, mark: &str) -> Vec<(String, String)> {
    let numbers = Numbers(Cell::new(7));
    let page = |at: usize| {
        let mut html = format!("<html><body><main{mark}><h1 id=\"top\">Page {at}</h1>");
        if at.is_multiple_of(3) {
            html.push_str(
                "<img data-pagefind-meta=\"image[src], about:Café Über\" src=\"/a.png\">",
            );
        }
        if at % 4 == 1 {
            html.push_str("<p data-pagefind-meta=\"author\">Ärger Naïve</p>");
        }
        if at % 5 < 2 {
            let tag = ["one", "two", "zwölf"][at % 3];
            html.push_str(&format!("<i data-pagefind-filter=\"tag:{tag}\">a</i>"));
        }
        let (heading, words) = (numbers.text(3), numbers.text(50 + numbers.below(400)));
        html.push_str(&format!("<h2 id=\"part\">{heading}</h2><p>{words}</p>"));
        if at % 7 == 2 {
            let words = numbers.text(9);
            html.push_str(&format!("<pre data-pagefind-weight=\"0.5\">{words}</pre>"));
        }
        html.push_str("</main></body></html>");
        // Not in the order of their addresses.
        (format!("/{}/{at}/", at * 37 % 11), html)
    };
    (0..number).map(page).collect()
}

/// The index, made in parts.
fn in_parts(pages: &[(String, String)], language: &str, kept: Option<&Path>) -> Files {
    let urls: Vec<&str> = pages.iter().map(|(url, _)| url.as_str()).collect();
    let make = |index: &Pages<'_>| {
        for (at, (_, html)) in pages.iter().enumerate().rev() {
            index.add(at, html);
        }
        Ok(())
    };
    let html = |(): &(), at: usize| Some(pages[at].1.clone());
    unpacked(with_pages(&urls, language, kept, make, html).unwrap().1)
}

/// The index that Pagefind makes of all pages.
fn at_once(pages: &[(String, String)], language: &str) -> Files {
    let engine = Engine::new(language).unwrap();
    let pages = pages.iter().map(|(url, html)| (url.as_str(), searchable(html))).collect();
    let files = engine.files(pages).unwrap().into_iter();
    let files = files.map(|file| (engine::name(&file.filename), file.contents));
    let ours = |name: &str| {
        !name.ends_with(".css") && !name.contains("ui.js") && !name.contains("highlight")
    };
    let files = files.filter(|(name, _)| ours(name));
    unpacked(files.map(|(name, file)| (format!("pagefind/{name}"), file)).collect())
}

/// What is in the files of an index; how well they are packed is another matter.
fn unpacked(files: Files) -> Files {
    let is_packed = |name: &str| name.contains(".pf_");
    let open = |(name, file): (String, Vec<u8>)| match is_packed(&name) {
        true => (name, cbor::unpacked(&file).unwrap()),
        false => (name, file),
    };
    files.into_iter().map(open).collect()
}

fn assert_same(pages: &[(String, String)], language: &str) -> Files {
    let (parts, whole) = (in_parts(pages, language, None), at_once(pages, language));
    let lacks = |one: &Files, other: &Files| -> Vec<String> {
        one.keys().filter(|name| !other.contains_key(*name)).cloned().collect()
    };
    assert_eq!((lacks(&parts, &whole), lacks(&whole, &parts)), (vec![], vec![]), "{language}");
    for (name, file) in &parts {
        assert!(whole.get(name) == Some(file), "{language}: `{name}` differs");
    }
    parts
}

const MARK: &str = " data-pagefind-body";

#[test]
fn an_index_in_parts_is_the_index_of_all_pages() {
    let index = assert_same(&pages(300, MARK), "en");
    let chunks = index.keys().filter(|name| name.ends_with(".pf_index")).count();
    assert!(chunks > 2, "{chunks}");
    for language in ["de", "pt-BR", "tlh"] {
        assert_same(&pages(70, MARK), language);
    }
    assert_same(&pages(3, MARK), "en");
    assert_same(&[], "en");
}

#[test]
fn pages_that_mark_nothing_are_left_out_where_others_do() {
    let mut some = pages(90, "");
    assert_same(&some, "en");
    for (at, page) in pages(90, MARK).into_iter().enumerate().skip(40).step_by(3) {
        some[at] = page;
    }
    let index = assert_same(&some, "en");
    assert_eq!(index.keys().filter(|name| name.ends_with(".pf_fragment")).count(), 17);
    // A page that tells of the mark has none.
    let mut told = pages(40, "");
    told[3].1 = "<html><body><p>write <code>data-pagefind-body</code></p></body></html>".into();
    assert_same(&told, "en");
}

#[test]
fn pages_that_are_put_in_order_are_taken_in_at_once() {
    let mut some = pages(90, MARK);
    for (at, (_, html)) in some.iter_mut().enumerate() {
        let sort = format!("<i data-pagefind-sort=\"date:{}\">d</i></main>", at * 31 % 17);
        *html = html.replace("</main>", &sort);
    }
    assert_same(&some, "en");
}

#[test]
fn what_was_kept_is_used_and_only_what_changed_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let kept = || -> BTreeMap<_, _> {
        let files = fs::read_dir(folder.path().join("search")).unwrap().flatten();
        files.map(|file| (file.file_name(), file.metadata().unwrap().modified().unwrap())).collect()
    };
    let mut some = pages(240, MARK);
    let first = in_parts(&some, "en", Some(folder.path()));
    let before = kept();
    assert_eq!(before.len(), 4);
    assert!(in_parts(&some, "en", Some(folder.path())) == first);
    assert_eq!(kept(), before);
    some[50].1 = some[50].1.replace("Page 50", "Another page");
    let edited = in_parts(&some, "en", Some(folder.path()));
    assert!(edited == at_once(&some, "en"));
    let after = kept();
    assert_eq!(after.len(), 5);
    assert!(before.iter().all(|(name, time)| after.get(name) == Some(time)));
    // A damaged part is made again.
    for name in after.keys() {
        fs::write(folder.path().join("search").join(name), b"damaged").unwrap();
    }
    assert!(in_parts(&some, "en", Some(folder.path())) == edited);
    // So is one that would name a file elsewhere, whoever sealed it.
    let engine = Engine::new("en").unwrap();
    let store = Store::new(Some(folder.path()), &engine);
    let mut forged = 0;
    for name in after.keys() {
        let key = name.to_str().unwrap();
        // That of the page as it was is damaged, and nobody made it again.
        let Some(mut part) = store.get(key) else { continue };
        for page in &mut part.pages {
            page.hash = "../../../../elsewhere".into();
        }
        store.keep(key, &part);
        assert!(store.get(key).is_none());
        forged += 1;
    }
    assert_eq!(forged, 4);
    assert!(in_parts(&some, "en", Some(folder.path())) == edited);
    // However often a page changes, not more is kept than is worth it.
    for number in 0..30 {
        some[50].1 = some[50].1.replace("Another", &format!("Another {number}"));
        in_parts(&some, "en", Some(folder.path()));
    }
    assert!(kept().len() <= 4 * 5 + 1, "{}", kept().len());
}
