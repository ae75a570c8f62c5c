//! Every case gives what is written beside it.

use proofpress_sql::Sql;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Sql>("tests/cases");
}
