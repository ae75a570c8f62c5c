//! The SDKs that are not Rust, by their own tests: in Node.js, in Python, and compiled for this
//! machine. Where the tool is not installed, its test says so and passes.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "starts the tools of other languages, and says which are not there"
)]

use std::path::Path;
use std::process::Command;

/// Runs a tool in the folder of an SDK; all has to be well. Whether it is there at all is told.
fn passes(sdk: &str, program: &str, args: &[&str]) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sdk").join(sdk);
    let call = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output();
    let Ok(output) = call else {
        eprintln!("left out: there is no `{program}`");
        return false;
    };
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let text = said(&output.stdout) + &said(&output.stderr);
    assert!(output.status.success(), "{program} {}: {text}", args.join(" "));
    true
}

#[test]
fn javascript() {
    passes("js", "node", &["--test"]);
}

#[test]
fn python() {
    passes("python", "python3", &["-m", "unittest", "discover", "-s", "tests"]);
}

#[test]
fn c() {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sdk-c-parts");
    let program = program.to_string_lossy();
    let flags = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-Iinclude", "-Itests"];
    let files = ["tests/parts.c", "src/text.c", "src/json.c", "-o", &program];
    if passes("c", "cc", &[&flags[..], &files[..]].concat()) {
        assert!(passes("c", &program, &[]));
    }
}
