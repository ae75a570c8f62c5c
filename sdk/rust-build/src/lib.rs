//! The whole build script of a plugin: `proofpress_plugin_build::rules("Nginx")`.
//!
//! It pairs every `src/rules/<name>.rs` with its `pages/<name>.md` and writes the list that
//! `proofpress_plugin::rules!()` includes, so that adding a rule touches no registry. It knows
//! nothing of what is in a rule; that is the compiler's job.
#![allow(clippy::print_stdout, reason = "build scripts talk to cargo on standard output")]
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads its own crate's folders; there is no `World` at build time"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Finds the rules of the crate being built and generates the list of them.
///
/// `plugin` is the name of the type at the crate's root that implements `Plugin`.
///
/// # Panics
///
/// With the reason, which ends the build: a rule without a page, a page without a rule, or an
/// unreadable folder.
pub fn rules(plugin: &str) {
    let root = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(required("OUT_DIR")).join("rules.rs");
    println!("cargo::rerun-if-changed=src/rules");
    println!("cargo::rerun-if-changed=pages");
    let list = generate(&root, plugin).unwrap_or_else(|why| fail(&why));
    if let Err(why) = fs::write(&out, list) {
        fail(&format!("cannot write `{}`: {why}", out.display()));
    }
}

#[expect(clippy::panic, reason = "the way a build script reports a failure")]
fn fail(why: &str) -> ! {
    panic!("{why}")
}

fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| fail(&format!("`{name}` is set by cargo in build scripts")))
}

fn generate(root: &Path, plugin: &str) -> Result<String, String> {
    let rules = names(&root.join("src/rules"), "rs")?;
    let pages = names(&root.join("pages"), "md")?;
    let expected: BTreeSet<String> = rules.iter().map(|rule| rule.replace('_', "-")).collect();
    if let Some(rule) = expected.difference(&pages).next() {
        return Err(format!("rule `{rule}` has no page: write `pages/{rule}.md`"));
    }
    if let Some(page) = pages.difference(&expected).next() {
        let file = page.replace('-', "_");
        return Err(format!("page `pages/{page}.md` has no rule: write `src/rules/{file}.rs`"));
    }
    let mut list = String::new();
    for rule in &rules {
        let path = root.join("src/rules").join(format!("{rule}.rs"));
        let _ = writeln!(list, "#[path = {:?}]\nmod {rule};", path.display().to_string());
    }
    let _ = writeln!(
        list,
        "/// Every rule of this plugin, by name.\n\
         pub static RULES: &[::proofpress_plugin::Rule<crate::{plugin}>] = &["
    );
    for rule in &rules {
        let name = rule.replace('_', "-");
        let page = root.join("pages").join(format!("{name}.md"));
        let page = page.display().to_string();
        let _ = writeln!(list, "    {rule}::RULE.with_page({name:?}, include_str!({page:?})),");
    }
    list.push_str("];\n");
    Ok(list)
}

/// The stems of the files in `folder` with this extension, sorted.
fn names(folder: &Path, extension: &str) -> Result<BTreeSet<String>, String> {
    let unreadable = |why: io::Error| format!("cannot read `{}`: {why}", folder.display());
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == extension)
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
        {
            names.insert(stem.to_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_with(rules: &[&str], pages: &[&str]) -> PathBuf {
        let root = env::temp_dir()
            .join(format!("proofpress-build-{rules:?}-{pages:?}").replace(['"', ' '], ""));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("src/rules")).unwrap();
        fs::create_dir_all(root.join("pages")).unwrap();
        for rule in rules {
            fs::write(root.join(format!("src/rules/{rule}.rs")), "").unwrap();
        }
        for page in pages {
            fs::write(root.join(format!("pages/{page}.md")), "").unwrap();
        }
        root
    }

    #[test]
    fn pairs_rules_with_pages() {
        let list = generate(&crate_with(&["bare_except"], &["bare-except"]), "Python").unwrap();
        assert!(list.contains("mod bare_except;"), "{list}");
        assert!(list.contains("bare_except::RULE.with_page(\"bare-except\""), "{list}");
    }

    #[test]
    fn a_rule_without_a_page_is_refused() {
        let why = generate(&crate_with(&["bare_except"], &[]), "Python").unwrap_err();
        assert_eq!(why, "rule `bare-except` has no page: write `pages/bare-except.md`");
    }

    #[test]
    fn a_page_without_a_rule_is_refused() {
        let why = generate(&crate_with(&[], &["bare-except"]), "Python").unwrap_err();
        assert_eq!(
            why,
            "page `pages/bare-except.md` has no rule: write `src/rules/bare_except.rs`"
        );
    }
}
