//! Checks `{{language}}` examples: lines of `NAME=value`.
//!
//! This file says who the plugin is and how it reads an example; each rule is a file of
//! `src/rules`, with its page in `pages`.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks {{type}});

use proofpress_plugin::{Checker, Declined, Example, Info, NoConfig, Plugin, Rule, Span};

/// The plugin.
pub struct {{type}};

/// The name of one assignment.
pub struct Name {
    /// As it is written.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Plugin for {{type}} {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "{{id}}",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["{{language}}"],
        facts: &[],
    };
}

impl Checker for {{type}} {
    type Tree = Vec<Name>;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    /// Reads an example once; every rule looks at what comes of it.
    fn parse(example: &Example, _: &NoConfig) -> Result<Vec<Name>, Declined> {
        let mut names = Vec::new();
        let mut start = 0;
        for line in example.source.split_inclusive('\n') {
            if let Some((name, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                let span = Span::new(start, start + name.len());
                names.push(Name { text: name.to_owned(), span });
            }
            start += line.len();
        }
        Ok(names)
    }

    /// Every text can be read this way. A plugin whose text may not parse says so here, and only
    /// rules marked `on_broken` then look at it.
    fn is_sound(_: &Vec<Name>) -> bool {
        true
    }
}
