//! Runners outside the sandbox: programs and servers of the machine, for what no sandbox can hold.
//!
//! None is there unless the site's configuration grants it, `[native.<name>]`. What one says is
//! never kept: it depends on more than the page. Of what works on a site this module alone starts programs; it knows
//! nothing of plugins beyond the values that pass to and from a runner.

mod postgres;
mod statements;

use sha2::{Digest as _, Sha256};

use crate::check::{Prover, Registered};
use crate::config::{NativePostgres, PluginConfig};
use crate::plugin::{Catalogue, Digest, Interfaces};

pub use postgres::Postgres;

/// The name of the PostgreSQL runner: what reports and pages call it.
pub const POSTGRES: &str = "native:postgres";

/// What a PostgreSQL server runs.
const POSTGRES_LANGUAGES: [&str; 4] = ["pgsql", "postgres", "postgresql", "psql"];

/// The PostgreSQL runner, as the registry takes runners.
pub fn postgres(config: &NativePostgres) -> Registered {
    let catalogue = Catalogue {
        id: POSTGRES.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        license: env!("CARGO_PKG_LICENSE").into(),
        homepage: None,
        languages: POSTGRES_LANGUAGES.map(str::to_owned).to_vec(),
        facts: Vec::new(),
        rules: Vec::new(),
        config_schema: "{}".into(),
        interfaces: Interfaces { runner: true, ..Interfaces::default() },
        capabilities: Vec::new(),
    };
    let prover: std::sync::Arc<dyn Prover> = std::sync::Arc::new(Postgres::new(&config.url));
    Registered {
        vendor: None,
        files: None,
        catalogue,
        digest: Digest(Sha256::digest(POSTGRES).into()),
        config: PluginConfig { location: Some(config.location), ..PluginConfig::default() },
        prover,
    }
}
