//! Files that are kept from one run to the next, whole or not at all.
//!
//! What is kept this way is a cache: a file that is missing, damaged or of another version is
//! nothing kept, and one that cannot be written costs time, not truth. This guards against accidents,
//! not against malice: compiled code, which is trusted, has a keyed store of its own.
#![expect(clippy::disallowed_methods, reason = "a cache is one of the places that write files")]

use std::path::Path;
use std::{fs, io};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The first bytes of a file: what is in it, and the version of its shape.
pub(crate) type Magic = [u8; 16];

/// What was kept in a file, if it is there, whole and of this version.
pub(crate) fn read<T: DeserializeOwned>(file: &Path, magic: &Magic) -> Option<T> {
    postcard::from_bytes(opened(&fs::read(file).ok()?, magic)?).ok()
}

/// Keeps a value in a file, and makes the folder it is in.
///
/// # Errors
///
/// Where the file cannot be written; the old one is then still there.
pub(crate) fn write(file: &Path, magic: &Magic, value: &impl Serialize) -> io::Result<()> {
    let body = postcard::to_stdvec(value).map_err(io::Error::other)?;
    write_bytes(file, magic, &body)
}

/// [`read`] for bytes as they are.
pub(crate) fn read_bytes(file: &Path, magic: &Magic) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    let body = bytes.len() - opened(&bytes, magic)?.len();
    bytes.drain(..body);
    Some(bytes)
}

/// [`write()`] for bytes as they are.
///
/// # Errors
///
/// As [`write()`].
pub(crate) fn write_bytes(file: &Path, magic: &Magic, body: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    for part in [magic.as_slice(), blake3::hash(body).as_bytes(), body] {
        io::Write::write_all(&mut staged, part)?;
    }
    staged.persist(file).map_err(|why| why.error)?;
    Ok(())
}

/// What stands after the magic and the digest, if both are right.
fn opened<'b>(bytes: &'b [u8], magic: &Magic) -> Option<&'b [u8]> {
    let (found, rest) = bytes.split_at_checked(magic.len())?;
    let (digest, body) = rest.split_at_checked(blake3::OUT_LEN)?;
    (found == magic && blake3::hash(body).as_bytes() == digest).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAGIC: &Magic = b"proofpress t0001";

    #[test]
    fn what_was_kept_is_there_if_it_is_whole_and_of_this_version() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inner/kept");
        assert_eq!(read::<u32>(&file, MAGIC), None);
        write(&file, MAGIC, &7_u32).unwrap();
        assert_eq!(read::<u32>(&file, MAGIC), Some(7));
        assert_eq!(read::<u32>(&file, b"proofpress t0002"), None);
        let whole = fs::read(&file).unwrap();
        for length in 0..whole.len() {
            fs::write(&file, &whole[..length]).unwrap();
            assert_eq!(read::<u32>(&file, MAGIC), None, "{length}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&file, damaged).unwrap();
            assert_eq!(read::<u32>(&file, MAGIC), None, "{at}");
        }
    }

    #[test]
    fn bytes_are_kept_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept");
        write_bytes(&file, MAGIC, b"picture").unwrap();
        assert_eq!(read_bytes(&file, MAGIC).as_deref(), Some(&b"picture"[..]));
        fs::write(&file, b"picture").unwrap();
        assert_eq!(read_bytes(&file, MAGIC), None);
    }
}
