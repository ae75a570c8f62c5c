//! `cargo xtask kill`: ends builds at random moments, as a machine that loses power does, and looks
//! at what is left: the old site or the new one, whole; and the next build repairs everything.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::bench::{Built, Corpus, Layout, Random, cache, proofpress, remove, some_of};
use crate::workspace::{root, step};

const HELP: &str = "\
cargo xtask kill [OPTION…]

  --times N    how many builds are ended, 200 unless given
  --pages N    pages of the site, 100 unless given
  --seed N     another seed for the moments at which they are ended
";

/// Builds that tell how long one takes.
const TRIALS: usize = 5;

/// Ends builds, and fails where one leaves anything but a whole site.
pub(crate) fn kill(words: &[&str]) -> Result<()> {
    let (mut times, mut pages, mut seed) = (200, 100, 1);
    for pair in words.chunks(2) {
        let [name, value] = pair else { bail!("`{}` has no value\n\n{HELP}", pair.join(" ")) };
        let value: usize =
            value.parse().with_context(|| format!("`{name} {value}`: no number\n\n{HELP}"))?;
        match *name {
            "--times" => times = value,
            "--pages" => pages = value.max(10),
            "--seed" => seed = value,
            _ => bail!("unknown option `{name}`\n\n{HELP}"),
        }
    }
    let site = &Site::new(pages)?;
    let mut took = site.trials()?;
    step(&format!("{times} builds of {pages} pages, each ended before it is done"));
    let mut left = Left::default();
    let random = &mut Random::of("kill", seed);
    for time in 0..times {
        let moment = moment(middle(&took), random);
        took.push(site.end_one(time, moment, &mut left)?);
        if (time + 1).is_multiple_of(20) {
            eprintln!("  {} ended: {left}", time + 1);
        }
    }
    println!("{times} builds ended: {left}; every next build repaired it, and left nothing behind");
    Ok(())
}

/// How long a build takes on a machine that may have other work: the middle of the last ones.
fn middle(took: &[Duration]) -> Duration {
    let mut last = took[took.len().saturating_sub(TRIALS)..].to_vec();
    last.sort();
    last.get(last.len() / 2).copied().unwrap_or_default()
}

/// When to end a build: half of them anywhere, the other half in its last part, in which files are
/// written and folders change places.
fn moment(took: Duration, random: &mut Random) -> Duration {
    let part = match random.chance(50) {
        true => random.below(1050),
        false => random.within(700, 1050),
    };
    took.mul_f64(part as f64 / 1000.0)
}

/// What builds that were ended left.
#[derive(Debug, Default)]
struct Left {
    old: usize,
    new: usize,
    /// Those that were done before they could be ended.
    done: usize,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { old, new, done } = self;
        write!(f, "{old} left the old site whole, {new} the new one, {done} were done already")
    }
}

/// A site that takes turns between two versions.
struct Site {
    folder: PathBuf,
    /// What differs: a file, and its text in each version, if it is there.
    files: Vec<(PathBuf, [Option<String>; 2])>,
    /// What each version is built to, from nothing.
    wanted: [Built; 2],
}

impl Site {
    fn new(pages: usize) -> Result<Self> {
        let folder = root().join("target/bench/kill");
        remove(&folder)?;
        fs::create_dir_all(folder.join("built"))?;
        let source = folder.join("source");
        Layout::Proofpress.write(&Corpus::new(pages), &source)?;
        let files = versions(&source, pages)?;
        let mut site = Self { folder, files, wanted: [Built::default(), Built::default()] };
        for version in [0, 1] {
            site.turn_to(version)?;
            site.build(&site.out())?;
            site.wanted[version] = Built::read(&site.out())?;
            remove(&site.out())?;
            remove(&source.join(".proofpress"))?;
        }
        if site.wanted[0] == site.wanted[1] {
            bail!("both versions are built to the same site");
        }
        Ok(site)
    }

    fn out(&self) -> PathBuf {
        self.folder.join("built/site")
    }

