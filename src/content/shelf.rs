//! Pages as they were read the last time, so that those that did not change are not read again.
//!
//! A page is kept with the files it was made of and the settings that decide how it is read. While all
//! of those are the same, so is the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Page;
use crate::diagnostic::Finding;
use crate::source::{SourceFile, SourceId, Sources};

/// What the content folder holds, and its pages.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The Markdown files of the content folder, by path; none before it was walked, and after
    /// files came or went.
    pub(super) files: Option<Vec<String>>,
    /// What was wrong with the bytes of a file, by its path.
    pub(super) bytes: BTreeMap<String, Finding>,
    /// What decides how every page is read.
    pub(super) settings: Option<[u8; 32]>,
    /// What pages may call on.
    pub(super) calls: Option<[u8; 32]>,
    /// The pages, by their file's path.
    pub(super) pages: BTreeMap<String, Kept>,
}

/// A page that was read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// The page; none for a draft that is left out.
    pub(super) page: Option<Arc<Page>>,
    /// What was wrong with it.
    pub(super) findings: Vec<Finding>,
    /// Its file and those it brings in, as they were.
    pub(super) files: Vec<(SourceId, Arc<SourceFile>)>,
    /// Whether it calls on shortcodes or variables.
    pub(super) calls: bool,
    /// Whether something it brings in was not there, and may be by now.
    pub(super) lacks: bool,
}

impl Shelf {
    /// Says that a file has other bytes, was made, or is no longer there. What is known of it is
    /// forgotten; `sources` has the file as it is now, or no longer has it.
    pub fn changed(&mut self, path: &str, sources: &Sources) {
        self.bytes.remove(path);
        let known = self.pages.contains_key(path);
        if !known || sources.find(path).is_none() {
            self.files = None;
        }
    }
}

impl Kept {
    /// Whether all that it was made of is as it was.
    pub(super) fn is_as_it_was(&self, sources: &Sources) -> bool {
        let is_same =
            |(id, file): &(SourceId, Arc<SourceFile>)| Arc::ptr_eq(sources.file(*id), file);
        !self.lacks && self.files.iter().all(is_same)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::content;
    use crate::world::{Memory, World as _};

    /// A site that is read again after each change, beside the same read anew.
    struct Site {
        files: BTreeMap<String, String>,
        sources: Sources,
        shelf: Shelf,
    }

    impl Site {
        fn new(files: &[(&str, &str)]) -> Self {
            let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
            Self { files: files.collect(), sources: Sources::default(), shelf: Shelf::default() }
        }

        fn world(&self) -> Memory {
            let files = self.files.iter();
            files.fold(Memory::default(), |world, (path, text)| world.with(path, text.as_str()))
        }

        /// Gives a file another text, or none, and reads the site; gives the pages that were kept.
        fn change(&mut self, path: &str, text: Option<&str>) -> Vec<String> {
            match text {
                Some(text) => self.files.insert(path.to_owned(), text.to_owned()),
                None => self.files.remove(path),
            };
            match text {
                Some(text) => self.sources.update(path, text),
                None => self.sources.forget(path),
            }
            self.shelf.changed(path, &self.sources);
            self.read()
        }

        fn read(&mut self) -> Vec<String> {
            let before: BTreeMap<String, Arc<Page>> = { self.shelf.pages.values() }
                .filter_map(|kept| kept.page.clone())
                .map(|page| (page.path.clone(), page))
                .collect();
            let (world, config) = (self.world(), Config::default());
            let loaded =
                content::load(&world, &config, &mut self.sources, &[], &mut self.shelf).unwrap();
            let mut sources = Sources::default();
            let anew =
                content::load(&world, &config, &mut sources, &[], &mut Shelf::default()).unwrap();
            assert_eq!(told(&loaded, &self.sources), told(&anew, &sources));
            let kept = loaded.tree.pages.iter();
            let kept = kept.filter(|page| {
                before.get(&page.path).is_some_and(|before| Arc::ptr_eq(before, page))
            });
            kept.map(|page| page.path.clone()).collect()
        }
    }

    /// Everything that was read, without what names files in one run only.
    fn told(loaded: &content::Loaded, sources: &Sources) -> Vec<String> {
        let pages = loaded.tree.pages.iter().map(|page| {
            let body = page.document.body.as_str();
            format!("{} {} {} {:?}: {body}", page.path, page.url, page.title, page.front)
        });
        let mut findings: Vec<String> = { loaded.findings.iter() }
            .map(|finding| {
                let file = sources.get(finding.location.source);
                format!("{} {:?} {}", file.path, finding.location.span, finding.message)
            })
            .collect();
        findings.sort();
        let sections = loaded.tree.sections.iter().map(|section| format!("{section:?}"));
        pages.chain(sections).chain(findings).collect()
    }

    #[test]
    fn what_changed_is_read_again_and_nothing_else() {
        let mut site = Site::new(&[
            ("content/_index.md", "# Home\n"),
            ("content/a.md", "--8<-- \"code/one.py\"\n"),
            ("content/b.md", "+++\ntitle = \"B\"\n+++\ntext\n"),
            ("content/c.md", "{{ page.title }} and {{ link(path=\"b.md\") }}\n"),
            ("code/one.py", "x = 1\n"),
        ]);
        assert!(site.world().read("content/a.md").is_ok());
        assert_eq!(site.read(), Vec::<String>::new());
        assert_eq!(site.read(), ["_index.md", "a.md", "b.md", "c.md"]);
        assert_eq!(site.change("content/b.md", Some("other\n")), ["_index.md", "a.md", "c.md"]);
        assert_eq!(site.change("code/one.py", Some("x = 2\n")), ["_index.md", "b.md", "c.md"]);
        assert_eq!(site.change("code/one.py", None), ["_index.md", "b.md", "c.md"]);
        assert_eq!(site.change("code/one.py", Some("x = 3\n")), ["_index.md", "b.md", "c.md"]);
        assert_eq!(site.read(), ["_index.md", "a.md", "b.md", "c.md"]);
        // A page that came or went is another place to link to.
        assert_eq!(site.change("content/d/e.md", Some("# E\n")), ["_index.md", "a.md", "b.md"]);
        assert_eq!(site.change("content/d/e.md", None), ["_index.md", "a.md", "b.md"]);
        let draft = "+++\ndraft = true\n+++\n";
        assert_eq!(site.change("content/b.md", Some(draft)), ["_index.md", "a.md"]);
        assert_eq!(site.read(), ["_index.md", "a.md", "c.md"]);
    }
}
