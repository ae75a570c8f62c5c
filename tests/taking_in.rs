//! Plugins from elsewhere: taken in from files, web servers and registries, kept by the lock, and
//! refused where they are not what it says. Registries are real ones on loopback.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests start servers and read their own files, say what they skip, and fail by panicking"
)]

#[path = "taking_in/component.rs"]
mod component;
#[path = "taking_in/docker.rs"]
mod docker;
#[path = "taking_in/locked.rs"]
mod locked;
#[path = "taking_in/oci.rs"]
mod oci;
#[path = "taking_in/server.rs"]
mod server;
#[path = "taking_in/site.rs"]
mod site;
#[path = "taking_in/web.rs"]
mod web;
