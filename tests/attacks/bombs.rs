//! Small files that ask the compiler for a great deal, and files that are not what they seem.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use proofpress::plugin::{CompileLimits, Compiler, Failure, Host, HostSettings};

use crate::support::{attack, component, host};

/// What a component must export to be taken for a plugin.
const EXPORTS: &str = r#"(instance $i)
    (export "proofpress:plugin/meta@1.0.0" (instance $i))
    (export "proofpress:plugin/lifecycle@1.0.0" (instance $i))"#;

fn wat(parts: &str) -> Vec<u8> {
    wat::parse_str(format!("(component {parts} {EXPORTS})")).unwrap()
}

fn leb(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn section(id: u8, contents: &[u8]) -> Vec<u8> {
    let mut bytes = vec![id];
    leb(&mut bytes, contents.len());
    bytes.extend(contents);
    bytes
}

/// A component of `count` functions, each with those bytes between its locals and its end.
pub(crate) fn functions(count: usize, body: &[u8]) -> Vec<u8> {
    let mut types = vec![0; 0];
    leb(&mut types, count);
    types.resize(types.len() + count, 0);
    let mut code = Vec::new();
    leb(&mut code, count);
    // One group of sixteen locals of the type `i32`.
    let body = [&[1, 16, 0x7f], body, &[0x0b]].concat();
    for _ in 0..count {
        leb(&mut code, body.len());
        code.extend(&body);
    }
    let module = [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, &[1, 0x60, 0, 0]),
        section(3, &types),
        section(10, &code),
    ];
    // The component around it is made with an empty module, which is its first section.
    let around = wat("(core module) (core instance (instantiate 0))");
    let empty = section(1, b"\0asm\x01\0\0\0");
    let at = around.windows(empty.len()).position(|part| part == empty).unwrap();
    [&around[..at], &section(1, &module.concat()), &around[at + empty.len()..]].concat()
}

/// `local = local + 1`, so often, over all locals in turn.
pub(crate) fn additions(times: usize) -> Vec<u8> {
    (0..times)
        .flat_map(|at| [0x20, (at % 16) as u8, 0x41, 1, 0x6a, 0x21, ((at + 1) % 16) as u8])
        .collect()
}

