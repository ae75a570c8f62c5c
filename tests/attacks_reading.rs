//! What a plugin may read of the site, and what it may not, whatever it tries.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where something is missing, and makes files and links itself"
)]

#[path = "host/support.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proofpress::capability::{Capability, Grants};
use proofpress::plugin::{Limits, PageInput, PageLink, Plugin, SiteFiles};
use proofpress::source::Span;
use proofpress::world::{Disk, World as _};
use support::{component, host, session};

fn asked() -> Vec<Capability> {
    vec![Capability { name: "read-files".into(), scope: vec!["deploy/**".into()] }]
}

fn granted(globs: &[&str]) -> Grants {
    Grants { read_files: globs.iter().map(|&glob| glob.to_owned()).collect() }
}

fn files(globs: &[&str], files: &[&str], large: &[&str]) -> SiteFiles {
    let files = files.iter().map(|&path| (path.to_owned(), b"x".to_vec())).collect();
    let large = large.iter().map(|&path| path.to_owned()).collect();
    SiteFiles::new(asked(), granted(globs), files, large)
}

/// What the model plugin says of links to these files.
fn read(plugin: &Plugin, paths: &[&str]) -> Vec<String> {
    let source = "x".repeat(paths.len());
    let link = |(at, path): (usize, &&str)| PageLink {
        href: format!("/deploy/{path}"),
        text: String::new(),
        image: false,
        span: Span::new(at, at + 1),
    };
    let links = paths.iter().enumerate().map(link).collect();
    let page = PageInput {
        path: "a.md".into(),
        source,
        front_matter: "{}".into(),
        links,
        ..PageInput::default()
    };
    let checked = plugin.check_document(&session(&["missing-file"]), &Limits::WHOLE, &page);
    let found = checked.unwrap().findings.into_iter();
    found.map(|found| found.message.rsplit(": ").next().unwrap().to_owned()).collect()
}

fn model() -> Plugin {
    host().plugin(component("model"))
}

#[test]
fn it_asks_for_what_it_reads() {
    assert_eq!(model().catalogue().unwrap().capabilities, asked());
}

#[test]
fn without_a_grant_there_is_nothing() {
    assert_eq!(read(&model(), &["a"]), ["not-asked"], "a plugin without files asks in vain");
    let plugin = model().with_files(files(&[], &[], &[]));
    assert_eq!(read(&plugin, &["a"]), ["not-granted"]);
}

#[test]
fn a_file_is_there_where_both_name_it() {
    let plugin = model().with_files(files(&["deploy/*.yaml"], &["deploy/a.yaml"], &[]));
    assert_eq!(read(&plugin, &["a.yaml"]), [""; 0]);
    assert_eq!(read(&plugin, &["b.yaml"]), ["missing"]);
    assert_eq!(read(&plugin, &["secret.env"]), ["not-granted"]);
}

#[test]
fn no_way_around() {
    let plugin = model().with_files(files(&["**"], &["deploy/a"], &[]));
    let tricks = ["../proofpress.toml", "./a", ".git/config", "x//a", "../deploy/a", ""];
    assert_eq!(read(&plugin, &tricks), ["not-granted"; 6]);
    // A name that only looks like another is another.
    assert_eq!(read(&plugin, &["A", "a\0", "a ", "%61"]), ["missing"; 4]);
}

#[test]
fn a_file_over_four_megabytes_is_too_large() {
    let plugin = model().with_files(files(&["**"], &[], &["deploy/a"]));
    assert_eq!(read(&plugin, &["a"]), ["too-large"]);
}

#[test]
fn reading_for_ever_ends() {
    let large = BTreeMap::from([("deploy/a".to_owned(), vec![b'x'; 4 << 20])]);
    let files = SiteFiles::new(asked(), granted(&["**"]), large, BTreeSet::new());
    let plugin = model().with_files(files);
    let links = vec![
        PageLink {
            href: "/deploy/a".into(),
            text: String::new(),
            image: false,
            span: Span::new(0, 0)
        };
        20
    ];
    let page =
        PageInput { path: "a.md".into(), front_matter: "{}".into(), links, ..PageInput::default() };
    let failure = plugin.check_document(&session(&["missing-file"]), &Limits::WHOLE, &page);
    assert_eq!(
        failure.unwrap_err(),
        proofpress::plugin::Failure::TooLarge("more than 64 MiB of files read".into())
    );
}

#[test]
fn what_can_be_read_is_part_of_the_key() {
    let one = files(&["**"], &["deploy/a"], &[]).digest();
    assert_eq!(one, files(&["**"], &["deploy/a"], &[]).digest());
    for other in [
        files(&["**"], &["deploy/b"], &[]),
        files(&["**"], &[], &["deploy/a"]),
        files(&["*"], &["deploy/a"], &[]),
        files(&["**"], &["deploy/a", "deploy/b"], &[]),
    ] {
        assert_ne!(one, other.digest());
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_no_file_of_it() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "s").unwrap();
    let site = tempfile::tempdir().unwrap();
    let at = |path: &str| site.path().join(path);
    fs::create_dir_all(at("deploy")).unwrap();
    fs::create_dir_all(at(".git")).unwrap();
    fs::write(at("deploy/a"), "a").unwrap();
    fs::write(at("deploy/large"), vec![0; 100]).unwrap();
    fs::write(at(".git/config"), "hidden").unwrap();
    symlink(outside.path().join("secret"), at("deploy/out")).unwrap();
    symlink(outside.path(), at("deploy/folder")).unwrap();
    symlink(at(".git/config"), at("deploy/hidden")).unwrap();
    symlink(at("deploy/a"), at("deploy/within")).unwrap();
    let world = Disk::new(site.path()).unwrap();
    assert_eq!(world.read_own("deploy/a", 50).unwrap(), b"a");
    assert_eq!(world.read_own("deploy/within", 50).unwrap(), b"a");
    for path in ["deploy/out", "deploy/folder/secret", "deploy/hidden", "../x", "deploy", "no"] {
        let why = world.read_own(path, 50).unwrap_err();
        assert_eq!(why.kind(), std::io::ErrorKind::NotFound, "{path}");
    }
    let why = world.read_own("deploy/large", 50).unwrap_err();
    assert_eq!(why.kind(), std::io::ErrorKind::FileTooLarge);
}
