//! A component that may become a plugin of the site: looked at as a plugin before anything of it
//! is written.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use proofpress::lock::{self, Locked};
use proofpress::plugin::{Catalogue, Exterior, Host};
use proofpress::registry::{Article, Fetched};

/// Bytes that are a plugin.
pub(super) struct Candidate {
    pub(super) bytes: Vec<u8>,
    pub(super) catalogue: Catalogue,
    exterior: Exterior,
    manifest: Option<String>,
}

impl Candidate {
    /// Loads what was fetched, which compiles it, and asks it who it is.
    pub(super) fn examine(host: &Host, fetched: Fetched, from: &str) -> Result<Self> {
        let digest = lock::digest(&fetched.bytes);
        let plugin = host.plugin_with_digest(fetched.bytes.clone(), digest);
        let catalogue = match plugin.catalogue() {
            Ok(catalogue) => catalogue,
            Err(failure) => bail!("`{from}` is no plugin: it {failure}"),
        };
        let Fetched { bytes, manifest } = fetched;
        Ok(Self { bytes, catalogue, exterior: plugin.exterior(), manifest })
    }

    /// Its entry in the lock.
    pub(super) fn locked(&self, source: &str) -> Locked {
        Locked {
            location: None,
            version: self.catalogue.version.clone(),
            source: source.to_owned(),
            manifest: self.manifest.clone(),
            size: self.bytes.len() as u64,
            sha256: self.exterior.digest,
            contract: self.exterior.contract.clone().unwrap_or_default(),
            capabilities: lock::capabilities(&self.catalogue),
        }
    }

    /// Who it is, for the person who takes it in.
    pub(super) fn told(&self) -> String {
        let catalogue = &self.catalogue;
        let mut text = format!("{} {}, {}\n", catalogue.id, catalogue.version, catalogue.license);
        let _ = writeln!(text, "  languages: {}", catalogue.languages.join(", "));
        for rule in &catalogue.rules {
            let id = format!("{}/{}", catalogue.id, rule.name);
            let _ = writeln!(text, "  {:<8} {id}: {}", rule.severity.name(), rule.title);
        }
        let asked = lock::capabilities(catalogue);
        let _ = writeln!(text, "  asks for: {}", lock::listed(&asked));
        let _ = writeln!(text, "  {} bytes, sha256 {}", self.bytes.len(), self.exterior.digest);
        if let Some(manifest) = &self.manifest {
            let _ = writeln!(text, "  manifest {manifest}");
        }
        text
    }

    /// What a registry gets.
    pub(super) fn article(self) -> Article {
        Article { bytes: self.bytes, catalogue: self.catalogue, exterior: self.exterior }
    }
}
