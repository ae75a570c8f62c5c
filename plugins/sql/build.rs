//! Lists the rules, and compiles the C: SQLite with its shell, and PostgreSQL's parser.
//!
//! The sources come from crates that `cargo xtask plugins` puts into `target/c-sources`.
#![allow(clippy::print_stdout, reason = "build scripts talk to cargo on standard output")]
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads its sources; there is no `World` at build time"
)]

use std::path::{Path, PathBuf};
use std::{env, fs};

/// How SQLite is built: as its own makefile builds the shell, without threads, extensions from
/// files, and an operating system.
const SQLITE: [(&str, &str); 19] = [
    ("SQLITE_OS_OTHER", "1"),
    ("SQLITE_THREADSAFE", "0"),
    ("SQLITE_OMIT_LOAD_EXTENSION", "1"),
    ("SQLITE_TEMP_STORE", "3"),
    ("SQLITE_MAX_MMAP_SIZE", "0"),
    ("SQLITE_ENABLE_FTS4", "1"),
    ("SQLITE_ENABLE_FTS5", "1"),
    ("SQLITE_ENABLE_RTREE", "1"),
    ("SQLITE_ENABLE_MATH_FUNCTIONS", "1"),
    ("SQLITE_ENABLE_PERCENTILE", "1"),
    ("SQLITE_ENABLE_EXPLAIN_COMMENTS", "1"),
    ("SQLITE_ENABLE_STMTVTAB", "1"),
    ("SQLITE_ENABLE_DBPAGE_VTAB", "1"),
    ("SQLITE_ENABLE_DBSTAT_VTAB", "1"),
    ("SQLITE_ENABLE_BYTECODE_VTAB", "1"),
    ("SQLITE_ENABLE_OFFSET_SQL_FUNC", "1"),
    ("SQLITE_ENABLE_COLUMN_METADATA", "1"),
    ("SQLITE_STRICT_SUBTYPE", "1"),
    // There are no time zones: local time is UTC.
    ("localtime", "gmtime"),
];

/// How its shell is built: without programs to start, reading lines from an editor, which is ours.
const SHELL: [(&str, &str); 4] = [
    ("SQLITE_WASI", "1"),
    ("SQLITE_NOHAVE_SYSTEM", "1"),
    ("SQLITE_SHELL_INIT_PROC", "world_initialize"),
    ("HAVE_LINENOISE", "2"),
];

/// The files of libpg_query that parse and write trees. Two more are part of `c/postgres.c`.
const LIBPG_QUERY: [&str; 4] = [
    "pg_query.c",
    "pg_query_outfuncs_json.c",
    "pg_query_json_plpgsql.c",
    "pg_query_raw_tree_walker_supports.c",
];

fn main() {
    proofpress_plugin_build::rules("Sql");
    let root = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    let sources = root.join("../../target/c-sources");
    println!("cargo::rerun-if-changed={}", root.join("c").display());
    println!("cargo::rerun-if-changed={}", sources.join("inputs").display());
    if !sources.join("inputs").is_file() {
        fail("the C sources of SQLite and PostgreSQL are not there; run `cargo xtask plugins`");
    }
    sqlite(&root.join("c"), &sources.join("sqlite"));
    postgres(&root.join("c"), &sources.join("libpg_query"));
    if is_for_wasi() {
        // What Rust's C library lacks; it lies beside the compiler.
        println!("cargo::rustc-link-lib=setjmp");
        println!("cargo::rustc-link-lib=wasi-emulated-signal");
    }
}

fn is_for_wasi() -> bool {
    required("CARGO_CFG_TARGET_OS") == "wasi"
}

fn sqlite(glue: &Path, source: &Path) {
    let mut build = compiler();
    build.include(glue).include(source);
    for (name, value) in SQLITE.iter().chain(&SHELL) {
        build.define(name, *value);
    }
    for name in ["grammar.c", "records.c", "vfs.c", "shell_world.c", "shell_main.c"] {
        build.file(glue.join(name));
    }
    build.file(source.join("sqlite3.c"));
    build.compile("proofpress_sqlite");
}

fn postgres(glue: &Path, source: &Path) {
    let mut build = compiler();
    build.include(glue).include(source).include(source.join("src"));
    build.include(source.join("src/postgres/include")).include(source.join("src/include"));
    build.flag("-fno-strict-aliasing").flag("-fwrapv");
    if is_for_wasi() {
        build.flag("-include").flag(glue.join("wasi.h").display().to_string());
    }
    build.file(glue.join("postgres.c"));
    for name in LIBPG_QUERY {
        build.file(source.join("src").join(name));
    }
    for path in files(&source.join("src/postgres")) {
        build.file(path);
    }
    build.compile("proofpress_postgres");
}

/// A compiler that says nothing about code that is not ours: for size in a component, and for
/// quick building in native tests.
fn compiler() -> cc::Build {
    let mut build = cc::Build::new();
    let level = if is_for_wasi() { "s" } else { "0" };
    build.opt_level_str(level).debug(false).warnings(false).flag_if_supported("-w");
    build
}

/// The C files of a folder, sorted, so that the library is the same every time.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        fail("the C sources of PostgreSQL are not whole; remove `target/c-sources`");
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    files.sort();
    files
}

fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| fail(&format!("`{name}` is set by cargo in build scripts")))
}

#[expect(clippy::panic, reason = "the way a build script reports a failure")]
fn fail(why: &str) -> ! {
    panic!("{why}")
}
