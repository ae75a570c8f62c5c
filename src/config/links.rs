//! `[links]`: which links are looked at, and how other servers are asked.

use std::time::Duration;

use super::read::set;
use crate::spanned::{Entry, Reader, Table, Value};

/// `[links]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinksConfig {
    /// Globs over addresses below the site's root that something else serves: `/api/**`.
    pub skip: Vec<String>,
    /// `[links.external]`
    pub external: ExternalConfig,
}

/// `[links.external]`: how links to other sites are checked, where they are.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalConfig {
    /// Whether `check` asks without `--external`.
    pub enabled: bool,
    /// If there are any, only addresses that match one of these globs are asked.
    pub only: Vec<String>,
    /// Addresses that match one of these globs are never asked.
    pub skip: Vec<String>,
    /// Statuses besides 200 to 299 that are fine, by a glob of addresses.
    pub accept: Vec<(String, Vec<u16>)>,
    /// Whether an anchor is looked for in the page it names.
    pub anchors: bool,
    /// Whether addresses of private networks and of this machine are asked.
    pub private: bool,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How long all of it may take.
    pub total: Duration,
    /// How often an address is asked again that did not answer.
    pub retries: u32,
    /// How long to wait between two requests to one server.
    pub delay: Duration,
    /// How many servers are asked at once.
    pub servers: usize,
    /// For how long an address that was fine is not asked again.
    pub age: Duration,
    /// For how long an address that was fine is believed to come back.
    pub grace: Duration,
    /// Who we say we are.
    pub user_agent: Option<String>,
}

impl Default for ExternalConfig {
    fn default() -> Self {
        const DAY: u64 = 24 * 60 * 60;
        Self {
            enabled: false,
            only: Vec::new(),
            skip: Vec::new(),
            accept: Vec::new(),
            anchors: false,
            private: false,
            timeout: Duration::from_secs(20),
            total: Duration::from_secs(300),
            retries: 2,
            delay: Duration::from_millis(500),
            servers: 16,
            age: Duration::from_secs(7 * DAY),
            grace: Duration::from_secs(3 * DAY),
            user_agent: None,
        }
    }
}

/// Reads `[links]`.
pub(super) fn links(mut table: Table, links: &mut LinksConfig, reader: &mut Reader) {
    links.skip = table.strings("skip", reader);
    if let Some(table) = table.table("external", reader) {
        external(table, &mut links.external, reader);
    }
    table.finish(reader);
}

fn external(mut table: Table, external: &mut ExternalConfig, reader: &mut Reader) {
    set(&mut external.enabled, table.bool("enabled", reader));
    external.only = table.strings("only", reader);
    external.skip = table.strings("skip", reader);
    set(&mut external.anchors, table.bool("anchors", reader));
    set(&mut external.private, table.bool("private", reader));
    for (key, unit, place) in [
        ("timeout_s", 1_000, &mut external.timeout),
        ("total_s", 1_000, &mut external.total),
        ("delay_ms", 1, &mut external.delay),
        ("age_days", 24 * 60 * 60 * 1_000, &mut external.age),
        ("grace_days", 24 * 60 * 60 * 1_000, &mut external.grace),
    ] {
        let given = table.unsigned(key, reader);
        set(place, given.map(|number| Duration::from_millis(number.saturating_mul(unit))));
    }
    if let Some(retries) = table.unsigned("retries", reader) {
        external.retries = u32::try_from(retries).unwrap_or(u32::MAX).min(10);
    }
    if let Some(servers) = table.unsigned("servers", reader) {
        external.servers = usize::try_from(servers).unwrap_or(usize::MAX).clamp(1, 64);
    }
    external.user_agent = table.string("user_agent", reader);
    if let Some(accept) = table.table("accept", reader) {
        for entry in accept.rest() {
            external.accept.extend(statuses(entry, reader));
        }
    }
    table.finish(reader);
}

/// `"https://example.com/**" = [403, 429]`
fn statuses(entry: Entry, reader: &mut Reader) -> Option<(String, Vec<u16>)> {
    let items = match &entry.node.value {
        Value::List(items) => items.as_slice(),
        Value::Integer(_) => std::slice::from_ref(&entry.node),
        _ => {
            reader.wrong_type(&entry.key, "a list of statuses", &entry.node);
            return None;
        }
    };
    let mut statuses = Vec::with_capacity(items.len());
    for item in items {
        let status = match item.value {
            Value::Integer(number) => u16::try_from(number).ok(),
            _ => None,
        };
        match status.filter(|status| (100..1000).contains(status)) {
            Some(status) => statuses.push(status),
            None => {
                let message = "a status is a number from 100 to 999";
                reader.error("bad-value", item.span, message);
            }
        }
    }
    Some((entry.key, statuses))
}
