//! Targets that are code.

/// Whether a browser would run a target, or show it as a page of this site: none of those is ever
/// the target of a link or image.
///
/// Browsers leave out white space and control characters before they look at the scheme, and so
/// does this.
pub(super) fn is_unsafe(target: &str, is_image: bool) -> bool {
    let skipped = |c: &char| !c.is_control() && !c.is_whitespace();
    let start: String = target.chars().filter(skipped).take(24).collect();
    let start = start.to_ascii_lowercase();
    if is_image && start.starts_with("data:image/") {
        return false;
    }
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| start.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_addresses() {
        for target in ["javascript:x", " JaVa\tScript:x", "\u{1}vbscript:x", "data:text/html,x"] {
            assert!(is_unsafe(target, false), "{target}");
        }
        for target in ["/javascript:x", "https://x.org/?javascript:", "mailto:x", "data/x.md", ""] {
            assert!(!is_unsafe(target, false), "{target}");
        }
        assert!(!is_unsafe("data:image/png;base64,x", true));
    }
}
