//! What a plugin asks for, held against what the site grants, and the files that come of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::plugins::table_key;
use crate::capability::{Access, Capability, Problem, allows, problems};
use crate::config::{Config, PluginConfig};
use crate::diagnostic::Finding;
use crate::plugin::{Catalogue, LARGEST, SiteFiles};
use crate::source::Location;
use crate::world::World;

/// The most bytes of files a plugin may read in all: they are kept in memory.
const MOST: usize = 64 << 20;

/// Whether the plugin may be used; what is wrong otherwise, or odd, is in `findings`.
pub(super) fn hold(
    id: &str,
    catalogue: &Catalogue,
    config: &PluginConfig,
    findings: &mut Vec<Finding>,
) -> bool {
    let Some(location) = config.location else { return catalogue.capabilities.is_empty() };
    let mut fine = true;
    for problem in problems(&catalogue.capabilities, &config.allow) {
        let finding = match problem {
            Problem::Unknown(name) => {
                fine = false;
                unknown(id, &name, location)
            }
            Problem::NotGranted(asked) => {
                fine = false;
                not_granted(id, &asked, location)
            }
            Problem::NotAsked(name) => {
                let location = config.allow_location.unwrap_or(location);
                let message = format!("plugin `{id}` does not ask for `{name}`, which is granted");
                Finding::warning("config/unused-grant", location, message)
                    .help("take the grant away: a later version of the plugin might use it")
            }
        };
        findings.push(finding);
    }
    fine
}

fn unknown(id: &str, name: &str, location: Location) -> Finding {
    let version = env!("CARGO_PKG_VERSION");
    let message =
        format!("plugin `{id}` asks for `{name}`, which this proofpress ({version}) does not know");
    Finding::error("plugin/capability", location, message)
        .help("it needs a newer proofpress: upgrade, or use an older version of the plugin")
}

fn not_granted(id: &str, asked: &Capability, location: Location) -> Finding {
    let globs: Vec<String> = asked.scope.iter().map(|glob| format!("`{glob}`")).collect();
    let message = format!(
        "plugin `{id}` asks to read files of the site ({}), and the configuration does not grant it",
        globs.join(", ")
    );
    let scope: Vec<String> = asked.scope.iter().map(|glob| format!("{glob:?}")).collect();
    Finding::error("plugin/capability", location, message).help(format!(
        "to let it, write `[plugins.{}.allow]` and below it `read_files = [{}]`; it is not used \
         until then",
        table_key(id),
        scope.join(", ")
    ))
}

/// Whether the plugin may read a file of the site.
pub(super) fn may_read(catalogue: &Catalogue, plugin: &PluginConfig, path: &str) -> bool {
    allows(&catalogue.capabilities, &plugin.allow, path) == Access::Allowed
}

/// The files the plugin may read, out of those of `world`. What the site is written to is no part
/// of it: it would follow from itself.
pub fn files(
    world: &dyn World,
    config: &Config,
    catalogue: &Catalogue,
    plugin: &PluginConfig,
    findings: &mut Vec<Finding>,
) -> SiteFiles {
    let (mut files, mut large) = (BTreeMap::new(), BTreeSet::new());
    let asked = &catalogue.capabilities;
    let mut problem = |message: String| {
        let location = plugin.allow_location.or(plugin.location);
        findings.extend(location.map(|location| {
            Finding::error("config/bad-value", location, message)
                .help("grant fewer files, or take the grant away")
        }));
    };
    let paths = world.walk("").unwrap_or_else(|why| {
        problem(format!("cannot read the site's folder: {why}"));
        Vec::new()
    });
    let output = format!("{}/", config.build.output);
    let mut size = 0;
    for path in paths.into_iter().filter(|path| !path.starts_with(&output)) {
        if !may_read(catalogue, plugin, &path) {
            continue;
        }
        match world.read_own(&path, LARGEST) {
            Ok(contents) => {
                size += contents.len();
                files.insert(path, contents);
            }
            Err(why) if why.kind() == io::ErrorKind::FileTooLarge => {
                large.insert(path);
            }
            Err(why) if why.kind() == io::ErrorKind::NotFound => {}
            Err(why) => problem(format!("cannot read `{path}`: {why}")),
        }
        if size > MOST {
            let (most, id) = (MOST >> 20, &catalogue.id);
            problem(format!("`{id}` is granted more than {most} MiB of files"));
            break;
        }
    }
    SiteFiles::new(asked.clone(), plugin.allow.clone(), files, large)
}
