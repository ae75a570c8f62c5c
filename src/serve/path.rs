//! From the path of an address to the output path of a file. Pure: nothing here is looked up on a
//! disk, and what leads out of the site, or to something hidden, is no path at all.

/// What the path of an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked<'a> {
    /// A file of the site: its output path, with `index.html` where a folder is asked for.
    File(String),
    /// What belongs to the preview itself, below [`OWN`].
    Own(&'a str),
    /// The site lies elsewhere: its root.
    Root,
    /// Nothing that could be there.
    Nothing,
}

/// Where the preview's own pages lie. A site has no hidden files, so nothing of it can lie there.
pub(super) const OWN: &str = "/.proofpress/";

/// Reads the path of an address, for a site whose addresses begin with `root`, `/` or `/docs/`.
pub(super) fn asked<'a>(path: &'a str, root: &str) -> Asked<'a> {
    if let Some(own) = path.strip_prefix(OWN) {
        return Asked::Own(own);
    }
    let Some(path) = decoded(path) else { return Asked::Nothing };
    if path == "/" && root != "/" || format!("{path}/") == root {
        return Asked::Root;
    }
    let Some(inside) = path.strip_prefix(root) else { return Asked::Nothing };
    if inside.is_empty() {
        return Asked::File("index.html".into());
    }
    let (parts, is_folder) = match inside.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (inside, false),
    };
    let is_odd =
        |part: &str| part.is_empty() || part.starts_with('.') || part.contains(['\\', '\0']);
    if parts.split('/').any(is_odd) {
        return Asked::Nothing;
    }
    Asked::File(if is_folder { format!("{parts}/index.html") } else { parts.to_owned() })
}

/// A path without its percent signs; none where that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The value of a name in the part of an address after `?`, with `+` and percent signs resolved.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    decoded(&value.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Asked<'static> {
        Asked::File(path.into())
    }

    #[test]
    fn folders_and_files_are_found_below_the_root() {
        assert_eq!(asked("/", "/"), file("index.html"));
        assert_eq!(asked("/guide/", "/"), file("guide/index.html"));
        assert_eq!(asked("/guide", "/"), file("guide"));
        assert_eq!(asked("/docs/a%20b%C3%A4.png", "/docs/"), file("a bä.png"));
        assert_eq!(asked("/", "/docs/"), Asked::Root);
        assert_eq!(asked("/docs", "/docs/"), Asked::Root);
        assert_eq!(asked("/guide/", "/docs/"), Asked::Nothing);
        assert_eq!(asked("/.proofpress/events", "/docs/"), Asked::Own("events"));
    }

    #[test]
    fn nothing_leads_out_or_to_what_is_hidden() {
        for path in [
            "/../etc/passwd",
            "/a/../../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/%2e%2e%2fetc/passwd",
            "/a/%2E%2E/b",
            "/..%5cetc",
            "/a\\b",
            "//evil.example/x",
            "/a//b",
            "/a/.git/config",
            "/.env",
            "/%2eproofpress/events",
            "/a%00.html",
            "/a%zz",
            "/a%",
            "/%ff",
            "/a/./b",
            "no/slash",
        ] {
            assert_eq!(asked(path, "/"), Asked::Nothing, "{path}");
        }
        // Decoded once: what is left is a name like any other.
        assert_eq!(asked("/%252e%252e/x", "/"), file("%2e%2e/x"));
    }

    #[test]
    fn parameters_are_read() {
        assert_eq!(parameter("at=%2Fa%2F&b=c+d", "b").as_deref(), Some("c d"));
        assert_eq!(parameter("at=%2Fa%2F&b=c+d", "at").as_deref(), Some("/a/"));
        assert_eq!(parameter("a", "a"), None);
    }
}
