//! What a written site looks like from outside, so that a later run can tell that nobody touched
//! it.

use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::stamp::Stamp;

/// Every file and folder of a site that was written, with its stamp. A folder's tells whether
/// something was put in or taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    entries: Vec<(String, Stamp)>,
    files: usize,
}

impl Manifest {
    /// Of the site in a folder; none where the system does not tell enough.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read.
    pub fn of(folder: &Path) -> io::Result<Option<Self>> {
        let (mut paths, mut files) = (Vec::new(), 0);
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry?;
            files += usize::from(!entry.file_type().is_dir());
            let path = entry.path().strip_prefix(folder).map_err(io::Error::other)?;
            // What cannot be named cannot be looked at again.
            let Some(path) = path.to_str() else { return Ok(None) };
            paths.push(path.to_owned());
        }
        let stamped = paths.into_par_iter().map(|path| {
            let stamp = Stamp::of(&folder.join(&path))?;
            Ok(stamp.map(|stamp| (path, stamp)))
        });
        let entries: Option<Vec<(String, Stamp)>> = stamped.collect::<io::Result<_>>()?;
        // The marker is none of the site.
        Ok(entries.map(|entries| Self { entries, files: files.saturating_sub(1) }))
    }

    /// Whether the site in a folder is as it was.
    pub fn holds(&self, folder: &Path) -> bool {
        let is_same = |(path, stamp): &(String, Stamp)| matches!(Stamp::of(&folder.join(path)), Ok(Some(now)) if now == *stamp);
        self.entries.par_iter().all(is_same)
    }

    /// How many files the site has.
    pub fn files(&self) -> usize {
        self.files
    }
}
