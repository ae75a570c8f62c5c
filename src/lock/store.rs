//! Components by their hash, outside of any site: fetched once, used by every site of the user.
//!
//! What is read is hashed again each time, so that nobody has to be trusted with the folder: a
//! file whose bytes are not those of its name is as good as none.

#![expect(clippy::disallowed_methods, reason = "the store is a cache in the user's own folder")]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::digest;
use crate::plugin::{Digest, MAX_COMPONENT};

/// A folder of components.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What the store has under a hash.
#[derive(Debug, PartialEq, Eq)]
pub enum Held {
    /// These bytes, which have that hash.
    Bytes(Vec<u8>),
    /// Nothing.
    Nothing,
    /// A file that cannot be read, or whose bytes have another hash.
    Damaged,
}

impl Store {
    /// The store in a folder, which is made when something is put there.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The component with that hash.
    pub fn get(&self, wanted: Digest) -> Held {
        let file = match File::open(self.path(wanted)) {
            Ok(file) => file,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Held::Nothing,
            Err(_) => return Held::Damaged,
        };
        let mut bytes = Vec::new();
        let most = MAX_COMPONENT as u64 + 1;
        match file.take(most).read_to_end(&mut bytes) {
            Ok(_) if digest(&bytes) == wanted => Held::Bytes(bytes),
            _ => Held::Damaged,
        }
    }

    /// Puts a component in, whole or not at all.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or written to.
    pub fn put(&self, bytes: &[u8]) -> io::Result<Digest> {
        let digest = digest(bytes);
        fs::create_dir_all(&self.folder)?;
        let mut staged = tempfile::NamedTempFile::new_in(&self.folder)?;
        staged.write_all(bytes)?;
        staged.as_file().sync_all()?;
        staged.persist(self.path(digest)).map_err(|why| why.error)?;
        Ok(digest)
    }

    /// Where the component with that hash lies, if it is there.
    pub fn path(&self, digest: Digest) -> PathBuf {
        self.folder.join(format!("{digest}.wasm"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_under_a_hash_are_never_given_out() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("made/on/demand"));
        let digest = store.put(b"component").unwrap();
        assert_eq!(store.get(digest), Held::Bytes(b"component".to_vec()));
        assert_eq!(store.get(Digest([0; 32])), Held::Nothing);

        fs::write(store.path(digest), b"componenT").unwrap();
        assert_eq!(store.get(digest), Held::Damaged);
        fs::write(store.path(digest), b"").unwrap();
        assert_eq!(store.get(digest), Held::Damaged);
        store.put(b"component").unwrap();
        assert_eq!(store.get(digest), Held::Bytes(b"component".to_vec()));

        fs::remove_file(store.path(digest)).unwrap();
        fs::create_dir(store.path(digest)).unwrap();
        assert_eq!(store.get(digest), Held::Damaged);
    }

    #[test]
    fn nothing_but_whole_components_is_ever_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.put(b"one").unwrap();
        store.put(b"one").unwrap();
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names: Vec<_> = names.collect();
        assert_eq!(names, [format!("{}.wasm", digest(b"one")).as_str()]);
    }
}
