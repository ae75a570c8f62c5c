//! Which database a text is for.

use serde::Deserialize;

/// A database whose SQL is known here.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Dialect {
    Postgres,
    Sqlite,
}

impl Dialect {
    /// What the language of a fence says; plain `sql` says nothing.
    pub(crate) fn of_language(lang: &str) -> Option<Self> {
        match lang {
            "sqlite" | "sqlite3" => Some(Self::Sqlite),
            "sql" => None,
            _ => Some(Self::Postgres),
        }
    }
}
