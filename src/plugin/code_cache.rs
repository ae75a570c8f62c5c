//! Compiled plugins on disk, so that the second run compiles nothing.
//!
//! Loading machine code is running it: wasmtime accepts a tampered file. So each file is sealed
//! with a keyed hash over what it is for and what it holds; it is read whole, the seal is
//! checked, and only those bytes, in memory, are loaded. Anything that is not as it should be is
//! a miss, never an error.
//!
//! A file: magic, format, digest of the component, seal, machine code. It lies in a folder named
//! after the engine, wasmtime's version included, and is named after the digest.

#![expect(
    clippy::disallowed_methods,
    reason = "the code cache is no part of the site: it is machine code, kept outside the project"
)]

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use wasmtime::Engine;
use wasmtime::component::Component;

use super::contract::Digest;
use super::private_folder::{self, KEY};

const MAGIC: &[u8; 8] = b"ppcwasm\0";
const FORMAT: u32 = 1;
/// Bytes before the machine code.
const HEADER: usize = 8 + 4 + 32 + 32;
/// The most that is kept, in bytes, over all engines.
const CAPACITY: u64 = 512 << 20;

/// The cache of one engine.
pub(super) struct CodeCache {
    root: PathBuf,
    folder: PathBuf,
    key: [u8; KEY],
    engine: [u8; 32],
}

impl CodeCache {
    /// Opens the cache, or none where folder or key cannot be trusted.
    pub(super) fn open(root: &Path, key_file: &Path, engine: &Engine) -> Option<Self> {
        let engine = engine_id(engine);
        let name: String = engine.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let folder = root.join(format!("wasmtime-{name}"));
        private_folder::make(root).ok()?;
        private_folder::make(&folder).ok()?;
        let key = private_folder::key(key_file).ok()?;
        Some(Self { root: root.to_owned(), folder, key, engine })
    }

    /// The compiled component of that digest, if it is there and sound.
    pub(super) fn get(&self, engine: &Engine, digest: &Digest) -> Option<Component> {
        let file = fs::read(self.path(digest)).ok()?;
        let (header, code) = file.split_at_checked(HEADER)?;
        let (expected, seal) = header.split_at_checked(HEADER - 32)?;
        if expected != prefix(digest) {
            return None;
        }
        let seal = blake3::Hash::from_slice(seal).ok()?;
        // Compares in constant time.
        if self.seal(digest, code) != seal {
            return None;
        }
        deserialize(engine, code)
    }

    /// Keeps a compiled component. Where that fails the next run compiles again.
    pub(super) fn put(&self, digest: &Digest, code: &[u8]) {
        if self.write(digest, code).is_ok() {
            prune(&self.root, CAPACITY);
        }
    }

    fn write(&self, digest: &Digest, code: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&prefix(digest))?;
        file.write_all(self.seal(digest, code).as_bytes())?;
        file.write_all(code)?;
        file.persist(self.path(digest)).map_err(|why| why.error)?;
        Ok(())
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        self.folder.join(format!("{digest}.cwasm"))
    }

    /// Covers the engine and the component too: sound code in another one's place is not sound.
    fn seal(&self, digest: &Digest, code: &[u8]) -> blake3::Hash {
        let mut seal = blake3::Hasher::new_keyed(&self.key);
        seal.update(&prefix(digest)).update(&self.engine).update(code);
        seal.finalize()
    }
}

fn prefix(digest: &Digest) -> Vec<u8> {
    [MAGIC.as_slice(), &FORMAT.to_le_bytes(), &digest.0].concat()
}

#[expect(unsafe_code, reason = "the one place where machine code is loaded; see SAFETY")]
pub(super) fn deserialize(engine: &Engine, code: &[u8]) -> Option<Component> {
    // SAFETY: `code` must be what wasmtime's compiler gave. Either its seal was just checked, and
    // only `CodeCache::put` of a process with this user's secret key seals, right after compiling;
    // or it is part of the file of this very program; or this program just compiled it, here or in
    // a process it started for that. The bytes are in our own memory, so nobody can change them
    // since. That the code fits this engine wasmtime checks itself.
    unsafe { Component::deserialize(engine, code) }.ok()
}

