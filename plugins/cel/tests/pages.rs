//! Every rule page holds.

use proofpress_cel::Cel;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Cel>();
}
