//! Every rule page holds.

use proofpress_rego::Rego;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Rego>();
}
