//! A world that remembers what it answered, so that a later run can tell whether it would be
//! answered the same.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::World;
use crate::stamp::Stamp;

/// Another world, and what it answered.
#[derive(Debug)]
pub struct Witness<W> {
    world: W,
    heard: Mutex<Heard>,
}

#[derive(Debug, Default)]
struct Heard {
    testimony: Testimony,
    /// Whether something was answered that cannot be asked for again.
    is_spoiled: bool,
}

type Digest = [u8; 32];

/// What a world answered, as far as it takes to tell whether it still does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testimony {
    files: BTreeMap<String, Read>,
    /// By the most bytes that were asked for, too.
    own: BTreeMap<(String, u64), Answer>,
    folders: BTreeMap<String, Digest>,
    /// The state of version control, where it was asked.
    revision: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Read {
    /// What the file looked like from outside before it was read; none where that does not tell
    /// it from a later state.
    stamp: Option<Stamp>,
    answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Answer {
    /// The hash of these bytes.
    Bytes(Digest),
    Absent,
    TooLarge,
}

/// Whether a world still answers as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does, and some files had to be read to tell, which need not be next time.
    Renewed,
    /// It does not.
    No,
}

impl Answer {
    fn of(answer: &io::Result<Vec<u8>>) -> Option<Self> {
        match answer {
            Ok(bytes) => Some(Self::Bytes(*blake3::hash(bytes).as_bytes())),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Some(Self::Absent),
            Err(why) if why.kind() == io::ErrorKind::FileTooLarge => Some(Self::TooLarge),
            Err(_) => None,
        }
    }
}

fn listing(paths: &[String]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for path in paths {
        hasher.update(path.as_bytes()).update(b"\0");
    }
    *hasher.finalize().as_bytes()
}

impl Testimony {
    /// Whether `world` still answers so.
    pub fn holds(&mut self, world: &dyn World) -> Holds {
        let revision = || self.revision.is_none() || self.revision == world.revision();
        let folders = || {
            let mut folders = self.folders.iter();
            folders.all(|(path, was)| world.walk(path).is_ok_and(|now| listing(&now) == *was))
        };
        let own = |((path, most), was): (&(String, u64), &Answer)| {
            Answer::of(&world.read_own(path, *most)) == Some(*was)
        };
        let ((revision, folders), own) =
            rayon::join(|| rayon::join(revision, folders), || self.own.par_iter().all(own));
        if !(revision && folders && own) {
            return Holds::No;
        }
        let files = self.files.par_iter_mut().map(|(path, read)| read.holds(path, world));
        files.reduce(
            || Holds::Yes,
            |one, other| match (one, other) {
                (Holds::No, _) | (_, Holds::No) => Holds::No,
                (Holds::Renewed, _) | (_, Holds::Renewed) => Holds::Renewed,
                _ => Holds::Yes,
            },
        )
    }
}

impl Read {
    fn holds(&mut self, path: &str, world: &dyn World) -> Holds {
        let stamp = world.stamp(path);
        if stamp.is_some() && stamp == self.stamp {
            return Holds::Yes;
        }
        let now = Answer::of(&world.read(path));
        match now == Some(self.answer) {
            true if stamp.is_some() => {
                self.stamp = stamp;
                Holds::Renewed
            }
            true => Holds::Yes,
            false => Holds::No,
        }
    }
}

impl<W: World> Witness<W> {
    /// A world that answered nothing yet.
    pub fn new(world: W) -> Self {
        Self { world, heard: Mutex::default() }
    }

    /// The world itself, for what is not to be remembered.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// The world itself, which is listened to no longer.
    pub fn into_world(self) -> W {
        self.world
    }

    /// What was answered so far; none where some of it cannot be asked for again.
    pub fn testimony(&self) -> Option<Testimony> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        (!heard.is_spoiled).then(|| heard.testimony.clone())
    }

    /// Takes down an answer. Where two answers to one question differ, neither can be relied on.
    fn note(&self, take: impl FnOnce(&mut Testimony) -> Option<bool>) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if take(&mut heard.testimony) != Some(true) {
            heard.is_spoiled = true;
        }
    }
}

impl<W: World> World for Witness<W> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let stamp = self.world.stamp(path);
        let bytes = self.world.read(path);
        self.note(|heard| {
            let read = Read { stamp, answer: Answer::of(&bytes)? };
            let first = heard.files.entry(path.to_owned()).or_insert_with(|| read.clone());
            Some(first.answer == read.answer)
        });
        bytes
    }

    fn read_own(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.world.read_own(path, most);
        self.note(|heard| {
            let answer = Answer::of(&bytes)?;
            Some(*heard.own.entry((path.to_owned(), most)).or_insert(answer) == answer)
        });
        bytes
    }

    fn walk(&self, folder: &str) -> io::Result<Vec<String>> {
        let paths = self.world.walk(folder);
        self.note(|heard| {
            let digest = listing(paths.as_deref().ok()?);
            Some(*heard.folders.entry(folder.to_owned()).or_insert(digest) == digest)
        });
        paths
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.world.variable(name)
    }

    fn now(&self) -> u64 {
        self.world.now()
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.world.stamp(path)
    }

    fn revision(&self) -> Option<String> {
        self.world.revision()
    }

    fn log(&self, folder: &str) -> Option<String> {
        let revision = self.world.revision();
        self.note(|heard| {
            let is_known = revision.is_some();
            heard.revision = revision;
            Some(is_known)
        });
        self.world.log(folder)
    }

    fn elapsed(&self) -> Duration {
        self.world.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn asked() -> Testimony {
        let files = [("content/a.md", "1"), ("content/b.md", "2"), ("part.md", "3")];
        let world = Witness::new(world(&files));
        let _ = world.walk("content");
        let _ = (world.read("content/a.md"), world.read("absent.md"), world.read_own("part.md", 5));
        world.testimony().unwrap()
    }

    fn world(files: &[(&str, &str)]) -> Memory {
        files.iter().fold(Memory::default(), |world, (path, text)| world.with(path, *text))
    }

    #[test]
    fn what_was_asked_for_matters_and_nothing_else() {
        let (a, b, part) = (("content/a.md", "1"), ("content/b.md", "2"), ("part.md", "3"));
        let holds = |files: &[(&str, &str)]| asked().holds(&world(files));
        assert_eq!(holds(&[a, b, part]), Holds::Yes);
        assert_eq!(holds(&[a, ("content/b.md", "it was only listed"), part]), Holds::Yes);
        assert_eq!(holds(&[a, b, part, ("other.md", "")]), Holds::Yes);
        assert_eq!(holds(&[("content/a.md", "other"), b, part]), Holds::No);
        assert_eq!(holds(&[a, part]), Holds::No);
        assert_eq!(holds(&[a, b]), Holds::No);
        assert_eq!(holds(&[a, b, ("part.md", "longer")]), Holds::No);
        assert_eq!(holds(&[a, b, part, ("absent.md", "")]), Holds::No);
    }
}
