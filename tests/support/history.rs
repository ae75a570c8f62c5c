//! Dates and authors from git: of what was committed, of what was moved, and never a lie.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program;

/// Calls git in a folder, as somebody, on a day.
fn git(folder: &Path, who: &str, day: &str, args: &[&str]) -> bool {
    let date = format!("{day}T12:00:00+00:00");
    let mut command = Command::new("git");
    command.current_dir(folder).args([
        "-c",
        "commit.gpgSign=false",
        "-c",
        "init.defaultBranch=main",
    ]);
    command.args(args).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), who);
        command.env(format!("GIT_{role}_EMAIL"), format!("{who}@example.com"));
        command.env(format!("GIT_{role}_DATE"), &date);
    }
    command.output().is_ok_and(|output| output.status.success())
}

/// A site two people and a program have worked on; none without git.
fn site() -> Option<tempfile::TempDir> {
    let site = tempfile::tempdir().unwrap();
    let folder = site.path();
    if !git(folder, "ada", "2026-01-01", &["init"]) {
        eprintln!("left out: there is no git");
        return None;
    }
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let commit = |who: &str, day: &str| {
        assert!(git(folder, who, day, &["add", "."]));
        assert!(git(folder, who, day, &["commit", "-m", "a change"]));
    };
    write("content/_index.md", "# Home\n");
    write("content/old name.md", "# Moved\n\nA text that is long enough to be known again.\n");
    write("content/own.md", "+++\nupdated = 2020-02-02\nauthors = [\"Own\"]\n+++\n\nText.\n");
    commit("ada", "2026-01-01");
    write("content/old name.md", "# Moved\n\nA text that is long enough to be known again!\n");
    commit("zoe", "2026-02-02");
    assert!(git(folder, "zoe", "2026-03-03", &["mv", "content/old name.md", "content/moved.md"]));
    commit("mover", "2026-03-03");
    write("content/new.md", "# Never committed\n\nText.\n");
    Some(site)
}

fn page(site: &Path, name: &str) -> String {
    fs::read_to_string(site.join("site").join(name).join("index.html")).unwrap()
}

#[test]
fn pages_say_when_they_were_changed_and_by_whom() {
    let Some(site) = site() else { return };
    program::call(site.path(), &["build"]).expect(0);
    let moved = page(site.path(), "moved");
    assert!(moved.contains("<time datetime=\"2026-02-02\">"), "{moved}");
    assert!(moved.contains("ada, zoe</span>"), "{moved}");
    let own = page(site.path(), "own");
    assert!(own.contains("<time datetime=\"2020-02-02\">") && own.contains("Own</span>"), "{own}");
    assert!(!page(site.path(), "new").contains("<time"));
}

#[test]
fn nothing_is_said_where_it_is_turned_off_or_only_half_known() {
    let Some(site) = site() else { return };
    fs::write(site.path().join("proofpress.toml"), "[site]\ngit = false\n").unwrap();
    program::call(site.path(), &["build"]).expect(0);
    assert!(!page(site.path(), "moved").contains("<time"));

    let shallow = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.path().display());
    assert!(git(shallow.path(), "ada", "2026-01-01", &["clone", "--depth", "1", &from, "clone"]));
    let clone = shallow.path().join("clone");
    program::call(&clone, &["build"]).expect(0);
    assert!(!page(&clone, "moved").contains("<time"));
}
