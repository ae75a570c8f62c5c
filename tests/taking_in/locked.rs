//! What the lock holds plugins to, from one command to the next.

use std::fs;

use crate::site::{Site, asking, plugin, sha256, stored};

const CONFIG: &str = "# the site\n[site]\ntitle = 'T' # short\n\n[checks]\nfail_on = \"warning\"\n";

#[test]
fn a_plugin_is_added_used_and_removed_without_a_trace() {
    let site = Site::new(CONFIG);
    let bytes = plugin("round", "1.0.0");
    site.write("round.wasm", &bytes);
    let told = site.call("plugin add round.wasm").fine();
    assert!(told.contains("acme:round 1.0.0, MIT") && told.contains(&sha256(&bytes)), "{told}");
    let (config, lock) = site.state();
    assert!(config.starts_with(CONFIG), "{config}");
    assert!(config.contains("[plugins.\"acme:round\"]\nsource = \"round.wasm\"\n"), "{config}");
    assert!(lock.contains(&format!("sha256 = \"{}\"", sha256(&bytes))), "{lock}");
    assert!(lock.contains("contract = \"1.0.0\"") && lock.contains("capabilities = {}"), "{lock}");
    assert_eq!(fs::read(stored(&bytes)).unwrap(), bytes);

    // What was taken in is used; the file it came from may go.
    fs::remove_file(site.path().join("round.wasm")).unwrap();
    let report = site.call("check --locked --format json").fine();
    assert!(
        report.contains("\"id\": \"acme:round\"") || report.contains("\"id\":\"acme:round\""),
        "{report}"
    );
    let verified = site.call("plugin verify").fine();
    assert!(verified.contains("`acme:round` 1.0.0 is as locked"), "{verified}");
    let again = site.call("plugin update").ends(2);
    assert!(again.contains("round.wasm"), "{again}");

    site.call("plugin remove acme:round").fine();
    assert_eq!(site.read("proofpress.toml"), CONFIG);
    assert!(!site.read("proofpress.lock").contains("acme"), "{}", site.read("proofpress.lock"));
    let missing = site.call("plugin remove acme:round").ends(2);
    assert!(missing.contains("there is no plugin `acme:round` to remove"), "{missing}");
}

#[test]
fn attack_43_bytes_differ_from_lock() {
    let site = Site::new("[plugins.\"acme:swap\"]\npath = \"swap.wasm\"\n");
    let (one, other) = (plugin("swap", "1.0.0"), plugin("swap", "1.0.1"));
    site.write("swap.wasm", &one);
    // A file of the site without an entry is used as it is, unless the check is strict.
    site.call("check").fine();
    let strict = site.call("check --locked").ends(2);
    assert!(strict.contains("error[lock/missing-entry]: plugin `acme:swap` is not in"), "{strict}");
    site.call("plugin update acme:swap").fine();
    site.call("check --locked").fine();

    site.write("swap.wasm", &other);
    for call in ["check", "build", "check --locked", "plugin list"] {
        let refused = site.call(call).ends(2);
        assert!(refused.contains("error[lock/changed]: the component `swap.wasm`"), "{refused}");
        assert!(refused.contains(&sha256(&one)) && refused.contains(&sha256(&other)), "{refused}");
        assert!(refused.contains("`proofpress plugin update acme:swap` takes"), "{refused}");
    }
    let differs = site.call("plugin verify").ends(1);
    assert!(differs.contains("lock/changed"), "{differs}");
    let taken = site.call("plugin update acme:swap").fine();
    assert!(taken.contains("version 1.0.1, was 1.0.0"), "{taken}");
    site.call("check --locked").fine();
}

