//! A component in a file, wherever it lies: a build of one's own, or of a neighbour's checkout.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::FetchError;
use crate::plugin::MAX_COMPONENT;

#[expect(clippy::disallowed_methods, reason = "the command line names the file to take in")]
pub(super) fn read(path: &Path) -> Result<Vec<u8>, FetchError> {
    let failed = |why| FetchError::Read { path: path.display().to_string(), why };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(MAX_COMPONENT as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > MAX_COMPONENT {
        return Err(FetchError::TooLarge { what: path.display().to_string() });
    }
    Ok(bytes)
}
