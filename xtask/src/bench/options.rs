//! The options of `cargo xtask bench`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::builds::Start;
use crate::workspace::root;

/// What the command says of itself.
pub(crate) const HELP: &str = "\
cargo xtask bench [OPTION…]

  --sizes N,…        pages of the sites, `100,1000` unless given
  --runs N           runs of each build, 3 unless given; tables have the middle one
  --tools NAME,…     only these; `--tools list` lists them
  --start NAME,…     what builds start from: cold, warm, body, title, template
  --no-builds        measure no builds
  --serve            measure what preview servers do, too
  --limit SECONDS    how long a build or an answer of a server may take, 600 unless given
  --work DIR         where sites are written, `target/bench` unless given
  --save FILE        write what was measured as JSON
  --from FILE        measure nothing; show what an earlier run saved
  --markdown FILE    write the tables as Markdown

Tools are looked for on PATH; PROOFPRESS=, ZOLA=, HUGO=, PAGEFIND=, MDBOOK= and MKDOCS= say where
else they are. Ours is otherwise `target/dist/proofpress` or `target/release/proofpress`.
";

/// What to measure, and where.
#[derive(Debug)]
pub(crate) struct Options {
    /// Pages of the sites.
    pub(crate) sizes: Vec<usize>,
    /// Runs of each build.
    pub(crate) runs: usize,
    /// The tools; all where it is empty.
    pub(crate) tools: Vec<String>,
    /// Whether builds are measured.
    pub(crate) builds: bool,
    /// Whether servers are measured.
    pub(crate) serve: bool,
    /// How long one thing may take.
    pub(crate) limit: Duration,
    /// The folder sites are written to.
    pub(crate) work: PathBuf,
    /// The file results are written to.
    pub(crate) save: Option<PathBuf>,
    /// The file results are read from, rather than measured.
    pub(crate) from: Option<PathBuf>,
    /// The file tables are written to.
    pub(crate) markdown: Option<PathBuf>,
    starts: Vec<String>,
}

impl Options {
    /// Reads the words of the command line.
    ///
    /// # Errors
    ///
    /// Where one is unknown, or has no value that can be used.
    pub(crate) fn read(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            sizes: vec![100, 1000],
            runs: 3,
            tools: Vec::new(),
            builds: true,
            serve: false,
            limit: Duration::from_secs(600),
            work: root().join("target/bench"),
            save: None,
            from: None,
            markdown: None,
            starts: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--no-builds" => options.builds = false,
                "--serve" => options.serve = true,
                name => {
                    let value = words.next().copied();
                    let value = value.with_context(|| {
                        format!("`{name}` is unknown, or has no value\n\n{HELP}")
                    })?;
                    options.set(name, value).with_context(|| format!("`{name} {value}`"))?;
                }
            }
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match name {
            "--sizes" => self.sizes = list(value).map(number).collect::<Result<_>>()?,
            "--runs" => self.runs = number(value)?,
            "--tools" => self.tools = list(value).map(str::to_owned).collect(),
            "--start" => {
                self.starts = list(value).map(str::to_owned).collect();
                let all = Start::ALL.map(Start::name);
                if let Some(odd) = self.starts.iter().find(|it| !all.contains(&it.as_str())) {
                    bail!("`{odd}` is none of `{}`", all.join("`, `"));
                }
            }
            "--limit" => self.limit = Duration::from_secs(number(value)? as u64),
            "--work" => self.work = std::path::absolute(value)?,
            "--save" => self.save = Some(value.into()),
            "--from" => self.from = Some(value.into()),
            "--markdown" => self.markdown = Some(value.into()),
            _ => bail!("unknown option\n\n{HELP}"),
        }
        Ok(())
    }

    /// Whether builds that start from this are measured.
    pub(crate) fn starts(&self, start: Start) -> bool {
        self.starts.is_empty() || self.starts.iter().any(|name| name == start.name())
    }
}

/// What stands between commas.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn number(text: &str) -> Result<usize> {
    let number = text.replace('_', "").parse().ok().filter(|number| *number > 0);
    number.with_context(|| format!("`{text}` is no number above zero"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let words = ["--sizes", "100,10_000", "--runs", "5", "--start", "cold,title", "--serve"];
        let options = Options::read(&words).unwrap();
        assert_eq!((options.sizes, options.runs), (vec![100, 10_000], 5));
        assert!(options.serve && options.builds);
        let options = Options::read(&words).unwrap();
        assert!(options.starts(Start::Cold) && !options.starts(Start::Warm));
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        for words in [&["--runs", "0"][..], &["--start", "lukewarm"], &["--fast"], &["--x", "y"]] {
            assert!(Options::read(words).is_err(), "{words:?}");
        }
    }
}
