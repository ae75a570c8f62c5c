//! The version an example is held against is the one its proof names.

use proofpress_kubernetes::Kubernetes;
use proofpress_plugin::{Checker, NoConfig, testing};

/// The version in the proof of an example whose fence asks for `target`.
#[expect(clippy::expect_used, reason = "a test")]
fn version(target: Option<&str>) -> String {
    let mut example = testing::example("yaml", "apiVersion: v1\nkind: Namespace\n");
    example.attrs.extend(target.map(|target| testing::attribute("target", target)));
    let tree = Kubernetes::parse(&example, &NoConfig {}).expect("it is a manifest");
    let facts = Kubernetes::facts(&tree);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].key, "kubernetes");
    facts[0].value.clone()
}

#[test]
fn the_newest_unless_asked() {
    assert_eq!(version(None), "1.37");
    assert_eq!(version(Some("1.35")), "1.35");
    assert_eq!(version(Some("v1.36.4")), "1.36");
}

#[test]
fn the_newest_where_the_wish_is_unknown() {
    assert_eq!(version(Some("1.12")), "1.37");
}
