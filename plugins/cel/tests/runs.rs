//! Every example that runs writes what its page says.

use proofpress_cel::Cel;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Cel>("tests/runs");
}
