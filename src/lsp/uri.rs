//! `file:` addresses and paths. Nothing here looks at the disk.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::Uri;

use crate::links::address::decoded;

/// The path of a `file:` address; none for any other.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let at = rest.find('/')?;
    let path = decoded(rest[at..].split(['?', '#']).next().unwrap_or_default());
    // `file:///c:/docs` on Windows.
    let drive = path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if cfg!(windows) && drive { &path[1..] } else { &path }))
}

/// The address of a path; none for one that cannot be written as one.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri::from_str(&uri).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for file in ["/a/b.md", "/ä 1/#?%.md", "/𝄞"] {
            let uri = of(Path::new(file)).unwrap();
            assert_eq!(path(&uri), Some(PathBuf::from(file)), "{}", uri.as_str());
        }
        assert_eq!(path(&Uri::from_str("untitled:a.md").unwrap()), None);
    }
}
