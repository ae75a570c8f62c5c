//! One job: a fresh store with its budget, its memory and its virtual world.

use std::sync::Arc;
use std::time::Duration;

use wasmtime::component::{Instance, InstancePre, ResourceTable};
use wasmtime::{Engine, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use super::bindings::proofpress::plugin::{log, types};
use super::cancel::{self, Cancel};
use super::contract::{Failure, Limits};
use super::failure::{self, Stage};
use super::limiter::Limiter;
use super::sink::{Allowance, Sink};
use super::site_files::SiteFiles;
use super::wasi::{self, Clock};

/// Bytes a plugin may hand over in one call, results included.
const HANDED_OVER: usize = 8 << 20;
/// Resources a plugin may hold at a time.
const HANDLES: usize = 1024;
/// Lines of the log that are kept.
const LOG_LINES: usize = 64;

/// What a store carries.
pub(super) struct Job {
    wasi: WasiCtx,
    table: ResourceTable,
    pub(super) clock: Clock,
    pub(super) limiter: Limiter,
    pub(super) stderr: Sink,
    allowance: Allowance,
    /// The files it may read, and how much of them it has.
    pub(super) files: Arc<SiteFiles>,
    pub(super) reading: Allowance,
    /// The first lines it logged, newest last.
    pub(super) log: Vec<String>,
}

impl WasiView for Job {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl types::Host for Job {}

impl log::Host for Job {
    fn log(&mut self, _: log::Level, message: String) -> wasmtime::Result<()> {
        self.allowance.spend(message.len())?;
        if self.log.len() < LOG_LINES {
            self.log.push(super::text::short(&message));
        }
        Ok(())
    }
}

/// How much fuel a job with a button uses between two looks at it: less than a millisecond, unless
/// it spends its time in the host, and hundreds of times what a look costs.
const LOOK: u64 = 1_000_000;

/// How often an instance is tried again where the system is busy: for a second in all.
const BUSY_TRIES: usize = 50;
/// The time between two tries.
const BUSY_PAUSE: Duration = Duration::from_millis(20);

/// What a job is told of the world, and who may stop it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    /// Seconds since the epoch.
    pub(super) now: u64,
    /// The site's seed.
    pub(super) seed: u64,
    /// The button that stops it.
    pub(super) cancel: Option<&'a Cancel>,
}

/// Instantiates the component afresh and works with that instance; gives what came of it and the
/// fuel it took. The instance is gone afterwards, whatever happened.
pub(super) fn run<T>(
    engine: &Engine,
    component: &InstancePre<Job>,
    moment: Moment<'_>,
    limits: &Limits,
    work: impl AsyncFnOnce(&mut Store<Job>, &Instance) -> wasmtime::Result<T>,
) -> Result<(T, u64), Failure> {
    let job = async {
        let (mut store, instance) = instance(engine, component, moment, limits).await?;
        match work(&mut store, &instance).await {
            Ok(done) => {
                let left = store.get_fuel().unwrap_or(limits.fuel);
                Ok((done, limits.fuel.saturating_sub(left)))
            }
            Err(why) => Err(failure::classify(&why, store.data(), limits, Stage::Call)),
        }
    };
    cancel::unless_pressed(moment.cancel, job).unwrap_or(Err(Failure::Timeout))
}

/// A fresh instance with a store of its own.
async fn instance(
    engine: &Engine,
    component: &InstancePre<Job>,
    moment: Moment<'_>,
    limits: &Limits,
) -> Result<(Store<Job>, Instance), Failure> {
    let mut tries = 0;
    loop {
        let mut store = store(engine, moment, limits);
        // Before the component is instantiated: its start function is the plugin's code too.
        if let Err(why) = fuel(&mut store, moment, limits) {
            return Err(Failure::Load(failure::first_line(&why)));
        }
        match component.instantiate_async(&mut store).await {
            Ok(instance) => return Ok((store, instance)),
            Err(why) if is_busy(&why) && tries < BUSY_TRIES => {
                tries += 1;
                std::thread::sleep(BUSY_PAUSE);
            }
            Err(why) => {
                return Err(failure::classify(&why, store.data(), limits, Stage::Instantiate));
            }
        }
    }
}

/// Fills the store's tank. Whether there is a button does not change what a job may use, nor what
/// it is said to have used.
fn fuel(store: &mut Store<Job>, moment: Moment<'_>, limits: &Limits) -> wasmtime::Result<()> {
    if moment.cancel.is_some() {
        store.fuel_async_yield_interval(Some(LOOK))?;
    }
    store.set_fuel(limits.fuel)
}

/// Whether the system could not do something for the moment. Linux does not seal the memory that a
/// module begins with while anything else, its own watch over pages for one, holds a page of it.
fn is_busy(why: &wasmtime::Error) -> bool {
    let why = why.root_cause().downcast_ref::<std::io::Error>();
    why.is_some_and(|why| why.kind() == std::io::ErrorKind::ResourceBusy)
}

fn store(engine: &Engine, moment: Moment<'_>, limits: &Limits) -> Store<Job> {
    let clock = Clock::default();
    let allowance = Allowance::default();
    let stdout = Sink::new(&allowance);
    let stderr = Sink::new(&allowance);
    let mut table = ResourceTable::new();
    table.set_max_capacity(HANDLES);
    let job = Job {
        wasi: wasi::context(moment.now, moment.seed, &clock, [&stdout, &stderr]),
        table,
        clock,
        limiter: Limiter::new(limits.memory),
        stderr,
        allowance,
        files: Arc::default(),
        reading: Allowance::of("files read"),
        log: Vec::new(),
    };
    let mut store = Store::new(engine, job);
    store.limiter(|job| &mut job.limiter);
    store.set_hostcall_fuel(HANDED_OVER);
    store.set_max_component_handles(HANDLES);
    store
}

#[cfg(test)]
mod tests {
    use wasmtime::component::{Component, Linker};

    use super::{Cancel, Moment, is_busy, run};
    use crate::plugin::contract::{Failure, Limits};
    use crate::plugin::engine::engine;

    const MOMENT: Moment<'_> = Moment { now: 0, seed: 0, cancel: None };
    const LIMITS: Limits = Limits { fuel: 1_000_000, memory: 16 << 20 };

    /// What comes of instantiating a component around this core module; an error where it does
    /// not even compile.
    fn instantiate(module: &str) -> Result<(), Failure> {
        at(MOMENT, &LIMITS, module)
    }

    fn at(moment: Moment<'_>, limits: &Limits, module: &str) -> Result<(), Failure> {
        let (engine, _) = engine(1).unwrap();
        let text =
            format!("(component (core module $m {module}) (core instance (instantiate $m)))");
        let component = wat::parse_str(text).unwrap();
        let load = |why: wasmtime::Error| Failure::Load(format!("{why:#}"));
        let component = Component::new(&engine, component).map_err(load)?;
        let component = Linker::new(&engine).instantiate_pre(&component).map_err(load)?;
        run(&engine, &component, moment, limits, async |_, _| Ok(())).map(|_| ())
    }

    fn start(body: &str) -> String {
        format!("(memory 1) (table 1 funcref) (func $f {body}) (start $f)")
    }

    #[test]
    fn a_busy_system_is_told_from_a_broken_plugin() {
        let of = |kind: std::io::ErrorKind| {
            wasmtime::Error::from(std::io::Error::from(kind)).context("cannot make an instance")
        };
        assert!(is_busy(&of(std::io::ErrorKind::ResourceBusy)));
        assert!(!is_busy(&of(std::io::ErrorKind::OutOfMemory)));
        assert!(!is_busy(&wasmtime::Error::msg("Device or resource busy (os error 16)")));
    }

    #[test]
    fn an_ordinary_module_is_fine() {
        assert_eq!(instantiate(&start("nop")), Ok(()));
    }

    #[test]
    fn the_budget_holds_for_the_start_function() {
        let failure = Failure::Budget { fuel: LIMITS.fuel };
        assert_eq!(instantiate(&start("(loop (br 0))")), Err(failure));
    }

    #[test]
    fn filling_memory_takes_fuel_by_the_byte() {
        let fill = "(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0))";
        assert_eq!(instantiate(&start(fill)), Err(Failure::Budget { fuel: LIMITS.fuel }));
    }

    #[test]
    fn the_button_stops_the_start_function_too() {
        let cancel = Cancel::default();
        let moment = Moment { cancel: Some(&cancel), ..MOMENT };
        let endless = Limits { fuel: u64::MAX / 2, ..LIMITS };
        let fill = "(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0))";
        for body in ["(loop (br 0))", fill, "(loop (drop (memory.grow (i32.const 1))) (br 0))"] {
            cancel.again();
            std::thread::scope(|scope| {
                let job = scope.spawn(|| at(moment, &endless, &start(body)));
                std::thread::sleep(std::time::Duration::from_millis(200));
                assert!(!job.is_finished(), "{body}");
                cancel.cancel();
                assert_eq!(job.join().unwrap(), Err(Failure::Timeout), "{body}");
            });
        }
    }

    #[test]
    fn the_button_does_not_change_the_budget() {
        let cancel = Cancel::default();
        let button = Moment { cancel: Some(&cancel), ..MOMENT };
        // Beyond a look, and not a multiple of one.
        let limits = Limits { fuel: 3 * super::LOOK + 7, ..LIMITS };
        let turning = |moment: Moment<'_>, turns: u32| {
            let body = format!(
                "(local $n i32)
                 (loop (local.set $n (i32.add (local.get $n) (i32.const 1)))
                   (br_if 0 (i32.lt_u (local.get $n) (i32.const {turns}))))"
            );
            at(moment, &limits, &start(&body))
        };
        // The most turns there is fuel for, bit by bit.
        let most = (0..22).rev().map(|bit| 1 << bit).fold(0, |turns, more| {
            if turning(MOMENT, turns + more).is_ok() { turns + more } else { turns }
        });
        assert!(most > 100_000, "{most}");
        assert_eq!(turning(button, most), Ok(()));
        let failure = Failure::Budget { fuel: limits.fuel };
        assert_eq!(turning(button, most + 1), Err(failure));
    }

    #[test]
    fn growing_for_ever_ends_too() {
        let grow = "(loop (drop (memory.grow (i32.const 1))) (br 0))";
        assert_eq!(instantiate(&start(grow)), Err(Failure::Budget { fuel: LIMITS.fuel }));
    }

    #[test]
    fn growing_a_table_for_ever_ends_too() {
        let grow = "(loop (drop (table.grow (ref.null func) (i32.const 1))) (br 0))";
        assert_eq!(instantiate(&start(grow)), Err(Failure::Budget { fuel: LIMITS.fuel }));
    }

    #[test]
    fn a_huge_memory_at_the_start() {
        let failure = Failure::Memory { limit: LIMITS.memory };
        assert_eq!(instantiate("(memory 65536)"), Err(failure));
    }

    #[test]
    fn a_huge_table_at_the_start() {
        assert!(matches!(instantiate("(table 10000000 funcref)"), Err(Failure::Load(_))));
    }

    #[test]
    fn recursion_in_the_core() {
        assert_eq!(instantiate(&start("(call $f)")), Err(Failure::Recursion));
    }

    #[test]
    fn other_traps_are_named() {
        let Err(Failure::Trap(what)) =
            instantiate(&start("(drop (i32.div_u (i32.const 1) (i32.const 0)))"))
        else {
            panic!("no trap")
        };
        assert!(what.contains("divide by zero"), "{what}");
        let null = instantiate(&start("(call_indirect (i32.const 0))"));
        assert!(matches!(null, Err(Failure::Trap(_))), "{null:?}");
    }

    #[test]
    fn what_would_make_verdicts_differ_does_not_compile() {
        for module in ["(memory i64 1)", "(memory 1 2 shared)", "(memory 1) (memory 1)"] {
            assert!(matches!(instantiate(module), Err(Failure::Load(_))), "{module}");
        }
    }
}
