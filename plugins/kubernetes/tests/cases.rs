//! Examples and what is found in them, a folder a rule.

use proofpress_kubernetes::Kubernetes;

#[test]
fn cases() {
    proofpress_plugin::testing::cases::<Kubernetes>("tests/cases");
}
