//! Lists the rules and pairs each with its page, and compiles the scripts in `src/node/`, so that
//! no run parses them.
#![allow(clippy::print_stdout, reason = "build scripts talk to cargo on standard output")]
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads its own crate's folders; there is no `World` at build time"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use rquickjs::module::WriteOptions;
use rquickjs::{Context, Module, Runtime};

/// Where the scripts are.
const SCRIPTS: &str = "src/node";

fn main() -> Result<(), Box<dyn Error>> {
    proofpress_plugin_build::rules("JavaScript");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={SCRIPTS}");
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(SCRIPTS)? {
        paths.push(entry?.path());
    }
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let context = Context::full(&Runtime::new()?)?;
    let mut list = String::from("&[\n");
    for path in &paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let compiled = out.join(format!("{name}.bytecode"));
        fs::write(&compiled, compile(&context, &name, path)?)?;
        writeln!(list, "({name:?}, include_bytes!({compiled:?}).as_slice()),")?;
    }
    list.push_str("]\n");
    fs::write(out.join("scripts.rs"), list)?;
    Ok(())
}

/// The bytecode of a script, as a module whose default is a function of what the scripts need.
/// Numbers in it are little-endian, on whatever machine it is made.
fn compile(context: &Context, name: &str, path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let text = format!("export default function (exports, internal, native) {{{text}\n}}");
    context.with(|ctx| {
        let module = Module::declare(ctx.clone(), format!("node:internal/{name}"), text);
        let module = module.map_err(|_| format!("{}: {:?}", path.display(), ctx.catch()))?;
        Ok(module.write(WriteOptions::default())?)
    })
}
