//! The cache of compiled code: it saves compiling, and whatever is wrong with it costs compiling
//! and nothing else.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test makes and breaks its files itself"
)]

#[path = "host/support.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use proofpress::plugin::{Cancel, Host, HostSettings};
use support::{attack, component, host};

/// A folder for the cache and its key.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache")
    }

    fn key(&self) -> PathBuf {
        self.0.path().join("state/key")
    }

    fn host(&self) -> Host {
        let settings = HostSettings {
            code_cache: Some(self.cache()),
            key_file: Some(self.key()),
            threads: 1,
            ..HostSettings::default()
        };
        Host::new(settings).unwrap()
    }

    /// How many components a new host compiles to run these.
    fn compilations(&self, components: &[Vec<u8>]) -> usize {
        let host = self.host();
        for bytes in components {
            let plugin = host.plugin(bytes.clone());
            assert_eq!(attack(&plugin, "unsorted").unwrap().findings.len(), 3);
        }
        host.compilations()
    }

    /// The compiled files, sorted.
    fn files(&self) -> Vec<PathBuf> {
        let inside = |folder: &Path| -> Vec<PathBuf> {
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
        };
        let engines = inside(&self.cache());
        assert_eq!(engines.len(), 1);
        let mut files = inside(&engines[0]);
        files.sort();
        files
    }
}

fn probe() -> Vec<Vec<u8>> {
    vec![component("probe")]
}

#[test]
fn the_second_run_compiles_nothing() {
    let place = Place::new();
    let both = [component("probe"), component("probe-wasip2")];
    assert_eq!(place.compilations(&both), 2);
    assert_eq!(place.compilations(&both), 0);
    assert_eq!(place.files().len(), 2, "no temporary files are left");
}

#[test]
fn jobs_that_can_be_cancelled_need_no_code_of_their_own() {
    let place = Place::new();
    assert_eq!(place.compilations(&probe()), 1);
    let host = place.host();
    let held = host.plugin(probe().remove(0)).cancelled_by(&Cancel::default());
    assert_eq!(attack(&held, "unsorted").unwrap().findings.len(), 3);
    assert_eq!(host.compilations(), 0);
}

#[test]
fn without_a_folder_nothing_is_kept() {
    assert!(!host().keeps_code());
}

#[test]
fn tampered_code_is_compiled_again() {
    let place = Place::new();
    place.compilations(&probe());
    let file = place.files().remove(0);
    let sound = fs::read(&file).unwrap();
    let mut tampered = sound.clone();
    tampered[sound.len() / 2] ^= 1;
    fs::write(&file, tampered).unwrap();
    assert_eq!(place.compilations(&probe()), 1);
    assert_eq!(fs::read(&file).unwrap().len(), sound.len());
    assert_eq!(place.compilations(&probe()), 0, "mended");
}

#[test]
fn code_that_is_replaced_while_it_is_used_is_not_noticed() {
    let place = Place::new();
    place.compilations(&probe());
    let host = place.host();
    let plugin = host.plugin(probe().remove(0));
    assert_eq!(attack(&plugin, "unsorted").unwrap().findings.len(), 3);
    assert_eq!(host.compilations(), 0);
    for file in place.files() {
        let length = fs::metadata(&file).unwrap().len();
        fs::write(&file, vec![0xcc; usize::try_from(length).unwrap()]).unwrap();
    }
    assert_eq!(attack(&plugin, "unsorted").unwrap().findings.len(), 3);
}

#[test]
fn code_of_another_plugin_is_not_loaded() {
    let place = Place::new();
    let both = [component("probe"), component("probe-wasip2")];
    place.compilations(&both);
    let files = place.files();
    let (one, other) = (fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap());
    fs::write(&files[0], other).unwrap();
    fs::write(&files[1], one).unwrap();
    assert_eq!(place.compilations(&both), 2);
}

#[test]
fn code_under_another_key_is_not_loaded() {
    let place = Place::new();
    place.compilations(&probe());
    fs::remove_file(place.key()).unwrap();
    assert_eq!(place.compilations(&probe()), 1);
    assert_eq!(place.compilations(&probe()), 0);
}

#[test]
fn a_key_of_the_wrong_length_is_not_used() {
    let place = Place::new();
    assert!(place.host().keeps_code());
    fs::write(place.key(), "short").unwrap();
    assert!(!place.host().keeps_code());
    assert_eq!(place.compilations(&probe()), 1);
}

#[cfg(unix)]
mod rights {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::Place;

    fn mode(path: &std::path::Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_closed_to_others() {
        let place = Place::new();
        assert!(place.host().keeps_code());
        assert_eq!(mode(&place.key()), 0o600);
        assert_eq!(mode(&place.cache()), 0o700);
        assert_eq!(mode(place.key().parent().unwrap()), 0o700);
    }

    #[test]
    fn a_folder_others_may_write_in_is_not_used() {
        for open in [0o777, 0o770, 0o702] {
            let place = Place::new();
            assert!(place.host().keeps_code());
            fs::set_permissions(place.cache(), Permissions::from_mode(open)).unwrap();
            assert!(!place.host().keeps_code(), "{open:o}");
        }
    }

    #[test]
    fn a_key_others_may_read_is_not_used() {
        let place = Place::new();
        assert!(place.host().keeps_code());
        fs::set_permissions(place.key(), Permissions::from_mode(0o644)).unwrap();
        assert!(!place.host().keeps_code());
    }

    #[test]
    fn links_are_not_followed() {
        let place = Place::new();
        assert!(place.host().keeps_code());
        let elsewhere = place.0.path().join("elsewhere");
        fs::rename(place.cache(), &elsewhere).unwrap();
        symlink(&elsewhere, place.cache()).unwrap();
        assert!(!place.host().keeps_code());

        fs::remove_file(place.cache()).unwrap();
        fs::rename(&elsewhere, place.cache()).unwrap();
        assert!(place.host().keeps_code());
        let moved = place.0.path().join("key");
        fs::rename(place.key(), &moved).unwrap();
        symlink(&moved, place.key()).unwrap();
        assert!(!place.host().keeps_code());
    }
}
