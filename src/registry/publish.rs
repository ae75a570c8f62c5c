//! Pushes a component the way tools for WebAssembly in registries expect it: a manifest with one
//! layer `application/wasm` and a configuration that says what the component exports and imports.
//!
//! Nothing in it depends on when or where it is pushed: the same component has the same digest.

use std::collections::BTreeMap;

use oci_client::client::{Config, ImageLayer};
use oci_client::manifest::OciImageManifest;
use serde::Serialize;

use super::FetchError;
use super::credentials::Access;
use super::oci::{LAYER, Shelf};
use crate::lock::{OciAddress, digest};
use crate::plugin::{Catalogue, Exterior};

/// The kinds of manifest and configuration a component has.
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.wasm.config.v0+json";
/// The configuration has to name a time; a published plugin has none.
const CREATED: &str = "1970-01-01T00:00:00Z";

/// What is published.
#[derive(Clone, Debug)]
pub struct Article {
    /// The component.
    pub bytes: Vec<u8>,
    /// Who it is.
    pub catalogue: Catalogue,
    /// What it exports and imports.
    pub exterior: Exterior,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The digest of its manifest, `sha256:…`.
    pub manifest: String,
    /// What the tag led to before, if it was there and something else.
    pub replaced: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WasmConfig<'a> {
    created: &'static str,
    architecture: &'static str,
    os: &'static str,
    layer_digests: [String; 1],
    component: Component<'a>,
}

#[derive(Serialize)]
struct Component<'a> {
    exports: &'a [String],
    imports: &'a [String],
}

/// Pushes it.
pub(super) async fn push(
    article: &Article,
    address: &OciAddress,
    access: &Access,
    insecure: bool,
) -> Result<Published, FetchError> {
    let shelf = Shelf::open(address, access, insecure)?;
    if shelf.reference.digest().is_some() {
        return Err(FetchError::BadReference {
            reference: address.reference.clone(),
            why: "publish to a tag; the digest is made from what is published".into(),
        });
    }
    // A tag that is not there yet is the usual case; whether we may push shows when we do.
    let before = shelf.client.pull_image_manifest(&shelf.reference, &access.auth).await.ok();
    let layer = ImageLayer::new(article.bytes.clone(), LAYER.to_owned(), None);
    let config = config(article)
        .map_err(|why| FetchError::Registry { host: address.host.clone(), why: why.to_string() })?;
    let layers = [layer];
    let mut manifest = OciImageManifest::build(&layers, &config, Some(annotations(article)));
    manifest.media_type = Some(MANIFEST.to_owned());
    let pushed =
        shelf.client.push(&shelf.reference, &layers, config, &access.auth, Some(manifest)).await;
    pushed.map_err(|why| shelf.failed(why))?;
    // Asked for again, and hashed here: what the registry has is what was meant.
    let pulled = shelf.client.pull_image_manifest(&shelf.reference, &access.auth).await;
    let (stored, digest) = pulled.map_err(|why| shelf.failed(why))?;
    let layer = self::layer(article);
    if stored.layers.first().is_none_or(|stored| stored.digest != layer) {
        return Err(FetchError::Registry {
            host: address.host.clone(),
            why: format!("`{}` leads to something else than was pushed", address.reference),
        });
    }
    let replaced = before.map(|(_, before)| before).filter(|before| *before != digest);
    Ok(Published { manifest: digest, replaced })
}

/// The digest of the layer.
fn layer(article: &Article) -> String {
    format!("sha256:{}", digest(&article.bytes))
}

fn config(article: &Article) -> serde_json::Result<Config> {
    let config = WasmConfig {
        created: CREATED,
        architecture: "wasm",
        os: "wasip2",
        layer_digests: [layer(article)],
        component: Component {
            exports: &article.exterior.exports,
            imports: &article.exterior.imports,
        },
    };
    Ok(Config::new(serde_json::to_vec(&config)?, CONFIG.to_owned(), None))
}

/// What registries show of an artifact.
fn annotations(article: &Article) -> BTreeMap<String, String> {
    let catalogue = &article.catalogue;
    let mut annotations = BTreeMap::new();
    let mut say = |key: &str, value: &str| {
        if !value.is_empty() {
            annotations.insert(format!("org.opencontainers.image.{key}"), value.to_owned());
        }
    };
    say("title", &catalogue.id);
    say("version", &catalogue.version);
    say("licenses", &catalogue.license);
    say("url", catalogue.homepage.as_deref().unwrap_or_default());
    annotations
}
