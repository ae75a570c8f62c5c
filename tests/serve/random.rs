//! Random edits of a random site: after each, what a build makes of what it kept, and what the
//! preview serves, is what a build from nothing writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exact::{picture, without_script};
use crate::preview::{Preview, Site};
use crate::program;

/// How many edits are made. `EDITS=1000` makes more, `SEED=7` others.
const EDITS: u64 = 40;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
}

/// Numbers as they come: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Who edits, and what there is to be edited.
struct Writer<'s> {
    site: &'s Site,
    random: Random,
    pages: Vec<String>,
    /// Counted up, so that nothing is the same twice.
    edits: usize,
}

const FOLDERS: [&str; 4] = ["", "guide/", "guide/deep/", "other/"];

impl Writer<'_> {
    fn text(&mut self) -> String {
        let edits = self.edits;
        let pages: Vec<String> =
            self.pages.iter().filter(|page| !page.contains("_index")).cloned().collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let mut front = String::new();
        if self.random.below(2) == 0 {
            front.push_str(&format!("title: Title {}\n", self.random.below(100)));
        }
        if self.random.below(3) == 0 {
            front.push_str(&format!("tags: [{}]\n", self.random.one(&["a", "b", "c, a"])));
        }
        if self.random.below(4) == 0 {
            front.push_str(&format!("weight: {}\n", self.random.below(5)));
        }
        if self.random.below(6) == 0 {
            front.push_str(&format!("aliases: [/old/{}/]\n", self.random.below(4)));
        }
        if self.random.below(8) == 0 {
            front.push_str("date: 2026-01-02\n");
        }
        if self.random.below(10) == 0 {
            front.push_str("draft: true\n");
        }
        let mut text = format!("---\n{front}---\n\n# Heading {edits}\n\nText {edits}.\n\n");
        for _ in 0..self.random.below(4) {
            let part = match self.random.below(6) {
                0 => format!("```json\n{{\"a\": {edits}}}\n```\n"),
                1 => format!("```json\n{{\"a\": {edits},}}\n```\n"),
                2 => "--8<-- \"parts/one.md\"\n".to_owned(),
                3 => "![A picture](/img/wide.png)\n".to_owned(),
                4 => format!("[linked](/{})\n", self.random.one(&pages).trim_end_matches(".md")),
                _ => format!("[linked](@/{}#heading-{})\n", self.random.one(&pages), edits),
            };
            text.push_str(&part);
            text.push('\n');
        }
        text
    }

    /// A page other than those of sections.
    fn page(&mut self) -> usize {
        loop {
            let at = self.random.below(self.pages.len());
            if !self.pages[at].contains("_index") {
                return at;
            }
        }
    }

    fn new_page(&mut self) -> String {
        format!("{}page-{}.md", self.random.one(&FOLDERS), self.edits)
    }

    fn write(&mut self, page: &str) {
        let text = self.text();
        self.site.write(&format!("content/{page}"), text);
    }

    /// Changes something, and says what.
    fn edit(&mut self) -> String {
        self.edits += 1;
        let edits = self.edits;
        let content = |page: &str| format!("content/{page}");
        match self.random.below(16) {
            0..5 => {
                let at = self.page();
                let page = self.pages[at].clone();
                self.write(&page);
                format!("`{page}` is another")
            }
            5 | 6 => {
                let page = self.new_page();
                self.write(&page);
                self.pages.push(page.clone());
                format!("`{page}` is new")
            }
            7 if self.pages.len() > 8 => {
                let at = self.page();
                let page = self.pages.swap_remove(at);
                self.site.remove(&content(&page));
                format!("`{page}` is gone")
            }
            8 => {
                let (at, to) = (self.page(), self.new_page());
                let from = std::mem::replace(&mut self.pages[at], to.clone());
                let folder = self.site.path(&content(&to));
                fs::create_dir_all(folder.parent().unwrap()).unwrap();
                self.site.rename(&content(&from), &content(&to));
                format!("`{from}` is `{to}` now")
            }
            9 => {
                let folder = format!("moved-{edits}/");
                let inside = |page: &String| page.starts_with("guide/deep/");
                if !self.pages.iter().any(inside) {
                    return "nothing: there is no folder to move".into();
                }
                self.site.rename("content/guide/deep", &format!("content/{folder}"));
                for page in self.pages.iter_mut().filter(|page| inside(page)) {
                    *page = page.replacen("guide/deep/", &folder, 1);
                }
                format!("`guide/deep/` is `{folder}` now")
            }
            10 => {
                self.site.write("parts/one.md", format!("A part, the {edits}th.\n"));
                "the part is another".into()
            }
            11 => {
                self.site.write("theme/templates/404.html", format!("<head></head>Lost {edits}"));
                "a template is another".into()
            }
            12 => {
                self.site.configure(&format!("[site]\ntitle = \"Site {edits}\"\n"));
                "the configuration is another".into()
            }
            13 => {
                self.site.write("static/style.css", format!("p {{ top: {edits}px }}\n"));
                "a style sheet is another".into()
            }
            14 => {
                self.site.write("content/guide/_index.md", format!("# Guide {edits}\n"));
                "the title of a section is another".into()
            }
            _ => "nothing".into(),
        }
    }
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    program::files(folder)
}

