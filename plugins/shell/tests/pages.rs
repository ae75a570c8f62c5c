//! Every rule page holds.

use proofpress_shell::Shell;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Shell>();
}