fn refused(host: &Host, bytes: Vec<u8>) -> String {
    match host.plugin(bytes).catalogue() {
        Err(Failure::Load(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// A host that compiles in another process.
fn apart(limits: CompileLimits) -> Host {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_proofpress"));
    let compiler = Some(Compiler { program, limits });
    Host::new(HostSettings { threads: 2, compiler, ..HostSettings::default() }).unwrap()
}

#[test]
fn a_hundred_thousand_functions() {
    let why = refused(&host(), functions(100_000, &[]));
    assert!(why.starts_with("it has more than 50000 functions"), "{why}");
}

#[test]
fn one_huge_function() {
    let why = refused(&host(), functions(1, &additions(500_000)));
    assert!(why.starts_with("one of its functions is 3417 KiB large"), "{why}");
    // Loads and stores: `memory` is not even there, since nothing looks that far.
    let store = [0x41, 0, 0x41, 0, 0x28, 2, 0, 0x36, 2, 0];
    let why = refused(&host(), functions(1, &store.repeat(200_000)));
    assert!(why.starts_with("one of its functions is 1953 KiB large"), "{why}");
}

#[test]
fn much_code_in_all() {
    let why = refused(&host(), functions(80, &additions(70_000)));
    assert!(why.starts_with("it has more than 32 MiB of code"), "{why}");
}

#[test]
fn a_bomb_below_every_count_is_ended_by_its_processor_time() {
    let limits = CompileLimits { processor: 1, ..CompileLimits::default() };
    let why = refused(&apart(limits), functions(40, &additions(80_000)));
    assert!(why.starts_with("compiling it took more than 1 s of processor time"), "{why}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_bomb_below_every_count_is_ended_by_its_memory() {
    let limits = CompileLimits { memory: 300 << 20, ..CompileLimits::default() };
    let why = refused(&apart(limits), functions(40, &additions(80_000)));
    assert!(why.starts_with("compiling it took more than 300 MiB of memory"), "{why}");
}

#[test]
fn a_bomb_below_every_count_is_ended_by_the_clock() {
    let limits = CompileLimits { wall: Duration::from_millis(500), ..CompileLimits::default() };
    let why = refused(&apart(limits), functions(40, &additions(80_000)));
    assert!(why.starts_with("compiling it took more than 0 s"), "{why}");
}

#[test]
fn what_is_compiled_apart_works_as_if_it_was_compiled_here() {
    let host = apart(CompileLimits::default());
    let there = attack(&host.plugin(component("probe")), "unsorted").unwrap();
    assert_eq!(host.compilations(), 1);
    let here = attack(&crate::support::host().plugin(component("probe")), "unsorted").unwrap();
    assert_eq!(there, here);
}

#[test]
fn a_compiler_that_is_another_program_is_not_believed() {
    for (program, expected) in [
        ("/bin/false", "the process that compiles it crashed"),
        ("/bin/echo", "the process that compiles it crashed"),
        ("/nowhere/proofpress", "the process that compiles it cannot be started"),
    ] {
        let compiler = Compiler { program: program.into(), limits: CompileLimits::default() };
        let settings = HostSettings { compiler: Some(compiler), ..HostSettings::default() };
        let why = refused(&Host::new(settings).unwrap(), component("probe"));
        assert!(why.starts_with(expected), "{program}: {why}");
    }
}

#[test]
fn the_compiler_ends_where_nobody_asks_it_anything() {
    let program = env!("CARGO_BIN_EXE_proofpress");
    let mut alone = Command::new(program);
    let alone = alone.arg("__compile").stdin(std::process::Stdio::null()).output().unwrap();
    assert_eq!(alone.status.code(), Some(2));
    let said = String::from_utf8(alone.stderr).unwrap();
    assert!(said.contains("this command is for proofpress itself"), "{said}");
}

/// The configuration of a site that uses the probe.
const PROBE: &str = "[checks.rules]\n\"fence/unknown-attribute\" = \"off\"\n\n[plugins.probe]\npath = \"probe.wasm\"\n";

/// A site with an example for the probe, one for the bomb, and both plugins.
pub(crate) fn bombed(folder: &Path, bomb: &[u8]) {
    let site = folder.join("content");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(folder.join("bomb.wasm"), bomb).unwrap();
    std::fs::write(folder.join("probe.wasm"), component("probe")).unwrap();
    let page = "# Page\n\n```probe attack=unsorted\ntext\n```\n\n```wat\ntext\n```\n";
    std::fs::write(site.join("_index.md"), page).unwrap();
    let config = format!("{PROBE}\n[plugins.wat]\npath = \"bomb.wasm\"\n");
    std::fs::write(folder.join("proofpress.toml"), config).unwrap();
}

/// The program in a folder, with a home that tests share.
pub(crate) fn program(folder: &Path) -> Command {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite");
    let mut program = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    program.current_dir(folder).env("HOME", &home).env("XDG_CACHE_HOME", home.join("cache"));
    program.env("XDG_STATE_HOME", home.join("state"));
    program.args(["--color", "never", "--no-progress"]);
    program
}

#[test]
fn a_build_goes_on_without_a_bomb() {
    let folder = tempfile::tempdir().unwrap();
    let honest = tempfile::tempdir().unwrap();
    bombed(folder.path(), &functions(100_000, &[]));
    bombed(honest.path(), &[]);
    std::fs::write(honest.path().join("proofpress.toml"), PROBE).unwrap();
    let [with, without] = [folder.path(), honest.path()].map(|site| {
        let output = program(site).args(["check", "--format", "json"]).output().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&output.stderr)));
        json
    });
    let rules = |report: &serde_json::Value| -> Vec<String> {
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| format!("{}: {}", finding["rule"], finding["message"])).collect()
    };
    let (mut found, expected) = (rules(&with), rules(&without));
    let about = found.iter().position(|rule| rule.starts_with("\"plugin/load\"")).unwrap();
    assert!(
        found.remove(about).contains("plugin `wat` could not be loaded: it has more than 50000")
    );
    assert_eq!(found, expected);
    assert_eq!(expected.len(), 3);
    let built = program(folder.path()).arg("build").output().unwrap();
    assert_eq!(built.status.code(), Some(1));
    assert!(folder.path().join("site/index.html").is_file());
}

#[test]
fn types_nested_without_end() {
    let nested: String =
        (1..=200).map(|at| format!("(type $t{at} (tuple $t{}))", at - 1)).collect();
    let why = refused(&host(), wat(&format!("(type $t0 (tuple u8)) {nested}")));
    assert!(why.starts_with("it does not compile"), "{why}");
}

#[test]
fn a_tuple_of_a_thousand_million_fields() {
    let doubled: String =
        (1..=30).map(|at| format!("(type $t{at} (tuple $t{0} $t{0}))", at - 1)).collect();
    let why = refused(&host(), wat(&format!("(type $t0 (tuple u8)) {doubled}")));
    assert!(why.starts_with("it does not compile"), "{why}");
}

#[test]
fn instances_in_the_thousands() {
    for count in [200, 5000] {
        let instances = "(core instance (instantiate $m))".repeat(count);
        let bytes = wat(&format!("(core module $m) {instances}"));
        let failure = host().plugin(bytes).catalogue().unwrap_err();
        assert!(matches!(failure, Failure::Load(_)), "{count}: {failure:?}");
    }
}
