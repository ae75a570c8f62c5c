//! The build script that an SDK brings along, where a plugin is its sources inside an interpreter:
//! the same arguments in any language.

use std::path::Path;

use super::BuildError;
use super::tool::{self, Tool};
use crate::author::{Project, vendor};

/// Has `interpreter` run the SDK's `script`, and gives the component it made. `work` names the
/// folder for what it makes on the way.
pub(super) fn component(
    project: &Project,
    interpreter: Tool,
    script: &str,
    work: &str,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    let sdk = vendor::folder(&project.root)?;
    let work = tool::work(&project.root, work)?;
    let output = work.join("component.wasm");
    let mut call = interpreter
        .args([sdk.join(script)])
        .args([Path::new("--wit"), &sdk.join("wit")])
        .args([Path::new("--work"), &work])
        .args([Path::new("--output"), &output]);
    if let Some(entry) = &project.manifest.build.entry {
        call = call.args(["--entry", entry]);
    }
    call.run(progress)?;
    tool::read(&output)
}
