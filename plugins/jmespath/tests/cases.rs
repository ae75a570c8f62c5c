//! Every case gives what is written beside it.

use proofpress_jmespath::Jmespath;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Jmespath>("tests/cases");
}
