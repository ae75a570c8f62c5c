//! Reads a component without running or compiling it: whether it is a plugin, which version of
//! the contract it speaks, what it exports and what it wants to import.
//!
//! Every refusal says what was given and what to do. This module knows nothing of engines.

use wasmparser::{Encoding, Parser, Payload};
use wasmtime::Engine;

use super::contract::Interfaces;

/// The package of `wit/plugin.wit`.
pub(super) const PACKAGE: &str = "proofpress:plugin/";
/// The version of it this host speaks: any minor of this major.
const MAJOR: u64 = 1;
/// The interfaces a plugin may import from us.
const OFFERED: [&str; 3] = ["types", "log", "site-files"];

/// The largest component, in bytes. A Python interpreter with its library takes 39 MiB, most of
/// them data.
pub const MAX_BYTES: usize = 64 << 20;
/// The most functions, over all its modules: three times those of that interpreter. A hundred
/// thousand empty ones would take the compiler seven seconds and 600 MB.
const MAX_FUNCTIONS: u32 = 50_000;
/// The largest function body, in bytes; an interpreter's loop has 417 KiB. Compiling takes more
/// than its share for a large one.
const MAX_BODY: usize = 768 << 10;
/// The most code, in bytes, over all its modules: four times that of a Python interpreter, which
/// takes the compiler up to fifteen seconds.
const MAX_CODE: usize = 32 << 20;

/// The names a component exports and imports, as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) exports: Vec<String>,
    pub(super) imports: Vec<String>,
}

/// Finds out what a component can do, or why it is no plugin for this host.
pub(super) fn inspect(bytes: &[u8]) -> Result<Interfaces, String> {
    if Engine::detect_precompiled(bytes).is_some() {
        return Err("this is machine code, compiled ahead of time, which is never loaded: give \
                    the `.wasm` component it was made from"
            .into());
    }
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "it is {} MiB large and at most {} MiB are allowed: build it with optimisation and \
             without debug information",
            bytes.len() >> 20,
            MAX_BYTES >> 20
        ));
    }
    if !bytes.starts_with(b"\0asm") {
        return Err("this is not WebAssembly: give the `.wasm` file of a component".into());
    }
    let names = names(bytes)?;
    allowed_imports(&names.imports)?;
    interfaces(&names.exports)
}

/// Whether a component imports one of our interfaces. One that cannot be read imports nothing.
pub(super) fn imports(bytes: &[u8], interface: &str) -> bool {
    let names = names(bytes).unwrap_or_default();
    let mut ours = names.imports.iter().filter_map(|name| name.strip_prefix(PACKAGE));
    ours.any(|name| split_version(name).0 == interface)
}

