//! Checks SQL by the grammars of PostgreSQL and SQLite themselves, and runs it in SQLite.
//!
//! `script` reads an example by its `dialect`; `postgres` cuts it into what a client sends and asks
//! PostgreSQL's parser; `sqlite` asks SQLite's, and runs SQLite's shell; `c` is the way to both.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Sql);

mod c;
mod dialect;
mod mistake;
mod postgres;
mod records;
mod schema;
mod script;
mod sqlite;
mod transcript;

use dialect::Dialect;
use proofpress_plugin::{
    Checker, Declined, Example, Fact, Info, Plugin, Rule, RunRequest, RunResult, Runner, Session,
};
use serde::Deserialize;

/// The plugin.
pub struct Sql;

/// The plugin's configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What `sql` is; without it, whatever one of the databases takes.
    dialect: Option<Dialect>,
}

impl Plugin for Sql {
    type Config = Config;

    const INFO: Info = Info {
        id: "sql",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &[
            "sql",
            "sqlite",
            "sqlite3",
            "postgres",
            "postgresql",
            "pgsql",
            "plpgsql",
            "psql",
        ],
        facts: &[("postgresql-grammar", "18"), ("sqlite", sqlite::VERSION)],
    };

    const CONFIG_SCHEMA: &'static str = r#"{
        "type": "object",
        "properties": {
            "dialect": {
                "enum": ["postgres", "sqlite"],
                "description": "the database that examples in `sql` are for; without it they are accepted where one of the two accepts them"
            }
        },
        "additionalProperties": false
    }"#;
}

impl Checker for Sql {
    type Tree = script::Script;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, config: &Config) -> Result<script::Script, Declined> {
        let dialect = Dialect::of_language(&example.lang).or(config.dialect);
        Ok(script::read(&example.source, &example.lang, dialect))
    }

    fn is_sound(script: &script::Script) -> bool {
        script.mistakes.is_empty()
    }

    fn facts(script: &script::Script) -> Vec<Fact> {
        script.facts()
    }
}

impl Runner for Sql {
    fn run(request: &RunRequest, session: &Session<Config>) -> Result<RunResult, Declined> {
        match Dialect::of_language(&request.lang).or(session.config.dialect) {
            Some(Dialect::Postgres) => Err(Declined(
                "runs only against a real PostgreSQL: give the site one with `[native.postgres]` \
                 and its `url`, or mark the example `sqlite`"
                    .into(),
            )),
            _ => sqlite::run(request, session.now, session.seed),
        }
    }
}
