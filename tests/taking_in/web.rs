//! Plugins from web servers that do what such servers do.

use crate::server::{Certificate, ENDLESS, Server, half, ok, status};
use crate::site::{Site, plugin, sha256, stored};

#[test]
fn a_plugin_comes_from_an_address_with_its_hash() {
    let bytes = plugin("pinned", "1.0.0");
    let served = bytes.clone();
    let server = Server::plain(move |path| match path {
        "/moved.wasm" => status("302 Found", "Location: /a.wasm\r\n"),
        _ => ok(&served),
    });
    let site = Site::new("");
    let address = server.at("/moved.wasm");
    let refused = site.call(&format!("plugin add {address}#sha256={}", "0".repeat(64))).ends(2);
    assert!(refused.contains("does not give the bytes it should"), "{refused}");
    assert_eq!(site.state(), (String::new(), String::new()));
    assert!(!stored(&bytes).exists());

    let pinned = format!("{address}#sha256={}", sha256(&bytes));
    site.call(&format!("plugin add {pinned}")).fine();
    assert!(site.read("proofpress.toml").contains(&pinned));
    assert!(site.read("proofpress.lock").contains(&pinned));
    let same = site.call("plugin verify --online").fine();
    assert!(same.contains("gives the same as before"), "{same}");
    site.call("check --locked").fine();
}

#[test]
fn what_goes_wrong_on_the_way_leaves_nothing_behind() {
    let bytes = plugin("onway", "1.0.0");
    let served = bytes.clone();
    let server = Server::plain(move |path| match path {
        "/half.wasm" => half(&served),
        "/page.wasm" => ok(b"<!DOCTYPE html>\n<title>Sign in</title>"),
        "/declared.wasm" => b"HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\nx".to_vec(),
        "/endless.wasm" => [b"HTTP/1.1 200 OK\r\n", ENDLESS].concat(),
        "/cut.wasm" => ok(&served[..served.len() - 9]),
        "/round.wasm" => status("302 Found", "Location: /round.wasm\r\n"),
        "/out.wasm" => status("302 Found", "Location: http://acme.example/a.wasm\r\n"),
        "/closed.wasm" => status("403 Forbidden", ""),
        "/broken.wasm" => status("503 Service Unavailable", ""),
        "/silent.wasm" => Vec::new(),
        _ => status("404 Not Found", ""),
    });
    let site = Site::new("# mine\n");
    for (path, told) in [
        ("/half.wasm", "broke off after "),
        ("/page.wasm", "is a web page: give the address of the `.wasm` file itself"),
        ("/declared.wasm", "is larger than 64 MiB"),
        ("/endless.wasm", "is larger than 64 MiB"),
        ("/cut.wasm", "is no plugin: it could not be loaded: the file is damaged"),
        ("/round.wasm", "leads on more than 5 times"),
        ("/out.wasm", "leads on to `http://acme.example/a.wasm`, which is not encrypted"),
        ("/closed.wasm", "answers with status 403: only public files"),
        ("/broken.wasm", "answers with status 503: try again later"),
        ("/silent.wasm", "cannot reach"),
        ("/absent.wasm", "answers with status 404: it is not there; check the address"),
    ] {
        let refused = site.call(&format!("plugin add {}", server.at(path))).ends(2);
        assert!(refused.contains(told), "{path}: {refused}");
        assert_eq!(site.state(), ("# mine\n".to_owned(), String::new()), "{path}");
    }
    assert!(!stored(&bytes).exists());
    let nobody = site.call("plugin add http://127.0.0.1:1/a.wasm").ends(2);
    assert!(nobody.contains("cannot reach `http://127.0.0.1:1/a.wasm`"), "{nobody}");
    // A server that speaks no TLS.
    let address = server.at("/a.wasm").replace("http:", "https:");
    let refused = site.call(&format!("plugin add {address}")).ends(2);
    assert!(refused.contains("no secure connection to"), "{refused}");
}

#[test]
fn an_encrypted_address_leads_to_no_plain_one_and_has_to_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let Some(certificate) = Certificate::make(folder.path()) else { return };
    let bytes = plugin("tls", "1.0.0");
    let (served, other) = (bytes.clone(), bytes.clone());
    let plain = Server::plain(move |_| ok(&other));
    let down = format!("Location: {}\r\n", plain.at("/tls.wasm"));
    let server = Server::tls(&certificate, move |path| match path {
        "/down.wasm" => status("302 Found", &down),
        _ => ok(&served),
    });
    let site = Site::new("");
    let refused = site.call(&format!("plugin add {}", server.at("/tls.wasm"))).ends(2);
    assert!(refused.contains("no secure connection to"), "{refused}");
    site.set("SSL_CERT_FILE", certificate.file.to_string_lossy());
    let refused = site.call(&format!("plugin add {}", server.at("/down.wasm"))).ends(2);
    assert!(refused.contains("which is not encrypted; ask its publisher"), "{refused}");
    assert_eq!(site.state(), (String::new(), String::new()));
    site.call(&format!("plugin add {}", server.at("/tls.wasm"))).fine();
    site.call("check --locked").fine();
}
