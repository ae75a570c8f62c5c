//! Every rule page holds.

use proofpress_jinja::Jinja;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Jinja>();
}
