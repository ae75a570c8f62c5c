//! What would reach outside: the clock stands still at the site's time, random numbers come from
//! the site's seed, the network and the machine are not there.

use anyhow::{Result, bail};
use regorus::{Engine, Value};

use super::{function, text};

const NANOSECONDS: u64 = 1_000_000_000;

pub(super) fn add(engine: &mut Engine, now: u64, seed: u64) -> Result<()> {
    // As in OPA, the time is the same throughout an evaluation.
    function(engine, "time.now_ns", 0, move |_| {
        Some(Value::from(now.saturating_mul(NANOSECONDS)))
    })?;
    // As in OPA, the same arguments give the same number throughout an evaluation.
    function(engine, "rand.intn", 2, move |values| {
        let [key, limit] = values else { return None };
        let limit = limit.as_i64().ok()?.unsigned_abs();
        let number = if limit == 0 { 0 } else { random(seed, text(key)?, limit) % limit };
        Some(Value::from(number))
    })?;
    function(engine, "uuid.rfc4122", 1, move |values| {
        let key = text(values.first()?)?;
        Some(uuid(random(seed, key, 1), random(seed, key, 2)).into())
    })?;
    function(engine, "opa.runtime", 0, |_| Some(Value::new_object()))?;
    let refuse = |_: Vec<Value>| -> Result<Value> {
        bail!("http.send: there is no network here; replace it: `with http.send as ...`")
    };
    engine.add_extension("http.send".into(), 1, Box::new(refuse))
}

/// A number made from the seed, a name and a salt, the same on every machine (SplitMix64 over the
/// bytes).
fn random(seed: u64, name: &str, salt: u64) -> u64 {
    let mut state = seed ^ salt.wrapping_mul(0xff51_afd7_ed55_8ccd);
    for byte in name.bytes().chain([0xff]) {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15 ^ u64::from(byte));
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^= state >> 31;
    }
    state
}

/// A version 4 UUID of 128 bits.
fn uuid(high: u64, low: u64) -> String {
    let bits = (u128::from(high) << 64 | u128::from(low)) & !(0xf << 76) & !(0x3 << 62);
    let digits = format!("{:032x}", bits | 0x4 << 76 | 0x2 << 62);
    let group = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let groups = [group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)];
    groups.join("-")
}
