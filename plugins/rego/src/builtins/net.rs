//! `net.cidr_*` that compare address ranges with one another.

use std::net::IpAddr;

use anyhow::Result;
use ipnet::IpNet;
use regorus::{Engine, Value};

use super::{function, text};

pub(super) fn add(engine: &mut Engine) -> Result<()> {
    function(engine, "net.cidr_intersects", 2, |values| {
        let [one, other] = values else { return None };
        let (one, other) = (range(text(one)?)?, range(text(other)?)?);
        Some(Value::from(one.contains(&other.network()) || other.contains(&one.network())))
    })?;
    function(engine, "net.cidr_merge", 1, |values| {
        let ranges: Option<Vec<IpNet>> = match values.first()? {
            Value::Array(items) => items.iter().map(|item| range(text(item)?)).collect(),
            Value::Set(items) => items.iter().map(|item| range(text(item)?)).collect(),
            _ => None,
        };
        let mut merged = Value::new_set();
        for range in IpNet::aggregate(&ranges?) {
            merged.as_set_mut().ok()?.insert(range.to_string().into());
        }
        Some(merged)
    })
}

/// A range, or an address as the range that is just it.
fn range(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| Some(IpNet::from(text.parse::<IpAddr>().ok()?)))
}
