//! Finds the component of a plugin that is not built in, and holds it against the lock. Nothing
//! is fetched here: what is not there is a finding that says which command brings it.

use crate::config::{Config, PluginConfig};
use crate::diagnostic::Finding;
use crate::lock::{self, Held, Locked, Provenance, Store};
use crate::plugin::{Catalogue, Digest, Plugin};
use crate::source::Location;
use crate::world::World;

/// The bytes of a component and their hash.
pub(super) struct Component {
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

/// The component of a plugin, or the finding that tells why there is none to be used.
pub(super) fn find(
    world: &dyn World,
    provenance: &Provenance,
    id: &str,
    config: &PluginConfig,
    location: Location,
) -> Result<Component, Box<Finding>> {
    let entry = provenance.lock.plugins.get(id);
    if let Some(entry) = entry
        && let Some(origin) = config.origin()
        && origin != entry.source
    {
        let message = format!(
            "plugin `{id}` comes from `{origin}`, and the lock has it from `{}`",
            entry.source
        );
        return Err(Box::new(Finding::error("lock/changed", location, message).help(take_in(id))));
    }
    match (&config.path, entry) {
        (Some(_), None) if provenance.strict => Err(missing(id, location)),
        (Some(path), entry) => of_site(world, path, id, entry, location),
        (None, None) => Err(missing(id, location)),
        (None, Some(entry)) => of_store(provenance, id, entry, location),
    }
}

/// A file of the site, which the lock may hold to certain bytes.
fn of_site(
    world: &dyn World,
    path: &str,
    id: &str,
    entry: Option<&Locked>,
    location: Location,
) -> Result<Component, Box<Finding>> {
    let bytes = world.read(path).map_err(|why| {
        let message = format!("cannot read the component `{path}`: {why}");
        Box::new(
            Finding::error("config/missing-plugin", location, message)
                .help("give the path of a `.wasm` file below the site's root"),
        )
    })?;
    let digest = lock::digest(&bytes);
    match entry {
        Some(entry) if entry.sha256 != digest => {
            let message = format!(
                "the component `{path}` has the SHA-256 `{digest}`, and the lock `{}`",
                entry.sha256
            );
            let help = format!("`proofpress plugin update {id}` takes these bytes in");
            Err(Box::new(Finding::error("lock/changed", location, message).help(help)))
        }
        _ => Ok(Component { bytes, digest }),
    }
}

/// What was fetched before.
fn of_store(
    provenance: &Provenance,
    id: &str,
    entry: &Locked,
    location: Location,
) -> Result<Component, Box<Finding>> {
    let held = provenance.store.as_deref().map(|store| Store::new(store).get(entry.sha256));
    let message = match held {
        Some(Held::Bytes(bytes)) => return Ok(Component { bytes, digest: entry.sha256 }),
        Some(Held::Nothing) => format!("plugin `{id}` is not on this machine"),
        Some(Held::Damaged) => {
            format!("the copy of plugin `{id}` on this machine does not have the lock's SHA-256")
        }
        None => format!("plugin `{id}` cannot be kept: you have no cache folder"),
    };
    Err(Box::new(
        Finding::error("lock/not-installed", location, message)
            .help("run `proofpress plugin install`: a build fetches nothing"),
    ))
}

fn missing(id: &str, location: Location) -> Box<Finding> {
    let message = format!("plugin `{id}` is not in `{}`", lock::LOCK_FILE);
    let help = format!("`proofpress plugin update {id}` takes it in and writes its entry");
    Box::new(Finding::error("lock/missing-entry", location, message).help(help))
}

fn take_in(id: &str) -> String {
    format!("`proofpress plugin update {id}` takes it in as it is now")
}

/// What the lock says of a plugin, and is not what the plugin says: its bytes are the right ones,
/// so it is the lock that somebody changed.
pub(super) fn drift(
    provenance: &Provenance,
    id: &str,
    catalogue: &Catalogue,
    plugin: &Plugin,
) -> Option<Finding> {
    let entry = provenance.lock.plugins.get(id)?;
    let location = entry.location?;
    // Reading the names means reading the component; the hash holds for them as well.
    let contract = match provenance.strict {
        true => plugin.exterior().contract.unwrap_or_default(),
        false => entry.contract.clone(),
    };
    let now = Locked {
        version: catalogue.version.clone(),
        capabilities: lock::capabilities(catalogue),
        contract,
        size: plugin.size(),
        ..entry.clone()
    };
    let differences = entry.differences(&now);
    if differences.is_empty() {
        return None;
    }
    let message = format!("plugin `{id}` is not what the lock says: {}", differences.join("; "));
    Some(Finding::error("lock/changed", location, message).help(take_in(id)))
}

/// Entries of the lock that no plugin of the site has, where that matters.
pub(super) fn unused(provenance: &Provenance, config: &Config) -> Vec<Finding> {
    if !provenance.strict {
        return Vec::new();
    }
    let named = |id: &str| config.plugins.get(id).is_some_and(|plugin| plugin.origin().is_some());
    let unused = provenance.lock.plugins.iter().filter(|(id, _)| !named(id));
    unused
        .filter_map(|(id, entry)| {
            let message = format!("the lock has plugin `{id}`, and the site does not");
            let help = format!("`proofpress plugin remove {id}` takes its entry out");
            Some(Finding::error("lock/unused-entry", entry.location?, message).help(help))
        })
        .collect()
}
