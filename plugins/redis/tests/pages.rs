//! Every rule page holds.

use proofpress_redis::Redis;

#[test]
fn pages() {
    proofpress_plugin::testing::pages::<Redis>();
}
