//! What the host costs: starting, compiling, loading compiled code, and one check in a fresh
//! instance. Prints medians; needs the components `cargo xtask components` builds.

#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![expect(clippy::unwrap_used, reason = "a measurement that fails may stop")]

#[expect(dead_code, unused_imports, reason = "`cargo xtask bench` needs the rest, and tests it")]
#[path = "../xtask/src/bench/corpus.rs"]
mod corpus;
#[path = "../tests/host/support.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proofpress::plugin::{Cancel, CompileLimits, Compiler, Host, HostSettings, Limits, Plugin};
use support::{attack, component, example, host, limits, session};

/// The median of `times` runs.
fn median(times: usize, mut run: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
}

fn main() {
    println!("engine: {:?}", median(20, || drop(host())));
    for name in ["probe", "probe-wasip2", "python"] {
        measure(name);
    }
    ten_thousand_from_cold();
    twenty_from_the_cache();
    cancelling();
    compiling_apart();
}

/// A host that keeps its code in that folder.
fn keeping(folder: &Path) -> Host {
    let settings = HostSettings {
        code_cache: Some(folder.join("cache")),
        key_file: Some(folder.join("key")),
        threads: 2,
        ..HostSettings::default()
    };
    Host::new(settings).unwrap()
}

/// Ten thousand different examples, one after the other on one core, by a plugin whose code is in
/// the cache and that was never asked before; beside it as many checks that find nothing to do.
fn ten_thousand_from_cold() {
    let texts = (0..).map(|at| corpus::example(at / corpus::EXAMPLES, at % corpus::EXAMPLES));
    let of_data = texts.filter(|(lang, _)| matches!(*lang, "json" | "toml" | "yaml"));
    let inputs: Vec<_> =
        of_data.take(10_000).map(|(lang, text)| example(lang, &text, &[])).collect();
    let folder = tempfile::tempdir().unwrap();
    let bytes = component("data");
    let catalogue = keeping(folder.path()).plugin(bytes.clone()).catalogue().unwrap();
    let rules: Vec<&str> = catalogue.rules.iter().map(|rule| rule.name.as_str()).collect();
    let session = session(&rules);

    let start = Instant::now();
    let data = keeping(folder.path()).plugin(bytes);
    for input in &inputs {
        assert!(data.check(&session, &Limits::default(), input).unwrap().findings.is_empty());
    }
    let each = start.elapsed() / 10_000;
    let probe = host().plugin(component("probe"));
    probe.catalogue().unwrap();
    let (empty, nothing) = (example("probe", "text", &[]), support::session(&["said"]));
    let start = Instant::now();
    for _ in 0..10_000 {
        probe.check(&nothing, &limits(), &empty).unwrap();
    }
    let floor = start.elapsed() / 10_000;
    println!("10000 examples of JSON, TOML and YAML, from cold, one core: {each:?} each");
    println!(
        "  a check with nothing to do: {floor:?}; the plugin's own: {:?}",
        each.saturating_sub(floor)
    );
}

/// A whole start: an engine, and twenty plugins from the code cache that say who they are. Each is
/// the probe with another custom section at its end, so that it is another component.
fn twenty_from_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let another = |number: u8| [component("probe").as_slice(), &[0, 3, 1, b'n', number]].concat();
    let plugins: Vec<Vec<u8>> = (0..20).map(another).collect();
    let load = || {
        let host = keeping(folder.path());
        for bytes in &plugins {
            host.plugin(bytes.clone()).catalogue().unwrap();
        }
        host.compilations()
    };
    assert_eq!(load(), 20);
    println!("20 plugins from the code cache, one after the other:");
    println!("  engine and all: {:?}", median(20, || assert_eq!(load(), 0)));
}

/// From the press of the button to the end of a job that would run for ever.
fn cancelling() {
    let probe = host().plugin(component("probe"));
    let limits = Limits { fuel: u64::MAX / 2, ..limits() };
    let input = example("probe", "text", &[("attack", "loop")]);
    let session = session(&["said"]);
    probe.catalogue().unwrap();
    let mut taken: Vec<Duration> = (0..50)
        .map(|_| {
            let cancel = Cancel::default();
            let held = probe.cancelled_by(&cancel);
            std::thread::scope(|scope| {
                let job = scope.spawn(|| held.check(&session, &limits, &input));
                std::thread::sleep(Duration::from_millis(30));
                let pressed = Instant::now();
                cancel.cancel();
                let _ = job.join();
                pressed.elapsed()
            })
        })
        .collect();
    taken.sort();
    println!("cancelling a job: median {:?}, longest {:?}", taken[25], taken[49]);
    let empty = example("probe", "text", &[]);
    let held = probe.cancelled_by(&Cancel::default());
    let check = || drop(held.check(&session, &limits, &empty).unwrap());
    println!("  check that finds nothing, with a button: {:?}", median(5000, check));
}

/// What a process of its own costs beside compiling here.
fn compiling_apart() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_proofpress"));
    let compiler = Some(Compiler { program, limits: CompileLimits::default() });
    let bytes = component("probe");
    let apart = || {
        let compiler = compiler.clone();
        let settings = HostSettings { threads: 2, compiler, ..HostSettings::default() };
        Host::new(settings).unwrap().plugin(bytes.clone()).catalogue().unwrap();
    };
    println!("compiling the probe in a process of its own, and load: {:?}", median(5, apart));
}

fn measure(name: &str) {
    let bytes = component(name);
    println!("{name}: {} KiB", bytes.len() >> 10);
    let load = |host: &Host| host.plugin(bytes.clone()).catalogue().unwrap();
    println!("  compile and load: {:?}", median(5, || drop(load(&host()))));

    let folder = tempfile::tempdir().unwrap();
    load(&keeping(folder.path()));
    let cached = keeping(folder.path());
    println!("  load from the code cache: {:?}", median(50, || drop(load(&cached))));
    assert_eq!(cached.compilations(), 0);

    let plugin = cached.plugin(bytes.clone());
    if name == "python" { check_python(&plugin) } else { check_probe(&plugin) }
}

fn check_probe(probe: &Plugin) {
    let empty = example("probe", "text", &[]);
    let session = session(&["said"]);
    let check = || drop(probe.check(&session, &limits(), &empty).unwrap());
    println!("  check that finds nothing: {:?}", median(5000, check));
    let three = || drop(attack(probe, "unsorted").unwrap());
    println!("  check that finds three: {:?}", median(5000, three));
    let fuel: Vec<u64> = (0..5).map(|_| attack(probe, "unsorted").unwrap().fuel).collect();
    println!("  fuel: {fuel:?}");
}

fn check_python(python: &Plugin) {
    let catalogue = python.catalogue().unwrap();
    let rules: Vec<&str> = catalogue.rules.iter().map(|rule| rule.name.as_str()).collect();
    let source = "def load(path):\n    with open(path) as file:\n        return file.read()\n";
    let input = example("python", &source.repeat(10), &[]);
    let session = session(&rules);
    let limits = Limits::default();
    let check = || drop(python.check(&session, &limits, &input).unwrap());
    println!("  check of 30 lines: {:?}", median(2000, check));
    let threads = 2;
    let jobs = 5000;
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..jobs).for_each(|_| check()));
        }
    });
    let rate = f64::from(threads * jobs) / start.elapsed().as_secs_f64();
    println!("  on {threads} threads: {rate:.0} checks a second");
}
