//! Why something could not be fetched or published: one line each, with what to do.

use std::io;

use crate::plugin::MAX_COMPONENT;

/// Nothing was fetched, and nothing of it was kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A local file.
    #[error("cannot read `{path}`: {why}")]
    Read {
        /// The file.
        path: String,
        /// What the operating system says.
        why: io::Error,
    },
    /// No connection, or one that was lost before anything came.
    #[error("cannot reach `{what}`: {why}")]
    Unreachable {
        /// The address.
        what: String,
        /// The innermost reason.
        why: String,
    },
    /// The other side's certificate, or whether it speaks TLS at all.
    #[error("no secure connection to `{what}`: {why}")]
    Tls {
        /// The address.
        what: String,
        /// What TLS says.
        why: String,
    },
    /// A redirect that is not followed.
    #[error("`{what}` was not fetched: {why}; ask its publisher for an `https://` address")]
    Redirect {
        /// The address.
        what: String,
        /// Where it led.
        why: String,
    },
    /// A web server that answers with another status than 200.
    #[error("`{what}` answers with status {status}{}", hint(*status))]
    Status {
        /// The address.
        what: String,
        /// The status.
        status: u16,
    },
    /// More bytes than a component may have.
    #[error(
        "`{what}` is larger than {} MiB, the most a component may be; nothing was kept",
        MAX_COMPONENT >> 20
    )]
    TooLarge {
        /// The address.
        what: String,
    },
    /// A connection that ended in the middle.
    #[error(
        "`{what}` broke off after {got} of {} bytes; nothing was kept: try again",
        expected.map_or("unknown".into(), |bytes| bytes.to_string())
    )]
    BrokeOff {
        /// The address.
        what: String,
        /// The bytes that came.
        got: usize,
        /// The bytes that were announced.
        expected: Option<u64>,
    },
    /// A registry that sends more than it announced.
    #[error("`{what}` sends more bytes than its manifest says; nothing was kept")]
    MoreThanSaid {
        /// What was asked for.
        what: String,
    },
    /// A page where a component should be.
    #[error("`{what}` is a web page: give the address of the `.wasm` file itself")]
    WebPage {
        /// The address.
        what: String,
    },
    /// Other bytes than were wanted.
    #[error(
        "`{what}` does not give the bytes it should: their SHA-256 is `{actual}`, not \
         `{expected}`; nothing was kept"
    )]
    WrongDigest {
        /// The address.
        what: String,
        /// The hash of what came.
        actual: String,
        /// The hash that was wanted.
        expected: String,
    },
    /// A reference no registry could have.
    #[error("`{reference}` names nothing in a registry: {why}")]
    BadReference {
        /// As given.
        reference: String,
        /// What is wrong with it.
        why: String,
    },
    /// A tag, digest or repository that is not there.
    #[error("the registry `{host}` has no `{reference}`: check the name, or ask its publisher")]
    NotInRegistry {
        /// The registry.
        host: String,
        /// What was asked for.
        reference: String,
    },
    /// A registry that wants to know who asks, or does not like who does.
    #[error(
        "the registry `{host}` refuses {who}: log in with `docker login`, or set `PROOFPRESS_REGISTRY_USER`, \
         `PROOFPRESS_REGISTRY_PASSWORD` and `PROOFPRESS_REGISTRY_HOST`, which must be `{host}`"
    )]
    Unauthorized {
        /// The registry.
        host: String,
        /// Whom it refuses: `the user me`, `who is not logged in`.
        who: String,
    },
    /// An artifact of another kind.
    #[error("`{reference}` is no WebAssembly component: {why}")]
    NotAComponent {
        /// What was asked for.
        reference: String,
        /// What it is instead.
        why: String,
    },
    /// Anything else a registry says.
    #[error("the registry `{host}` cannot do that: {why}")]
    Registry {
        /// The registry.
        host: String,
        /// What it says.
        why: String,
    },
    /// Docker's configuration cannot be used.
    #[error("cannot use the logins in `{path}`: {why}")]
    Logins {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 => ": only public files can be fetched from the web, others from a registry",
        404 | 410 => ": it is not there; check the address",
        429 | 500..=599 => ": try again later",
        _ => "",
    }
}
