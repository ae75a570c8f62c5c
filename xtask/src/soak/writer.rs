//! Somebody who writes: every kind of edit, in any order, for a long time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use crate::bench::{Layout, Random, remove};

/// What can be done to a site, and how often of a hundred times.
const KINDS: [(&str, usize); 10] = [
    ("text", 40),
    ("title", 12),
    ("example broken", 8),
    ("page added", 6),
    ("page moved", 6),
    ("page removed", 4),
    ("template", 6),
    ("configuration broken", 4),
    ("file", 6),
    ("mended", 8),
];

/// A site's sources, as they were and as they are.
pub(super) struct Writer {
    root: PathBuf,
    pages: usize,
    random: Random,
    /// Where the file of each page of the corpus is now; none where it is gone.
    places: Vec<Option<PathBuf>>,
    /// Text of files as they were before the first edit.
    originals: BTreeMap<PathBuf, String>,
    added: Vec<PathBuf>,
    count: usize,
    done: BTreeMap<&'static str, usize>,
}

impl Writer {
    /// For a site of the corpus.
    pub(super) fn new(root: &Path, pages: usize, seed: usize) -> Self {
        let place = |page| Some(root.join(Layout::Proofpress.source(page)));
        Self {
            root: root.to_owned(),
            pages,
            random: Random::of("writer", seed),
            places: (0..pages).map(place).collect(),
            originals: BTreeMap::new(),
            added: Vec::new(),
            count: 0,
            done: BTreeMap::new(),
        }
    }

    /// Does something to the site.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or written.
    pub(super) fn edit(&mut self) -> Result<()> {
        self.count += 1;
        let mut at = self.random.below(100);
        let mut kind = KINDS[0].0;
        for (name, share) in KINDS {
            kind = name;
            match at.checked_sub(share) {
                Some(rest) => at = rest,
                None => break,
            }
        }
        *self.done.entry(kind).or_default() += 1;
        let number = self.count;
        match kind {
            "title" => self
                .change_page(&|text| text.replacen("title: \"", &format!("title: \"{number} "), 1)),
            "example broken" => self.change_page(&|text| {
                text.replacen("```python\n", &format!("```python\nimport import {number}\n"), 1)
            }),
            "page added" => self.add(),
            "page moved" => self.move_one(),
            "page removed" => self.remove_one(),
            "template" => {
                let path = Layout::Proofpress.template().context("no template")?.path;
                self.change(&self.root.join(path), &|text| {
                    format!("{text}<meta name=\"edit\" content=\"{number}\">\n")
                })
            }
            "configuration broken" => {
                self.change(&self.config(), &|text| format!("{text}\n[site.{number}]\nkey = \n"))
            }
            "file" => {
                let path = self.root.join(format!("static/file{}.txt", number % 5));
                write(&path, &format!("edit {number}\n"))
            }
            "mended" => self.mend(),
            _ => self.change_page(&|text| format!("{text}\nEdit {number} is here.\n")),
        }
    }

    /// Mends the configuration, without which there is no site.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn mend(&self) -> Result<()> {
        match self.originals.get(&self.config()) {
            Some(original) => write(&self.config(), original),
            None => Ok(()),
        }
    }

    /// What was done how often.
    pub(super) fn told(&self) -> String {
        let kinds = self.done.iter().map(|(kind, count)| format!("{count} × {kind}"));
        format!("{} edits: {}", self.count, kinds.collect::<Vec<_>>().join(", "))
    }

    /// Copies the sources, without what is kept between runs.
    ///
    /// # Errors
    ///
    /// Where they cannot be read or written.
    pub(super) fn copy_to(&self, folder: &Path) -> Result<()> {
        for entry in WalkDir::new(&self.root) {
            let entry = entry?;
            let path = entry.path().strip_prefix(&self.root)?;
            if entry.file_type().is_file() && !path.starts_with(".proofpress") {
                let target = folder.join(path);
                fs::create_dir_all(target.parent().unwrap_or(folder))?;
                fs::copy(entry.path(), target)?;
            }
        }
        Ok(())
    }

    fn config(&self) -> PathBuf {
        self.root.join("proofpress.toml")
    }

    /// Changes a page; its text is made from the original one, so that it does not grow for ever.
    fn change_page(&mut self, change: &dyn Fn(&str) -> String) -> Result<()> {
        let page = self.random.below(self.pages);
        match self.places[page].clone() {
            Some(path) => self.change(&path, change),
            // A page that is gone comes back.
            None => {
                let path = self.root.join(Layout::Proofpress.source(page));
                let original = self.originals.get(&path).context("no page to bring back")?;
                write(&path, original)?;
                self.places[page] = Some(path);
                Ok(())
            }
        }
    }

    fn change(&mut self, path: &Path, change: &dyn Fn(&str) -> String) -> Result<()> {
        let original = self.original(path)?;
        write(path, &change(&original))
    }

    fn original(&mut self, path: &Path) -> Result<String> {
        if let Some(text) = self.originals.get(path) {
            return Ok(text.clone());
        }
        let text = fs::read_to_string(path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        self.originals.insert(path.to_owned(), text.clone());
        Ok(text)
    }

    fn add(&mut self) -> Result<()> {
        // A site with ever more pages would need ever more memory.
        if self.added.len() >= 10 {
            remove(&self.added.remove(0))?;
        }
        let number = self.count;
        let path = self.root.join(format!("content/s000/added-{number}.md"));
        write(
            &path,
            &format!("---\ntitle: \"Added {number}\"\n---\n\n```json\n[{number}]\n```\n"),
        )?;
        self.added.push(path);
        Ok(())
    }

    /// Moves a page of the corpus away from its place, or back.
    fn move_one(&mut self) -> Result<()> {
        let page = self.random.below(self.pages);
        let Some(from) = self.places[page].clone() else { return Ok(()) };
        let home = self.root.join(Layout::Proofpress.source(page));
        let to = match from == home {
            true => home.with_file_name(format!("moved-{page}.md")),
            false => home.clone(),
        };
        let original = self.original(&from)?;
        self.originals.insert(to.clone(), original);
        fs::rename(&from, &to)?;
        self.places[page] = Some(to);
        Ok(())
    }

    fn remove_one(&mut self) -> Result<()> {
        let page = self.random.below(self.pages);
        let home = self.root.join(Layout::Proofpress.source(page));
        if let Some(path) = self.places[page].take() {
            let original = self.original(&path)?;
            // It comes back at home.
            self.originals.insert(home, original);
            remove(&path)?;
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, text)
    };
    write().with_context(|| format!("cannot write `{}`", path.display()))
}
