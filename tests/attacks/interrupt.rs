//! A build that is stopped, at many moments and in two ways: what is in the output folder is always
//! one of the two whole sites.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::bombs::program;

/// How many builds are stopped.
const STOPPED: u32 = 30;

/// Writes one of two versions of a site: other texts, and other pages.
fn write(folder: &Path, version: &str) {
    let content = folder.join("content");
    let _ = std::fs::remove_dir_all(&content);
    std::fs::create_dir(&content).unwrap();
    std::fs::write(content.join("_index.md"), format!("# Home of {version}\n")).unwrap();
    for page in 0..60 {
        let text = format!("# Page {page}\n\n{}\n", version.repeat(page + 1));
        std::fs::write(content.join(format!("{version}-{page}.md")), text).unwrap();
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// What a whole build makes.
fn build(folder: &Path) -> Files {
    let output = program(folder).args(["build", "--no-cache"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files(&folder.join("site"))
}

#[test]
fn a_build_that_is_stopped_leaves_a_whole_site() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "two");
    let two = build(folder);
    write(folder, "one");
    let one = build(folder);
    assert_ne!(one, two);
    let staged = folder.join(".site.proofpress-new");
    let mut seen = [0, 0];
    for moment in 0..STOPPED {
        write(folder, if moment % 4 < 2 { "two" } else { "one" });
        // What the last one left would be taken for the beginning of this one.
        let _ = std::fs::remove_dir_all(&staged);
        let mut child = program(folder).args(["build", "--no-cache", "--quiet"]).spawn().unwrap();
        // From when the new site is being written, a little later each time, until it is in place.
        while !staged.exists() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(u64::from(moment * moment / 4)));
        if moment % 10 == 9 {
            // This one may end: the next begins with the other site.
            child.wait().unwrap();
        }
        let signal = if moment % 2 == 0 { Signal::KILL } else { Signal::INT };
        if child.try_wait().unwrap().is_none() {
            kill_process(Pid::from_child(&child), signal).unwrap();
            child.wait().unwrap();
        }
        let found = files(&folder.join("site"));
        assert!(found == one || found == two, "neither site after {moment}: {:?}", found.keys());
        seen[usize::from(found == two)] += 1;
    }
    assert!(seen.iter().all(|times| *times > 0), "{seen:?}");
    write(folder, "one");
    assert!(build(folder) == one, "the next build is not as it should be");
    let left = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("proofpress-")).collect();
    assert!(left.is_empty(), "{left:?}");
}
