//! WASI for plugins: present, so that an ordinary guest links; empty, so that it learns nothing;
//! virtual, so that it is the same everywhere.
//!
//! No files, arguments or environment. The wall clock stands at the site's own time, the
//! monotonic clock counts how often it was asked and how long the guest slept, and sleeping takes
//! no time. Randomness comes from the site's seed. Sockets, HTTP and whatever else a guest asks
//! for trap when they are called, with their name.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use wasmtime::StoreContextMut;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{
    Component, HasData, Linker, LinkerInstance, Resource, ResourceTable, ResourceType,
};
use wasmtime_wasi::cli::{WasiCli, WasiCliView};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksView};
use wasmtime_wasi::filesystem::{WasiFilesystem, WasiFilesystemView};
use wasmtime_wasi::p2::bindings::{cli, clocks, filesystem, random, sync};
use wasmtime_wasi::p2::{DynPollable, Pollable, subscribe};
use wasmtime_wasi::random::WasiRandom;
use wasmtime_wasi::{
    Deterministic, HostMonotonicClock, HostWallClock, WasiCtx, WasiCtxBuilder, WasiView,
};

use super::inspect::split_version;
use super::job::Job;
use super::sink::Sink;

/// The monotonic clock's interface under the version `wasmtime-wasi` registers. It has to be this
/// one: another version would be a second interface, which wins the look-up and lacks the rest.
const MONOTONIC: &str = "wasi:clocks/monotonic-clock@0.2.12";
/// Likewise.
const POLL: &str = "wasi:io/poll@0.2.12";
/// How far the monotonic clock moves each time it is read, in nanoseconds.
const TICK: u64 = 1_000;
/// The most random bytes in one call: making them takes the host's time, not fuel.
const MAX_RANDOM: u64 = 1 << 10;
/// The most things that can be waited for in one call.
const MAX_POLLED: usize = 1024;
/// How many random bytes there are before they come again.
const RANDOM_CYCLE: usize = 256;

/// What is provided; the rest of WASI traps.
const PROVIDED: [&str; 20] = [
    "wasi:cli/environment",
    "wasi:cli/exit",
    "wasi:cli/stderr",
    "wasi:cli/stdin",
    "wasi:cli/stdout",
    "wasi:cli/terminal-input",
    "wasi:cli/terminal-output",
    "wasi:cli/terminal-stderr",
    "wasi:cli/terminal-stdin",
    "wasi:cli/terminal-stdout",
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:filesystem/preopens",
    "wasi:filesystem/types",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:random/insecure",
    "wasi:random/insecure-seed",
    "wasi:random/random",
];

/// A guest called something no plugin may have.
#[derive(Debug)]
pub(super) struct Denied(pub(super) String);

impl std::fmt::Display for Denied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "called `{}`, which no plugin may", self.0)
    }
}

impl std::error::Error for Denied {}

/// Where the monotonic clock stands, in nanoseconds. Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock(Arc<AtomicU64>);

impl Clock {
    fn advance(&self, nanoseconds: u64) -> u64 {
        let moved = self.0.load(Ordering::Relaxed).saturating_add(nanoseconds);
        self.0.store(moved, Ordering::Relaxed);
        moved
    }

    fn advance_to(&self, instant: u64) {
        self.0.fetch_max(instant, Ordering::Relaxed);
    }
}

impl HostMonotonicClock for Clock {
    fn resolution(&self) -> u64 {
        TICK
    }

    fn now(&self) -> u64 {
        self.advance(TICK)
    }
}

/// The site's own time.
struct SiteTime(Duration);

impl HostWallClock for SiteTime {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        self.0
    }
}

/// A sleep that is over.
struct Over;

#[wasmtime_wasi::async_trait]
impl Pollable for Over {
    async fn ready(&mut self) {}
}

struct Io;

impl HasData for Io {
    type Data<'a> = &'a mut ResourceTable;
}

/// The context of one job; `output` is its standard output and standard error.
pub(super) fn context(now: u64, seed: u64, clock: &Clock, output: [&Sink; 2]) -> WasiCtx {
    let [stdout, stderr] = output;
    let mut bytes = vec![0; RANDOM_CYCLE];
    let mut stream = blake3::Hasher::new();
    stream.update(b"proofpress plugin randomness");
    stream.update(&seed.to_le_bytes());
    stream.finalize_xof().fill(&mut bytes);
    let mut builder = WasiCtxBuilder::new();
    builder
        .stdout(stdout.clone())
        .stderr(stderr.clone())
        .wall_clock(SiteTime(Duration::from_secs(now)))
        .monotonic_clock(clock.clone())
        .insecure_random_seed(u128::from(seed))
        .max_random_size(MAX_RANDOM)
        .insecure_random(Deterministic::new(bytes.clone()))
        .secure_random(Deterministic::new(bytes))
        .allow_tcp(false)
        .allow_udp(false)
        .allow_ip_name_lookup(false);
    builder.build()
}

