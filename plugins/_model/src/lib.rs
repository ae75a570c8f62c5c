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
        PageRule::new("missing-file", Severity::Error, include_str!("../pages/missing-file.md")),
        PageRule::new("same-heading", Severity::Warning, include_str!("../pages/same-heading.md")),
        PageRule::new("no-arrow", Severity::Error, include_str!("../pages/no-arrow.md")),
        PageRule::new("long-page", Severity::Info, include_str!("../pages/long-page.md"))
            .off_by_default(),
    ];
}
