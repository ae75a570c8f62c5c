//! A folder and a secret that belong to this user alone. Whoever can write in that folder, or
//! knows that secret, could make us run their machine code; so where anything about them is not
//! as it must be, they are not used.

#![expect(
    clippy::disallowed_methods,
    reason = "the code cache is no part of the site: it is machine code, kept outside the project"
)]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// Length of the secret, in bytes.
pub(super) const KEY: usize = 32;

/// Makes sure that `folder` is there and private.
///
/// # Errors
///
/// Where it cannot be made, is a symbolic link, belongs to someone else, or others may write
/// in it.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() {
        return Err(io::Error::other("not a folder, or a link to one"));
    }
    is_ours(folder, &found, 0o022)
}

/// Reads the secret, or makes one up where there is none.
///
/// # Errors
///
/// Where it cannot be read or made, has another length, belongs to someone else, or others may
/// read it.
pub(super) fn key(path: &Path) -> io::Result<[u8; KEY]> {
    let parent = path.parent().ok_or_else(|| io::Error::other("a key file needs a folder"))?;
    make(parent)?;
    match read_key(path, parent) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            make_key(path, parent)?;
            read_key(path, parent)
        }
        read => read,
    }
}

fn read_key(path: &Path, parent: &Path) -> io::Result<[u8; KEY]> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::Error::other("the key file is a link"));
    }
    let mut file = File::open(path)?;
    let found = file.metadata()?;
    is_ours(parent, &found, 0o077)?;
    if found.len() != KEY as u64 {
        return Err(io::Error::other("the key file has a wrong length"));
    }
    let mut key = [0; KEY];
    file.read_exact(&mut key)?;
    Ok(key)
}

/// Two runs may do this at once; the first one's secret stands.
fn make_key(path: &Path, parent: &Path) -> io::Result<()> {
    let mut key = [0; KEY];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    let mut file = tempfile::NamedTempFile::new_in(parent)?;
    file.write_all(&key)?;
    match file.persist_noclobber(path) {
        Err(why) if why.error.kind() != io::ErrorKind::AlreadyExists => Err(why.error),
        _ => Ok(()),
    }
}

/// Whether something belongs to this user, and grants others none of the rights in `closed`.
/// Who this user is shows in whose file we make in `folder`.
#[cfg(unix)]
fn is_ours(folder: &Path, found: &fs::Metadata, closed: u32) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    if found.mode() & closed != 0 {
        return Err(io::Error::other("open to others"));
    }
    let mine = tempfile::tempfile_in(folder)?.metadata()?.uid();
    if found.uid() != mine {
        return Err(io::Error::other("belongs to someone else"));
    }
    Ok(())
}

/// Elsewhere a user's folders are closed to others unless that user opened them.
#[cfg(not(unix))]
fn is_ours(_: &Path, _: &fs::Metadata, _: u32) -> io::Result<()> {
    Ok(())
}
