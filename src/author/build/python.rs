//! Python: the SDK's build script puts the sources and an interpreter into one component with
//! componentize-py, which lives in an environment of its own below `.proofpress/python`.

use std::path::{Path, PathBuf};

use super::tool::{self, Tool};
use super::{BuildError, Mode, script};
use crate::author::{Project, vendor};

/// How to come by Python.
const REMEDY: &str = "install Python 3.10 or later with its `venv` module, from \
                      https://www.python.org or your system (Debian and Ubuntu: `apt install \
                      python3 python3-venv`)";

/// Where a virtual environment has its programs.
const PROGRAMS: &str = if cfg!(windows) { "Scripts" } else { "bin" };

/// Ends with 0 where the Python is new enough.
const IS_NEW: &str = "import sys; sys.exit(sys.version_info < (3, 10))";

/// Both modes are the same: nearly all of the time goes to starting the interpreter once.
pub(super) fn component(
    project: &Project,
    _: Mode,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    let root = &project.root;
    let sdk = vendor::folder(root)?;
    let python = environment(root, &sdk.join("sdk/python/requirements.txt"), progress)?;
    progress("componentize-py: about a quarter of a minute");
    let python = Tool::new(python, root, REMEDY);
    script::component(project, python, "sdk/python/build.py", "python", progress)
}

/// The Python of an environment with what the requirements name, made where it is not there.
#[expect(clippy::disallowed_methods, reason = "makes the author's tools, not a site")]
fn environment(
    root: &Path,
    requirements: &Path,
    progress: &dyn Fn(&str),
) -> Result<PathBuf, BuildError> {
    let folder = root.join(".proofpress/python");
    let python = folder.join(PROGRAMS).join("python");
    let complete = folder.join("complete");
    let wanted = tool::read(requirements)?;
    if std::fs::read(&complete).is_ok_and(|made_of| made_of == wanted) {
        return Ok(python);
    }
    progress("componentize-py from PyPI, into `.proofpress/python`");
    // What a broken attempt left behind would be taken for the real thing.
    let _ = std::fs::remove_dir_all(&folder);
    let quiet = |_: &str| {};
    let is_new =
        |name: &&str| Tool::new(name, root, REMEDY).args(["-c", IS_NEW]).run(&quiet).is_ok();
    let system = ["python3", "python"].into_iter().find(is_new).ok_or_else(|| {
        let what = "there is no `python3`, 3.10 or later, to build it with".to_owned();
        BuildError::Missing { what, remedy: REMEDY.to_owned() }
    })?;
    Tool::new(system, root, REMEDY).args(["-m", "venv"]).args([&folder]).run(progress)?;
    Tool::new(&python, root, REMEDY)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .args([requirements])
        .run(progress)?;
    std::fs::write(&complete, wanted)
        .map_err(|why| BuildError::Files { path: complete.clone(), why })?;
    Ok(python)
}
