//! What was drawn of an example: shown if all of it is safe, and else a finding.

use super::Subject;
use crate::check::{ExampleReport, Figure, Registered};
use crate::diagnostic::Finding;
use crate::plugin::{Artifact, Drawn};
use crate::sanitize::{self, Part, Refused};

impl Subject<'_> {
    /// Adds a drawing, and what its renderer had to say.
    pub(super) fn drawn(&self, report: &mut ExampleReport, plugin: &Registered, drawn: &Drawn) {
        report.findings.extend(drawn.findings.iter().map(|found| self.finding(plugin, found)));
        let assets: Vec<Part<'_>> = drawn.assets.iter().map(part).collect();
        let scope = format!("drawing_{}", self.example.index + 1);
        match sanitize::drawing(part(&drawn.body), &assets, &scope) {
            Ok(drawing) => {
                let (alt, facts) = (drawn.alt.clone(), drawn.facts.clone());
                report.figure = Some(Figure { drawing, alt, facts });
            }
            Err(Refused(why)) => {
                let id = &plugin.catalogue.id;
                let message = format!("what plugin `{id}` drew is not shown: {why}");
                report.findings.push(
                    Finding::error("plugin/unsafe-drawing", self.example.opening, message)
                        .help("report it to the plugin's authors with this example")
                        .example(&report.id),
                );
            }
        }
    }
}

fn part(artifact: &Artifact) -> Part<'_> {
    let Artifact { media_type, name, contents } = artifact;
    Part { media_type, name, contents }
}
