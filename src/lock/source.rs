//! Where a plugin comes from, as the configuration and the command line say it. Pure: whether
//! anything is there is found out elsewhere.

use std::fmt;

use crate::plugin::Digest;

/// A place a component can be taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, by a path relative to the site's root or an absolute one.
    Path(String),
    /// A file on a web server.
    Web {
        /// Its address, without `#sha256=…`.
        url: String,
        /// The hash it must have, where the address says.
        pin: Option<Digest>,
    },
    /// An artifact in a registry.
    Oci(OciAddress),
}

/// `oci://host/repository:tag`, taken apart as far as a source has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OciAddress {
    /// `ghcr.io`, `localhost:5000`
    pub host: String,
    /// Everything: `ghcr.io/acme/dotenv:1.0.0`
    pub reference: String,
}

/// Why a text is no source: one line that says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSource(pub String);

impl fmt::Display for BadSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadSource {}

impl Source {
    /// Reads a source.
    ///
    /// # Errors
    ///
    /// Where it names no host, is plain `http://` to another machine, has a scheme nobody knows,
    /// or a hash that is none.
    pub fn parse(text: &str) -> Result<Self, BadSource> {
        let bad = |why: String| Err(BadSource(why));
        if text.is_empty() || text.chars().any(|c| c.is_control() || c == ' ') {
            return bad(format!("`{text}` is no source: it is empty or has spaces in it"));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Ok(Self::Path(text.replace('\\', "/")));
        };
        match scheme {
            "https" => web(text, rest),
            "http" if is_loopback(host(rest)) => web(text, rest),
            "http" => bad(format!(
                "`{text}` is not encrypted: write `https://`; plain `http://` is for this machine \
                 alone"
            )),
            "oci" => oci(text, rest),
            _ => bad(format!(
                "`{scheme}://` is no kind of source: write a path, `https://…` or `oci://…`"
            )),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(path),
            Self::Web { url, pin: None } => f.write_str(url),
            Self::Web { url, pin: Some(pin) } => write!(f, "{url}#sha256={pin}"),
            Self::Oci(address) => write!(f, "oci://{}", address.reference),
        }
    }
}

fn web(text: &str, rest: &str) -> Result<Source, BadSource> {
    if host(rest).is_empty() {
        return Err(BadSource(format!("`{text}` names no host: write `https://host/path.wasm`")));
    }
    if rest.split('/').next().is_some_and(|authority| authority.contains('@')) {
        return Err(BadSource(
            "an address with a user and a password would be written into the site's files: take \
             them out"
                .into(),
        ));
    }
    let Some((url, fragment)) = text.split_once('#') else {
        return Ok(Source::Web { url: text.to_owned(), pin: None });
    };
    let pin = fragment.strip_prefix("sha256=").and_then(Digest::from_hex);
    let Some(pin) = pin else {
        return Err(BadSource(format!(
            "`#{fragment}` pins nothing: write `#sha256=` and 64 hexadecimal digits, or leave it out"
        )));
    };
    Ok(Source::Web { url: url.to_owned(), pin: Some(pin) })
}

fn oci(text: &str, rest: &str) -> Result<Source, BadSource> {
    let named = rest.split_once('/').filter(|(host, repository)| {
        let is_host = host.contains(['.', ':']) || *host == "localhost";
        is_host && !repository.is_empty() && !host.contains('@')
    });
    let Some((host, _)) = named else {
        return Err(BadSource(format!(
            "`{text}` names no registry: write `oci://host/repository:tag`, such as \
             `oci://ghcr.io/acme/dotenv:1.0.0`"
        )));
    };
    Ok(Source::Oci(OciAddress { host: host.to_owned(), reference: rest.to_owned() }))
}

/// The host of an address without its scheme, port left out.
fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Whether a host, with or without a port, is this machine.
pub(crate) fn is_loopback(host_and_port: &str) -> bool {
    // A bare address of version 6 has colons that are no port.
    let bare = match host_and_port.parse::<std::net::Ipv6Addr>() {
        Ok(_) => host_and_port,
        Err(_) => host(host_and_port),
    };
    bare == "localhost"
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Source, is_loopback};

    #[test]
    fn sources_come_back_as_they_were_written() {
        let pin = "ab".repeat(32);
        for text in [
            "plugins/acme.wasm",
            "../acme.wasm",
            "https://acme.example/a.wasm",
            &format!("https://acme.example/a.wasm#sha256={pin}"),
            "http://127.0.0.1:8000/a.wasm",
            "oci://ghcr.io/acme/dotenv:1.0.0",
            "oci://localhost:5000/a@sha256:00",
        ] {
            assert_eq!(Source::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_source_says_what_to_write() {
        for (text, expected) in [
            ("", "is no source"),
            ("a b.wasm", "is no source"),
            ("http://acme.example/a.wasm", "is not encrypted"),
            ("http://127.0.0.1.acme.example/a.wasm", "is not encrypted"),
            ("http://localhost@acme.example/a.wasm", "is not encrypted"),
            ("https:///a.wasm", "names no host"),
            ("https://me:secret@acme.example/a.wasm", "take them out"),
            ("https://acme.example/a.wasm#sha256=12", "pins nothing"),
            ("https://acme.example/a.wasm#top", "pins nothing"),
            ("ftp://acme.example/a.wasm", "`ftp://` is no kind of source"),
            ("oci://acme/dotenv:1", "names no registry"),
            ("oci://ghcr.io/", "names no registry"),
        ] {
            let why = Source::parse(text).unwrap_err().to_string();
            assert!(why.contains(expected), "{text}: {why}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names_only() {
        for host in ["localhost", "localhost:5000", "127.0.0.1", "127.9.9.9:1", "[::1]:80", "::1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["127.0.0.1.nip.io", "localhost.example", "10.0.0.1", "", "[::2]:80"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
