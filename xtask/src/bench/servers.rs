//! Measures preview servers: from writing a file to the new text on the wire.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use super::builds::remove;
use super::corpus::{Corpus, EXAMPLES, example};
use super::edit::{Edit, Edited};
use super::http::{free_port, get, wait_for};
use super::measure::median;
use super::options::Options;
use super::results::{shortened, thousands};
use super::table::Table;
use super::tool::{Places, Tool};

/// How often each edit is made.
const EDITS: usize = 10;

/// The name under which verdicts stand beside the edits.
const VERDICT: &str = "verdict";

/// What one server did with one site.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Server {
    /// The tool.
    pub(crate) tool: String,
    /// Pages, those of sections apart.
    pub(crate) pages: usize,
    /// Seconds from its start to the first page.
    pub(crate) ready: f64,
    /// Seconds from an edit to its being seen, by kind of edit.
    pub(crate) seen: BTreeMap<String, Vec<f64>>,
    /// Edits that its tool leaves stale.
    pub(crate) stale: Vec<String>,
    /// The most memory it held, in bytes.
    pub(crate) peak: u64,
    /// Why there is no more to tell.
    pub(crate) error: Option<String>,
}

/// Starts a server and edits what it serves.
///
/// # Errors
///
/// Where the site cannot be written. A server that fails has that in its row.
pub(crate) fn measure(pages: usize, tool: &'static Tool, options: &Options) -> Result<Server> {
    let places = Places::new(&options.work, tool, pages);
    if let Some(site) = places.root.parent() {
        remove(site)?;
    }
    fs::create_dir_all(&places.root)?;
    fs::create_dir_all(&places.cache)?;
    tool.layout.write(&Corpus::new(pages), &places.root)?;
    let mut server = Server { tool: tool.name.to_owned(), pages, ..Server::default() };
    if let Err(why) = measure_in(tool, &places, options.limit, &mut server) {
        eprintln!("  {}: {why:#}", tool.name);
        server.error = Some(format!("{why:#}"));
    }
    remove(&places.root)?;
    remove(&places.out)?;
    Ok(server)
}

