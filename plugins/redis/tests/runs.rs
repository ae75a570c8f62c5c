//! Every example that runs writes what its page says.

use proofpress_redis::Redis;

#[test]
fn runs() {
    proofpress_plugin::testing::runs::<Redis>("tests/runs");
}