    /// How long builds from the other version take.
    fn trials(&self) -> Result<Vec<Duration>> {
        let mut took = Vec::new();
        for trial in 0..=TRIALS {
            self.turn_to(trial % 2)?;
            took.push(self.build(&self.out())?);
        }
        // The first one started from nothing.
        took.remove(0);
        Ok(took)
    }

    /// Gives the sources the text of a version.
    fn turn_to(&self, version: usize) -> Result<()> {
        for (path, texts) in &self.files {
            match &texts[version] {
                Some(text) => fs::write(path, text)?,
                None => remove(path)?,
            }
        }
        Ok(())
    }

    fn command(&self, out: &Path) -> Result<Command> {
        let mut command = Command::new(proofpress()?);
        command
            .args(["build", "--quiet", "--config"])
            .arg(self.folder.join("source/proofpress.toml"));
        command.arg("-o").arg(out).stdin(Stdio::null()).stdout(Stdio::null());
        let cache = cache(&root().join("target/bench"));
        command.env("XDG_CACHE_HOME", &cache).env("XDG_STATE_HOME", &cache);
        Ok(command)
    }

    /// A build to its end, and how long it took.
    fn build(&self, out: &Path) -> Result<Duration> {
        let start = Instant::now();
        let status = self.command(out)?.status()?;
        if !status.success() {
            bail!("the build failed ({status})");
        }
        Ok(start.elapsed())
    }

    /// Turns to the other version, ends its build after `moment`, and looks at what is left. Returns
    /// how long the next build took.
    fn end_one(&self, time: usize, moment: Duration, left: &mut Left) -> Result<Duration> {
        // The trials end with the second version.
        let new = time % 2;
        let old = 1 - new;
        self.turn_to(new)?;
        let mut child = self.command(&self.out())?.stderr(Stdio::null()).spawn()?;
        std::thread::sleep(moment);
        let is_done = child.try_wait()?.is_some();
        if !is_done {
            child.kill()?;
        }
        child.wait()?;
        let found = Built::read(&self.out())?;
        match (is_done, &found) {
            (true, found) if *found == self.wanted[new] => left.done += 1,
            (false, found) if *found == self.wanted[new] => left.new += 1,
            (false, found) if *found == self.wanted[old] => left.old += 1,
            _ => bail!(
                "a build that was ended after {} ms left neither the old nor the new site, which differs in {}",
                moment.as_millis(),
                some_of(&found.difference(&self.wanted[new]))
            ),
        }
        let took = self.build(&self.out())?;
        let repaired = Built::read(&self.out())?;
        if repaired != self.wanted[new] {
            let why = some_of(&repaired.difference(&self.wanted[new]));
            bail!("the build after one that was ended differs from the new site in {why}");
        }
        let beside = fs::read_dir(self.folder.join("built"))?.count();
        if beside != 1 {
            bail!("the build after one that was ended left {} things beside the site", beside - 1);
        }
        Ok(took)
    }
}

/// Two versions of the sources: in the second some pages have more text, one has another title, one
/// is new, and every page has another head.
fn versions(source: &Path, pages: usize) -> Result<Vec<(PathBuf, [Option<String>; 2])>> {
    let page = |number: usize| source.join(Layout::Proofpress.source(number));
    let mut files = Vec::new();
    let mut add = |path: PathBuf, change: &dyn Fn(&str) -> Option<String>| -> Result<()> {
        let text = fs::read_to_string(&path)?;
        let other = change(&text);
        files.push((path, [Some(text), other]));
        Ok(())
    };
    for number in (5..pages).step_by(9) {
        add(page(number), &|text| Some(format!("{text}\nOne more paragraph.\n")))?;
    }
    add(page(3), &|text| Some(text.replacen("title: \"", "title: \"Once more: ", 1)))?;
    let template = Layout::Proofpress.template().context("no template")?;
    add(source.join(template.path), &|text| {
        Some(format!("{text}<meta name=\"v\" content=\"2\">"))
    })?;
    let added = source.join("content/s000/added.md");
    files.push((added, [None, Some("---\ntitle: \"Added\"\n---\n\nNew.\n".to_owned())]));
    Ok(files)
}
