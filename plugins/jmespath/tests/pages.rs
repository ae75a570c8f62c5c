//! Every rule page holds.

use proofpress_jmespath::Jmespath;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Jmespath>();
}