fn measure_in(
    tool: &'static Tool,
    places: &Places,
    limit: Duration,
    server: &mut Server,
) -> Result<()> {
    let port = free_port()?;
    let start = Instant::now();
    let mut running = Running::start(tool, places, port)?;
    let url = tool.layout.url(Edit::Body.seen_on());
    while !get(port, &url).is_some_and(|answer| answer.shows("More background")) {
        if let Some(status) = running.0.try_wait()? {
            bail!("the server ended ({status}); what it said is in `{}`", places.log.display());
        }
        if start.elapsed() > limit {
            bail!("not ready after {} s", limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    server.ready = start.elapsed().as_secs_f64();
    // What a server does after its first page is not held against the first edit.
    std::thread::sleep(Duration::from_secs(3));
    for edit in Edit::ALL {
        if tool.stale.contains(&edit.name()) {
            server.stale.push(edit.name().to_owned());
            continue;
        }
        let Some(edited) = Edited::new(edit, tool.layout, &places.root)? else { continue };
        let url = tool.layout.url(edit.seen_on());
        let seen = server.seen.entry(edit.name().to_owned()).or_default();
        for time in 0..EDITS {
            let start = Instant::now();
            let word = edited.again(time)?;
            wait_for(port, &url, &word, limit)?;
            seen.push(start.elapsed().as_secs_f64());
            if !rest(seen) {
                break;
            }
        }
        edited.undo()?;
        rest(seen);
        eprintln!("  {}, {}: {}", tool.name, edit.name(), in_milliseconds(seen));
    }
    if tool.name == "proofpress" {
        let seen = verdicts(tool, places, port, limit)?;
        eprintln!("  {}, {VERDICT}: {}", tool.name, in_milliseconds(&seen));
        server.seen.insert(VERDICT.to_owned(), seen);
    }
    server.peak = running.peak();
    Ok(())
}

/// Breaks a Python example and mends it, and waits until the page says so.
fn verdicts(tool: &Tool, places: &Places, port: u16, limit: Duration) -> Result<Vec<f64>> {
    let is_python = |page: &usize| (0..EXAMPLES).any(|place| example(*page, place).0 == "python");
    let page = (0..SECTION_PAGES).find(is_python).context("no page with Python in it")?;
    let path = places.root.join(tool.layout.source(page));
    let original = fs::read_to_string(&path)?;
    let broken = original.replacen("```python\n", "```python\nimport import\n", 1);
    let url = tool.layout.url(page);
    let mut seen = Vec::new();
    for _ in 0..EDITS {
        let start = Instant::now();
        fs::write(&path, &broken)?;
        wait_for(port, &url, "python/syntax-error", limit)?;
        seen.push(start.elapsed().as_secs_f64());
        fs::write(&path, &original)?;
        let start = Instant::now();
        while get(port, &url).is_none_or(|answer| answer.shows("python/syntax-error")) {
            if start.elapsed() > limit {
                bail!("a mended example stays broken on `{url}`");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        rest(&seen);
    }
    Ok(seen)
}

/// Pages among which one with Python is looked for.
const SECTION_PAGES: usize = 10;

/// Lets the server finish what the last edit set off. False where that made edits enough.
fn rest(seen: &[f64]) -> bool {
    let last = seen.last().copied().unwrap_or_default();
    std::thread::sleep(Duration::from_secs_f64(last.clamp(1.0, 5.0)));
    // Slow servers are not asked more often than it takes to know that they are slow.
    seen.iter().sum::<f64>() < 60.0 || seen.len() < 2
}

/// A server that runs, and ends with this value.
struct Running(Child);

impl Running {
    fn start(tool: &Tool, places: &Places, port: u16) -> Result<Self> {
        let said = File::options().create(true).append(true).open(&places.log)?;
        let mut command = tool.serve(places, port);
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        Ok(Self(command.spawn().with_context(|| format!("cannot start {}", tool.name))?))
    }

    /// The most memory it held so far; 0 where the system does not say.
    fn peak(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.unwrap_or_default() << 10
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that ended already is no matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A table for each size.
pub(crate) fn tables(servers: &[Server]) -> Vec<Table> {
    let mut sizes: Vec<usize> = servers.iter().map(|server| server.pages).collect();
    sizes.dedup();
    sizes.into_iter().map(|pages| table(pages, servers)).collect()
}

fn table(pages: usize, servers: &[Server]) -> Table {
    let title = format!(
        "Preview of {} pages: milliseconds from saving to the new text on the wire, middle (longest)",
        thousands(pages)
    );
    let head = ["", "ready s", "text", "title", "template", "verdict", "peak MiB"];
    let mut table = Table::new(title, &head);
    for server in servers.iter().filter(|server| server.pages == pages) {
        if let (Some(why), true) = (&server.error, server.seen.is_empty()) {
            table.row(vec![format!("{}: {}", server.tool, shortened(why))]);
            continue;
        }
        let cell = |name: &str| {
            if server.stale.iter().any(|stale| stale == name) {
                return "stays stale".to_owned();
            }
            server.seen.get(name).map_or_else(String::new, |seen| in_milliseconds(seen))
        };
        let edits = Edit::ALL.map(|edit| cell(edit.name()));
        let mut cells = vec![server.tool.clone(), format!("{:.1}", server.ready)];
        cells.extend(edits);
        cells.push(cell(VERDICT));
        cells.push(format!("{}", server.peak >> 20));
        table.row(cells);
    }
    table
}

fn in_milliseconds(seen: &[f64]) -> String {
    let Some(middle) = median(seen.iter().copied()) else { return String::new() };
    let longest = seen.iter().copied().fold(0.0, f64::max);
    format!("{:.0} ({:.0})", middle * 1000.0, longest * 1000.0)
}
