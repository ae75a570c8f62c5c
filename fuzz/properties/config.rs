//! `proofpress.toml`.

use proofpress::config::Config;
use proofpress::source::Sources;

use super::{findings_hold, text};

/// Reads a configuration.
pub(crate) fn config(data: &[u8]) {
    let written = text(data);
    let mut sources = Sources::default();
    let source = sources.add("proofpress.toml", written.as_str());
    let (config, findings) = Config::read(source, &sources);
    findings_hold(&sources, &findings);
    let (again, found) = Config::read(source, &sources);
    assert_eq!((&config, &findings), (&again, &found));

    // Whatever is written, nothing leads out of the site, and addresses have their one form.
    for folder in [&config.build.content, &config.build.assets, &config.build.output] {
        assert!(!folder.starts_with('/') && !folder.ends_with('/'), "{folder:?}");
        assert!(folder.split('/').all(|part| !matches!(part, "" | "." | "..")), "{folder:?}");
    }
    assert!(config.site.base_url.ends_with('/'), "{:?}", config.site.base_url);
    for (rule, _) in config.checks.rules.iter().take(3) {
        let _ = config.rule_level(rule, "a/b.md");
    }
}
