//! Every case gives what is written beside it.

use proofpress_jinja::Jinja;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Jinja>("tests/cases");
}
