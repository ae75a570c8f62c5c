//! The scripts that make Node.js out of the engine, by the name they ask for each other, as the
//! build script compiled them.

use rquickjs::{Ctx, Exception, Function, Module, Result};

/// Names and bytecode, sorted by name.
const SCRIPTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/scripts.rs"));

/// One of our own scripts, as a function of `(exports, internal, native)`.
///
/// # Errors
///
/// Where there is no such script, or no memory for it.
pub(crate) fn script<'js>(ctx: Ctx<'js>, name: String) -> Result<Function<'js>> {
    let found = SCRIPTS.binary_search_by_key(&name.as_str(), |(known, _)| known);
    let Some((_, bytecode)) = found.ok().and_then(|at| SCRIPTS.get(at)) else {
        return Err(Exception::throw_internal(&ctx, &format!("no script `{name}`")));
    };
    let (module, _settled) = load(&ctx, bytecode)?.eval()?;
    module.get("default")
}

/// The module of which this is the bytecode.
#[expect(unsafe_code, reason = "the engine believes bytecode")]
fn load<'js>(ctx: &Ctx<'js>, bytecode: &'static [u8]) -> Result<Module<'js>> {
    // SAFETY: `SCRIPTS` is private to this file and all that is in it was written by the build
    // script of this very build, with the same version of the engine.
    unsafe { Module::load(ctx.clone(), bytecode) }
}
