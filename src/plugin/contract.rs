//! What passes between the host and the rest of proofpress: the contract's values in our own
//! types, validated, so that nothing outside this module depends on generated code.

mod draw;
mod page;
mod run;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::capability::Capability;
use crate::diagnostic::{Applicability, Severity};
use crate::source::Span;

pub use draw::{DrawInput, Drawn};
pub use page::{PageHeading, PageInput, PageLink, SiteInput};
pub use run::{Artifact, Place, Raised, Ran, RanStep, RunFile, RunInput, RunPart, Stream, Written};

/// The SHA-256 of a component's bytes, the hash registries and lock files name files by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits in lower case; none where it is anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Who a plugin is and what it can do; taken once from the component and kept by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// `kubernetes`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub license: String,
    /// Its page.
    pub homepage: Option<String>,
    /// The languages it handles, lower case; `*` is all.
    pub languages: Vec<String>,
    /// The tools its rules follow, with versions.
    pub facts: Vec<(String, String)>,
    /// Its rules, by name.
    pub rules: Vec<RuleInfo>,
    /// JSON Schema of its configuration.
    pub config_schema: String,
    /// What it exports.
    pub interfaces: Interfaces,
    /// What it asks for.
    pub capabilities: Vec<Capability>,
}

/// One rule of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleInfo {
    /// Its name without the plugin: `latest-tag`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its page, in Markdown.
    pub docs: String,
    /// Its severity unless the site says otherwise.
    pub severity: Severity,
    /// Whether it is on unless the site says otherwise.
    pub default_on: bool,
    /// Whether its findings can carry fixes.
    pub fixable: bool,
    /// Words to filter by.
    pub tags: Vec<String>,
}

/// The working interfaces a component exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one flag an interface, named after it")]
pub struct Interfaces {
    /// `example-checker`.
    pub example_checker: bool,
    /// `document-checker`.
    pub document_checker: bool,
    /// `site-checker`.
    pub site_checker: bool,
    /// `runner`.
    pub runner: bool,
    /// `renderer`.
    pub renderer: bool,
}

/// How much a job may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limits {
    /// Units of work; about 10 to 15 a nanosecond, the same on every machine.
    pub fuel: u64,
    /// Linear memory in bytes.
    pub memory: usize,
}

impl Limits {
    /// What a check may use: two thousand million units, a fifth of a second of work, and 64 MiB.
    pub const CHECK: Self = Self { fuel: 2_000_000_000, memory: 64 << 20 };

    /// What a run may use: ten times the work, and 256 MiB.
    pub const RUN: Self = Self { fuel: 20_000_000_000, memory: 256 << 20 };

    /// What a drawing, or a look at a page or the site as a whole, may use: five times the work of
    /// a check, and 256 MiB.
    pub const WHOLE: Self = Self { fuel: 10_000_000_000, memory: 256 << 20 };
}

impl Default for Limits {
    /// What a check may use.
    fn default() -> Self {
        Self::CHECK
    }
}

/// A rule that is on, with its options as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EnabledRule {
    /// Its name without the plugin.
    pub name: String,
    /// Its options; `{}` where there are none.
    pub options: String,
}

/// What holds for every job of one plugin on this site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Session {
    /// The plugin's configuration as JSON.
    pub config: String,
    /// The rules that are on, by name.
    pub rules: Vec<EnabledRule>,
    /// The site's own time, in seconds since the epoch.
    pub now: u64,
    /// The site's seed.
    pub seed: u64,
}

/// An example as a plugin gets it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CheckInput {
    /// The language to check it as.
    pub lang: String,
    /// Its attributes; a flag has an empty value.
    pub attrs: Vec<(String, String)>,
    /// Its text.
    pub source: String,
    /// The page's path in the content folder.
    pub path: String,
    /// The headings it stands under.
    pub headings: Vec<String>,
}

