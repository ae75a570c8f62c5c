//! Every case under `cases/` gives what stands beside it.

use proofpress_shell::Shell;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Shell>("tests/cases");
}
