//! `proofpress.lock`: which bytes each plugin that is not built in has to have, and what it was
//! when the site took it in.
//!
//! The lock is data: read from text with places, written to text sorted, one table a plugin, so
//! that version control can merge it. The bytes themselves are in a [`Store`] outside the site.
//! A build reads both and fetches nothing; this module knows no network and no engine.

mod read;
mod source;
mod store;
mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::plugin::{Catalogue, Digest};
use crate::source::Location;

pub(crate) use source::is_loopback;
pub use source::{BadSource, OciAddress, Source};
pub use store::{Held, Store};

/// The lock's name, beside the configuration.
pub const LOCK_FILE: &str = "proofpress.lock";

/// The format this program reads and writes.
const FORMAT: u64 = 1;

/// What plugins ask for: a capability's name and its scope, both sorted.
pub type Capabilities = BTreeMap<String, Vec<String>>;

/// A lock as it was read or is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The entries, by the plugin's id.
    pub plugins: BTreeMap<String, Locked>,
}

/// One plugin as it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Where the lock has it; none for an entry that was just made.
    pub location: Option<Location>,
    /// What the plugin says its version is.
    pub version: String,
    /// Where it came from, as the configuration says.
    pub source: String,
    /// The digest of the manifest its tag led to, `sha256:…`, where it came from a registry.
    pub manifest: Option<String>,
    /// Its length in bytes.
    pub size: u64,
    /// The hash of its bytes.
    pub sha256: Digest,
    /// The version of the plugin contract it was built for.
    pub contract: String,
    /// What it asks for beyond the pure function that a plugin is.
    pub capabilities: Capabilities,
}

/// Where plugins that are not built in come from in a run, and how strict it is about them.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The site's lock.
    pub lock: Lock,
    /// Folder of the [`Store`]; none where the user has no cache folder.
    pub store: Option<PathBuf>,
    /// `--locked`: every plugin that is not built in must be in the lock, and nothing else.
    pub strict: bool,
}

impl Locked {
    /// What is different in `now`, as short phrases: `version 1.0.0, was 0.9.0`.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, now: String, was: String| {
            if now != was {
                differences.push(format!("{what} {now}, was {was}"));
            }
        };
        compare("version", now.version.clone(), self.version.clone());
        compare("source", format!("`{}`", now.source), format!("`{}`", self.source));
        compare("size", format!("{} bytes", now.size), format!("{} bytes", self.size));
        compare("contract", now.contract.clone(), self.contract.clone());
        compare("capabilities", listed(&now.capabilities), listed(&self.capabilities));
        compare("sha256", now.sha256.to_string(), self.sha256.to_string());
        differences
    }
}

/// What a plugin asks for, in the lock's form. A name that comes twice has both scopes.
pub fn capabilities(catalogue: &Catalogue) -> Capabilities {
    let mut capabilities = Capabilities::new();
    for asked in &catalogue.capabilities {
        let scope = capabilities.entry(asked.name.clone()).or_default();
        scope.extend(asked.scope.iter().cloned());
        scope.sort();
        scope.dedup();
    }
    capabilities
}

/// Capabilities for a person to read: `read-files (deploy/**, *.md)`, or `none`.
pub fn listed(capabilities: &Capabilities) -> String {
    if capabilities.is_empty() {
        return "none".into();
    }
    let each = capabilities.iter().map(|(name, scope)| match scope.is_empty() {
        true => name.clone(),
        false => format!("{name} ({})", scope.join(", ")),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The hash of a component's bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    use sha2::Digest as _;
    Digest(sha2::Sha256::digest(bytes).into())
}
