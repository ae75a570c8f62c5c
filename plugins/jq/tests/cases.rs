//! Every case gives what is written beside it.

use proofpress_jq::Jq;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Jq>("tests/cases");
}
