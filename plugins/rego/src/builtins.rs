//! Functions that the evaluator lacks, and its own where they would reach outside a run: the
//! clock, random numbers, the network, the machine.
//!
//! A function added here goes before the evaluator's of the same name. As in OPA, one that is
//! given what it cannot use is undefined rather than an error.

mod crypto;
mod jwt;
mod names;
mod net;
mod numbers;
mod outside;
mod sequences;

use anyhow::Result;
use regorus::{Engine, Value};

pub(crate) use names::{Arity, arity, deprecated, known};

/// Adds them all. `now` is in seconds since the epoch.
pub(crate) fn add(engine: &mut Engine, now: u64, seed: u64) -> Result<()> {
    outside::add(engine, now, seed)?;
    crypto::add(engine)?;
    jwt::add(engine)?;
    net::add(engine)?;
    numbers::add(engine)?;
    sequences::add(engine)
}

/// Adds a function of its arguments alone; nothing is undefined.
fn function(
    engine: &mut Engine,
    name: &str,
    arguments: u8,
    work: impl Fn(&[Value]) -> Option<Value> + Clone + Send + Sync + 'static,
) -> Result<()> {
    let call = move |values: Vec<Value>| Ok(work(&values).unwrap_or(Value::Undefined));
    engine.add_extension(name.into(), arguments, Box::new(call))
}

/// A string argument.
fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
