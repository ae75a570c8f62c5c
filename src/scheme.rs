//! What an address begins with, as a browser reads it. It knows nothing of where addresses lead.

/// What an address begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Nothing: a path, a query, a fragment.
    None,
    /// `http:`, `https:`, or `//host`.
    Web,
    /// `javascript:` and `vbscript:`, which run in the reader's browser.
    Script,
    /// `data:`, which a browser shows as if it came from the page.
    Data,
    /// `file:`: a place on the writer's machine.
    File,
    /// `mailto:`, `tel:` and any other; whoever follows it finds out.
    Other,
}

impl Scheme {
    /// What `address` begins with. Browsers leave out spaces and control characters before it and
    /// line ends and tabs in it (WHATWG URL, section 4.4). They take `\` for `/` as well, but no page
    /// of ours has one: it is written as `%5C`, and that stays in a path.
    pub(crate) fn of(address: &str) -> Self {
        let start = address.trim_start_matches(|c: char| c <= ' ');
        let mut seen = start.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
        let (first, second) = (seen.next(), seen.next());
        if [first, second].iter().all(|c| *c == Some('/')) {
            return Self::Web;
        }
        let Some((word, _)) = start.split_once(':') else { return Self::None };
        let word = word.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).take(64);
        let word: String = word.map(|c| c.to_ascii_lowercase()).collect();
        let is_scheme = word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        match word.as_str() {
            _ if !is_scheme => Self::None,
            "http" | "https" => Self::Web,
            "javascript" | "vbscript" => Self::Script,
            "data" => Self::Data,
            "file" => Self::File,
            _ => Self::Other,
        }
    }

    /// Whether a browser would run a link with that target, or show it as a page of this site.
    pub(crate) fn is_code(self) -> bool {
        matches!(self, Self::Script | Self::Data)
    }
}

/// Whether `address` is a picture that it holds in itself.
pub(crate) fn is_picture(address: &str) -> bool {
    let start = address.trim_start_matches(|c: char| c <= ' ');
    start.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_what_a_browser_takes_them_for() {
        for (address, expected) in [
            ("a:b", Scheme::Other),
            ("HTTPS://x", Scheme::Web),
            ("//x/y", Scheme::Web),
            (" /\t/x/y", Scheme::Web),
            ("/\\x", Scheme::None),
            ("\\\\x", Scheme::None),
            (" java\tscript:alert(1)", Scheme::Script),
            ("\u{1}JavaScript:x", Scheme::Script),
            ("vbscript:x", Scheme::Script),
            ("DATA:text/html,x", Scheme::Data),
            ("file:///etc/passwd", Scheme::File),
            ("mailto:a@b", Scheme::Other),
            ("guide/a:b", Scheme::None),
            ("/javascript:x", Scheme::None),
            ("data/x.md", Scheme::None),
            ("1:2", Scheme::None),
            ("#a:b", Scheme::None),
            ("/", Scheme::None),
            ("", Scheme::None),
        ] {
            assert_eq!(Scheme::of(address), expected, "{address:?}");
        }
    }

    #[test]
    fn pictures_are_told_from_other_data() {
        assert!(is_picture("data:image/png;base64,x") && is_picture(" Data:Image/gif,x"));
        assert!(!is_picture("data:text/html,x") && !is_picture("data:imagé") && !is_picture(""));
    }
}
