//! The model plugin, for tests: what looks at pages, at the site, at files, and draws, through the
//! SDK and as it should be done.

mod page;
mod route;
mod site;

use proofpress_plugin::{Capability, Info, NoConfig, PageRule, Plugin, Severity};

proofpress_plugin::export!(Model: draws, checks_pages, checks_site);

/// The plugin.
#[derive(Debug)]
pub struct Model;

impl Plugin for Model {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "model",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["route"],
        facts: &[],
    };

    const CAPABILITIES: &'static [Capability] = &[Capability::ReadFiles(&["deploy/**"])];

    const PAGE_RULES: &'static [PageRule] = &[
        PageRule::new("missing-file", Severity::Error, "# Link to a file that is not there\n"),
        PageRule::new("same-heading", Severity::Warning, "# Two pages that begin alike\n"),
        PageRule::new("no-arrow", Severity::Error, "# Line of a route without an arrow\n"),
        PageRule::new("long-page", Severity::Info, "# Long page\n").off_by_default(),
    ];
}
