//! Every rule page holds.

use proofpress_jq::Jq;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Jq>();
}
