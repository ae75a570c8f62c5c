//! An example, read: by the grammar of its dialect, or by both where it names none.

use proofpress_plugin::Fact;

use crate::dialect::Dialect;
use crate::mistake::Mistake;
use crate::postgres::Statement;
use crate::{postgres, sqlite, transcript};

/// The version of PostgreSQL whose grammar it is.
const POSTGRES: &str = "18";

/// What the rules look at.
#[derive(Debug)]
pub struct Script {
    /// What the database would refuse.
    pub(crate) mistakes: Vec<Mistake>,
    /// The statements, as PostgreSQL reads them; none where the text is for SQLite.
    pub(crate) statements: Vec<Statement>,
    /// The database it is for. None: for any, and PostgreSQL takes it.
    pub(crate) dialect: Option<Dialect>,
}

/// Reads an example.
pub(crate) fn read(text: &str, lang: &str, dialect: Option<Dialect>) -> Script {
    let text = transcript::typed(text);
    let read = || postgres::read(&text, matches!(lang, "plpgsql" | "pgsql"));
    match dialect {
        Some(Dialect::Sqlite) => sqlite_only(sqlite::mistakes(&text)),
        Some(Dialect::Postgres) => with(read(), dialect),
        None => {
            let script = read();
            match script.mistakes.is_empty() || !sqlite::mistakes(&text).is_empty() {
                true => with(script, None),
                false => sqlite_only(Vec::new()),
            }
        }
    }
}

fn sqlite_only(mistakes: Vec<Mistake>) -> Script {
    Script { mistakes, statements: Vec::new(), dialect: Some(Dialect::Sqlite) }
}

fn with(read: postgres::Script, dialect: Option<Dialect>) -> Script {
    Script { mistakes: read.mistakes, statements: read.statements, dialect }
}

impl Script {
    /// What it was held against.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        match self.dialect {
            Some(Dialect::Sqlite) => vec![Fact::new("sqlite", sqlite::VERSION)],
            _ => vec![Fact::new("postgresql-grammar", POSTGRES)],
        }
    }
}
