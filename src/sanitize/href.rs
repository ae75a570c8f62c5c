//! Where a drawing may lead, and what it may take in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Refused, css, cut, picture, refused};

/// The id that a reference within the drawing names: `#id`.
pub(super) fn own(href: &str) -> Result<&str, Refused> {
    let id = href.trim().strip_prefix('#').filter(|id| css::is_id(id));
    id.map_or_else(|| refused(format!("it refers to `{}`", cut(href))), Ok)
}

/// A picture in the reference itself: PNG or JPEG, and really one.
pub(super) fn data(href: &str) -> Result<Option<String>, Refused> {
    let Some(rest) = href.trim().strip_prefix("data:") else { return Ok(None) };
    let Some((kind, data)) = rest.split_once(";base64,") else {
        return refused("it has a `data:` address that is no picture in base64");
    };
    if !["image/png", "image/jpeg"].contains(&kind) {
        return refused(format!("it has a `data:` address of `{}`", cut(kind)));
    }
    let data: String = data.split_ascii_whitespace().collect();
    let Ok(bytes) = STANDARD.decode(data.as_bytes()) else {
        return refused("it has a `data:` address that is not base64");
    };
    picture::check(kind, &bytes)?;
    Ok(Some(format!("data:{kind};base64,{data}")))
}

/// An address a reader may follow: `https:`, `http:` or `mailto:`.
pub(super) fn link(href: &str) -> Result<&str, Refused> {
    let href = href.trim();
    let lower = href.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let clean = !href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    if known && clean { Ok(href) } else { refused(format!("it links to `{}`", cut(href))) }
}