/// What is not the same in two sites, by path.
fn differing(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
    let paths = one.keys().chain(other.keys());
    let mut paths: Vec<_> =
        paths.filter(|path| one.get(*path) != other.get(*path)).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

/// A build in the site's folder, with what was kept, and whether it had anything to do.
fn build(site: &Site) -> bool {
    let inode = || {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(site.path("site")).map(|found| found.ino()).ok()
    };
    let before = inode();
    let built = program::call(site.folder(), &["build", "--quiet"]);
    assert!(built.status < 2, "{}", built.stderr);
    inode() != before
}

/// Waits until just these files are served.
fn served(preview: &Preview, now: &BTreeMap<PathBuf, Vec<u8>>, gone: &[PathBuf], what: &str) {
    preview.until(what, || {
        let is_served = |(path, bytes): (&PathBuf, &Vec<u8>)| {
            let path = path.to_str().unwrap();
            if path == ".proofpress-site" {
                return true;
            }
            let answer = preview.get(&format!("/{path}"));
            answer.status == 200
                && match path.ends_with(".html") {
                    true => without_script(&answer.body) == *bytes,
                    false => answer.body == *bytes,
                }
        };
        let is_gone = |path: &PathBuf| preview.get(&format!("/{}", path.display())).status == 404;
        (now.iter().all(is_served) && gone.iter().all(is_gone)).then_some(())
    });
}

#[test]
fn after_any_edit_what_was_kept_gives_what_a_build_from_nothing_does() {
    let seed = number("SEED", 0x5eed_0001);
    let site = Site::new(
        "[site]\ntitle = \"Site\"\n",
        &[("content/_index.md", "# Home\n"), ("parts/one.md", "A part.\n")],
    );
    site.write("static/img/wide.png", picture());
    let mut writer =
        Writer { site: &site, random: Random(seed), pages: vec!["_index.md".into()], edits: 0 };
    for at in 0..8 {
        let page = format!("{}first-{at}.md", FOLDERS[at % FOLDERS.len()]);
        site.write(&format!("content/{page}"), format!("# First {at}\n"));
        writer.pages.push(page);
    }
    let preview = Preview::start(&site, &[]);
    let mut last = BTreeMap::new();
    for edit in 0..number("EDITS", EDITS) {
        let what = format!("seed {seed}, edit {edit}: {}", writer.edit());
        build(&site);
        let kept = files(&site.path("site"));
        let fresh = tempfile::tempdir().unwrap();
        let folder = fresh.path().join("site");
        let arguments = ["build", "--quiet", "--no-cache", "--output", folder.to_str().unwrap()];
        let built = program::call(site.folder(), &arguments);
        assert!(built.status < 2, "{what}: {}", built.stderr);
        let clean = files(&folder);
        assert_eq!(differing(&kept, &clean), Vec::<PathBuf>::new(), "{what}");
        let gone: Vec<PathBuf> =
            last.keys().filter(|path| !clean.contains_key(*path)).cloned().collect();
        served(&preview, &clean, &gone, &what);
        if edit % 4 == 0 {
            assert!(!build(&site), "{what}: nothing changed, and the site was made again");
            match edit % 3 {
                0 => fs::write(site.path("site/404.html"), "spoiled").unwrap(),
                1 => fs::remove_file(site.path("site/404.html")).unwrap(),
                _ => fs::write(site.path("site/more.txt"), "more").unwrap(),
            }
            assert!(build(&site), "{what}: somebody was at the site");
            let mended = files(&site.path("site"));
            assert_eq!(differing(&mended, &clean), Vec::<PathBuf>::new(), "{what}");
        }
        last = clean;
    }
}
