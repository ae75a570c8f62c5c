//! Components in registries: one layer `application/wasm`, by tag or by digest.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use oci_client::errors::{OciDistributionError, OciErrorCode};
use oci_client::manifest::OciImageManifest;
use oci_client::{Client, Reference};
use tokio::io::AsyncWrite;

use super::credentials::Access;
use super::{FetchError, Fetched, client};
use crate::lock::OciAddress;
use crate::plugin::MAX_COMPONENT;

/// The kind of layer a component is.
pub(super) const LAYER: &str = "application/wasm";

/// A registry and something in it.
pub(super) struct Shelf<'a> {
    pub(super) client: Client,
    pub(super) reference: Reference,
    access: &'a Access,
}

impl<'a> Shelf<'a> {
    /// Opens it; nothing is connected yet.
    pub(super) fn open(
        address: &OciAddress,
        access: &'a Access,
        insecure: bool,
    ) -> Result<Self, FetchError> {
        let reference: Reference =
            address.reference.parse().map_err(|why: oci_client::ParseError| {
                FetchError::BadReference {
                    reference: address.reference.clone(),
                    why: why.to_string(),
                }
            })?;
        let config = client::registry(&address.host, insecure);

        let client = Client::try_from(config).map_err(|why| FetchError::Registry {
            host: address.host.clone(),
            why: why.to_string(),
        })?;
        Ok(Self { client, reference, access })
    }

    /// What a registry's error means.
    pub(super) fn failed(&self, error: OciDistributionError) -> FetchError {
        use OciDistributionError as Oci;
        let host = self.reference.registry().to_owned();
        let reference = self.reference.whole();
        match error {
            Oci::UnauthorizedError { .. }
            | Oci::AuthenticationFailure(_)
            | Oci::ServerError { code: 401 | 403, .. } => self.unauthorized(),
            Oci::ImageManifestNotFoundError(_) | Oci::ServerError { code: 404, .. } => {
                FetchError::NotInRegistry { host, reference }
            }
            Oci::RegistryError { envelope, .. } => {
                let is = |codes: &[OciErrorCode]| {
                    envelope.errors.iter().any(|error| codes.contains(&error.code))
                };
                if is(&[OciErrorCode::Unauthorized, OciErrorCode::Denied]) {
                    self.unauthorized()
                } else if is(&[
                    OciErrorCode::ManifestUnknown,
                    OciErrorCode::NameUnknown,
                    OciErrorCode::BlobUnknown,
                    OciErrorCode::NotFound,
                ]) {
                    FetchError::NotInRegistry { host, reference }
                } else {
                    let said: Vec<&str> =
                        envelope.errors.iter().map(|error| error.message.as_str()).collect();
                    FetchError::Registry { host, why: said.join("; ") }
                }
            }
            Oci::DigestError(oci_client::errors::DigestError::VerificationError {
                expected,
                actual,
            }) => FetchError::WrongDigest { what: reference, actual, expected },
            Oci::RequestError(why) => client::failed(&host, &why),
            Oci::IoError(why) => match why.get_ref().is_some_and(|inner| inner.is::<Overflow>()) {
                true => FetchError::MoreThanSaid { what: reference },
                false => FetchError::Unreachable { what: host, why: why.to_string() },
            },
            Oci::ImageIndexParsingNoPlatformResolverError => FetchError::NotAComponent {
                reference,
                why: "it is an index of images for several platforms".into(),
            },
            other => FetchError::Registry { host, why: other.to_string() },
        }
    }

    fn unauthorized(&self) -> FetchError {
        let host = self.reference.registry().to_owned();
        FetchError::Unauthorized { host, who: self.access.who.clone() }
    }

    /// The manifest of what is there, and its digest.
    async fn manifest(&self) -> Result<(OciImageManifest, String), FetchError> {
        let pulled = self.client.pull_image_manifest(&self.reference, &self.access.auth).await;
        pulled.map_err(|why| self.failed(why))
    }
}

/// Pulls a component; by that manifest, where one is given, rather than by the address's tag.
pub(super) async fn pull(
    address: &OciAddress,
    manifest: Option<&str>,
    access: &Access,
    insecure: bool,
) -> Result<Fetched, FetchError> {
    let mut shelf = Shelf::open(address, access, insecure)?;
    if let Some(manifest) = manifest {
        shelf.reference = shelf.reference.clone_with_digest(manifest.to_owned());
    }
    let (manifest, digest) = shelf.manifest().await?;
    let not_a_component =
        |why: String| FetchError::NotAComponent { reference: shelf.reference.whole(), why };
    let [layer] = manifest.layers.as_slice() else {
        let layers = manifest.layers.len();
        return Err(not_a_component(format!("it has {layers} layers, not one")));
    };
    if layer.media_type != LAYER {
        return Err(not_a_component(format!("its layer is `{}`, not `{LAYER}`", layer.media_type)));
    }
    let size = usize::try_from(layer.size).unwrap_or(usize::MAX);
    if size > MAX_COMPONENT {
        return Err(FetchError::TooLarge { what: shelf.reference.whole() });
    }
    let mut bytes = Bounded { bytes: Vec::new(), most: size };
    // By its digest alone: a manifest may name other places for a layer, and none is asked.
    let pulled = shelf.client.pull_blob(&shelf.reference, layer.digest.as_str(), &mut bytes).await;
    match pulled {
        Ok(()) if bytes.bytes.len() == size => {
            Ok(Fetched { bytes: bytes.bytes, manifest: Some(digest) })
        }
        // What was sent is shorter than the manifest says, with or without an error.
        Ok(()) => Err(FetchError::BrokeOff {
            what: shelf.reference.whole(),
            got: bytes.bytes.len(),
            expected: Some(size as u64),
        }),
        Err(OciDistributionError::RequestError(why)) if why.is_body() || why.is_decode() => {
            Err(FetchError::BrokeOff {
                what: shelf.reference.whole(),
                got: bytes.bytes.len(),
                expected: Some(size as u64),
            })
        }
        Err(why) => Err(shelf.failed(why)),
    }
}

/// The digest of the manifest an address leads to now.
pub(super) async fn manifest(
    address: &OciAddress,
    access: &Access,
    insecure: bool,
) -> Result<String, FetchError> {
    let shelf = Shelf::open(address, access, insecure)?;
    shelf.manifest().await.map(|(_, digest)| digest)
}

/// Bytes in memory, and no more than were announced.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

/// More came than was announced.
#[derive(Debug, thiserror::Error)]
#[error("more bytes than the manifest says")]
struct Overflow;

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        chunk: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.bytes.len() + chunk.len() > self.most {
            return Poll::Ready(Err(io::Error::other(Overflow)));
        }
        self.bytes.extend_from_slice(chunk);
        Poll::Ready(Ok(chunk.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
