//! Every rule page holds.

use proofpress_data::Data;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Data>();
}
