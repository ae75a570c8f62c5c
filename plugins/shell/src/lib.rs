//! Checks shell examples: scripts, and transcripts of a terminal.
//!
//! `syntax` reads an example once; `transcript` finds the commands between prompts and output;
//! `lexer` makes tokens with byte offsets and hands them to `brush-parser`'s grammar; `walk`
//! lays the tree out flat as commands, pipelines and loops, which is what the rules look at.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks Shell);

mod command;
mod lexer;
mod syntax;
mod transcript;
mod walk;
mod word;

use proofpress_plugin::{Checker, Declined, Example, Info, NoConfig, Plugin, Rule};

/// The plugin.
pub struct Shell;

impl Plugin for Shell {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "shell",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["bash", "sh", "shell", "console", "shell-session", "shellsession"],
        facts: &[("bash", "5.2")],
    };
}

impl Checker for Shell {
    type Tree = syntax::Tree;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<syntax::Tree, Declined> {
        syntax::read(example)
    }

    fn is_sound(tree: &syntax::Tree) -> bool {
        tree.problems.is_empty()
    }
}
