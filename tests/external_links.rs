//! Links to other sites, asked on servers on loopback that do what servers do.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests start servers and measure time, say what they skip, and fail by panicking"
)]

#[path = "external_links/server.rs"]
mod server;
#[path = "taking_in/server.rs"]
#[expect(dead_code, reason = "its servers with TLS are used here, and not all of the rest")]
mod tls;

use std::time::{Duration, Instant};

use proofpress::config::ExternalConfig;
use proofpress::links::External;
use proofpress::links::external::{LinkStore, ask};
use proofpress::source::{Location, Sources, Span};
use server::{Server, page, status};

const DAY: u64 = 24 * 60 * 60;
const NOW: u64 = 1_800_000_000;

/// Settings that ask loopback, and do not wait long.
fn quick() -> ExternalConfig {
    ExternalConfig {
        private: true,
        delay: Duration::from_millis(1),
        timeout: Duration::from_secs(2),
        total: Duration::from_secs(30),
        ..ExternalConfig::default()
    }
}

/// What is said of these addresses: rule and message, with the server's address taken out.
fn said(
    server: &str,
    paths: &[&str],
    config: &ExternalConfig,
    store: &mut LinkStore,
    now: u64,
) -> Vec<String> {
    let source = Sources::default().add("content/a.md", "x");
    let location = Location { source, span: Span::new(0, 1) };
    let links: Vec<External> =
        paths.iter().map(|path| External { url: format!("{server}{path}"), location }).collect();
    let findings = ask(&links, config, store, now, |_| {}, &|| {}).unwrap();
    let line = |finding: &proofpress::diagnostic::Finding| {
        let message = finding.message.replace(server, "");
        format!("{} {}: {message}", finding.severity.name(), finding.rule)
    };
    findings.iter().map(line).collect()
}

fn once(server: &Server, path: &str, config: &ExternalConfig) -> Vec<String> {
    said(&server.address, &[path], config, &mut LinkStore::default(), NOW)
}

#[test]
fn only_what_a_server_says_plainly_counts_against_a_link() {
    let server = Server::start(|method, path| match (method, path) {
        (_, "/fine") => page("x"),
        (_, "/gone") => status("404 Not Found", ""),
        (_, "/gone-for-good") => status("410 Gone", ""),
        (_, "/moved") => status("301 Moved Permanently", "Location: /fine\r\n"),
        (_, "/moved-twice") => status("308 Permanent Redirect", "Location: /moved\r\n"),
        (_, "/for-now") => status("302 Found", "Location: /fine\r\n"),
        (_, "/moved-to-nothing") => status("301 Moved Permanently", "Location: /gone\r\n"),
        (_, "/round") => status("301 Moved Permanently", "Location: /round\r\n"),
        (_, "/out") => status("302 Found", "Location: file:///etc/passwd\r\n"),
        (_, "/closed") => status("403 Forbidden", ""),
        (_, "/members") => status("401 Unauthorized", ""),
        ("HEAD", "/no-head") => status("405 Method Not Allowed", ""),
        ("HEAD", "/wrong-head") => status("404 Not Found", ""),
        (_, "/no-head" | "/wrong-head") => page("x"),
        (_, "/broken") => status("500 Internal Server Error", ""),
        (_, "/half") => b"HTTP/1.1 200 O".to_vec(),
        (_, "/silent") => Vec::new(),
        (_, "/not-http") => b"hello\r\n\r\n".to_vec(),
        _ => status("418 I'm a teapot", ""),
    });
    let cases: &[(&str, &[&str])] = &[
        ("/fine", &[]),
        ("/for-now", &[]),
        ("/no-head", &[]),
        ("/wrong-head", &[]),
        ("/gone", &["warning link/dead: `/gone` is not there: status 404"]),
        ("/gone-for-good", &["warning link/dead: `/gone-for-good` is not there: status 410"]),
        ("/moved-to-nothing", &["warning link/dead: `/moved-to-nothing` is not there: status 404"]),
        ("/moved", &["info link/moved: `/moved` has moved for good to `/fine`"]),
        ("/moved-twice", &["info link/moved: `/moved-twice` has moved for good to `/fine`"]),
        (
            "/round",
            &[
                "info link/unreachable: `/round` could not be checked: it leads on more than 10 times",
            ],
        ),
        ("/out", &["info link/unreachable: `/out` could not be checked: it leads out of the web"]),
        (
            "/closed",
            &[
                "info link/unreachable: `/closed` could not be checked: the server answers with status 403",
            ],
        ),
        (
            "/members",
            &[
                "info link/unreachable: `/members` could not be checked: the server answers with status 401",
            ],
        ),
        (
            "/broken",
            &[
                "info link/unreachable: `/broken` could not be checked: the server answers with status 500",
            ],
        ),
    ];
    for (path, expected) in cases {
        assert_eq!(once(&server, path, &quick()), *expected, "{path}");
    }
    for path in ["/half", "/silent", "/not-http"] {
        let told = once(&server, path, &quick());
        assert!(told[0].starts_with("info link/unreachable: "), "{path}: {told:?}");
    }
    // `HEAD` and `GET`, three times.
    assert_eq!(server.count("/broken"), 6);
    let nobody = said("http://127.0.0.1:1", &["/"], &quick(), &mut LinkStore::default(), NOW);
    assert!(nobody[0].starts_with("info link/unreachable: "), "{nobody:?}");
}

