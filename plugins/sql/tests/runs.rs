//! Every example that runs writes what its page says.

use proofpress_sql::Sql;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Sql>("tests/runs");
}
