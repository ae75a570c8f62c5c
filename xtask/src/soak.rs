//! `cargo xtask soak`: a long day at the preview. A site is edited at random while clients read it;
//! memory has to stay where it was, and in the end every file has to be served as a build from
//! nothing writes it.

mod clients;
mod memory;
mod writer;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::bench::{
    Built, Corpus, Layout, cache, free_port, get, proofpress, remove, some_of, wait_for,
};
use crate::workspace::{root, step};
use clients::Clients;
use memory::Memory;
use writer::Writer;

const HELP: &str = "\
cargo xtask soak [OPTION…]

  --edits N      how many edits are made, 2000 unless given
  --minutes N    in what time, 60 unless given
  --pages N      pages of the site, 100 unless given
  --clients N    how many browsers read it, 4 unless given
  --seed N       other edits
";

/// How long a start, or the last edit, may take to arrive.
const PATIENCE: Duration = Duration::from_secs(300);

/// What to do.
struct Plan {
    edits: usize,
    time: Duration,
    pages: usize,
    clients: usize,
    seed: usize,
}

impl Plan {
    fn read(words: &[&str]) -> Result<Self> {
        let time = Duration::from_secs(3600);
        let mut plan = Self { edits: 2000, time, pages: 100, clients: 4, seed: 1 };
        for pair in words.chunks(2) {
            let [name, value] = pair else { bail!("`{}` has no value\n\n{HELP}", pair.join(" ")) };
            let value: usize =
                value.parse().with_context(|| format!("`{name} {value}`: no number\n\n{HELP}"))?;
            match *name {
                "--edits" => plan.edits = value.max(1),
                "--minutes" => plan.time = Duration::from_secs(value as u64 * 60),
                "--pages" => plan.pages = value.max(10),
                "--clients" => plan.clients = value,
                "--seed" => plan.seed = value,
                _ => bail!("unknown option `{name}`\n\n{HELP}"),
            }
        }
        Ok(plan)
    }
}

/// Edits, reads, and fails where memory grows or what is served is not what is built.
pub(crate) fn soak(words: &[&str]) -> Result<()> {
    let plan = Plan::read(words)?;
    let folder = root().join("target/bench/soak");
    remove(&folder)?;
    fs::create_dir_all(&folder)?;
    let source = folder.join("source");
    Layout::Proofpress.write(&Corpus::new(plan.pages), &source)?;
    let port = free_port()?;
    let mut server = Server::start(&folder, port)?;
    wait_for(port, &Layout::Proofpress.url(0), "More background", PATIENCE)
        .context("the preview did not start")?;

    step(&format!("{} edits of {} pages, {} clients", plan.edits, plan.pages, plan.clients));
    let clients = Clients::start(port, plan.pages, plan.clients);
    let mut writer = Writer::new(&source, plan.pages, plan.seed);
    let mut memory = Memory::default();
    let start = Instant::now();
    for edit in 0..plan.edits {
        writer.edit()?;
        let due = plan.time.mul_f64((edit + 1) as f64 / plan.edits as f64);
        std::thread::sleep(due.saturating_sub(start.elapsed()));
        if let Some(status) = server.0.try_wait()? {
            bail!("the preview ended ({status}) after {} edits", edit + 1);
        }
        memory.look(server.0.id());
        if (edit + 1).is_multiple_of(plan.edits.div_ceil(20)) {
            let seconds = start.elapsed().as_secs();
            eprintln!("  {} edits, {seconds} s: {memory}; {}", edit + 1, clients.so_far());
        }
    }
    writer.mend()?;
    let files = is_exact(&folder, &writer, port)?;
    println!("{}", writer.told());
    println!("clients: {}", clients.stop()?);
    println!("memory: {memory}");
    println!("in the end all {files} files are served as a build from nothing writes them");
    memory.is_flat()
}

/// A preview that runs, and ends with this value.
struct Server(Child);

impl Server {
    fn start(folder: &Path, port: u16) -> Result<Self> {
        let said = File::create(folder.join("log"))?;
        let mut command = program(&folder.join("source"))?;
        command.args(["serve", "--port", &port.to_string()]);
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        Ok(Self(command.spawn()?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended already is no matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Our program for a site.
fn program(site: &Path) -> Result<Command> {
    let mut command = Command::new(proofpress()?);
    let cache = cache(&root().join("target/bench"));
    command.current_dir(site).env("XDG_CACHE_HOME", &cache).env("XDG_STATE_HOME", &cache);
    Ok(command)
}

/// Builds the sources as they are now, from nothing, and waits until every file is served so.
/// Returns how many there are.
fn is_exact(folder: &Path, writer: &Writer, port: u16) -> Result<usize> {
    step("a build from nothing, to hold the preview against");
    let (site, out) = (folder.join("again"), folder.join("out"));
    writer.copy_to(&site)?;
    let mut command = program(&site)?;
    let status = command
        .args(["build", "--quiet", "-o"])
        .arg(&out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    // Links to pages that are gone are findings, and the site is written all the same.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("the build failed ({status})");
    }
    let mut wanted = Built::read(&out)?;
    // No part of the site, but the sign that the folder is ours.
    wanted.0.remove(".proofpress-site");
    let start = Instant::now();
    loop {
        let served = served(&wanted, port);
        let odd = served.difference(&wanted);
        if odd.is_empty() {
            return Ok(wanted.0.len());
        }
        if start.elapsed() > PATIENCE {
            keep(&odd, port, folder);
            bail!("what is served differs from what is built in {}", some_of(&odd));
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// The files of that site as the preview gives them.
fn served(wanted: &Built, port: u16) -> Built {
    let ask = |path: &String| {
        let answer = get(port, &format!("/{path}")).filter(|answer| answer.status == 200)?;
        Some((path.clone(), blake3::hash(&without_script(&answer.body))))
    };
    Built(wanted.0.keys().filter_map(ask).collect())
}

/// Leaves what was served where somebody can look at it.
fn keep(odd: &[&str], port: u16, folder: &Path) {
    for path in odd.iter().take(5) {
        let file: PathBuf = folder.join("served").join(path.replace('/', "__"));
        if let (Some(answer), Some(parent)) = (get(port, &format!("/{path}")), file.parent()) {
            // That they differ is told in any case.
            let _ = fs::create_dir_all(parent);
            let _ = fs::write(&file, without_script(&answer.body));
        }
    }
}

/// A page without the script that the preview adds to it.
fn without_script(page: &[u8]) -> Vec<u8> {
    const BEGIN: &[u8] = b"<script type=\"module\" src=\"/.proofpress/live.js\"";
    const END: &[u8] = b"</script>";
    let find = |part: &[u8], from: usize| {
        page[from..].windows(part.len()).position(|at| at == part).map(|at| from + at)
    };
    let Some(begin) = find(BEGIN, 0) else { return page.to_vec() };
    let Some(end) = find(END, begin) else { return page.to_vec() };
    [&page[..begin], &page[end + END.len()..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_the_preview_is_left_out() {
        let script =
            "<script type=\"module\" src=\"/.proofpress/live.js\" data-page=\"x\"></script>";
        let page = format!("<head><script></script>{script}</head>");
        assert_eq!(without_script(page.as_bytes()), b"<head><script></script></head>");
        assert_eq!(without_script(b"{}"), b"{}");
    }
}
