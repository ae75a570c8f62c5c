//! The engine as a component, for other runners to be composed with: `wit/deps/redis.wit`.

#![allow(unsafe_code, reason = "what the bindings export is `unsafe` in the generated code")]

use std::cell::RefCell;

use crate::{Connection, Engine};

#[allow(
    missing_docs,
    unsafe_code,
    unused_qualifications,
    unreachable_pub,
    clippy::all,
    reason = "generated from wit/deps/redis.wit, where every item is documented"
)]
mod bindings {
    wit_bindgen::generate!({ world: "server", path: "../../wit/deps/redis.wit" });
}

use bindings::exports::proofpress::redis::engine::{Command, Guest, Outcome};

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::new(Engine::new(0, 0));
}

fn with<T>(act: impl FnOnce(&mut Engine) -> T) -> T {
    ENGINE.with_borrow_mut(act)
}

struct Component;

impl Guest for Component {
    fn open(now_ms: u64, seed: u64) {
        with(|engine| *engine = Engine::new(now_ms, seed));
    }

    fn connect() -> u32 {
        with(|engine| engine.connect().0)
    }

    fn disconnect(connection: u32) {
        with(|engine| engine.disconnect(Connection(connection)));
    }

    fn call(connection: u32, now_ms: u64, waited: Option<u64>, command: Command) -> Outcome {
        with(|engine| match engine.call_wire(Connection(connection), now_ms, waited, &command) {
            Ok(bytes) => Outcome::Reply(bytes),
            Err(until) => Outcome::Waits(until),
        })
    }

    fn pushed(connection: u32) -> Vec<u8> {
        with(|engine| engine.pushed_wire(Connection(connection)))
    }
}

bindings::export!(Component with_types_in bindings);
