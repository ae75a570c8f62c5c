//! Compiled first-party plugins at the end of the program's own file, so that a released program
//! compiles nothing on its user's machine.
//!
//! A program file, then machine code, one plugin after the other, then the index, its hash, its
//! length, and a mark. Who can change that file can change the program itself, so its machine
//! code is trusted as the program is; wasmtime still checks that it fits this engine and this
//! processor. A program without a bundle compiles its plugins when it first needs them.
#![expect(
    clippy::disallowed_methods,
    reason = "the program's own file is no part of the site; it is read to find what came with it"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::contract::{Catalogue, Digest};

/// The last bytes of a program that has a bundle.
const MARK: &[u8; 16] = b"proofpress codes";
/// Bytes after the index: its hash, its length, the mark.
const TRAILER: usize = 32 + 8 + 16;
/// No index is longer, in bytes: a catalogue holds the pages of its rules.
const LONGEST_INDEX: u64 = 16 << 20;

/// One plugin of the bundle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Bundled {
    /// Where its machine code is in the file.
    start: u64,
    length: u64,
    /// Who it is, so that it need not be loaded to be known.
    pub(super) catalogue: Catalogue,
}

/// What came with the program.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    program: PathBuf,
    plugins: BTreeMap<Digest, Bundled>,
}

impl Bundle {
    /// The bundle of the running program; empty where it has none.
    pub(super) fn of_program() -> Self {
        Self::open(&program()).unwrap_or_default()
    }

    fn open(program: &Path) -> Option<Self> {
        let mut file = File::open(program).ok()?;
        let end = file.seek(SeekFrom::End(0)).ok()?;
        let mut trailer = [0; TRAILER];
        file.seek(SeekFrom::Start(end.checked_sub(TRAILER as u64)?)).ok()?;
        file.read_exact(&mut trailer).ok()?;
        let (hash, rest) = trailer.split_at(32);
        let (length, mark) = rest.split_first_chunk::<8>()?;
        if mark != MARK {
            return None;
        }
        let length = u64::from_le_bytes(*length);
        if length > LONGEST_INDEX {
            return None;
        }
        let start = end.checked_sub(TRAILER as u64 + length)?;
        let index = read_at(&mut file, start, length)?;
        if blake3::hash(&index).as_bytes() != hash {
            return None;
        }
        let plugins = postcard::from_bytes(&index).ok()?;
        Some(Self { program: program.to_owned(), plugins })
    }

    /// A plugin of that digest.
    pub(super) fn get(&self, digest: &Digest) -> Option<&Bundled> {
        self.plugins.get(digest)
    }

    /// The machine code of a plugin of that digest.
    pub(super) fn code(&self, digest: &Digest) -> Option<Vec<u8>> {
        let plugin = self.plugins.get(digest)?;
        let mut file = File::open(&self.program).ok()?;
        read_at(&mut file, plugin.start, plugin.length)
    }
}

/// A plugin that is to go into a bundle.
pub(super) struct Compiled {
    pub(super) digest: Digest,
    pub(super) code: Vec<u8>,
    pub(super) catalogue: Catalogue,
}

/// Writes the running program, without the bundle it may have, and these plugins into a file.
pub(super) fn write(to: &Path, compiled: Vec<Compiled>) -> io::Result<()> {
    let program = program();
    let mut plain = Vec::new();
    File::open(&program)?.read_to_end(&mut plain)?;
    if let Some(first) = Bundle::open(&program)
        .and_then(|bundle| bundle.plugins.values().map(|plugin| plugin.start).min())
        .and_then(|start| usize::try_from(start).ok())
    {
        plain.truncate(first);
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(&plain)?;
    let mut start = plain.len() as u64;
    let mut plugins = BTreeMap::new();
    for Compiled { digest, code, catalogue } in compiled {
        file.write_all(&code)?;
        let length = code.len() as u64;
        plugins.insert(digest, Bundled { start, length, catalogue });
        start += length;
    }
    let index = postcard::to_stdvec(&plugins).map_err(io::Error::other)?;
    file.write_all(&index)?;
    file.write_all(blake3::hash(&index).as_bytes())?;
    file.write_all(&(index.len() as u64).to_le_bytes())?;
    file.write_all(MARK)?;
    let permissions = std::fs::metadata(&program)?.permissions();
    file.as_file().set_permissions(permissions)?;
    file.persist(to).map_err(|why| why.error)?;
    Ok(())
}

/// The file of the running program. On Linux by the link the system keeps, which leads to it even
/// if another was put in its place since.
fn program() -> PathBuf {
    if cfg!(target_os = "linux") {
        return PathBuf::from("/proc/self/exe");
    }
    std::env::current_exe().unwrap_or_default()
}

fn read_at(file: &mut File, start: u64, length: u64) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.seek(SeekFrom::Start(start)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
