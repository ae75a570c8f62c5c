//! Every rule page holds.

use proofpress_sql::Sql;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Sql>();
}
