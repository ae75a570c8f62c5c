//! The one engine: what code may use, how it is metered, where it lives.
//!
//! Every setting here is the same on every machine as far as a plugin can tell, so that a verdict
//! is too.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};
use wasmtime::{Config, Engine, InstanceAllocationStrategy, OperatorCost, PoolingAllocationConfig};

/// Wasm stack, in bytes. With less, an interpreter runs into its end before it comes to the
/// recursion limit of its own language.
const STACK: usize = 2 << 20;
/// The stack a plugin's calls have to themselves, in bytes, whatever thread makes them. What the
/// host does for the plugin happens there too, and when it hands over something it calls the
/// plugin's allocator, which then has a whole wasm stack below what is in use; it can call nobody
/// else.
const WHOLE_STACK: usize = 2 * STACK + (1 << 20);
/// Frames that are looked at after a trap. A trap this deep is taken for a recursion.
pub(super) const FRAMES: NonZeroUsize = match NonZeroUsize::new(64) {
    Some(frames) => frames,
    None => NonZeroUsize::MIN,
};

/// Core instances and tables of one component: an interpreter has about a hundred and twenty, and
/// some more with an engine of its own.
const CORE_INSTANCES: u32 = 160;
const TABLES: u32 = 32;
/// Memories of one component: an interpreter may bring an engine that its modules talk to.
const MEMORIES: u32 = 2;

/// What of an engine's settings differs from one machine or host to another, and shapes its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    /// A memory has a whole address space to itself, so that its code checks no bounds.
    whole_memories: bool,
}

impl Shape {
    fn config(self) -> Config {
        if self.whole_memories { whole_memories() } else { reserved_memories() }
    }

    /// An engine of this shape that only compiles: it has no room for instances.
    pub(super) fn compiler(self) -> wasmtime::Result<Engine> {
        Engine::new(&self.config())
    }
}

/// Makes the engine with room for `slots` jobs at a time; where the address space does not allow
/// the pool, with memory reserved on demand.
pub(super) fn engine(slots: u32) -> wasmtime::Result<(Engine, Shape)> {
    // With `RUST_BACKTRACE` set, every exception a plugin throws would make the host walk its own
    // stack, at forty times the cost. Wasm's own backtraces stay.
    wasmtime::error::disable_backtrace();
    let pooled = Shape { whole_memories: true };
    let mut config = pooled.config();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(slots)));
    Engine::new(&config).map(|engine| (engine, pooled)).or_else(|_| {
        let on_demand = Shape { whole_memories: false };
        Ok((Engine::new(&on_demand.config())?, on_demand))
    })
}

/// An engine that compiles for [`engine`]'s pool, on any processor of this architecture: without
/// a target it would use whatever the processor at hand has.
pub(super) fn portable() -> wasmtime::Result<Engine> {
    let mut config = whole_memories();
    config.target(&format!("{}-unknown-{}", std::env::consts::ARCH, SYSTEM))?;
    Engine::new(&config)
}

/// The last part of this system's target name.
const SYSTEM: &str = if cfg!(target_os = "macos") { "darwin" } else { "linux-gnu" };

/// A whole 32-bit address space for each memory: no bounds checks in the code.
fn whole_memories() -> Config {
    let mut config = config();
    config.memory_reservation(4 << 30).memory_guard_size(32 << 20).memory_may_move(false);
    config
}

/// Memory is reserved as it is needed, and every access checks its bounds.
fn reserved_memories() -> Config {
    let mut config = config();
    config.memory_reservation(64 << 20);
    config
}

fn config() -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .wasm_memory64(false)
        // What passes between two components in one is copied by code that sees both memories.
        .wasm_multi_memory(true)
        // Exceptions are what `setjmp` of a C library becomes; the objects they carry live in a
        // heap of the collector's, which nothing else may use.
        .wasm_exceptions(true)
        .wasm_gc(false)
        .wasm_function_references(false)
        .operator_cost(costs())
        .wasm_relaxed_simd(false)
        .relaxed_simd_deterministic(true)
        .cranelift_nan_canonicalization(true)
        .max_wasm_stack(STACK)
        .async_stack_size(WHOLE_STACK)
        .memory_init_cow(true)
        .wasm_backtrace_max_frames(Some(FRAMES))
        .parallel_compilation(true);
    config
}

/// What instructions cost. To throw takes the host a third of a microsecond, whatever the rest of
/// the code costs: the most that can be charged for it, so that a plugin which throws for ever
/// ends in seconds.
fn costs() -> OperatorCost {
    OperatorCost { Throw: u8::MAX, ThrowRef: u8::MAX, ..OperatorCost::default() }
}

fn pool(slots: u32) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        .total_core_instances(slots.saturating_mul(CORE_INSTANCES))
        .total_memories(slots.saturating_mul(MEMORIES))
        .total_gc_heaps(slots)
        .total_tables(slots.saturating_mul(TABLES))
        .total_stacks(slots)
        .max_core_instances_per_component(CORE_INSTANCES)
        .max_memories_per_component(MEMORIES)
        .max_tables_per_component(TABLES)
        .max_tables_per_module(TABLES)
        .max_memory_size(4 << 30)
        .table_elements(60_000)
        .max_component_instance_size(4 << 20)
        .max_core_instance_size(4 << 20)
        .linear_memory_keep_resident(256 << 10)
        .max_unused_warm_slots(slots);
    pool
}

#[cfg(test)]
mod exceptions;
