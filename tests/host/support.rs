//! Where components come from, and jobs to give them.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its files itself, stops where something is missing, and needs some of these"
)]

use std::path::Path;

use proofpress::plugin::{
    CheckInput, Checked, EnabledRule, Failure, Host, HostSettings, Limits, Plugin, Session,
};

/// The bytes of a built component. `cargo xtask test` builds them: the first-party ones into
/// `target/components`, those only tests load into `tests` below it.
pub(crate) fn component(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/components");
    let file = format!("{name}.wasm");
    let found = [folder.join("tests").join(&file), folder.join(&file)];
    let found = found.iter().find_map(|path| std::fs::read(path).ok());
    found.unwrap_or_else(|| {
        panic!("no `{file}` in `{}`; run `cargo xtask test`, which builds it", folder.display())
    })
}

/// A host without a code cache.
pub(crate) fn host() -> Host {
    Host::new(HostSettings { threads: 2, ..HostSettings::default() }).unwrap()
}

/// A session in which `rules` are on.
pub(crate) fn session(rules: &[&str]) -> Session {
    let on = |name: &&str| EnabledRule { name: (*name).into(), options: "{}".into() };
    Session {
        config: "{}".into(),
        rules: rules.iter().map(on).collect(),
        now: 1_700_000_000,
        seed: 42,
    }
}

/// An example of that text, with attributes.
pub(crate) fn example(lang: &str, source: &str, attrs: &[(&str, &str)]) -> CheckInput {
    CheckInput {
        lang: lang.into(),
        attrs: attrs.iter().map(|&(key, value)| (key.into(), value.into())).collect(),
        source: source.into(),
        path: "page.md".into(),
        headings: vec!["Page".into()],
    }
}

/// Limits small enough that a test of them is quick.
pub(crate) fn limits() -> Limits {
    Limits { fuel: 200_000_000, memory: 16 << 20 }
}

/// What comes of one of the probe's attacks on an example that starts with `é`.
pub(crate) fn attack(probe: &Plugin, attack: &str) -> Result<Checked, Failure> {
    let input = example("probe", "é: text\n", &[("attack", attack)]);
    probe.check(&session(&["said"]), &limits(), &input)
}
