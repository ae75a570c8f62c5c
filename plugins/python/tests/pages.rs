//! Every rule page holds.

use proofpress_python::Python;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Python>();
}
