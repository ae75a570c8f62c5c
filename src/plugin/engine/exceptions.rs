//! What a plugin can do with exceptions, against the limits of a job. Core modules: the engine
//! and the limiter are all that is between them and the machine.

use wasmtime::{Error, Instance, Module, Store};

use crate::plugin::limiter::Limiter;

/// Calls `go` of a module with 16 MiB and a budget; the error, and whether memory was refused.
fn go(body: &str) -> (Error, bool) {
    let (engine, _) = super::engine(1).unwrap();
    let text = format!(
        "(module (tag $small (param i64)) (tag $large (param {wide})) (table $kept 50000 exnref)
           (type $wide (func (param {wide}))) {body})",
        wide = "i64 ".repeat(500)
    );
    let module = Module::new(&engine, wat::parse_str(text).unwrap()).unwrap();
    let mut store = Store::new(&engine, Limiter::new(16 << 20));
    store.limiter(|limiter| limiter);
    store.set_fuel(20_000_000).unwrap();
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let go = instance.get_typed_func::<(), ()>(&mut store, "go").unwrap();
    let why = go.call(&mut store, ()).unwrap_err();
    (why, store.data().has_refused())
}

#[test]
fn one_that_nobody_catches_ends_the_job() {
    let (why, refused) = go("(func (export \"go\") (throw $small (i64.const 1)))");
    assert!(!refused);
    assert!(why.downcast_ref::<wasmtime::ThrownException>().is_some(), "{why:?}");
}

#[test]
fn throwing_for_ever_uses_up_the_budget() {
    let (why, refused) = go("(func (export \"go\") (loop $again
        (block $caught (result i64)
          (try_table (catch $small $caught) (throw $small (i64.const 1)))
          (unreachable))
        (drop) (br $again)))");
    assert_eq!(why.downcast_ref(), Some(&wasmtime::Trap::OutOfFuel), "{why:?}");
    assert!(!refused, "what was caught is let go");
}

#[test]
fn those_that_are_kept_count_as_memory() {
    let wide = "(i64.const 1) ".repeat(500);
    let (_, refused) = go(&format!(
        "(func $one (result exnref)
           (block $caught (result exnref)
             (try_table (catch_all_ref $caught) (throw $large {wide}))
             (unreachable)))
         (func (export \"go\") (local $at i32)
           (loop $again
             (table.set $kept (local.get $at) (call $one))
             (local.set $at (i32.add (local.get $at) (i32.const 1)))
             (br_if $again (i32.lt_u (local.get $at) (i32.const 50000)))))"
    ));
    assert!(refused, "200 MB of exceptions were kept in 16 MiB");
}

#[test]
fn the_rest_of_garbage_collection_stays_off() {
    let (engine, _) = super::engine(1).unwrap();
    let bytes = wat::parse_str("(module (type (struct (field i64))))").unwrap();
    assert!(Module::new(&engine, bytes).is_err());
}
