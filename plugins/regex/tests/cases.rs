//! Every case gives what is written beside it.

use proofpress_regex::Regex;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Regex>("tests/cases");
}
