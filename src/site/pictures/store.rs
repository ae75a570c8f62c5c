//! Pictures kept from one run to the next, a sealed file each, named by what it was made of.

use std::path::{Path, PathBuf};

use crate::sealed::{self, Magic};

/// Changes with the way pictures are made.
const MAGIC: &Magic = b"proofpress p0001";

/// A folder of pictures, or nothing to keep them in.
#[derive(Debug)]
pub(super) struct Store {
    folder: Option<PathBuf>,
}

impl Store {
    /// In the folder of what is kept between runs.
    pub(super) fn new(kept: Option<&Path>) -> Self {
        Self { folder: kept.map(|folder| folder.join("pictures")) }
    }

    /// The name of what is made in one way of a picture.
    pub(super) fn key(picture: &[u8], what: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(what.as_bytes());
        hasher.update(&[0]);
        hasher.update(picture);
        hasher.finalize().to_hex().to_string()
    }

    /// A picture that was kept, if it is whole.
    pub(super) fn get(&self, key: &str) -> Option<Vec<u8>> {
        sealed::read_bytes(&self.folder.as_ref()?.join(key), MAGIC)
    }

    /// Keeps a picture.
    pub(super) fn keep(&self, key: &str, picture: &[u8]) {
        if let Some(folder) = &self.folder {
            // A picture that cannot be kept is made again.
            let _ = sealed::write_bytes(&folder.join(key), MAGIC, picture);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(Some(folder.path()));
        let key = Store::key(b"picture", "small");
        assert_ne!(key, Store::key(b"picture", "large"));
        assert_eq!(store.get(&key), None);
        store.keep(&key, b"made");
        assert_eq!(store.get(&key).as_deref(), Some(&b"made"[..]));
        assert_eq!(Store::new(None).get(&key), None);
    }
}
