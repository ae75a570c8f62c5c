//! Components from elsewhere: fetched from a file, a web server or a registry, and published to
//! one. The only module that names an HTTP client or goes to the network, and only the commands
//! that say so use it: a build never does.
//!
//! What comes back is bytes with a hash, bounded in size and never half of something. Whether
//! they are a plugin is for others to say.

mod client;
mod credentials;
mod error;
mod local;
mod oci;
mod publish;
mod web;

use std::path::{Path, PathBuf};

use crate::lock::{Locked, Source, digest};
use crate::world::World;

pub use error::FetchError;
pub use publish::{Article, Published};

/// What a source gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The component.
    pub bytes: Vec<u8>,
    /// The digest of the manifest that named it, `sha256:…`, where it came from a registry.
    pub manifest: Option<String>,
}

/// Fetches and publishes.
pub struct Registry<'a> {
    runtime: tokio::runtime::Runtime,
    world: &'a dyn World,
    root: PathBuf,
    /// Whether registries on other machines may be spoken to without encryption.
    insecure: bool,
}

impl<'a> Registry<'a> {
    /// Gets ready; nothing is connected yet. Relative paths start at `root`.
    ///
    /// # Errors
    ///
    /// Where the machine gives no sockets at all.
    pub fn new(world: &'a dyn World, root: &Path, insecure: bool) -> Result<Self, FetchError> {
        let runtime = client::runtime()?;
        Ok(Self { runtime, world, root: root.to_owned(), insecure })
    }

    /// What is there now.
    ///
    /// # Errors
    ///
    /// Where it cannot be had, is too large, breaks off, or has another hash than the source says.
    pub fn fetch(&self, source: &Source) -> Result<Fetched, FetchError> {
        match source {
            Source::Path(path) => {
                Ok(Fetched { bytes: local::read(&self.root.join(path))?, manifest: None })
            }
            Source::Web { url, pin } => {
                let bytes = self.runtime.block_on(web::get(url))?;
                match pin {
                    Some(pin) if digest(&bytes) != *pin => Err(FetchError::WrongDigest {
                        what: url.clone(),
                        actual: digest(&bytes).to_string(),
                        expected: pin.to_string(),
                    }),
                    _ => Ok(Fetched { bytes, manifest: None }),
                }
            }
            Source::Oci(address) => {
                let access = credentials::of(self.world, &address.host)?;
                self.runtime.block_on(oci::pull(address, None, &access, self.insecure))
            }
        }
    }

    /// What the lock names: from a registry by digest, whatever its tag leads to now.
    ///
    /// # Errors
    ///
    /// As [`Registry::fetch`], and where the bytes are not those of the lock.
    pub fn fetch_locked(&self, source: &Source, entry: &Locked) -> Result<Fetched, FetchError> {
        let fetched = match (source, &entry.manifest) {
            (Source::Oci(address), Some(manifest)) => {
                let access = credentials::of(self.world, &address.host)?;
                let pull = oci::pull(address, Some(manifest), &access, self.insecure);
                self.runtime.block_on(pull)?
            }
            _ => self.fetch(source)?,
        };
        let actual = digest(&fetched.bytes);
        if actual != entry.sha256 {
            return Err(FetchError::WrongDigest {
                what: source.to_string(),
                actual: actual.to_string(),
                expected: entry.sha256.to_string(),
            });
        }
        Ok(fetched)
    }

    /// The digest of the manifest that a registry's tag leads to now; none for other sources.
    ///
    /// # Errors
    ///
    /// Where the registry cannot be asked or has no such tag.
    pub fn manifest(&self, source: &Source) -> Result<Option<String>, FetchError> {
        let Source::Oci(address) = source else { return Ok(None) };
        let access = credentials::of(self.world, &address.host)?;
        self.runtime.block_on(oci::manifest(address, &access, self.insecure)).map(Some)
    }

    /// Pushes a component, so that `oci://` sources and other tools can pull it.
    ///
    /// # Errors
    ///
    /// Where `to` is no registry, or it does not take the component.
    pub fn publish(&self, article: &Article, to: &Source) -> Result<Published, FetchError> {
        let Source::Oci(address) = to else {
            return Err(FetchError::BadReference {
                reference: to.to_string(),
                why: "a plugin is published to `oci://host/repository:tag`".into(),
            });
        };
        let access = credentials::of(self.world, &address.host)?;
        self.runtime.block_on(publish::push(article, address, &access, self.insecure))
    }
}
