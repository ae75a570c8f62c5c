//! What every request has in common: TLS, time limits, where redirects may lead.

use std::error::Error;
use std::time::Duration;

use super::FetchError;
use crate::lock::is_loopback;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(20);
/// How long a server may be silent.
const SILENCE: Duration = Duration::from_secs(60);
/// The most redirects that are followed.
const REDIRECTS: usize = 5;

/// A runtime for one thread, which is all that fetching one thing after the other needs.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, FetchError> {
    // A second call in one process finds the first one's provider, which is the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .map_err(|why| FetchError::Unreachable { what: "the network".into(), why: why.to_string() })
}

/// Who we say we are.
pub(super) const AGENT: &str = concat!("proofpress/", env!("CARGO_PKG_VERSION"));

/// The client for web servers. It trusts the system's certificates.
pub(super) fn web(url: &str) -> Result<reqwest::Client, FetchError> {
    let built = reqwest::Client::builder()
        .user_agent(AGENT)
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .referer(false)
        .redirect(reqwest::redirect::Policy::custom(redirect))
        .build();
    built.map_err(|why| failed(url, &why))
}

/// The settings of a client for a registry. Its redirects are the library's: the hash of what
/// they lead to is known before.
pub(super) fn registry(host: &str, insecure: bool) -> oci_client::client::ClientConfig {
    use oci_client::client::{ClientConfig, ClientProtocol};
    let plain = insecure || is_loopback(host);
    ClientConfig {
        protocol: if plain { ClientProtocol::Http } else { ClientProtocol::Https },
        platform_resolver: None,
        connect_timeout: Some(CONNECT),
        read_timeout: Some(SILENCE),
        user_agent: AGENT,
        ..ClientConfig::default()
    }
}

/// Why a redirect was not followed, as text within the client's error.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("it leads on to `{0}`, which is not encrypted")]
    NotEncrypted(String),
    #[error("it leads on more than {REDIRECTS} times")]
    TooMany,
}

fn redirect(attempt: reqwest::redirect::Attempt<'_>) -> reqwest::redirect::Action {
    let to = attempt.url();
    let encrypted_before = attempt.previous().iter().any(|url| url.scheme() == "https");
    let plain = to.scheme() != "https";
    let here = to.host_str().is_some_and(is_loopback);
    if plain && (encrypted_before || !here) {
        let to = to.to_string();
        return attempt.error(Refused::NotEncrypted(to));
    }
    if attempt.previous().len() > REDIRECTS {
        return attempt.error(Refused::TooMany);
    }
    attempt.follow()
}

/// What went wrong below HTTP, by its innermost reason.
pub(super) fn failed(what: &str, error: &reqwest::Error) -> FetchError {
    let what = what.to_owned();
    let mut chain: Vec<&(dyn Error + 'static)> = Vec::new();
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        chain.push(error);
        // What an I/O error carries is not its source but itself.
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = inner.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source());
    }
    if let Some(refused) = chain.iter().find_map(|error| error.downcast_ref::<Refused>()) {
        return FetchError::Redirect { what, why: refused.to_string() };
    }
    let why = chain.last().map_or_else(String::new, ToString::to_string);
    if chain.iter().any(|error| error.is::<rustls::Error>()) {
        return FetchError::Tls { what, why };
    }
    if error.is_timeout() {
        return FetchError::Unreachable { what, why: "it did not answer in time".into() };
    }
    FetchError::Unreachable { what, why }
}
