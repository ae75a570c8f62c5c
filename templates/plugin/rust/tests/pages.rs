//! Every rule page holds, natively: `cargo test`. `proofpress plugin test` asks the component.

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<{{module}}::{{type}}>();
}