/// The top level's names; what is nested inside is only counted.
pub(super) fn names(bytes: &[u8]) -> Result<Names, String> {
    let damaged = |why: wasmparser::BinaryReaderError| {
        format!("the file is damaged ({}): build or fetch it again", why.message())
    };
    let mut names = Names::default();
    let mut depth = 0_usize;
    let (mut functions, mut code) = (0_u32, 0_usize);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(damaged)? {
            Payload::Version { encoding: Encoding::Module, .. } if depth == 0 => {
                return Err("this is a core module, not a component: build it for \
                            `wasm32-wasip2`, or wrap it with `wasm-tools component new`"
                    .into());
            }
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CodeSectionStart { count, range, .. } => {
                functions = functions.saturating_add(count);
                code = code.saturating_add(range.len());
                if functions > MAX_FUNCTIONS {
                    return Err(format!(
                        "it has more than {MAX_FUNCTIONS} functions: leave out what it does not use"
                    ));
                }
                if code > MAX_CODE {
                    return Err(format!(
                        "it has more than {} MiB of code: leave out what it does not use",
                        MAX_CODE >> 20
                    ));
                }
            }
            Payload::CodeSectionEntry(body) if body.range().len() > MAX_BODY => {
                let kib = body.range().len() >> 10;
                return Err(format!(
                    "one of its functions is {kib} KiB large, and at most {} KiB are allowed: move \
                     tables from code to data",
                    MAX_BODY >> 10
                ));
            }
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    names.imports.push(import.map_err(damaged)?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    names.exports.push(export.map_err(damaged)?.name.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

/// Splits `wasi:io/poll@0.2.6` at the `@`.
pub(super) fn split_version(name: &str) -> (&str, &str) {
    name.split_once('@').unwrap_or((name, ""))
}

/// Refuses what no plugin may have. WASI 0.2 may be asked for: what of it is not provided
/// traps when it is called.
fn allowed_imports(imports: &[String]) -> Result<(), String> {
    for import in imports {
        let (name, version) = split_version(import);
        if let Some(interface) = name.strip_prefix(PACKAGE) {
            if !OFFERED.contains(&interface) {
                return Err(format!(
                    "it needs `{import}`, which this proofpress ({}) does not have: upgrade \
                     proofpress",
                    env!("CARGO_PKG_VERSION")
                ));
            }
        } else if name.starts_with("wasi:") {
            if !version.starts_with("0.2.") {
                return Err(format!(
                    "it imports `{import}`, and only WASI 0.2 is there: build it for \
                     `wasm32-wasip2`"
                ));
            }
        } else {
            return Err(format!(
                "it imports `{import}`, which no plugin may have: build it without, with imports \
                 from `proofpress:plugin` and `wasi` only"
            ));
        }
    }
    Ok(())
}

/// The interfaces among the exports, after a look at their version.
fn interfaces(exports: &[String]) -> Result<Interfaces, String> {
    let ours: Vec<(&str, &str)> = exports
        .iter()
        .map(|export| split_version(export))
        .filter_map(|(name, version)| Some((name.strip_prefix(PACKAGE)?, version)))
        .collect();
    let Some(&(_, version)) = ours.first() else {
        return Err("this is a component, but no plugin: it exports nothing of \
                    `proofpress:plugin`"
            .into());
    };
    for (_, version) in &ours {
        speaks(version)?;
    }
    let has = |interface: &str| ours.iter().any(|(name, _)| *name == interface);
    for needed in ["meta", "lifecycle"] {
        if !has(needed) {
            return Err(format!(
                "it does not export `{PACKAGE}{needed}@{version}`, which every plugin must"
            ));
        }
    }
    Ok(Interfaces {
        example_checker: has("example-checker"),
        document_checker: has("document-checker"),
        site_checker: has("site-checker"),
        runner: has("runner"),
        renderer: has("renderer"),
    })
}

/// Whether a plugin built for that version of the contract can be used.
fn speaks(version: &str) -> Result<(), String> {
    let major = version.split('.').next().and_then(|major| major.parse::<u64>().ok());
    match major {
        Some(MAJOR) => Ok(()),
        Some(older) if older < MAJOR => Err(format!(
            "it was built for version {version} of the plugin contract, which is too old for \
             this proofpress (it speaks {MAJOR}.x): build it again with a current SDK"
        )),
        Some(_) => Err(format!(
            "it was built for version {version} of the plugin contract, which is too new for \
             this proofpress (it speaks {MAJOR}.x): upgrade proofpress"
        )),
        None => Err(format!(
            "it does not say which version of the plugin contract it was built for (`{version}`): \
             build it again with a current SDK"
        )),
    }
}

#[cfg(test)]
mod tests {
    use wasmtime::Engine;

    use super::inspect;

    #[test]
    fn machine_code_is_never_loaded() {
        let engine = Engine::default();
        let component =
            engine.precompile_component(&wat::parse_str("(component)").unwrap()).unwrap();
        let module = engine.precompile_module(&wat::parse_str("(module)").unwrap()).unwrap();
        for code in [component, module] {
            let why = inspect(&code).unwrap_err();
            assert!(why.starts_with("this is machine code, compiled ahead of time"), "{why}");
        }
    }
}
