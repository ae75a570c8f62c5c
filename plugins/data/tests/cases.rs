//! Every case gives what is written beside it.

use proofpress_data::Data;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Data>("tests/cases");
}
