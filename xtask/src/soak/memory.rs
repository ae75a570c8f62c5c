//! How much memory a process holds, over time.

use std::fmt;
use std::fs;

use anyhow::{Result, bail};

/// How much more than before still counts as the same: allocators keep what they were given.
const SLACK: f64 = 1.2;

/// What was held at each look, in bytes.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<u64>);

impl Memory {
    /// Looks at a process. A system that does not tell is looked at in vain.
    pub(super) fn look(&mut self, process: u32) {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        if let Some(kib) = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        {
            self.0.push(kib << 10);
        }
    }

    /// Whether the last quarter held no more than the second. The first one warms up.
    ///
    /// # Errors
    ///
    /// Where it did, or nothing was seen.
    pub(super) fn is_flat(&self) -> Result<()> {
        let Some((before, after)) = self.quarters() else { bail!("nothing is known of memory") };
        if after as f64 > before as f64 * SLACK {
            bail!("memory grew from {} to {} MiB", before >> 20, after >> 20);
        }
        Ok(())
    }

    /// The middle of the second quarter and of the last.
    fn quarters(&self) -> Option<(u64, u64)> {
        let quarter = self.0.len() / 4;
        let middle = |part: &[u64]| {
            let mut sorted = part.to_vec();
            sorted.sort_unstable();
            sorted.get(sorted.len() / 2).copied()
        };
        let before = middle(self.0.get(quarter..2 * quarter)?)?;
        Some((before, middle(self.0.get(3 * quarter..)?)?))
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = |bytes: Option<u64>| bytes.unwrap_or_default() >> 20;
        write!(f, "{} MiB now", mib(self.0.last().copied()))?;
        write!(f, ", {} at most", mib(self.0.iter().max().copied()))?;
        if let Some((before, after)) = self.quarters() {
            let (before, after) = (before >> 20, after >> 20);
            write!(f, ", {before} in the second quarter and {after} in the last")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(mib: impl Iterator<Item = u64>) -> Memory {
        Memory(mib.map(|mib| mib << 20).collect())
    }

    #[test]
    fn growth_is_seen() {
        assert!(memory((0..100).map(|at| 100 + at)).is_flat().is_err());
        assert!(memory((0..100).map(|at| 100 + at % 10)).is_flat().is_ok());
        assert!(memory([10, 20, 100, 100, 110, 90, 100, 105].into_iter()).is_flat().is_ok());
        assert!(Memory::default().is_flat().is_err());
    }
}
