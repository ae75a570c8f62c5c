//! Every rule page holds.

use acme_http::Http;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Http>();
}
