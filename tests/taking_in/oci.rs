//! Plugins from registries: Debian's, open and private, and one that breaks off.

use std::fs;

use crate::docker::DockerRegistry;
use crate::server::{Server, half, ok, status};
use crate::site::{Site, plugin, sha256, stored};

/// Publishes, and gives the digest of the manifest.
fn publish(site: &Site, bytes: &[u8], to: &str) -> String {
    site.write("published.wasm", bytes);
    let told = site.call(&format!("--quiet plugin publish published.wasm {to}")).fine();
    let digest = told.trim().to_owned();
    assert!(digest.starts_with("sha256:") && digest.len() == 71, "{told}");
    digest
}

#[test]
fn a_published_plugin_is_pulled_by_tag_and_installed_by_digest() {
    let Some(registry) = DockerRegistry::start() else { return };
    let site = Site::new("");
    let source = format!("oci://{}/acme/plugins/pulled:1.0.0", registry.host);
    let (first, second) = (plugin("pulled", "1.0.0"), plugin("pulled", "1.0.1"));
    let digest = publish(&site, &first, &source);
    // The same component is the same artifact, whenever it is published.
    assert_eq!(publish(&site, &first, &source), digest);

    let told = site.call(&format!("plugin add {source}")).fine();
    assert!(told.contains(&digest), "{told}");
    let lock = site.read("proofpress.lock");
    assert!(lock.contains(&format!("manifest = \"{digest}\"")), "{lock}");
    site.call("check --locked").fine();
    site.call("plugin verify --online").fine();

    // The tag moves on; the lock does not.
    let moved = publish(&site, &second, &source);
    let told = site.call("plugin verify --online").ends(1);
    assert!(told.contains(&moved), "{told}");
    fs::remove_file(stored(&first)).unwrap();
    let told = site.call("check").ends(2);
    assert!(told.contains("lock/not-installed"), "{told}");
    site.call("plugin install").fine();
    assert_eq!(fs::read(stored(&first)).unwrap(), first);
    site.call("check --locked").fine();

    // The tag vanishes; what it led to is still there by its digest.
    registry.forget_tag("acme/plugins/pulled", "1.0.0");
    fs::remove_file(stored(&first)).unwrap();
    site.call("plugin install").fine();
    for call in ["plugin update", &format!("plugin add {source}")] {
        let told = site.call(call).ends(2);
        assert!(told.contains("has no `") && told.contains(":1.0.0`"), "{told}");
    }
    let told = site.call("plugin verify --online").ends(1);
    assert!(told.contains("check the name, or ask its publisher"), "{told}");

    // Everything vanishes: only a machine that has it still builds.
    registry.forget("acme/plugins/pulled");
    site.call("check --locked").fine();
    fs::remove_file(stored(&first)).unwrap();
    let told = site.call("plugin install").ends(2);
    assert!(told.contains("has no `"), "{told}");
    assert!(!stored(&first).exists());
}

#[test]
fn a_layer_with_other_bytes_is_refused() {
    let Some(registry) = DockerRegistry::start() else { return };
    let site = Site::new("");
    let source = format!("oci://{}/acme/tampered:1", registry.host);
    let (bytes, other) = (plugin("tampered", "1.0.0"), plugin("tampered", "6.6.6"));
    assert_eq!(bytes.len(), other.len());
    publish(&site, &bytes, &source);
    site.call(&format!("plugin add {source}")).fine();
    fs::remove_file(stored(&bytes)).unwrap();
    let state = site.state();

    fs::write(registry.blob(&sha256(&bytes)), &other).unwrap();
    for call in ["plugin install", "plugin update"] {
        let told = site.call(call).ends(2);
        assert!(told.contains("does not give the bytes it should"), "{call}: {told}");
        assert!(told.contains(&sha256(&bytes)) && told.contains(&sha256(&other)), "{told}");
    }
    assert_eq!(site.state(), state);
    assert!(!stored(&bytes).exists() && !stored(&other).exists());
}

