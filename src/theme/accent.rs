//! A site's own colour for links, the current entry and focus, as tokens.

/// The tokens that hang on the accent. On dark paper the colour is mixed with white, so that one
/// that reads well on white paper reads well there, too.
pub(super) fn css(colour: &str) -> String {
    format!(
        ":root {{ --blue: light-dark({colour}, color-mix(in oklab, {colour} 50%, #fff)); \
         --blue-wash: color-mix(in srgb, {colour} 16%, var(--paper)); }}\n"
    )
}
