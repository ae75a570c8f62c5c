//! Examples and what is found in them, a folder a rule under `tests/cases`.

use proofpress_python::Python;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Python>("tests/cases");
}
