//! Every example that runs writes what its page says.

use proofpress_jmespath::Jmespath;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Jmespath>("tests/runs");
}
