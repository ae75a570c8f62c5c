//! Every rule page holds.

use proofpress_regex::Regex;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Regex>();
}
