//! Every example that runs writes what its page says.

use proofpress_rego::Rego;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Rego>("tests/runs");
}
