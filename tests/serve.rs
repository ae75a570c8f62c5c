//! The preview from outside: the program serves a site on loopback, its files are edited, and what
//! is served is held against what `build` writes.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests write their own files, start the program, wait for it, and fail by panicking"
)]

#[path = "serve/exact.rs"]
mod exact;
#[path = "serve/findings.rs"]
mod findings;
#[path = "serve/preview.rs"]
mod preview;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod program;
#[path = "serve/random.rs"]
#[cfg(unix)]
mod random;
#[path = "serve/requests.rs"]
mod requests;
