//! A C compiler for WebAssembly, for plugins that stand on a C library: `zig cc`, which is Clang
//! with the headers of a C library for WASI, and comes from PyPI like the other tools.
//!
//! `.cargo/config.toml` tells cargo to use what is made here, so that a plain
//! `cargo build --target wasm32-wasip2` works too, once `cargo xtask plugins` has run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::pypi;
use crate::workspace::{output, root, step};

/// The version of the package `ziglang`.
const ZIG: &str = "0.17.1";

/// How every C file is compiled. `setjmp` becomes an exception of WebAssembly, in the encoding of
/// the finished specification; undefined behaviour is not instrumented, since that needs a
/// runtime.
const FLAGS: [&str; 8] = [
    "-fno-sanitize=undefined",
    "-mexception-handling",
    "-mllvm",
    "-wasm-enable-sjlj",
    "-mllvm",
    "-wasm-use-legacy-eh=false",
    "-D_WASI_EMULATED_SIGNAL",
    "-D_WASI_EMULATED_PROCESS_CLOCKS",
];

/// The compiler and what C libraries are linked with.
pub(crate) struct Compiler {
    /// Compiles C, with the arguments of Clang.
    pub(crate) cc: PathBuf,
    /// Makes archives, with the arguments of `ar`.
    pub(crate) ar: PathBuf,
}

/// Makes the compiler ready in `target/c`: `cc` and `ar`, and `lib` with the parts of a C library
/// that Rust's for WASI lacks.
pub(crate) fn prepare() -> Result<Compiler> {
    let work = root().join("target/c");
    let compiler = Compiler { cc: work.join("cc"), ar: work.join("ar") };
    let sources = root().join("xtask/c");
    let stamp = work.join("inputs");
    let inputs = inputs(&sources)?;
    if fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        return Ok(compiler);
    }
    let zig = pypi::install("ziglang", ZIG)?.module("ziglang")?.join("zig");
    step("C compiler for plugins");
    let lib = work.join("lib");
    fs::create_dir_all(&lib)?;
    let zig = zig.to_string_lossy();
    let cache = work.join("cache");
    let head = format!("#!/bin/sh\nexport ZIG_GLOBAL_CACHE_DIR={:?}\n", cache.to_string_lossy());
    // The names that Rust has for the target mean nothing to zig.
    write_script(
        &compiler.cc,
        &format!(
            "{head}for argument do\n  shift\n  case $argument in --target=*) ;; *) set -- \"$@\" \
             \"$argument\" ;; esac\ndone\nexec {zig:?} cc -target wasm32-wasi {} \"$@\"\n",
            FLAGS.join(" ")
        ),
    )?;
    write_script(&compiler.ar, &format!("{head}exec {zig:?} ar \"$@\"\n"))?;
    archive(&compiler, &lib, "setjmp", &[sources.join("setjmp.c"), sources.join("longjmp.s")])?;
    archive(&compiler, &lib, "wasi-emulated-signal", &[sources.join("signal.c")])?;
    fs::write(stamp, inputs)?;
    Ok(compiler)
}

/// What `target/c` is made from.
fn inputs(sources: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(include_bytes!("c_compiler.rs"));
    hasher.update(root().to_string_lossy().as_bytes());
    for name in ["longjmp.s", "setjmp.c", "signal.c"] {
        hasher.update(&fs::read(sources.join(name))?);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// Compiles files into `lib<name>.a`.
fn archive(compiler: &Compiler, lib: &Path, name: &str, files: &[PathBuf]) -> Result<()> {
    let to = lib.join(format!("lib{name}.a"));
    // `ar` would add to what is there.
    let _ = fs::remove_file(&to);
    let mut objects = Vec::new();
    for file in files {
        let object = lib.join(file.file_name().unwrap_or_default()).with_extension("o");
        output(Command::new(&compiler.cc).args(["-O2", "-c", "-o"]).arg(&object).arg(file))?;
        objects.push(object);
    }
    output(Command::new(&compiler.ar).arg("crs").arg(&to).args(&objects))?;
    Ok(())
}

fn write_script(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
