//! The commands there are: name, arity, flags, keys, categories, as `COMMAND` tells them.
//!
//! `table.tsv` was written down from a server's `COMMAND` (7.0.15), one line a command or
//! subcommand.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The version of the server that the table, the texts and the behaviour follow.
pub const VERSION: &str = "7.0.15";

/// A command, or a subcommand: `xgroup|create`.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Lower case; a subcommand's after its container's and `|`.
    pub name: &'static str,
    /// The number of words, the command's own included; negative: at least that many.
    pub arity: i64,
    /// Flags, separated by spaces: `write`, `denyoom`, `noscript`, …
    pub flags: &'static str,
    /// The position of the first key, of the last (negative: from the end), and the step between.
    pub keys: (i64, i64, i64),
    /// The access categories it belongs to, separated by spaces.
    pub categories: &'static str,
}

impl Command {
    /// Whether it has this flag.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.split(' ').any(|other| other == flag)
    }

    /// Whether it takes so many words, its own included.
    pub fn takes(&self, words: usize) -> bool {
        let words = i64::try_from(words).unwrap_or(i64::MAX);
        if self.arity < 0 { words >= -self.arity } else { words == self.arity }
    }

    /// Its subcommands.
    pub fn subcommands(&self) -> impl Iterator<Item = &'static Self> {
        let prefix = format!("{}|", self.name);
        all().values().filter(move |other| other.name.starts_with(&prefix))
    }
}

/// Every command and subcommand, by name.
pub fn all() -> &'static BTreeMap<&'static str, Command> {
    static ALL: OnceLock<BTreeMap<&'static str, Command>> = OnceLock::new();
    ALL.get_or_init(|| include_str!("table.tsv").lines().filter_map(row).collect())
}

fn row(line: &'static str) -> Option<(&'static str, Command)> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let arity = cells.next()?.parse().ok()?;
    let flags = cells.next()?;
    let mut key = || cells.next()?.parse().ok();
    let keys = (key()?, key()?, key()?);
    Some((name, Command { name, arity, flags, keys, categories: cells.next()? }))
}

/// The command of that name, in any case.
pub fn find(name: &[u8]) -> Option<&'static Command> {
    let name = std::str::from_utf8(name).ok()?.to_ascii_lowercase();
    all().get(name.as_str()).filter(|command| !command.name.contains('|'))
}

/// What a sentence of words names: the command, or the subcommand where it has some.
///
/// # Errors
///
/// The server's words where there is none, or it takes another number of words.
pub fn resolve(words: &[Vec<u8>]) -> Result<&'static Command, String> {
    let name = words.first().map(Vec::as_slice).unwrap_or_default();
    let command = find(name).ok_or_else(|| unknown(name, &words[1.min(words.len())..]))?;
    let resolved = match words.get(1) {
        Some(sub) if command.subcommands().next().is_some() => {
            let text = String::from_utf8_lossy(sub).to_ascii_lowercase();
            all().get(format!("{}|{text}", command.name).as_str()).ok_or_else(|| {
                let upper = command.name.to_ascii_uppercase();
                let sub: String = String::from_utf8_lossy(sub).chars().take(128).collect();
                format!("ERR unknown subcommand '{sub}'. Try {upper} HELP.")
            })?
        }
        _ => command,
    };
    if resolved.takes(words.len()) {
        Ok(resolved)
    } else {
        Err(format!("ERR wrong number of arguments for '{}' command", resolved.name))
    }
}

fn unknown(name: &[u8], words: &[Vec<u8>]) -> String {
    let mut told = String::new();
    for word in words {
        if told.len() >= 128 {
            break;
        }
        let room = 128 - told.len();
        let word = String::from_utf8_lossy(&word[..word.len().min(room)]).into_owned();
        told.push_str(&format!("'{word}' "));
    }
    let name = String::from_utf8_lossy(&name[..name.len().min(128)]).into_owned();
    format!("ERR unknown command '{name}', with args beginning with: {told}")
}