/// Everything about an engine that shapes its code, wasmtime's version included.
fn engine_id(engine: &Engine) -> [u8; 32] {
    let mut id = Blake3(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut id);
    *id.0.finalize().as_bytes()
}

/// A hasher whose full width can be taken.
struct Blake3(blake3::Hasher);

impl Hasher for Blake3 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        let (first, _) = hash.as_bytes().split_first_chunk().unwrap_or((&[0; 8], &[]));
        u64::from_le_bytes(*first)
    }
}

/// Removes the oldest files until no more than `capacity` bytes are left.
fn prune(root: &Path, capacity: u64) {
    let mut files: Vec<(SystemTime, PathBuf, u64)> = walkdir::WalkDir::new(root)
        .max_depth(2)
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "cwasm"))
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            Some((found.modified().ok()?, entry.into_path(), found.len()))
        })
        .collect();
    files.sort();
    let mut total: u64 = files.iter().map(|(_, _, size)| size).sum();
    for (_, path, size) in files {
        if total <= capacity {
            break;
        }
        if fs::remove_file(path).is_ok() {
            total = total.saturating_sub(size);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use wasmtime::Engine;
    use wasmtime::component::Component;

    use super::{CodeCache, Digest, prune};

    const DIGEST: Digest = Digest([7; 32]);

    /// A cache that holds one small component, and the bytes of its file.
    fn filled(root: &std::path::Path, engine: &Engine) -> (CodeCache, Vec<u8>) {
        let cache = CodeCache::open(&root.join("cache"), &root.join("key"), engine).unwrap();
        let text = "(component (core module (func (drop (i32.const 1)))))";
        let component = Component::new(engine, wat::parse_str(text).unwrap()).unwrap();
        cache.put(&DIGEST, &component.serialize().unwrap());
        assert!(cache.get(engine, &DIGEST).is_some());
        let file = fs::read(cache.path(&DIGEST)).unwrap();
        (cache, file)
    }

    #[test]
    fn not_one_flipped_bit_is_accepted() {
        let root = tempfile::tempdir().unwrap();
        let engine = Engine::default();
        let (cache, sound) = filled(root.path(), &engine);
        for at in (0..sound.len()).step_by(sound.len() / 500).chain(0..80) {
            let mut tampered = sound.clone();
            tampered[at] ^= 1 << (at % 8);
            fs::write(cache.path(&DIGEST), tampered).unwrap();
            assert!(cache.get(&engine, &DIGEST).is_none(), "byte {at}");
        }
    }

    #[test]
    fn no_cut_file_is_accepted() {
        let root = tempfile::tempdir().unwrap();
        let engine = Engine::default();
        let (cache, sound) = filled(root.path(), &engine);
        for length in [0, 7, 12, 50, 75, 76, 77, sound.len() - 1] {
            fs::write(cache.path(&DIGEST), &sound[..length]).unwrap();
            assert!(cache.get(&engine, &DIGEST).is_none(), "{length} bytes");
        }
    }

    #[test]
    fn code_for_another_engine_is_not_accepted() {
        let root = tempfile::tempdir().unwrap();
        let engine = Engine::default();
        let (_, sound) = filled(root.path(), &engine);
        let metered = Engine::new(wasmtime::Config::new().consume_fuel(true)).unwrap();
        let (cache, _) = filled(root.path(), &metered);
        fs::write(cache.path(&DIGEST), sound).unwrap();
        assert!(cache.get(&metered, &DIGEST).is_none());
    }

    #[test]
    fn the_oldest_go_first() {
        let root = tempfile::tempdir().unwrap();
        let engine = root.path().join("wasmtime-0");
        fs::create_dir(&engine).unwrap();
        for (age, name) in [(1, "new"), (3, "old"), (2, "middle")] {
            let path = engine.join(format!("{name}.cwasm"));
            fs::write(&path, [0; 100]).unwrap();
            let then = fs::metadata(&path).unwrap().modified().unwrap()
                - std::time::Duration::from_secs(age * 100);
            fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
        }
        fs::write(root.path().join("unrelated"), [0; 1000]).unwrap();
        prune(root.path(), 250);
        let left =
            ["new", "middle", "old"].map(|name| engine.join(format!("{name}.cwasm")).exists());
        assert_eq!(left, [true, true, false]);
        assert!(root.path().join("unrelated").exists());
    }
}
