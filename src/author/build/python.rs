//! Python.

use super::{BuildError, Mode};
use crate::author::Project;

pub(super) fn component(
    project: &Project,
    _: Mode,
    _: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    let language = project.manifest.language;
    Err(BuildError::Layout(format!("this proofpress does not build plugins in `{language}`")))
}
