//! Targets that are code.

/// The scheme of a target that a browser would run, or show as a page of this site: none of those
/// is ever the target of a link or image.
///
/// Browsers leave out white space and control characters before they look at the scheme, and so
/// does this.
pub(super) fn unsafe_scheme(target: &str, is_image: bool) -> Option<&'static str> {
    let skipped = |c: &char| !c.is_control() && !c.is_whitespace();
    let start: String = target.chars().filter(skipped).take(24).collect();
    let start = start.to_ascii_lowercase();
    if is_image && start.starts_with("data:image/") {
        return None;
    }
    ["javascript:", "vbscript:", "data:"].into_iter().find(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_addresses() {
        for target in ["javascript:x", " JaVa\tScript:x", "\u{1}vbscript:x", "data:text/html,x"] {
            assert!(unsafe_scheme(target, false).is_some(), "{target}");
        }
        for target in ["/javascript:x", "https://x.org/?javascript:", "mailto:x", "data/x.md", ""] {
            assert_eq!(unsafe_scheme(target, false), None, "{target}");
        }
        assert_eq!(unsafe_scheme("data:image/png;base64,x", true), None);
    }
}
