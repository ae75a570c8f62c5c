//! What keeps a site from being made at all: mistakes of its configuration and its lock, and a
//! theme that does not work. It decides and tells where; what becomes of it, each command knows.

use crate::config::Config;
use crate::diagnostic::{Finding, Severity};
use crate::error::Error;
use crate::lock::LOCK_FILE;
use crate::site::SiteError;
use crate::source::Sources;
use crate::world::World;

/// Whether a finding is about how a plugin works. The configuration that names it is right, and the
/// run goes on without it. What a plugin may do is for the configuration to say.
pub fn is_about_a_plugin(finding: &Finding) -> bool {
    finding.rule.starts_with("plugin/") && finding.rule != "plugin/capability"
}

/// The errors in the configuration, which is called `config`, and in the lock: a site by other
/// settings than those meant is another, and a check by them would prove nothing.
pub fn refused<'f>(
    sources: &Sources,
    config: &str,
    findings: impl IntoIterator<Item = &'f Finding>,
) -> Vec<&'f Finding> {
    let files = [sources.find(config), sources.find(LOCK_FILE)];
    let is_refused = |finding: &&Finding| {
        finding.severity == Severity::Error
            && files.contains(&Some(finding.location.source))
            && !is_about_a_plugin(finding)
    };
    findings.into_iter().filter(is_refused).collect()
}

/// A template of the site that does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// Its file, relative to the site's root.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// The line, from one; the first where it is not known.
    pub line: usize,
    /// What is wrong, the place included.
    pub message: String,
}

impl TemplateFault {
    /// The template that is why a site could not be put together, if one of the site's own is.
    pub fn of(error: &Error, config: &Config, world: &dyn World) -> Option<Self> {
        let (Error::Theme(why) | Error::Site(SiteError::Theme(why))) = error else { return None };
        let (folder, name) = (&config.build.theme, why.template());
        let paths = [format!("{folder}/templates/{name}"), format!("{folder}/{name}")];
        let found = paths.into_iter().find_map(|path| Some((world.read(&path).ok()?, path)));
        let (bytes, path) = found?;
        Some(Self {
            path,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            line: why.line().unwrap_or(1),
            message: why.to_string(),
        })
    }

    /// What is wrong, for somebody who is shown the place.
    pub fn reason(&self) -> &str {
        self.message.split_once(": ").map_or(self.message.as_str(), |(_, reason)| reason)
    }
}
