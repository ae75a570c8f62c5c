//! Every rule page holds.

use proofpress_kubernetes::Kubernetes;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Kubernetes>();
}
