//! What was measured, where and when; and the tables made of it.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::builds::{FLOOR, Row, Size, Start};
use super::measure::{Cost, median};
use super::servers::{self, Server};
use super::table::Table;
use super::tool::proofpress;
use crate::workspace::output;

/// Everything one run of the command measured.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Results {
    /// The day, as `2026-11-22`.
    pub(crate) date: String,
    /// The commit of this repository.
    pub(crate) commit: String,
    /// The processor, how many of it, and the system.
    pub(crate) machine: String,
    /// What the tools say of themselves.
    pub(crate) versions: Vec<String>,
    /// Runs of each build.
    pub(crate) runs: usize,
    /// Builds, by size.
    pub(crate) sizes: Vec<Size>,
    /// Preview servers, by size.
    pub(crate) servers: Vec<Server>,
}

impl Results {
    /// Nothing measured yet.
    pub(crate) fn new(versions: Vec<String>, runs: usize) -> Self {
        let (date, commit, machine) = (date(), commit(), machine());
        Self { date, commit, machine, versions, runs, sizes: Vec::new(), servers: Vec::new() }
    }

    /// All tables, with what has to be known to read them.
    pub(crate) fn tables(&self) -> (String, Vec<Table>) {
        let about = format!(
            "{}, commit {}, {}. {}. The middle of {} run{}.",
            self.date,
            self.commit,
            self.machine,
            self.versions.join("; "),
            self.runs,
            if self.runs == 1 { "" } else { "s" }
        );
        let builds = self.sizes.iter().flat_map(|size| [cold(size), again(size)]);
        let tables = builds.chain(servers::tables(&self.servers));
        (about, tables.filter(|table| !table.is_empty()).collect())
    }
}

/// Cold builds: what they cost, and how much more than ours.
fn cold(size: &Size) -> Table {
    let title = format!(
        "Cold build of {} pages with {} examples",
        thousands(size.pages),
        thousands(size.examples)
    );
    let head = [
        "",
        "wall s",
        "CPU s",
        "CPU ms/page",
        "peak MiB",
        "files",
        "MB",
        "CPU ÷ ours",
        "÷ checked",
    ];
    let mut table = Table::new(title, &head);
    let ours = |name: &str| {
        let row = size.rows.iter().find(|row| row.tool == name)?;
        middle(row, Start::Cold, |cost| cost.cpu)
    };
    let (unchecked, checked) = (ours("proofpress --no-check"), ours("proofpress"));
    for row in &size.rows {
        let of = |value: fn(&Cost) -> f64| middle(row, Start::Cold, value);
        let Some(cpu) = of(|cost| cost.cpu) else {
            let why = row.error.as_deref().unwrap_or_default();
            if !why.is_empty() {
                table.row(vec![format!("{}: {}", row.tool, shortened(why))]);
            }
            continue;
        };
        let wall = of(|cost| cost.wall).unwrap_or_default();
        let peak = of(|cost| cost.peak as f64).unwrap_or_default();
        let ratio = |ours: Option<f64>| {
            ours.filter(|ours| *ours > 0.0).map(|ours| format!("{:.2}", cpu / ours))
        };
        table.row(vec![
            row.tool.clone(),
            seconds(wall),
            seconds(cpu),
            format!("{:.2}", cpu * 1000.0 / size.pages as f64),
            if row.tool == FLOOR { String::new() } else { format!("{:.0}", peak / 1_048_576.0) },
            thousands(row.files),
            format!("{:.1}", row.bytes as f64 / 1e6),
            ratio(unchecked).unwrap_or_default(),
            ratio(checked).unwrap_or_default(),
        ]);
    }
    table
}

/// Builds after the first.
fn again(size: &Size) -> Table {
    let title = format!(
        "Builds after the first, {} pages: wall seconds (CPU seconds)",
        thousands(size.pages)
    );
    let later = &Start::ALL[1..];
    let head = ["", "nothing changed", "a page's text", "a page's title", "a template"];
    let mut table = Table::new(title, &head);
    for row in &size.rows {
        let cell = |start: &Start| {
            let wall = middle(row, *start, |cost| cost.wall)?;
            let cpu = middle(row, *start, |cost| cost.cpu)?;
            Some(format!("{} ({})", seconds(wall), seconds(cpu)))
        };
        let cells: Vec<Option<String>> = later.iter().map(cell).collect();
        if cells.iter().any(Option::is_some) {
            let cells = cells.into_iter().map(Option::unwrap_or_default);
            table.row(std::iter::once(row.tool.clone()).chain(cells).collect());
        }
    }
    table
}

fn middle(row: &Row, start: Start, value: impl Fn(&Cost) -> f64) -> Option<f64> {
    median(row.runs.get(start.name())?.iter().map(value))
}

/// Seconds with as many digits as mean something.
fn seconds(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// A number with commas between its thousands.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The first words of an error, so that a table stays narrow.
pub(crate) fn shortened(why: &str) -> String {
    why.split(';').next().unwrap_or_default().chars().take(60).collect()
}

fn date() -> String {
    output(Command::new("date").args(["-u", "+%F"])).unwrap_or_default().trim().to_owned()
}

/// That of the repository our program lies in.
fn commit() -> String {
    let program = proofpress().ok();
    let folder = program.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
    let git = |words: &[&str]| output(Command::new("git").current_dir(folder).args(words));
    let commit = git(&["rev-parse", "--short", "HEAD"]).unwrap_or_default();
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]).unwrap_or_default();
    let changed = if changed.trim().is_empty() { "" } else { " with changes" };
    match commit.trim() {
        "" => "unknown".to_owned(),
        commit => format!("{commit}{changed}"),
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1));
    let model = model.map_or("unknown processor", str::trim);
    format!("{cores} × {model}, {}", std::env::consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        let numbers = [7, 999, 1000, 40_000, 1_234_567].map(thousands);
        assert_eq!(numbers, ["7", "999", "1,000", "40,000", "1,234,567"]);
        assert_eq!([0.034, 12.34, 123.4].map(seconds), ["0.03", "12.3", "123"]);
    }

    #[test]
    fn ratios_are_to_ours() {
        let row = |tool: &str, cpu: &[f64]| {
            let runs = cpu.iter().map(|&cpu| Cost { wall: cpu, cpu, peak: 1 << 20, load: 0.0 });
            let runs = [("cold".to_owned(), runs.collect())].into();
            Row { tool: tool.to_owned(), runs, files: 1, bytes: 1, error: None }
        };
        let rows = vec![
            row("proofpress --no-check", &[9.0, 2.0, 1.0]),
            row("proofpress", &[4.0]),
            row("other", &[8.0]),
        ];
        let table = cold(&Size { pages: 1000, examples: 4000, rows }).markdown();
        assert!(
            table.contains("| other | 8.00 | 8.00 | 8.00 | 1 | 1 | 0.0 | 4.00 | 2.00 |"),
            "{table}"
        );
    }
}