#[test]
fn attack_43_store_differs_from_lock() {
    let site = Site::new("");
    let (bytes, other) = (plugin("stored", "1.0.0"), plugin("stored", "6.6.6"));
    site.write("stored.wasm", &bytes);
    site.call("plugin add stored.wasm").fine();
    // Another plugin, under the name of the one that is wanted.
    fs::write(stored(&bytes), &other).unwrap();
    let refused = site.call("check").ends(2);
    assert!(refused.contains("error[lock/not-installed]: the copy of plugin"), "{refused}");
    assert!(refused.contains("run `proofpress plugin install`"), "{refused}");
    site.call("plugin verify").ends(1);
    let mended = site.call("plugin install").fine();
    assert!(mended.contains("1 fetched, 0 there already"), "{mended}");
    site.call("check --locked").fine();

    fs::remove_file(stored(&bytes)).unwrap();
    let refused = site.call("check").ends(2);
    assert!(refused.contains("plugin `acme:stored` is not on this machine"), "{refused}");
    // The source gives other bytes by now: they are not what the lock names.
    site.write("stored.wasm", &other);
    let refused = site.call("plugin install").ends(2);
    assert!(refused.contains("does not give the bytes it should"), "{refused}");
    assert!(!stored(&bytes).exists() && !stored(&other).exists());
}

#[test]
fn a_lock_that_was_changed_by_hand_is_refused() {
    let site = Site::new("");
    let asked: &[(&str, &[&str])] = &[("read-files", &["deploy/**"])];
    let bytes = asking("hand", "1.0.0", asked);
    site.write("hand.wasm", &bytes);
    site.call("plugin add hand.wasm").fine();
    let lock = site.read("proofpress.lock");
    for (from, to, told) in [
        ("version = \"1.0.0\"", "version = \"2\"", "version 1.0.0, was 2"),
        (
            "deploy/**",
            "content/**",
            "capabilities read-files (deploy/**), was read-files (content/**)",
        ),
        (&format!("size = {}", bytes.len()), "size = 1", "bytes, was 1 bytes"),
        ("contract = \"1.0.0\"", "contract = \"1.7.0\"", "contract 1.0.0, was 1.7.0"),
        ("source = \"hand.wasm\"", "source = \"foot.wasm\"", "the lock has it from `foot.wasm`"),
    ] {
        assert!(lock.contains(from), "{lock}");
        site.write("proofpress.lock", lock.replace(from, to));
        let refused = site.call("plugin verify").ends(1);
        assert!(refused.contains("lock/changed") && refused.contains(told), "{refused}");
        let refused = site.call("check --locked").ends(2);
        assert!(refused.contains("lock/changed"), "{refused}");
    }
    site.write("proofpress.lock", lock.replace("sha256 = ", "# sha256 = "));
    let refused = site.call("check").ends(2);
    assert!(refused.contains("has no `sha256`, so that any bytes would do"), "{refused}");
}

#[test]
fn other_capabilities_are_taken_in_only_when_that_is_said() {
    let site = Site::new("");
    let (before, after) =
        (plugin("grant", "1.0.0"), asking("grant", "1.1.0", &[("read-files", &["deploy/**"])]));
    site.write("grant.wasm", &before);
    site.call("plugin add grant.wasm").fine();
    let state = site.state();
    site.write("grant.wasm", &after);
    let refused = site.call("plugin update").ends(2);
    assert!(refused.contains("it asked for: none"), "{refused}");
    assert!(refused.contains("it asks for:  read-files (deploy/**)"), "{refused}");
    assert!(refused.contains("so nothing was written"), "{refused}");
    assert_eq!(site.state(), state);
    assert!(!stored(&after).exists());
    site.call("plugin update --accept-capabilities").fine();
    let lock = site.read("proofpress.lock");
    assert!(lock.contains("capabilities = { \"read-files\" = [\"deploy/**\"] }"), "{lock}");
    assert!(stored(&after).exists());
}

