//! `numbers.range` and `numbers.range_step`, which the evaluator makes in one piece however long.

use anyhow::{Result, bail};
use regorus::{Engine, Value};

/// Most numbers in a range; a list of so many takes some 40 MB.
const LONGEST: u64 = 1_000_000;

pub(super) fn add(engine: &mut Engine) -> Result<()> {
    let plain = |values: Vec<Value>| match values.as_slice() {
        [from, to] => range("numbers.range", from, to, 1),
        _ => Ok(Value::Undefined),
    };
    engine.add_extension("numbers.range".into(), 2, Box::new(plain))?;
    let stepped = |values: Vec<Value>| match values.as_slice() {
        [from, to, step] => match whole(step).and_then(|step| u64::try_from(step).ok()) {
            Some(step) if step > 0 => range("numbers.range_step", from, to, step),
            _ => Ok(Value::Undefined),
        },
        _ => Ok(Value::Undefined),
    };
    engine.add_extension("numbers.range_step".into(), 3, Box::new(stepped))
}

/// The numbers from one to another, which may be the smaller.
fn range(name: &str, from: &Value, to: &Value, step: u64) -> Result<Value> {
    let (Some(from), Some(to)) = (whole(from), whole(to)) else { return Ok(Value::Undefined) };
    let count = from.abs_diff(to) / step;
    if count >= LONGEST {
        bail!("{name}: {count} numbers are more than the {LONGEST} a run may make at once");
    }
    let number = |at: u64| {
        let distance = i64::try_from(at * step).unwrap_or(i64::MAX);
        Value::from(if from <= to { from + distance } else { from - distance })
    };
    Ok(Value::from((0..=count).map(number).collect::<Vec<_>>()))
}

/// A number without a fraction.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().ok()
}
