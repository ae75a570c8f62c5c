//! Every case gives what is written beside it.

use proofpress_rego::Rego;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Rego>("tests/cases");
}