#[test]
fn a_private_registry_lets_in_who_has_a_login() {
    let Some(registry) = DockerRegistry::private() else { return };
    let site = Site::new("");
    let source = format!("oci://{}/acme/private:1", registry.host);
    let bytes = plugin("private", "1.0.0");
    site.write("published.wasm", &bytes);
    let push = format!("plugin publish published.wasm {source}");
    let told = site.call(&push).ends(2);
    assert!(told.contains("refuses who is not logged in: log in with `docker login`"), "{told}");

    site.set("PROOFPRESS_REGISTRY_USER", "me");
    site.set("PROOFPRESS_REGISTRY_PASSWORD", "wrong");
    // A password that is for no registry in particular is shown to none.
    let told = site.call(&push).ends(2);
    let help = format!("and `PROOFPRESS_REGISTRY_HOST`, which must be `{}`", registry.host);
    assert!(told.contains("refuses who is not logged in") && told.contains(&help), "{told}");
    site.set("PROOFPRESS_REGISTRY_HOST", registry.host.as_str());
    let told = site.call(&push).ends(2);
    assert!(told.contains("refuses the user `me`"), "{told}");
    assert!(!told.contains("wrong"), "{told}");
    site.set("PROOFPRESS_REGISTRY_PASSWORD", "s3cret");
    site.call(&push).fine();
    // A login that is for another registry is not shown to this one.
    site.set("PROOFPRESS_REGISTRY_HOST", "registry.example");
    let told = site.call(&format!("plugin add {source}")).ends(2);
    assert!(told.contains("refuses who is not logged in"), "{told}");

    site.unset();
    let docker = tempfile::tempdir().unwrap();
    // `me:s3cret` in base 64, as `docker login` writes it.
    let logins = format!(r#"{{"auths": {{"{}": {{"auth": "bWU6czNjcmV0"}}}}}}"#, registry.host);
    fs::write(docker.path().join("config.json"), logins).unwrap();
    site.set("DOCKER_CONFIG", docker.path().to_string_lossy());
    site.call(&format!("plugin add {source}")).fine();
    site.call("plugin verify --online").fine();
    site.call("check --locked").fine();
    fs::write(docker.path().join("config.json"), "{").unwrap();
    let told = site.call("plugin update").ends(2);
    assert!(told.contains("cannot use the logins in"), "{told}");
}

#[test]
fn only_plugins_are_published() {
    let Some(registry) = DockerRegistry::start() else { return };
    let site = Site::new("");
    let source = format!("oci://{}/acme/nothing:1", registry.host);
    site.write("text.wasm", "text");
    let told = site.call(&format!("plugin publish text.wasm {source}")).ends(2);
    assert!(told.contains("`text.wasm` is no plugin"), "{told}");
    let told = site.call(&format!("plugin add {source}")).ends(2);
    assert!(told.contains("has no `"), "{told}");
    site.write("fine.wasm", plugin("published", "1.0.0"));
    let told = site.call("plugin publish fine.wasm https://acme.example/x").ends(2);
    assert!(told.contains("a plugin is published to `oci://host/repository:tag`"), "{told}");
}

/// A registry that has one artifact, as its manifest says, and answers for its blob.
fn registry_with(manifest: String, blob: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Server {
    Server::plain(move |path| {
        if path.contains("/manifests/") {
            let kind = "application/vnd.oci.image.manifest.v1+json";
            let length = manifest.len();
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{manifest}"
            )
            .into_bytes()
        } else if path.contains("/blobs/") {
            blob()
        } else if path == "/v2/" {
            ok(b"{}")
        } else {
            status("404 Not Found", "")
        }
    })
}

fn manifest(layers: &[(&str, u64)], sha256: &str) -> String {
    let descriptor = |kind: &str, size: u64| serde_json::json!({"mediaType": kind, "size": size, "digest": format!("sha256:{sha256}")});
    let layers: Vec<_> = layers.iter().map(|(kind, size)| descriptor(kind, *size)).collect();
    serde_json::json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("application/vnd.wasm.config.v0+json", 2),
        "layers": layers,
    })
    .to_string()
}

#[test]
fn a_registry_that_breaks_off_or_lies_leaves_nothing_behind() {
    let bytes = plugin("odd", "1.0.0");
    let (wasm, size, hash) = ("application/wasm", bytes.len() as u64, sha256(&bytes));
    let (cut, whole) = (bytes.clone(), bytes.clone());
    let tar = "application/vnd.oci.image.layer.v1.tar+gzip";
    let sound = move || ok(&whole);
    let cases: [(Server, &str); 6] = [
        (registry_with(manifest(&[(wasm, size)], &hash), move || half(&cut)), "broke off after "),
        (
            registry_with(manifest(&[(wasm, size - 1)], &hash), sound.clone()),
            "sends more bytes than its manifest says",
        ),
        (
            registry_with(manifest(&[(wasm, 64 << 20 | 1)], &hash), sound.clone()),
            "is larger than 64 MiB",
        ),
        (
            registry_with(manifest(&[(tar, size)], &hash), sound.clone()),
            "is no WebAssembly component: its layer is",
        ),
        (
            registry_with(manifest(&[(wasm, size), (wasm, size)], &hash), sound.clone()),
            "is no WebAssembly component: it has 2 layers, not one",
        ),
        (registry_with("<html>".into(), sound), "cannot do that"),
    ];
    let site = Site::new("");
    for (server, told) in &cases {
        let host = server.address.trim_start_matches("http://");
        let refused = site.call(&format!("plugin add oci://{host}/acme/odd:1")).ends(2);
        assert!(refused.contains(told), "{told}: {refused}");
        assert_eq!(site.state(), (String::new(), String::new()));
    }
    assert!(!stored(&bytes).exists());
}
