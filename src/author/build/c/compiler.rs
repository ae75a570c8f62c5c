//! Finds a C compiler for WebAssembly with a C library: what the author names, or the first that is
//! installed.

use std::path::Path;

use crate::author::build::BuildError;
use crate::author::build::tool::Tool;

/// What to do where there is none.
const REMEDY: &str = "`python3 -m pip install ziglang` brings one; so does \
                      `apt install clang lld wasi-libc libclang-rt-dev-wasm32` on Debian and \
                      Ubuntu; or set `WASI_SDK_PATH` to a WASI SDK, or `PROOFPRESS_CC` to a command that \
                      compiles C for `wasm32-wasi`";

/// Where systems put the headers and libraries of a C library for WASI.
const SYSROOTS: [(&str, &str); 2] =
    [("/usr/share/wasi-sysroot", "/usr/share/wasi-sysroot"), ("/usr/include/wasm32-wasi", "/usr")];

/// A call of the compiler, for the right target.
pub(super) fn find(folder: &Path) -> Result<Tool, BuildError> {
    if let Some(command) = variable("PROOFPRESS_CC") {
        // A command may have arguments: `zig cc -target wasm32-wasi`.
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default().to_owned();
        return Ok(Tool::new(program, folder, "mend `PROOFPRESS_CC`").args(words));
    }
    if let Some(sdk) = variable("WASI_SDK_PATH") {
        let clang = Path::new(&sdk).join("bin/clang");
        return Ok(Tool::new(clang, folder, "mend `WASI_SDK_PATH`").args(["--target=wasm32-wasi"]));
    }
    let clang = SYSROOTS.into_iter().find(|(there, _)| is_there(there)).map(|(_, sysroot)| {
        let sysroot = format!("--sysroot={sysroot}");
        ("clang", vec!["--target=wasm32-wasi".to_owned(), sysroot], "--version")
    });
    let zig = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let known = [
        ("zig", zig(&["cc", "-target", "wasm32-wasi"]), "version"),
        ("python3", zig(&["-m", "ziglang", "cc", "-target", "wasm32-wasi"]), "version"),
    ];
    for (program, args, ask) in clang.into_iter().chain(known) {
        // The same program, asked for its version, tells whether it is there.
        let mut question: Vec<&str> =
            args.iter().map(String::as_str).take_while(|arg| *arg != "cc").collect();
        question.push(ask);
        if Tool::new(program, folder, REMEDY).args(question).run(&|_| {}).is_ok() {
            return Ok(Tool::new(program, folder, REMEDY).args(args));
        }
    }
    let what = "there is no C compiler for WebAssembly to build it with".to_owned();
    Err(BuildError::Missing { what, remedy: REMEDY.to_owned() })
}

#[expect(clippy::disallowed_methods, reason = "looks at the author's compiler, not at a site")]
fn is_there(path: &str) -> bool {
    Path::new(path).is_dir()
}

#[expect(clippy::disallowed_methods, reason = "where an author's compiler is named")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
