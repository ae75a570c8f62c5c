//! The built site: the same bytes every time, only ever replaced as a whole, and without a link
//! that leads nowhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::{hrefs, program};

/// A site with a bit of everything.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    program::call(site.path(), &["init"]).expect(0);
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "content/guide/second page.md",
        "+++\naliases = [\"/old/\", \"/older.html\"]\ntags = [\"a\"]\ndate = \"2026-01-02\"\n+++\n\n\
         # Ünïcode & <more>\n\n## Section one\n\n## Section one\n\n[one](#section-one), \
         [first](first-page.md#data-is-checked-too), [home](/), [itself](<second page.md>), \
         ![a picture](/a%20picture.svg), [x](https://example.com/)\n\nA note[^1] and \
         another[^two].\n\n[^1]: One.\n[^two]: Two[^1].\n\n| a | b |\n|---|---|\n| c | d |\n\n\
         > [!TIP]\n> Quote.\n\n```yaml title=\"a.yaml\" linenos {1}\na: &x 1\n```\n\n\
         ```json\n{\"wrong\": 1,}\n```\n\n\
         ```python run show-output\nimport datetime, os, random, threading, time, uuid\n\
         print(random.random(), uuid.uuid4(), os.urandom(4).hex(), hash(\"a\"))\n\
         print(datetime.datetime.now(), time.monotonic(), threading.get_ident())\n```\n",
    );
    write("static/a picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    site
}

fn built(site: &Path, args: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let args = [&["build"], args].concat();
    program::call(site, &args).expect(1);
    program::files(&site.join("site"))
}

fn same(left: &BTreeMap<PathBuf, Vec<u8>>, right: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(left.keys().eq(right.keys()), "{:?}\n{:?}", left.keys(), right.keys());
    for (path, bytes) in left {
        assert!(right[path] == *bytes, "`{}` differs", path.display());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = site();
    let one = built(first.path(), &["--jobs", "1"]);
    assert!(one.len() > 15, "{:?}", one.keys());
    same(&one, &built(site().path(), &["--jobs", "2"]));
    same(&one, &built(site().path(), &["--no-cache"]));
    // With every verdict from the store, too.
    same(&one, &built(first.path(), &[]));
}

#[test]
fn what_did_not_change_keeps_its_time() {
    let times = |site: &Path| -> BTreeMap<PathBuf, SystemTime> {
        let files = program::files(&site.join("site")).into_keys();
        let time = |path: &PathBuf| fs::metadata(site.join("site").join(path))?.modified();
        files.map(|path| (path.clone(), time(&path).unwrap())).collect()
    };
    let site = site();
    built(site.path(), &[]);
    let before = times(site.path());
    let page = site.path().join("content/guide/first-page.md");
    let text = fs::read_to_string(&page).unwrap().replace("hello", "good day");
    fs::write(page, text).unwrap();
    // Time stamps may be coarse.
    std::thread::sleep(std::time::Duration::from_millis(20));
    built(site.path(), &[]);
    let after = times(site.path());
    let is_kept = |path: &str| before[Path::new(path)] == after[Path::new(path)];
    assert!(!is_kept("guide/first-page/index.html"));
    for path in [
        "index.html",
        "guide/index.html",
        "guide/second-page/index.html",
        "404.html",
        "a picture.svg",
    ] {
        assert!(is_kept(path), "`{path}` was written anew");
    }
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let site = site();
    let before = built(site.path(), &[]);
    let template = site.path().join("theme/templates/page.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(
        &template,
        "{% extends \"base.html\" %}\n{% block content %}\n{{ page.nothing }}\n{% endblock %}\n",
    )
    .unwrap();
    let call = program::call(site.path(), &["build"]);
    assert_eq!(call.status, 2, "{}", call.stdout);
    assert!(call.stderr.starts_with("error: template `page.html`, line 3: "), "{}", call.stderr);
    same(&before, &program::files(&site.path().join("site")));
    let hidden = fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!hidden.into_iter().any(|name| name.to_string_lossy().contains("proofpress-new")));
}

#[test]
fn pages_aliases_search_and_the_rest_are_there() {
    let site = site();
    let files = built(site.path(), &["--base-url", "https://docs.example.com/x/"]);
    for path in [
        "index.html",
        "guide/index.html",
        "guide/second-page/index.html",
        "old/index.html",
        "older.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "a picture.svg",
    ] {
        assert!(files.contains_key(Path::new(path)), "`{path}` is missing: {:?}", files.keys());
    }
    let text = |path: &str| String::from_utf8_lossy(&files[Path::new(path)]).into_owned();
    assert!(text("old/index.html").contains("/x/guide/second-page/"));
    assert!(
        text("sitemap.xml").contains("<loc>https://docs.example.com/x/guide/second-page/</loc>")
    );
    assert!(files.keys().any(|path| path.starts_with("pagefind")), "{:?}", files.keys());
}

#[test]
fn every_address_of_a_site_leads_somewhere() {
    let site = site();
    for (url, root) in [("/", "/"), ("/docs/manual/", "/docs/manual/"), ("https://x.org/y", "/y/")]
    {
        let files = built(site.path(), &["--base-url", url]);
        assert_eq!(hrefs::dead(&files, root), Vec::<String>::new());
    }
}

#[test]
fn every_address_of_this_repositorys_site_leads_somewhere() {
    let site = tempfile::tempdir().unwrap();
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    program::copy(&ours.join("content"), &site.path().join("content")).unwrap();
    for folder in ["static", "theme"] {
        if ours.join(folder).is_dir() {
            program::copy(&ours.join(folder), &site.path().join(folder)).unwrap();
        }
    }
    fs::copy(ours.join("proofpress.toml"), site.path().join("proofpress.toml")).unwrap();
    for root in ["/", "/under/a/path/"] {
        program::call(site.path(), &["build", "--strict", "--base-url", root]).expect(0);
        let files = program::files(&site.path().join("site"));
        assert_eq!(hrefs::dead(&files, root), Vec::<String>::new());
    }
}

/// What `check` looks at is an outline of the site, what `build` looks at is the site: both say
/// the same of it.
#[test]
fn a_check_finds_what_a_build_does() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    for case in ["addresses", "link-hostile", "link-kinds", "link-templates", "links", "pictures"] {
        let site = program::copy_of(&suite.join(case).join("site"));
        let findings = |args: &[&str]| {
            let said = program::call(site.path(), args).stdout;
            let end = said.find(" examples on ").or(said.find(" example on "));
            let end = end.unwrap_or_else(|| panic!("{case}: no summary in\n{said}"));
            said[..end].to_owned()
        };
        let checked = findings(&["check"]);
        assert!(!checked.is_empty(), "{case}: there is something to find");
        assert_eq!(checked, findings(&["build"]), "{case}");
    }
}
