//! Runs a program and tells what it cost.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use wait4::Wait4 as _;

/// What a run cost.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of processor time, the program's own and the system's for it, of the program and
    /// all it started and waited for.
    pub(crate) cpu: f64,
    /// The most memory that one of these processes held at a time, in bytes.
    pub(crate) peak: u64,
    /// How many others wanted a processor in the minute before; 0 where the system does not say.
    pub(crate) load: f64,
}

impl Cost {
    /// Of two things done one after the other.
    pub(crate) fn then(self, next: Self) -> Self {
        Self {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            peak: self.peak.max(next.peak),
            load: self.load,
        }
    }
}

/// How often a program that runs is looked at. It costs the program nothing.
const LOOK: Duration = Duration::from_millis(1);

/// Runs a command to its end; what it says goes to `log`.
///
/// # Errors
///
/// Where it cannot be started, fails, or takes longer than `limit`.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Duration) -> Result<Cost> {
    let (cost, status) = run_any(command, log, limit)?;
    if !status.success() {
        bail!("{status}; what it said is in `{}`", log.display());
    }
    Ok(cost)
}

/// Like [`run`], for a program that may fail.
///
/// # Errors
///
/// Where it cannot be started, or takes longer than `limit`.
fn run_any(command: &mut Command, log: &Path, limit: Duration) -> Result<(Cost, ExitStatus)> {
    let said = File::options().create(true).append(true).open(log)?;
    command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
    let load = load();
    let program = command.get_program().to_string_lossy().into_owned();
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start `{program}`"))?;
    loop {
        if let Some(ended) = child.try_wait4()? {
            let wall = start.elapsed().as_secs_f64();
            let used = ended.rusage;
            let cpu = (used.utime + used.stime).as_secs_f64();
            return Ok((Cost { wall, cpu, peak: used.maxrss, load }, ended.status));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("over {} s", limit.as_secs());
        }
        std::thread::sleep(LOOK);
    }
}

/// The load of the last minute.
fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

/// The middle of some numbers; of an even count, the lower of the two. None of none.
pub(crate) fn median(numbers: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = numbers.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_numbers() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0]), Some(1.0));
        assert_eq!(median([]), None);
    }

    #[test]
    #[cfg(unix)]
    fn what_a_program_and_its_children_use_is_counted() {
        let folder =
            std::env::temp_dir().join(format!("proofpress-measure-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let log = folder.join("log");
        let limit = Duration::from_secs(60);
        let spin = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done";
        let cost = run(Command::new("sh").args(["-c", &format!("sh -c '{spin}'")]), &log, limit);
        let cost = cost.unwrap();
        assert!(cost.cpu > 0.02 && cost.wall > 0.02 && cost.peak > 100_000, "{cost:?}");
        assert_eq!(std::fs::read_to_string(&log).unwrap(), "done\n");
        let slow = run(Command::new("sleep").arg("20"), &log, Duration::from_millis(50));
        assert!(slow.unwrap_err().to_string().starts_with("over"));
        assert!(run(&mut Command::new("false"), &log, limit).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
