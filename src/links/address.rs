//! Addresses as text: paths without `.`, `..` and percent signs.

/// An address without its fragment, and the fragment without its `#`.
pub fn split_fragment(address: &str) -> (&str, Option<&str>) {
    match address.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (address, None),
    }
}

/// An address with what no address can hold written in percent signs, and `&` as XML has it.
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            byte if byte.is_ascii_alphanumeric() || b"-_.~!*();:@=+$,/?#%".contains(&byte) => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The folder of a path: `a/b` for `a/b/c`.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` from `folder` on, without `.` and `..`; none where it leads out of the site. A last
/// slash is kept.
pub fn normalised(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut place = parts.join("/");
    if path.ends_with('/') && !place.is_empty() {
        place.push('/');
    }
    Some(place)
}

/// The path from the server's root that a browser on the page `from` asks for: `from` and `path`
/// begin at the root, or `path` at the page's folder. What leads above the root stays there.
pub fn joined(from: &str, path: &str) -> String {
    let folder = if path.starts_with('/') { "" } else { folder(from) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_folder =
        ["/", "/.", "/.."].iter().any(|end| path.ends_with(end)) || matches!(path, "." | "..");
    let slash = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}

/// The way from the file `from` to the file `to`, both from the same root: `../b/c.md`.
pub fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = &from[..from.len() - 1];
    let same = folders.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folders.len() - same);
    up + &to[same..].join("/")
}

/// `%20` and its like, where they make UTF-8.
pub fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
        let value = if byte == b'%' { digit(at + 1).zip(digit(at + 2)) } else { None };
        if let Some((high, low)) = value {
            // Two hexadecimal digits are a byte.
            out.push(u8::try_from(high * 16 + low).unwrap_or(byte));
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_browsers_do() {
        for (from, path, expected) in [
            ("/a/b/", "c", "/a/b/c"),
            ("/a/b/", "../c/", "/a/c/"),
            ("/a/b/", "/c", "/c"),
            ("/a/b", "c", "/a/c"),
            ("/a/", "../../../x", "/x"),
            ("/a/b/", "..", "/a/"),
            ("/a/", "..", "/"),
            ("/a/b/", "./", "/a/b/"),
            ("/", "", "/"),
        ] {
            assert_eq!(joined(from, path), expected, "{from} {path}");
        }
    }

    #[test]
    fn relative_paths_lead_back() {
        for (from, to, expected) in [
            ("a/b.md", "a/c.md", "c.md"),
            ("a/b.md", "d/c.md", "../d/c.md"),
            ("b.md", "d/c.md", "d/c.md"),
            ("a/x/b.md", "c.md", "../../c.md"),
            ("a/a.md", "a", "../a"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }

    #[test]
    fn percent_signs_are_resolved_where_they_make_text() {
        assert_eq!(decoded("a%20b%C3%A9%2"), "a bé%2");
        assert_eq!(decoded("%ff"), "%ff");
        assert_eq!(decoded("%é1%+1"), "%é1%+1");
    }
}
