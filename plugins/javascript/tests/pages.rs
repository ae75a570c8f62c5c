//! The rule page does what it says.

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<proofpress_javascript::JavaScript>();
}
