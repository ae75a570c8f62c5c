//! Measures builds: the tools take turns, so that what else the machine does meets all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::corpus::{Corpus, EXAMPLES};
use super::edit::{Edit, Edited};
use super::measure::{Cost, run};
use super::options::Options;
use super::tool::{Places, Tool};

/// What a build starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Start {
    /// Nothing is there but the sources.
    Cold,
    /// Everything is there, and nothing changed.
    Warm,
    /// Everything is there, and something was edited.
    Edited(Edit),
}

impl Start {
    /// All of them, in the order of tables.
    pub(crate) const ALL: [Self; 5] = [
        Self::Cold,
        Self::Warm,
        Self::Edited(Edit::Body),
        Self::Edited(Edit::Title),
        Self::Edited(Edit::Template),
    ];

    /// Its name in tables and options.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Warm => "warm",
            Self::Edited(edit) => edit.name(),
        }
    }
}

/// What was measured at one size.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Size {
    /// Pages, those of sections apart.
    pub(crate) pages: usize,
    /// Examples on them.
    pub(crate) examples: usize,
    /// A row for each tool.
    pub(crate) rows: Vec<Row>,
}

/// What one tool needs for one site.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The tool.
    pub(crate) tool: String,
    /// The runs, by what they started from.
    pub(crate) runs: BTreeMap<String, Vec<Cost>>,
    /// Files of the site that was built.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// Why there is no more to tell.
    pub(crate) error: Option<String>,
}

/// The row of copying what the first tool built: what no builder can go below.
pub(crate) const FLOOR: &str = "cp -r of our site";

/// A tool at work on a site.
struct Subject {
    tool: &'static Tool,
    places: Places,
    row: Row,
}

/// Measures builds of so many pages.
///
/// # Errors
///
/// Where the sites cannot be written. A tool that fails has that in its row.
pub(crate) fn measure(pages: usize, tools: &[&'static Tool], options: &Options) -> Result<Size> {
    let corpus = Corpus::new(pages);
    let mut subjects = Vec::new();
    for tool in tools {
        let places = Places::new(&options.work, tool, pages);
        prepare(tool, &places, &corpus)?;
        subjects.push(Subject {
            tool,
            places,
            row: Row { tool: tool.name.to_owned(), ..Row::default() },
        });
    }
    for start in Start::ALL.into_iter().filter(|start| options.starts(*start)) {
        for round in 0..options.runs {
            // Each round begins with another tool.
            let count = subjects.len();
            for at in 0..count {
                let subject = &mut subjects[(at + round) % count];
                if subject.row.error.is_none()
                    && let Err(why) = subject.turn(start, round, options.limit)
                {
                    eprintln!("  {}: {why:#}", subject.tool.name);
                    subject.row.error = Some(format!("{why:#}"));
                }
            }
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    let floor = subjects.first().map(|subject| floor(subject, options));
    for subject in subjects {
        subject.clear()?;
        rows.push(subject.row);
    }
    rows.extend(floor.transpose()?);
    Ok(Size { pages, examples: pages * EXAMPLES, rows })
}

/// Writes the sources, and builds a small site once: what a program does only when it runs for
/// the first time on a machine, such as compiling plugins, is no part of a build.
fn prepare(tool: &Tool, places: &Places, corpus: &Corpus) -> Result<()> {
    if let Some(site) = places.root.parent() {
        remove(site)?;
    }
    fs::create_dir_all(&places.cache)?;
    Corpus::new(10).write(tool, places)?;
    for mut command in tool.build(places) {
        run(&mut command, &places.log, Duration::from_secs(600))
            .with_context(|| format!("{} does not build ten pages", tool.name))?;
    }
    remove(&places.root)?;
    remove(&places.out)?;
    corpus.write(tool, places)
}

impl Corpus {
    fn write(&self, tool: &Tool, places: &Places) -> Result<()> {
        fs::create_dir_all(&places.root)?;
        tool.layout.write(self, &places.root)
    }
}

impl Subject {
    /// One run, and whether its result is what it should be.
    fn turn(&mut self, start: Start, round: usize, limit: Duration) -> Result<()> {
        let edited = match start {
            Start::Edited(edit) => match Edited::new(edit, self.tool.layout, &self.places.root)? {
                Some(edited) => Some((edit, edited)),
                None => return Ok(()),
            },
            _ => None,
        };
        if start == Start::Cold {
            self.clear_output()?;
        } else if round == 0 && self.tool.incremental {
            // What an earlier start left is brought up to date.
            self.build(limit)?;
        }
        let word = edited.as_ref().map(|(_, edited)| edited.again(round)).transpose()?;
        let cost = self.build(limit)?;
        eprintln!(
            "  {}, {}: {:.2} s, {:.2} s of CPU, {} MiB",
            self.tool.name,
            start.name(),
            cost.wall,
            cost.cpu,
            cost.peak >> 20
        );
        self.row.runs.entry(start.name().to_owned()).or_default().push(cost);
        if start == Start::Cold {
            (self.row.files, self.row.bytes) = content(&self.places.out);
        }
        let is_seen = |edit: Edit, word: &str| {
            let page = self.places.out.join(self.tool.layout.output(edit.seen_on()));
            fs::read_to_string(page).is_ok_and(|html| html.contains(word))
        };
        if let (Some((edit, edited)), Some(word)) = (edited, word) {
            edited.undo()?;
            if !is_seen(edit, &word) {
                bail!("an edit of the {} is not seen on page {}", edit.name(), edit.seen_on());
            }
        }
        if !self.tool.incremental {
            // Nothing starts from it, and ten of them would fill a disk.
            remove(&self.places.out)?;
        }
        Ok(())
    }

    fn build(&self, limit: Duration) -> Result<Cost> {
        let mut whole: Option<Cost> = None;
        for mut command in self.tool.build(&self.places) {
            let cost = run(&mut command, &self.places.log, limit)?;
            whole = Some(whole.map_or(cost, |before| before.then(cost)));
        }
        whole.context("nothing to run")
    }

    fn clear_output(&self) -> Result<()> {
        remove(&self.places.out)?;
        for cache in self.tool.layout.caches() {
            remove(&self.places.root.join(cache))?;
        }
        Ok(())
    }

    /// Removes all but what the tool said.
    fn clear(&self) -> Result<()> {
        remove(&self.places.out)?;
        remove(&self.places.root)
    }
}

/// Copies the site that the first tool built.
fn floor(subject: &Subject, options: &Options) -> Result<Row> {
    let mut row = Row {
        tool: FLOOR.to_owned(),
        files: subject.row.files,
        bytes: subject.row.bytes,
        ..Row::default()
    };
    let copy = subject.places.root.with_file_name("copy");
    for _ in 0..options.runs {
        remove(&copy)?;
        let mut command = Command::new("cp");
        command.arg("-r").arg(&subject.places.out).arg(&copy);
        match run(&mut command, &subject.places.log, options.limit) {
            Ok(cost) => row.runs.entry(Start::Cold.name().to_owned()).or_default().push(cost),
            Err(why) => row.error = Some(format!("{why:#}")),
        }
    }
    remove(&copy)?;
    Ok(row)
}

/// How many files there are below a folder, and how many bytes are in them.
fn content(folder: &Path) -> (usize, u64) {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|it| it.file_type().is_file());
    files.fold((0, 0), |(count, bytes), file| {
        (count + 1, bytes + file.metadata().map_or(0, |found| found.len()))
    })
}

/// Removes a file or a folder; one that is not there is removed already.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Err(_) => Ok(()),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    };
    removed.with_context(|| format!("cannot remove `{}`", path.display()))
}