/// What a plugin found, validated: every span lies in the text it was given, on character
/// boundaries (but those of a site, see [`super::Plugin::check_site`]); every rule is in the
/// catalogue; messages are one line, without control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The findings, sorted by place, rule and message.
    pub findings: Vec<PluginFinding>,
    /// What the example was held against.
    pub facts: Vec<(String, String)>,
    /// Units of work it took.
    pub fuel: u64,
}

/// A finding with a span in the text that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginFinding {
    /// The rule's name without the plugin.
    pub rule: String,
    /// How bad it is, as the plugin says.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The file it is in, where the plugin was given several.
    pub file: Option<String>,
    /// Where.
    pub span: Span,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places.
    pub related: Vec<PluginRelated>,
    /// Changes that mend it.
    pub fixes: Vec<PluginFix>,
}

/// A second place, in the text that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginRelated {
    /// The file it is in, where the plugin was given several.
    pub file: Option<String>,
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// A fix within what was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginFix {
    /// What it does.
    pub title: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The changes.
    pub edits: Vec<PluginEdit>,
}

/// One change within what was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginEdit {
    /// The file it is in, where the plugin was given several.
    pub file: Option<String>,
    /// What is replaced.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// Why a job came to no result. Every way a plugin can go wrong is one of these, and each is a
/// verdict on the example, never the end of the build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The plugin looked and said the example is not for it. Not a failure to the reader.
    Declined(String),
    /// The configuration is wrong.
    Config(String),
    /// The plugin says it failed.
    Internal(String),
    /// It used up its fuel.
    Budget {
        /// What it had.
        fuel: u64,
    },
    /// It was stopped by a [`Cancel`](super::Cancel) button.
    Timeout,
    /// It asked for more memory than it may have.
    Memory {
        /// What it may have, in bytes.
        limit: usize,
    },
    /// It ran out of stack.
    Recursion,
    /// It panicked or aborted; the first line it said.
    Panic(String),
    /// It ended its process.
    Exit,
    /// It trapped in some other way.
    Trap(String),
    /// What it returned breaks the contract.
    Protocol(String),
    /// What it returned is too much.
    TooLarge(String),
    /// It could not be loaded at all.
    Load(String),
}

impl Failure {
    /// The host rule this failure is reported as.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Declined(_) => "plugin/declined",
            Self::Config(_) => "plugin/config",
            Self::Internal(_) => "plugin/internal",
            Self::Budget { .. } => "plugin/budget",
            Self::Timeout => "plugin/timeout",
            Self::Memory { .. } => "plugin/memory",
            Self::Recursion => "plugin/recursion",
            Self::Panic(_) => "plugin/panic",
            Self::Exit => "plugin/exit",
            Self::Trap(_) => "plugin/trap",
            Self::Protocol(_) => "plugin/protocol",
            Self::TooLarge(_) => "plugin/output-too-large",
            Self::Load(_) => "plugin/load",
        }
    }

    /// Whether the same job will end the same way again. Running out of stack or memory may
    /// depend on the machine, so those results are never stored.
    pub fn is_deterministic(&self) -> bool {
        !matches!(self, Self::Timeout | Self::Memory { .. } | Self::Recursion | Self::Load(_))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined(why) => write!(f, "declined the example: {why}"),
            Self::Config(why) => write!(f, "does not accept its configuration: {why}"),
            Self::Internal(why) => write!(f, "failed: {why}"),
            Self::Budget { fuel } => write!(f, "used up its budget of {fuel} units of fuel"),
            Self::Timeout => write!(f, "was stopped before it was done"),
            Self::Memory { limit } => {
                write!(f, "asked for more than {} MiB of memory", limit >> 20)
            }
            Self::Recursion => write!(f, "ran out of stack: too deep a recursion"),
            Self::Panic(what) => write!(f, "panicked: {what}"),
            Self::Exit => write!(f, "ended its process instead of answering"),
            Self::Trap(what) => write!(f, "trapped: {what}"),
            Self::Protocol(what) => write!(f, "broke the plugin contract: {what}"),
            Self::TooLarge(what) => write!(f, "returned too much: {what}"),
            Self::Load(why) => write!(f, "could not be loaded: {why}"),
        }
    }
}
