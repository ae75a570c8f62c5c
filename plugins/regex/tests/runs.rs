//! Every example that runs writes what its page says.

use proofpress_regex::Regex;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Regex>("tests/runs");
}
