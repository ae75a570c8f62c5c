//! Checks and runs Jinja templates.
//!
//! `template` sets up the engine as the attributes of a fence ask and reads a template, for the
//! rules and to be run; `variables` reads what it is rendered with; `run` renders it.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Jinja);

mod filters;
mod run;
mod template;
mod variables;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Jinja;

impl Plugin for Jinja {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "jinja",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["jinja", "jinja2", "j2"],
        facts: &[("minijinja", "3.0.5")],
    };
}

impl Checker for Jinja {
    type Tree = Option<template::Mistake>;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<Self::Tree, Declined> {
        template::check(&example.source, &example.attrs)
    }

    fn is_sound(mistake: &Self::Tree) -> bool {
        mistake.is_none()
    }
}

impl Runner for Jinja {
    fn run(request: &RunRequest, _: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request)
    }
}
