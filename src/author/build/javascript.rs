//! JavaScript and TypeScript: the SDK's build script bundles the sources with esbuild and puts them
//! into an engine with componentize-js. Both come through `npm install` in the project, in the
//! versions its `package.json` names.

use std::path::Path;

use super::tool::Tool;
use super::{BuildError, Mode, script};
use crate::author::Project;

/// How to come by Node.js.
const REMEDY: &str = "install Node.js 20 or later with npm, from https://nodejs.org or your \
                      system (Debian and Ubuntu: `apt install nodejs npm`)";

/// npm is a script, and Windows knows it as one only by its whole name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What a build needs of `node_modules`.
const TOOLS: [&str; 2] = ["@bytecodealliance/componentize-js", "esbuild"];

/// Both modes are the same: nearly all of the time goes to starting the engine once.
pub(super) fn component(
    project: &Project,
    _: Mode,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    let root = &project.root;
    Tool::new("node", root, REMEDY).args(["--version"]).run(progress)?;
    install(root, progress)?;
    progress("componentize-js: about a quarter of a minute");
    let node = Tool::new("node", root, REMEDY);
    script::component(project, node, "sdk/js/tool/build.mjs", "javascript", progress)
}

/// Gets the tools, unless they are there.
#[expect(clippy::disallowed_methods, reason = "looks at the author's tools, not at a site")]
fn install(root: &Path, progress: &dyn Fn(&str)) -> Result<(), BuildError> {
    let modules = root.join("node_modules");
    if TOOLS.iter().all(|tool| modules.join(tool).join("package.json").is_file()) {
        return Ok(());
    }
    if !root.join("package.json").is_file() {
        return Err(BuildError::Layout(
            "there is no `package.json`, which names the tools it is built with: take that of a \
             new plugin, by `proofpress plugin new NAME --lang js DIR`"
                .into(),
        ));
    }
    progress("npm install: the tools it is built with, some 200 MB");
    Tool::new(NPM, root, REMEDY)
        .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
        .run(progress)
        .map(|_| ())
}
