//! What the host costs: starting, compiling, loading compiled code, and one check in a fresh
//! instance. Prints medians; needs the components `cargo xtask components` builds.

#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
#![expect(clippy::unwrap_used, reason = "a measurement that fails may stop")]

#[path = "../tests/host/support.rs"]
mod support;

use std::time::{Duration, Instant};

use proofpress::plugin::{Host, HostSettings, Limits, Plugin};
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
}

fn measure(name: &str) {
    let bytes = component(name);
    println!("{name}: {} KiB", bytes.len() >> 10);
    let load = |host: &Host| host.plugin(bytes.clone()).catalogue().unwrap();
    println!("  compile and load: {:?}", median(5, || drop(load(&host()))));

    let folder = tempfile::tempdir().unwrap();
    let settings = HostSettings {
        code_cache: Some(folder.path().join("cache")),
        key_file: Some(folder.path().join("key")),
        threads: 2,
    };
    load(&Host::new(settings.clone()).unwrap());
    let cached = Host::new(settings).unwrap();
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
