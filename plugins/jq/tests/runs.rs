//! Every example that runs writes what its page says.

use proofpress_jq::Jq;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Jq>("tests/runs");
}
