//! The rules of proofpress itself: what it reports about configuration, pages, fences and
//! plugins, each with its page.
//!
//! A plugin brings its rules in its catalogue; these have no plugin. This module knows their ids,
//! severities and pages, and nothing of when they are reported: that is said where it happens,
//! and a test holds the two against each other.

use crate::diagnostic::Severity;

/// A rule of proofpress itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostRule {
    /// The first part of its id: `fence`.
    pub domain: &'static str,
    /// The second: `bad-value`.
    pub name: &'static str,
    /// How bad its findings are. One that differs says so on the rule's page.
    pub severity: Severity,
    /// Its page, in Markdown: what it means, an example, what to do.
    pub page: &'static str,
}

/// What a domain is about, in a sentence for its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostDomain {
    /// `fence`
    pub name: &'static str,
    /// The sentence, with its full stop.
    pub about: &'static str,
}

macro_rules! rules {
    ($($severity:ident $domain:literal / $name:literal,)*) => {
        /// Every rule of proofpress itself, by id.
        pub static RULES: &[HostRule] = &[$(HostRule {
            domain: $domain,
            name: $name,
            severity: Severity::$severity,
            page: include_str!(concat!("rules/pages/", $domain, "/", $name, ".md")),
        },)*];
    };
}

rules! {
    Error "config" / "bad-value",
    Error "config" / "missing-plugin",
    Error "config" / "native",
    Error "config" / "plugin",
    Error "config" / "syntax-error",
    Warning "config" / "two-renderers",
    Error "config" / "unknown-key",
    Error "config" / "unknown-plugin",
    Error "config" / "unknown-rule",
    Warning "config" / "unused-grant",
    Error "config" / "wrong-plugin",
    Error "config" / "wrong-type",
    Error "expect" / "exit-status",
    Error "expect" / "missing-file",
    Error "expect" / "not-checked",
    Error "expect" / "not-reported",
    Error "expect" / "not-run",
    Error "expect" / "output",
    Error "expect" / "raises",
    Error "expect" / "unknown-rule",
    Error "fence" / "bad-value",
    Warning "fence" / "ignore-without-reason",
    Warning "fence" / "unknown-attribute",
    Error "front-matter" / "bad-value",
    Error "front-matter" / "syntax-error",
    Error "front-matter" / "unclosed",
    Error "front-matter" / "unknown-key",
    Error "front-matter" / "wrong-type",
    Error "include" / "bad-syntax",
    Error "include" / "loop",
    Error "include" / "missing-file",
    Error "include" / "missing-region",
    Error "include" / "not-text",
    Error "include" / "outside-site",
    Error "include" / "too-deep",
    Error "include" / "too-large",
    Error "link" / "bad-scheme",
    Warning "link" / "dead",
    Warning "link" / "dead-anchor",
    Warning "link" / "duplicate-anchor",
    Error "link" / "missing-anchor",
    Error "link" / "missing-file",
    Error "link" / "missing-page",
    Info "link" / "moved",
    Error "link" / "outside-site",
    Info "link" / "redirected",
    Info "link" / "unreachable",
    Warning "link" / "unreadable-picture",
    Info "link" / "unused-definition",
    Error "link" / "wrong-case",
    Error "lock" / "bad-value",
    Error "lock" / "changed",
    Error "lock" / "missing-entry",
    Error "lock" / "not-installed",
    Error "lock" / "syntax-error",
    Error "lock" / "unknown-key",
    Error "lock" / "unused-entry",
    Error "lock" / "wrong-type",
    Error "markdown" / "bad-math",
    Warning "markdown" / "duplicate-id",
    Warning "markdown" / "image-attribute",
    Warning "markdown" / "stray-block",
    Warning "markdown" / "stray-proof-comment",
    Warning "markdown" / "unclosed-block",
    Warning "markdown" / "unclosed-fence",
    Warning "markdown" / "undefined-footnote",
    Warning "markdown" / "undefined-reference",
    Warning "markdown" / "unknown-block",
    Error "page" / "duplicate-address",
    Error "page" / "invalid-utf8",
    Error "page" / "unknown-template",
    Error "plugin" / "budget",
    Error "plugin" / "capability",
    Error "plugin" / "config",
    Error "plugin" / "disabled",
    Error "plugin" / "exit",
    Error "plugin" / "internal",
    Error "plugin" / "load",
    Error "plugin" / "memory",
    Error "plugin" / "output-too-large",
    Error "plugin" / "panic",
    Error "plugin" / "protocol",
    Error "plugin" / "recursion",
    Error "plugin" / "timeout",
    Error "plugin" / "trap",
    Error "plugin" / "unsafe-drawing",
    Error "run" / "budget",
    Error "run" / "deadlock",
    Error "run" / "memory",
    Error "run" / "output-limit",
    Error "run" / "recursion",
    Error "run" / "timeout",
    Error "shortcode" / "bad-template",
    Error "shortcode" / "failed",
    Error "shortcode" / "unclosed",
    Error "shortcode" / "unknown",
}

/// The domains of [`RULES`], by name.
pub static DOMAINS: &[HostDomain] = &[
    HostDomain { name: "config", about: "What is wrong in `proofpress.toml`." },
    HostDomain { name: "expect", about: "What a page says of an example, and is not so." },
    HostDomain { name: "fence", about: "What is odd in the first line of a fenced block." },
    HostDomain { name: "front-matter", about: "What is wrong in the block on top of a page." },
    HostDomain { name: "include", about: "Includes that cannot be done." },
    HostDomain { name: "link", about: "Links that lead nowhere, or not where they should." },
    HostDomain { name: "lock", about: "What `proofpress.lock` says of plugins, and is not so." },
    HostDomain { name: "markdown", about: "Markdown that will not be read as it was meant." },
    HostDomain { name: "page", about: "Pages that cannot be published as they are." },
    HostDomain { name: "plugin", about: "Plugins that failed at their work." },
    HostDomain { name: "run", about: "Examples that ran, and did not come to their own end." },
    HostDomain { name: "shortcode", about: "Calls of templates and values that came to nothing." },
];

impl HostRule {
    /// Whether it is about pages, so that the site may give it another level. Whether the
    /// configuration can be read, a plugin works, or an expectation holds is not the site's to say.
    pub fn is_about_pages(&self) -> bool {
        !matches!(self.domain, "config" | "expect" | "lock" | "plugin" | "run")
    }

    /// Its id: `fence/bad-value`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.domain, self.name)
    }

    /// The title of its page.
    pub fn title(&self) -> &'static str {
        self.page.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or(self.name)
    }
}

impl HostDomain {
    /// Its rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = &'static HostRule> {
        let domain = self.name;
        RULES.iter().filter(move |rule| rule.domain == domain)
    }
}

/// The rule with that id: `fence/bad-value`.
pub fn find(id: &str) -> Option<&'static HostRule> {
    let (domain, name) = id.split_once('/')?;
    RULES.iter().find(|rule| rule.domain == domain && rule.name == name)
}

/// The id of every rule, sorted.
pub fn ids() -> impl Iterator<Item = String> {
    RULES.iter().map(HostRule::id)
}
