//! Where the site is served: the origin, and the path all its addresses begin with.

use crate::links::address::joined;
use crate::scheme::Scheme;

/// A base URL, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://docs.example.com`, without the last slash; none where the base URL is a path.
    origin: Option<String>,
    /// `/` or `/docs/`: begins and ends with a slash.
    root: String,
}

impl BaseUrl {
    /// Takes `https://docs.example.com/manual/`, `/manual/`, `manual` or nothing at all.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let (origin, path) = match text.split_once("://") {
            Some((scheme, rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                (Some(format!("{scheme}://{host}")), path)
            }
            None => (None, text),
        };
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
        let root = if path.is_empty() { "/".into() } else { format!("/{path}/") };
        Self { origin, root }
    }

    /// `/` or `/docs/`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// What a link to a page of the site has to say: `/guide/` is `/docs/guide/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.root, path.trim_start_matches('/'))
    }

    /// The full address of what `address` leads to on the page at `from`, where the origin is
    /// known and it is an address of a server at all.
    pub fn absolute_from(&self, from: &str, address: &str) -> Option<String> {
        let origin = self.origin.as_ref()?;
        match Scheme::of(address) {
            Scheme::None => {}
            Scheme::Web if address.starts_with("//") => {
                return Some(format!("{}:{address}", origin.split(':').next()?));
            }
            _ => return None,
        }
        let here = self.url(from);
        let path = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(path);
        let path = if path.is_empty() { here } else { joined(&here, path) };
        Some(format!("{origin}{path}{rest}"))
    }

    /// The path from the server's root of a full address that is on this site's server and below
    /// its root; none for any other.
    pub fn own_path<'u>(&self, url: &'u str) -> Option<&'u str> {
        let without_scheme = |url: &'u str| url.split_once("//").map(|(_, rest)| rest);
        let host = self.origin.as_deref()?.split_once("//")?.1;
        let rest = without_scheme(url)?;
        let own = rest.get(..host.len()).is_some_and(|start| start.eq_ignore_ascii_case(host));
        let path = rest.get(host.len()..).filter(|_| own)?;
        match path {
            "" if self.root == "/" => Some("/"),
            path if path.starts_with(&self.root) => Some(path),
            path if format!("{path}/") == self.root => Some(path),
            _ => None,
        }
    }

    /// The full address, where the origin is known.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.origin.as_ref().map(|origin| format!("{origin}{}", self.url(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_base_url_apart() {
        let cases = [
            (
                "https://docs.example.com/manual/",
                "/manual/a/",
                Some("https://docs.example.com/manual/a/"),
            ),
            ("https://docs.example.com", "/a/", Some("https://docs.example.com/a/")),
            ("http://localhost:8000/x/y", "/x/y/a/", Some("http://localhost:8000/x/y/a/")),
            ("/manual", "/manual/a/", None),
            ("", "/a/", None),
            ("/", "/a/", None),
        ];
        for (base, url, absolute) in cases {
            let base = BaseUrl::new(base);
            assert_eq!(base.url("/a/"), url);
            assert_eq!(base.absolute("/a/").as_deref(), absolute);
        }
    }
}
