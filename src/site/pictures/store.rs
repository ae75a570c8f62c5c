//! Pictures kept from one run to the next, a file each, named by what it was made of.
//!
//! It is a cache: a file that is missing or cannot be written costs time, not truth.
#![expect(clippy::disallowed_methods, reason = "a cache is one of the places that write files")]

use std::fs;
use std::path::Path;

/// A folder of pictures, or nothing to keep them in.
#[derive(Debug)]
pub(super) struct Store<'a> {
    folder: Option<&'a Path>,
}

impl<'a> Store<'a> {
    pub(super) fn new(folder: Option<&'a Path>) -> Self {
        Self { folder }
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
        let bytes = fs::read(self.folder?.join(key)).ok()?;
        // The digest of the picture stands before it.
        let (digest, picture) = bytes.split_at_checked(blake3::OUT_LEN)?;
        (blake3::hash(picture).as_bytes() == digest).then(|| picture.to_vec())
    }

    /// Keeps a picture.
    pub(super) fn keep(&self, key: &str, picture: &[u8]) {
        let Some(folder) = self.folder else { return };
        let mut bytes = blake3::hash(picture).as_bytes().to_vec();
        bytes.extend_from_slice(picture);
        // Half a file is not whole, and so is not used: it need not be put in place in one step.
        let _ = fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(key), bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_if_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(Some(folder.path()));
        let key = Store::key(b"picture", "small");
        assert_ne!(key, Store::key(b"picture", "large"));
        assert_eq!(store.get(&key), None);
        store.keep(&key, b"made");
        assert_eq!(store.get(&key).as_deref(), Some(&b"made"[..]));
        fs::write(folder.path().join(&key), b"half").unwrap();
        assert_eq!(store.get(&key), None);
        assert_eq!(Store::new(None).get(&key), None);
    }
}
