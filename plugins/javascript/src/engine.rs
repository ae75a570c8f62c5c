//! QuickJS with the limits of a run, and why a run ends before its own end.
//!
//! Knows nothing of Node.js.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use proofpress_plugin::{Output, OutputStream, Raised};
use rquickjs::{Context, Runtime};

/// Memory of the engine, in bytes: less than a plugin has, so that a program is told.
const MEMORY: usize = 160 << 20;

/// Stack of the engine, in bytes, so that too deep a recursion is an error of the program. In a
/// component the engine watches no stack (it cannot see the one that fills), and the host ends the
/// run instead.
const STACK: usize = 640 << 10;

/// Memory of the engine before it first looks for garbage, in bytes: what most programs never need.
const GARBAGE: usize = 8 << 20;

/// Why a run was ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// It asked for that, with this status.
    Exit(i32),
    /// It went past a limit.
    Limit(Raised),
}

/// What the engine and the natives share: what was written, and whether the run is over.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) output: RefCell<Output>,
    end: RefCell<Option<End>>,
    ended: Cell<bool>,
}

impl Ledger {
    /// Ends the run; the first reason stays.
    pub(crate) fn finish(&self, end: End) {
        self.ended.set(true);
        self.end.borrow_mut().get_or_insert(end);
    }

    /// Whether the run is over, and nothing counts any more.
    pub(crate) fn is_over(&self) -> bool {
        self.ended.get()
    }

    /// Why it is over.
    pub(crate) fn end(&self) -> Option<End> {
        self.end.borrow().clone()
    }

    /// Adds what the program wrote; too much of it ends the run.
    pub(crate) fn write(&self, to: OutputStream, bytes: &[u8]) {
        if self.is_over() {
            return;
        }
        if let Err(limit) = self.output.borrow_mut().write(to, bytes) {
            self.finish(End::Limit(limit.into()));
        }
    }
}

/// Ends an engine. A component is thrown away after its one call, and all memory with it, so there
/// the engine is not taken down object by object.
pub(crate) fn end(engine: (Runtime, Context)) {
    if cfg!(target_family = "wasm") {
        std::mem::forget(engine);
    }
}

/// A fresh engine. It stops soon after the ledger says that the run is over, whatever the program
/// catches.
///
/// # Errors
///
/// Where there is no memory for one.
pub(crate) fn start(ledger: &Rc<Ledger>) -> rquickjs::Result<(Runtime, Context)> {
    let runtime = Runtime::new()?;
    runtime.set_memory_limit(MEMORY);
    runtime.set_gc_threshold(GARBAGE);
    runtime.set_max_stack_size(STACK);
    let watched = Rc::clone(ledger);
    runtime.set_interrupt_handler(Some(Box::new(move || watched.is_over())));
    let context = Context::full(&runtime)?;
    Ok((runtime, context))
}
