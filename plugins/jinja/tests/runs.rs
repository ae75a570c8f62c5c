//! Every example that runs writes what its page says.

use proofpress_jinja::Jinja;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Jinja>("tests/runs");
}
