//! Every case gives what is written beside it.

use proofpress_cel::Cel;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Cel>("tests/cases");
}
