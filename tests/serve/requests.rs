//! What is asked of the server that it must not answer, and how it answers the rest.

use std::net::TcpListener;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use crate::preview::{Preview, Site};
use crate::program;

fn site() -> Site {
    let files = [
        ("content/_index.md", "# Home\n"),
        ("content/guide/page.md", "# Page\n"),
        ("static/a b.txt", "text\n"),
        ("static/.hidden", "secret\n"),
        (".env", "secret\n"),
        ("secret.txt", "secret\n"),
    ];
    let site = Site::new("", &files);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", site.path("static/etc")).unwrap();
    site
}

#[test]
fn nothing_outside_of_the_site_is_served() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    for path in [
        "/../secret.txt",
        "/static/../secret.txt",
        "/guide/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/etc/hostname",
        "/./secret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/proofpress.toml",
        "/.env",
        "/.hidden",
        "/%2ehidden",
        "/.git/config",
        "/.proofpress/verdicts",
        "/.proofpress/../secret.txt",
        "/.proofpress/%2e%2e/secret.txt",
        "/.proofpress-site",
        "/content/_index.md",
        "/%ff",
        "/%zz",
        "/%",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        let text = answer.text();
        assert!(!text.contains("secret\n") && !text.contains("root:"), "{path}: {text}");
    }
    assert_eq!(preview.get("/a%20b.txt").text(), "text\n");
}

#[test]
fn only_its_own_names_are_answered_to() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let port = preview.port;
    let ask = |host: &str| preview.ask(&format!("GET / HTTP/1.1\r\nHost: {host}")).status;
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")]
    {
        assert_eq!(ask(&host), 200, "{host}");
    }
    for host in
        ["evil.example".into(), format!("evil.example:{port}"), "localhost:1".into(), String::new()]
    {
        assert_eq!(ask(&host), 403, "{host}");
    }
    assert_eq!(preview.ask("GET / HTTP/1.0").status, 403, "no host at all");
    let whole = format!("GET http://evil.example:{port}/ HTTP/1.1\r\nHost: localhost:{port}");
    assert_eq!(preview.ask(&whole).status, 403, "the address counts for more than the header");
    for path in ["/.proofpress/", "/.proofpress/events", "/.proofpress/page?at=/"] {
        let head = format!("GET {path} HTTP/1.1\r\nHost: evil.example:{port}");
        assert_eq!(preview.ask(&head).status, 403, "{path}");
    }
}

#[test]
fn pages_and_files_are_answered_as_a_server_of_files_would() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/guide/page/");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
    let tag = page.header("etag").unwrap();
    let port = preview.port;
    let with = |method: &str, header: &str| {
        preview.ask(&format!("{method} /guide/page/ HTTP/1.1\r\nHost: localhost:{port}{header}"))
    };
    let known = with("GET", &format!("\r\nIf-None-Match: \"other\", {tag}"));
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = with("HEAD", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(page.body.len().to_string().as_str()));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = with(method, "\r\nContent-Length: 0");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let moved = preview.get("/guide/page?a=b");
    assert_eq!((moved.status, moved.header("location")), (302, Some("/guide/page/?a=b")));
    let missing = preview.get("/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("live.js"), "it becomes the page once there is one");
    site.write("content/nowhere.md", "# Here\n");
    preview.until("the page", || (preview.get("/nowhere/").status == 200).then_some(()));
}

#[test]
fn a_port_that_is_taken_is_said_and_the_next_is_used() {
    let site = site();
    // One that is free, with one after it that is likely to be.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut command = program::command(site.folder());
    command.args(["serve", "--port", &port.to_string()]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    child.kill().unwrap();
    let said = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&said.stderr);
    assert!(said.contains(&format!("port {port} is taken")), "{said}");
    let other: u16 = line.trim().rsplit([':', '/']).nth(1).unwrap().parse().unwrap();
    assert!(other > port && other <= port + 20, "{line}");
}

/// Whether this process, and so any that it starts, was told to ignore Ctrl-C.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // Bits are counted from one.
    ignored.is_some_and(|mask| mask >> (Signal::INT.as_raw() - 1) & 1 == 1)
}

#[test]
fn it_ends_when_it_is_interrupted() {
    let site = site();
    let mut preview = Preview::start(&site, &[]);
    let child = preview.process();
    // A shell without job control has what it puts into the background ignore Ctrl-C, and that is
    // passed on.
    let signal = if ignores_interrupts() { Signal::TERM } else { Signal::INT };
    kill_process(Pid::from_child(child), signal).unwrap();
    let status = child.wait().unwrap();
    assert!(!status.success());
    assert!(std::net::TcpStream::connect(("127.0.0.1", preview.port)).is_err(), "nobody listens");
}
