//! Links to other sites, asked one server at a time. Beside `registry` the only part that goes to
//! the network, and only `check --external` uses it.
//!
//! Other servers are not ours: they are slow, refuse machines, and are down for an hour. So only
//! what a server says plainly (404, 410) counts against a link, everything else is told as
//! something we do not know, and what was fine is believed for a while.

mod address;
mod asking;
mod client;
mod outcome;
mod store;

use std::collections::{BTreeMap, BTreeSet};

pub use asking::AskError;
pub use outcome::Outcome;
pub use store::LinkStore;

use super::address::split_fragment;
use super::check::{External, shown};
use crate::config::ExternalConfig;
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Severity};
use crate::glob;

/// Asks for every address that is not known to be fine. `started` hears how many there are,
/// `progress` of each that is done. `now` is in seconds since 1970.
///
/// # Errors
///
/// Where the machine gives no sockets at all.
pub fn ask(
    links: &[External],
    config: &ExternalConfig,
    store: &mut LinkStore,
    now: u64,
    started: impl FnOnce(usize),
    progress: &dyn Fn(),
) -> Result<Vec<Finding>, AskError> {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(links.iter().filter_map(|link| asked(&link.url, config)));
    let fresh = |url: &String| store.is_fresh(url, now, config.age);
    let open: Vec<String> = wanted.iter().filter(|url| !fresh(url)).cloned().collect();
    started(open.len());
    let answers =
        if open.is_empty() { BTreeMap::new() } else { asking::ask(&open, config, now, progress)? };
    let left = open.iter().filter(|url| !answers.contains_key(*url)).count();
    for (url, outcome) in answers {
        store.keep(url, outcome, now);
    }
    let mut findings = Vec::new();
    let mut is_told = false;
    for link in links {
        let Some(url) = asked(&link.url, config) else { continue };
        match store.outcome(&url, now, config.grace) {
            Some(outcome) => findings.extend(finding(link, outcome)),
            None if is_told => {}
            None => {
                is_told = true;
                let seconds = config.total.as_secs();
                let message = format!("{left} addresses were not asked: {seconds} s were over");
                findings.push(
                    Finding::new("link/unreachable", Severity::Info, link.location, message).help(
                        "the next run goes on with them, or set `total_s` in `[links.external]`",
                    ),
                );
            }
        }
    }
    Ok(findings)
}

/// What is asked for a link: its address, without the anchor where anchors do not matter. None
/// where the site does not want it asked.
fn asked(url: &str, config: &ExternalConfig) -> Option<String> {
    let any = |globs: &[String]| globs.iter().any(|glob| glob::matches(glob, url));
    if any(&config.skip) || !(config.only.is_empty() || any(&config.only)) {
        return None;
    }
    let url = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
    let url = match config.anchors {
        true => url,
        false => split_fragment(&url).0.to_owned(),
    };
    Some(url)
}

fn finding(link: &External, outcome: &Outcome) -> Option<Finding> {
    let url = shown(&link.url);
    let at = link.location;
    Some(match outcome {
        Outcome::Fine => return None,
        Outcome::Dead(status) => {
            let message = format!("`{url}` is not there: status {status}");
            Finding::warning("link/dead", at, message)
                .help("link where it is now, or an archived copy")
        }
        Outcome::NoAnchor => Finding::warning(
            "link/dead-anchor",
            at,
            format!("`{url}`: the page has no such anchor"),
        )
        .help("look for the heading on the page, or link the page as a whole"),
        Outcome::Moved(to) => {
            let message = format!("`{url}` has moved for good to `{}`", shown(to));
            let mut finding = Finding::new("link/moved", Severity::Info, at, message)
                .help(format!("link `{}`", shown(to)));
            if !to.contains([' ', '(', ')', '<', '>', '"', '\'', '&', '\\']) {
                finding.fixes.push(Fix {
                    title: format!("link `{to}`"),
                    applicability: Applicability::Suggestion,
                    edits: vec![Edit { location: at, replacement: to.clone() }],
                });
            }
            finding
        }
        Outcome::Unknown(why) => {
            let message = format!("`{url}` could not be checked: {why}");
            Finding::new("link/unreachable", Severity::Info, at, message).help(
                "try it in a browser; `skip` or `accept` in `[links.external]` keeps it quiet",
            )
        }
    })
}
