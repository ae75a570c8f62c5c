//! The table of proofpress's own rules and the code that reports them say the same.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the test reads the sources of the crate")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proofpress::check::Registry;
use proofpress::plugin::BUILTIN;
use proofpress::press::rule_pages;
use proofpress::rules::{DOMAINS, RULES, find, ids};

/// The name of a declined example's rule is never seen: the example is unproven, not found fault
/// with.
const NEVER_REPORTED: &str = "plugin/declined";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder and their text without test modules.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_none_or(|name| name != "rules.rs")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
            found.push((path, code));
        }
    }
}

/// Text in quotes that has the shape of a rule's id in one of our domains.
fn literal_ids(code: &str) -> BTreeSet<String> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let domains: Vec<&str> = DOMAINS.iter().map(|domain| domain.name).collect();
    code.split('"')
        .filter(|text| {
            text.split_once('/')
                .is_some_and(|(domain, name)| domains.contains(&domain) && is_part(name))
        })
        .map(str::to_owned)
        .collect()
}

/// The first argument of every call of `method`, where it is text in quotes.
fn first_arguments<'a>(code: &'a str, method: &str) -> Vec<&'a str> {
    code.split(method)
        .skip(1)
        .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
        .collect()
}

/// Every id the sources report.
fn reported() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut reported = BTreeSet::new();
    for (path, code) in &files {
        reported.extend(literal_ids(code));
        for method in ["Finding::error(", "Finding::warning(", "Finding::new("] {
            reported.extend(first_arguments(code, method).into_iter().map(str::to_owned));
        }
        // What a `Reader` reports gets the domain of whose file it reads.
        let shown = path.to_string_lossy().replace('\\', "/");
        let domains: &[&str] = if shown.contains("/src/spanned") {
            &["config", "front-matter", "lock"]
        } else if shown.contains("/src/lock") {
            &["lock"]
        } else if shown.contains("/src/config") {
            &["config"]
        } else if shown.contains("/src/content/front_matter") {
            &["front-matter"]
        } else {
            &[]
        };
        let names = first_arguments(code, ".error(");
        reported.extend(
            domains
                .iter()
                .flat_map(|domain| names.iter().map(move |name| format!("{domain}/{name}"))),
        );
    }
    assert!(reported.remove(NEVER_REPORTED), "`{NEVER_REPORTED}` is gone from the sources");
    reported
}

#[test]
fn every_rule_that_is_reported_has_its_page_and_every_page_is_of_a_rule_that_is() {
    let listed: BTreeSet<String> = ids().collect();
    assert_eq!(reported(), listed);
}

#[test]
fn every_page_file_is_in_the_table() {
    let pages = root().join("src/rules/pages");
    let mut files = BTreeSet::new();
    for domain in std::fs::read_dir(&pages).unwrap() {
        let domain = domain.unwrap();
        for page in std::fs::read_dir(domain.path()).unwrap() {
            let name = page.unwrap().file_name().to_string_lossy().into_owned();
            let domain = domain.file_name().to_string_lossy().into_owned();
            files.insert(format!("{domain}/{}", name.strip_suffix(".md").unwrap()));
        }
    }
    assert_eq!(files, ids().collect());
}

#[test]
fn pages_say_what_a_rule_means_and_what_to_do() {
    for rule in RULES {
        let id = rule.id();
        assert_eq!(find(&id), Some(rule));
        let headings: Vec<&str> = rule
            .page
            .lines()
            .filter(|line| line.starts_with('#'))
            .filter(|line| !line.contains('{'))
            .collect();
        assert!(headings[0].starts_with("# "), "{id}: {headings:?}");
        assert_eq!(headings[1], "## What it means", "{id}");
        assert_eq!(headings[headings.len() - 1], "## What to do", "{id}");
        let example = format!("{}[{id}]: ", rule.severity.name());
        if id != "plugin/timeout" {
            assert!(rule.page.contains(&example), "{id}: its example does not show `{example}`");
        }
    }
}

#[test]
fn the_table_is_in_order_and_its_domains_are_described() {
    let ids: Vec<String> = ids().collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let used: BTreeSet<&str> = RULES.iter().map(|rule| rule.domain).collect();
    let described: Vec<&str> = DOMAINS.iter().map(|domain| domain.name).collect();
    assert_eq!(used.into_iter().collect::<Vec<_>>(), described);
}

#[test]
fn no_plugin_has_the_name_of_a_domain() {
    for builtin in BUILTIN {
        assert!(DOMAINS.iter().all(|domain| domain.name != builtin.id), "{}", builtin.id);
    }
}

/// Runs the program in a folder of its own with this `proofpress.toml`.
fn program(config: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/_index.md"), "# Home\n").unwrap();
    std::fs::write(folder.path().join("proofpress.toml"), config).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    program.current_dir(folder.path()).args(["--color", "never", "--no-progress"]);
    program.args(arguments).output().unwrap()
}

#[test]
fn explain_shows_them_and_offers_the_nearest() {
    let shown = program("", &["explain", "fence/bad-value"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(text.starts_with(find("fence/bad-value").unwrap().page.trim_end()), "{text}");
    assert!(text.contains("fence/bad-value (error, proofpress "), "{text}");
    let misspelt = program("", &["explain", "fence/bad-vale"]);
    let text = String::from_utf8(misspelt.stderr).unwrap();
    assert!(text.contains("did you mean `fence/bad-value`?"), "{text}");
    assert_eq!(misspelt.status.code(), Some(2));
}

#[test]
fn the_configuration_cannot_change_what_proof_rests_on_and_is_told_so() {
    let config = "[checks.rules]\n\"expect/not-reported\" = \"off\"\n";
    let checked = program(config, &["check"]);
    let text = String::from_utf8(checked.stderr).unwrap();
    let message =
        "error[config/unknown-rule]: the severity of `expect/not-reported` cannot be changed";
    assert!(text.contains(message), "{text}");
    assert_eq!(checked.status.code(), Some(2));
}

#[test]
fn each_is_a_page_of_a_site_that_wants_rule_pages() {
    let pages = rule_pages(&Registry::default());
    for rule in RULES {
        let path = format!("rules/{}.md", rule.id());
        let page = pages.iter().find(|page| page.path == path);
        let text = &page.unwrap_or_else(|| panic!("no `{path}`")).text;
        assert!(text.contains(&format!("title = \"{}\"", rule.title())), "{text}");
        assert!(text.contains("## What to do"), "{text}");
    }
}
