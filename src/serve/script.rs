//! The one thing that a served page has and a built one has not: the script that keeps it up to
//! date. It is a file of this server, so that a page may forbid scripts in its text.

use bytes::Bytes;

use super::path::OWN;

/// A page with the script. `tag` is what the page's bytes are known by.
pub(super) fn with_script(html: &[u8], tag: &str) -> Bytes {
    let script = script(tag);
    let at = place(html);
    let mut page = Vec::with_capacity(html.len() + script.len());
    page.extend_from_slice(&html[..at]);
    page.extend_from_slice(script.as_bytes());
    page.extend_from_slice(&html[at..]);
    page.into()
}

/// The tag. It is the same for the same page, so that a browser need not read it again.
pub(super) fn script(tag: &str) -> String {
    format!("<script type=\"module\" src=\"{OWN}live.js\" data-page=\"{tag}\"></script>")
}

/// Before `</head>`; where there is none, at the end, where a browser takes it just as well.
fn place(html: &[u8]) -> usize {
    const END: &[u8] = b"</head>";
    let mut windows = html.windows(END.len());
    windows.position(|window| window.eq_ignore_ascii_case(END)).unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_all_that_is_added() {
        for html in ["<head>a</HEAD>b</head>", "no head at all", ""] {
            let served = with_script(html.as_bytes(), "x");
            let served = String::from_utf8(served.to_vec()).unwrap();
            assert!(served.contains("data-page=\"x\""));
            assert_eq!(served.replacen(&script("x"), "", 1), html);
        }
        assert!(with_script(b"<head></head>", "x").starts_with(b"<head><script"));
    }
}