#[test]
fn statuses_can_be_accepted_and_addresses_left_out() {
    let server = Server::start(|_, path| match path {
        "/closed/a" => status("403 Forbidden", ""),
        _ => status("404 Not Found", ""),
    });
    let address = &server.address;
    let mut config = quick();
    config.accept = vec![(format!("{address}/closed/**"), vec![403, 999])];
    assert_eq!(once(&server, "/closed/a", &config), Vec::<String>::new());
    config.skip = vec![format!("{address}/**")];
    assert_eq!(once(&server, "/gone", &config), Vec::<String>::new());
    config.skip = Vec::new();
    config.only = vec!["https://elsewhere.example/**".to_owned()];
    assert_eq!(once(&server, "/gone", &config), Vec::<String>::new());
    assert_eq!(server.count("/gone"), 0);
}

#[test]
fn a_server_that_wants_time_gets_it() {
    let server = Server::start(|_, path| match path {
        "/soon" => status("429 Too Many Requests", "Retry-After: 1\r\n"),
        _ => status("429 Too Many Requests", "Retry-After: 3600\r\n"),
    });
    server.then("/soon", page("x"));
    let started = Instant::now();
    assert_eq!(once(&server, "/soon", &quick()), Vec::<String>::new());
    assert!(started.elapsed() >= Duration::from_secs(1));
    // One that wants an hour is left alone, with all its addresses.
    let mut store = LinkStore::default();
    let told = said(&server.address, &["/later", "/much-later"], &quick(), &mut store, NOW);
    let why =
        "could not be checked: the server answers with status 429 and asks to come back in 3600 s";
    assert_eq!(
        told,
        [
            format!("info link/unreachable: `/later` {why}"),
            format!("info link/unreachable: `/much-later` {why}"),
        ]
    );
    assert_eq!((server.count("/later"), server.count("/much-later")), (1, 0));
}

#[test]
fn a_date_to_come_back_at_is_understood() {
    let server = Server::start(|_, _| {
        // Two hours after `NOW`.
        status("503 Service Unavailable", "Retry-After: Fri, 15 Jan 2027 10:00:00 GMT\r\n")
    });
    let told = once(&server, "/", &quick());
    assert!(told[0].ends_with("asks to come back in 7200 s"), "{told:?}");
}