/// Links what is provided, and traps in place of the rest of what `component` imports.
pub(super) fn link(linker: &mut Linker<Job>, component: &Component) -> wasmtime::Result<()> {
    cli::environment::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::exit::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::stdin::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::stdout::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::stderr::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::terminal_input::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::terminal_output::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::terminal_stdin::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::terminal_stdout::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    cli::terminal_stderr::add_to_linker::<Job, WasiCli>(linker, Job::cli)?;
    clocks::wall_clock::add_to_linker::<Job, WasiClocks>(linker, Job::clocks)?;
    clocks::monotonic_clock::add_to_linker::<Job, WasiClocks>(linker, Job::clocks)?;
    filesystem::preopens::add_to_linker::<Job, WasiFilesystem>(linker, Job::filesystem)?;
    sync::filesystem::types::add_to_linker::<Job, WasiFilesystem>(linker, Job::filesystem)?;
    sync::io::error::add_to_linker::<Job, Io>(linker, |job| job.ctx().table)?;
    sync::io::poll::add_to_linker::<Job, Io>(linker, |job| job.ctx().table)?;
    sync::io::streams::add_to_linker::<Job, Io>(linker, |job| job.ctx().table)?;
    random::random::add_to_linker::<Job, WasiRandom>(linker, |job| job.ctx().ctx.random())?;
    random::insecure::add_to_linker::<Job, WasiRandom>(linker, |job| job.ctx().ctx.random())?;
    random::insecure_seed::add_to_linker::<Job, WasiRandom>(linker, |job| job.ctx().ctx.random())?;
    sleep_at_once(linker)?;
    deny_the_rest(linker, component)
}

/// Links a component so that whatever it imports of WASI traps when it is called.
pub(super) fn deny_all(linker: &mut Linker<Job>, component: &Component) -> wasmtime::Result<()> {
    deny_if(linker, component, |interface| interface.starts_with("wasi:"))
}

/// Replaces the functions that wait. There is nothing to wait for: streams are always ready and
/// sleeps are over.
fn sleep_at_once(linker: &mut Linker<Job>) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    let mut clock = linker.instance(MONOTONIC)?;
    clock.func_wrap("subscribe-duration", |mut store, (duration,): (u64,)| {
        over(&mut store, |clock| {
            clock.advance(duration);
        })
    })?;
    clock.func_wrap("subscribe-instant", |mut store, (instant,): (u64,)| {
        over(&mut store, |clock| clock.advance_to(instant))
    })?;
    linker.instance(POLL)?.func_wrap("poll", |_, (list,): (Vec<Resource<DynPollable>>,)| {
        match u32::try_from(list.len()) {
            Ok(length @ 1..) if list.len() <= MAX_POLLED => {
                Ok(((0..length).collect::<Vec<u32>>(),))
            }
            _ => Err(Denied(format!("wasi:io/poll#poll on {} things", list.len())).into()),
        }
    })?;
    linker.allow_shadowing(false);
    Ok(())
}

fn over(
    store: &mut StoreContextMut<'_, Job>,
    pass: impl FnOnce(&Clock),
) -> wasmtime::Result<(Resource<DynPollable>,)> {
    let job = store.data_mut();
    pass(&job.clock);
    let table = job.ctx().table;
    let sleep = table.push(Over)?;
    Ok((subscribe(table, sleep)?,))
}

fn deny_the_rest(linker: &mut Linker<Job>, component: &Component) -> wasmtime::Result<()> {
    let is_rest =
        |interface: &str| interface.starts_with("wasi:") && !PROVIDED.contains(&interface);
    deny_if(linker, component, is_rest)
}

/// Not `define_unknown_imports_as_traps`: that opens each interface under the version the guest
/// names, which then hides the one that is provided under ours, and it defines anew the resources
/// one interface takes over from another.
fn deny_if(
    linker: &mut Linker<Job>,
    component: &Component,
    denied: impl Fn(&str) -> bool,
) -> wasmtime::Result<()> {
    let engine = component.engine();
    let mut known = Vec::new();
    for (name, import) in component.component_type().imports(engine) {
        let ComponentItem::ComponentInstance(wanted) = import.ty else { continue };
        let (interface, _) = split_version(name);
        let denied = denied(interface);
        for (item, export) in wanted.exports(engine) {
            let is_new = match export.ty {
                ComponentItem::Resource(resource) if known.contains(&resource) => false,
                ComponentItem::Resource(resource) => {
                    known.push(resource);
                    true
                }
                _ => true,
            };
            if denied && is_new {
                deny(&mut linker.instance(name)?, interface, item, &export.ty)?;
            }
        }
    }
    Ok(())
}

fn deny(
    instance: &mut LinkerInstance<'_, Job>,
    interface: &str,
    item: &str,
    kind: &ComponentItem,
) -> wasmtime::Result<()> {
    match kind {
        ComponentItem::ComponentFunc(_) => {
            let name = format!("{interface}#{item}");
            instance.func_new(item, move |_, _, _, _| Err(Denied(name.clone()).into()))
        }
        ComponentItem::Resource(_) => {
            instance.resource(item, ResourceType::host::<Denied>(), |_, _| Ok(()))
        }
        _ => Ok(()),
    }
}