#[test]
fn an_update_of_several_is_whole_or_not_at_all() {
    let site = Site::new("");
    for name in ["pair-a", "pair-b"] {
        site.write(&format!("{name}.wasm"), plugin(name, "1.0.0"));
        site.call(&format!("plugin add {name}.wasm")).fine();
    }
    let state = site.state();
    site.write("pair-a.wasm", plugin("pair-a", "1.1.0"));
    site.write("pair-b.wasm", "<html>");
    let refused = site.call("plugin update").ends(2);
    assert!(refused.contains("`pair-b.wasm` is no plugin: it could not be loaded"), "{refused}");
    assert_eq!(site.state(), state);
    // Another plugin in the place of the one that was there.
    site.write("pair-b.wasm", plugin("pair-c", "1.0.0"));
    let refused = site.call("plugin update pair-b").ends(2);
    assert!(refused.contains("did you mean `acme:pair-b`?"), "{refused}");
    let refused = site.call("plugin update acme:pair-b").ends(2);
    assert!(refused.contains("is the plugin `acme:pair-c`, not `acme:pair-b`"), "{refused}");
    site.call("plugin update acme:pair-a").fine();
}

#[test]
fn what_is_no_plugin_is_not_added() {
    let site = Site::new("");
    site.write("text.wasm", "text");
    site.write("module.wasm", b"\0asm\x01\0\0\0");
    for (file, told) in [
        ("text.wasm", "this is not WebAssembly"),
        ("module.wasm", "this is a core module, not a component"),
        ("absent.wasm", "cannot find `absent.wasm`"),
        ("http://example.org/x.wasm", "is not encrypted"),
        ("ftp://example.org/x.wasm", "is no kind of source"),
        ("oci://acme/x", "names no registry"),
        ("oci://ghcr.io/UPPER", "names nothing in a registry"),
    ] {
        let refused = site.call(&format!("plugin add {file}")).ends(2);
        assert!(refused.contains(told), "{refused}");
    }
    assert_eq!(site.state(), (String::new(), String::new()));
    // One that is there already is not replaced in passing.
    site.write("twice.wasm", plugin("twice", "1.0.0"));
    site.call("plugin add twice.wasm").fine();
    let state = site.state();
    let refused = site.call("plugin add twice.wasm").ends(2);
    assert!(refused.contains("takes `acme:twice` from `twice.wasm` already"), "{refused}");
    assert_eq!(site.state(), state);
}

/// What the configuration says where the site grants what the plugin of the next test asks for.
const GRANT: &str = "[plugins.\"acme:listed\".allow]\nread_files = [\"a\"]\n";

#[test]
fn a_list_for_programs_says_where_plugins_come_from() {
    let site = Site::new("");
    let bytes = asking("listed", "1.0.0", &[("read-files", &["b", "a"])]);
    site.write("listed.wasm", &bytes);
    site.call("plugin add listed.wasm").fine();
    // Asked and not granted is told where it is asked; see `capability-not-granted`.
    let refused = site.call("plugin list").ends(2);
    assert!(refused.contains("plugin/capability"), "{refused}");
    let config = site.read("proofpress.toml");
    site.write("proofpress.toml", config + GRANT);
    let list: serde_json::Value =
        serde_json::from_str(&site.call("plugin list --format json").fine()).unwrap();
    assert_eq!(list["schema"], 1);
    let plugins = list["plugins"].as_array().unwrap();
    let of = |id: &str| plugins.iter().find(|plugin| plugin["id"] == id).unwrap();
    let listed = of("acme:listed");
    assert_eq!(listed["kind"], "path");
    assert_eq!(listed["source"], "listed.wasm");
    assert_eq!(listed["sha256"], sha256(&bytes));
    assert_eq!(listed["locked"], true);
    assert_eq!(listed["capabilities"][0]["name"], "read-files");
    assert_eq!(listed["capabilities"][0]["scope"], serde_json::json!(["a", "b"]));
    assert_eq!(listed["capabilities"][0]["granted"], serde_json::json!(["a"]));
    assert_eq!(of("python")["kind"], "built-in");
    assert_eq!(of("python")["locked"], false);
    let human = site.call("plugin list").fine();
    assert!(human.contains("acme:listed 1.0.0, listed.wasm\n"), "{human}");
    assert!(human.contains("  asks for: read-files (a, b), granted: a\n"), "{human}");
}