#[test]
fn what_was_fine_is_not_asked_again_and_believed_for_a_while() {
    let server = Server::start(|_, _| status("404 Not Found", ""));
    server.then("/a", page("x"));
    server.first("/a", page("x"));
    let (config, mut store) = (quick(), LinkStore::default());
    let mut at = |days: u64| said(&server.address, &["/a"], &config, &mut store, NOW + days * DAY);
    assert_eq!(at(0), Vec::<String>::new());
    assert_eq!((at(1), server.count("/a")), (Vec::new(), 1));
    // Old, asked again, and gone; but it was there not long ago.
    server.first("/a", page("x"));
    assert_eq!((at(20), server.count("/a")), (Vec::new(), 2));
    server.gone("/a");
    assert_eq!(at(22), Vec::<String>::new());
    assert_eq!(server.count("/a"), 2, "it is still fresh");
    assert_eq!(at(40), ["warning link/dead: `/a` is not there: status 404"]);
}

#[test]
fn machines_of_the_own_network_are_not_asked() {
    let server = Server::start(|_, _| page("x"));
    let config = ExternalConfig { private: false, ..quick() };
    let why = "could not be checked: it is an address of a private network";
    assert_eq!(once(&server, "/", &config), [format!("info link/unreachable: `/` {why}")]);
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["localhost", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"] {
        let address = format!("http://{host}:{port}");
        let told = said(&address, &["/"], &config, &mut LinkStore::default(), NOW);
        assert_eq!(told, [format!("info link/unreachable: `/` {why}")], "{host}");
    }
    assert_eq!(server.count("/"), 0);
}

#[test]
fn one_request_at_a_time_and_never_longer_than_allowed() {
    let server = Server::start(|_, path| {
        let slow = if path.starts_with("/slow") { 400 } else { 20 };
        std::thread::sleep(Duration::from_millis(slow));
        page("x")
    });
    let paths: Vec<String> = (0..10).map(|number| format!("/{number}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut store = LinkStore::default();
    assert_eq!(said(&server.address, &paths, &quick(), &mut store, NOW), Vec::<String>::new());
    assert_eq!(server.most_at_once(), 1);
    let config = ExternalConfig { total: Duration::from_secs(1), ..quick() };
    let slow: Vec<String> = (0..10).map(|number| format!("/slow{number}")).collect();
    let slow: Vec<&str> = slow.iter().map(String::as_str).collect();
    let started = Instant::now();
    let told = said(&server.address, &slow, &config, &mut LinkStore::default(), NOW);
    assert!(started.elapsed() < Duration::from_secs(3));
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with(" addresses were not asked: 1 s were over"), "{told:?}");
}

#[test]
fn anchors_are_looked_for_where_the_site_wants_it() {
    let server = Server::start(|_, path| match path {
        "/page" => page("<h2 id=here>x</h2><a name=there></a><p id=user-content-readme>"),
        "/file" => {
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx".to_vec()
        }
        _ => status("301 Moved Permanently", "Location: /page\r\n"),
    });
    let config = ExternalConfig { anchors: true, ..quick() };
    for path in
        ["/page#here", "/page#there", "/page#readme", "/page#:~:text=x", "/file#L3", "/page#top"]
    {
        assert_eq!(once(&server, path, &config), Vec::<String>::new(), "{path}");
    }
    let gone = ["warning link/dead-anchor: `/page#gone`: the page has no such anchor"];
    assert_eq!(once(&server, "/page#gone", &config), gone);
    assert_eq!(once(&server, "/page#gone", &quick()), Vec::<String>::new());
    let moved = ["info link/moved: `/old#here` has moved for good to `/page#here`"];
    assert_eq!(once(&server, "/old#here", &config), moved);
}

#[test]
fn a_certificate_nobody_knows_is_no_dead_link() {
    let folder = tempfile::tempdir().unwrap();
    let Some(certificate) = tls::Certificate::make(folder.path()) else { return };
    let server = tls::Server::tls(&certificate, |_| tls::ok(b"x"));
    let told = said(&server.address, &["/"], &quick(), &mut LinkStore::default(), NOW);
    assert!(told[0].starts_with("info link/unreachable: "), "{told:?}");
}
