//! Which names this server answers to.
//!
//! A page of somebody else can have a name of its own lead to this machine, and then read what is
//! served here as if it were its own. The name stays in the request: who asks for a server of
//! another name is refused.

use std::net::IpAddr;

/// The names of a server.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// What `--host` says.
    given: String,
    port: u16,
    /// Whether it listens on every address of the machine.
    is_everywhere: bool,
}

impl Names {
    /// The names of a server that listens at `ip` and `port`, having been told to at `given`.
    pub(super) fn new(given: &str, ip: IpAddr, port: u16) -> Self {
        let given = given.trim_matches(['[', ']']).to_ascii_lowercase();
        Self { given, port, is_everywhere: ip.is_unspecified() }
    }

    /// Whether a request for this host, `localhost:8000`, is for this server.
    pub(super) fn holds(&self, host: &str) -> bool {
        let Some((name, port)) = parted(host) else { return false };
        if port != self.port {
            return false;
        }
        let name = name.to_ascii_lowercase();
        match name.parse::<IpAddr>() {
            // An address is no name that somebody else could have led here.
            Ok(ip) => ip.is_loopback() || self.is_everywhere || name == self.given,
            Err(_) => name == "localhost" || (name == self.given && !name.is_empty()),
        }
    }

    /// Whether a request for this host comes from this machine: it alone has these names.
    pub(super) fn is_local(host: &str) -> bool {
        let name = parted(host).map(|(name, _)| name);
        name.is_some_and(|name| {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        })
    }
}

/// Name and port of a host as it is written: `name`, `name:80`, `[::1]:80`.
fn parted(host: &str) -> Option<(&str, u16)> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    match rest.strip_prefix(':') {
        Some(port) => Some((name, port.parse().ok()?)),
        None => rest.is_empty().then_some((name, 80)),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    #[test]
    fn a_server_on_this_machine_answers_to_names_of_this_machine() {
        let names = Names::new("127.0.0.1", Ipv4Addr::LOCALHOST.into(), 8000);
        for host in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert!(names.holds(host), "{host}");
        }
        for host in [
            "evil.example:8000",
            "localhost.evil.example:8000",
            "localhost:8001",
            "localhost",
            "192.168.0.7:8000",
            "[::1",
            "localhost:8000:1",
            "",
            ":8000",
        ] {
            assert!(!names.holds(host), "{host}");
        }
    }

    #[test]
    fn a_server_for_others_answers_to_addresses_and_the_name_it_was_given() {
        let everywhere = Names::new("0.0.0.0", Ipv4Addr::UNSPECIFIED.into(), 80);
        assert!(everywhere.holds("192.168.0.7") && everywhere.holds("localhost:80"));
        assert!(!everywhere.holds("evil.example"));
        let named = Names::new("Docs.local", Ipv6Addr::LOCALHOST.into(), 80);
        assert!(named.holds("docs.local") && !named.holds("192.168.0.7"));
    }

    #[test]
    fn only_names_of_this_machine_are_local() {
        assert!(Names::is_local("localhost:1") && Names::is_local("[::1]:1"));
        assert!(!Names::is_local("192.168.0.7:1") && !Names::is_local("docs.local"));
    }
}
