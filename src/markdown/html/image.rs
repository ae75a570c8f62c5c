//! Images: the tag, its sources, and the figure around one that has a caption.

use std::fmt::Write;

use super::escape;
use super::{Picture, RenderOptions};
use crate::markdown::image::ImageAttributes;
use crate::scheme::{Scheme, is_picture};

/// An image that is being read, and then waits for the attributes that may follow it.
#[derive(Debug, Default)]
pub(super) struct OpenImage {
    /// As written.
    pub(super) target: String,
    pub(super) title: String,
    /// Its alternative text, without markup.
    pub(super) alt: String,
}

/// Adds an image as CommonMark has it.
pub(super) fn plain(html: &mut String, image: &OpenImage, options: &RenderOptions<'_>) {
    html.push_str("<img src=\"");
    let target = (options.link)(&image.target);
    escape::address(html, target.as_deref().unwrap_or(&image.target));
    html.push('"');
    attribute(html, "alt", &image.alt);
    if !image.title.is_empty() {
        attribute(html, "title", &image.title);
    }
    html.push_str(" />");
}

/// How wide the text of a page is, in CSS pixels: 45rem.
const TEXT_WIDTH: u32 = 720;

/// Adds an image, the first of its page or not, and beside it the one for the dark theme where there
/// is one.
pub(super) fn write(
    html: &mut String,
    image: &OpenImage,
    attributes: &ImageAttributes,
    options: &RenderOptions<'_>,
    first: bool,
) {
    let Some(dark) = &attributes.dark else {
        return one(html, image, attributes, options, (&image.target, first));
    };
    for (theme, target) in [("light", &image.target), ("dark", dark)] {
        let _ = write!(html, "<span class=\"in-{theme}\">");
        // What is not shown is not fetched, if it may wait.
        one(html, image, attributes, options, (target, false));
        html.push_str("</span>");
    }
}

fn one(
    html: &mut String,
    image: &OpenImage,
    attributes: &ImageAttributes,
    options: &RenderOptions<'_>,
    (target, first): (&str, bool),
) {
    let is_code = Scheme::of(target).is_code() && !is_picture(target);
    let target = if is_code { "" } else { target };
    let picture = (options.picture)(target).unwrap_or_default();
    let size = size(attributes, &picture);
    // As wide as it is shown: as its writer says, or by itself where it is less than the text.
    let own = size.map(|(width, _)| width);
    let given = attributes.width.is_some() || attributes.height.is_some();
    let shown = own.filter(|width| given || *width < TEXT_WIDTH).or(attributes.width);
    let sizes = match shown {
        Some(width) => format!("(min-width: {width}px) {width}px, 100vw"),
        None => "(min-width: 48rem) 45rem, 100vw".to_owned(),
    };
    if !picture.sources.is_empty() {
        html.push_str("<picture>");
    }
    for source in &picture.sources {
        html.push_str("<source");
        attribute(html, "type", source.media_type);
        attribute(html, "srcset", &source.srcset);
        attribute(html, "sizes", &sizes);
        html.push('>');
    }
    html.push_str("<img src=\"");
    let address = (options.link)(target);
    escape::address(html, address.as_deref().unwrap_or(target));
    html.push('"');
    if !picture.srcset.is_empty() {
        attribute(html, "srcset", &picture.srcset);
        attribute(html, "sizes", &sizes);
    }
    attribute(html, "alt", &image.alt);
    if !image.title.is_empty() {
        attribute(html, "title", &image.title);
    }
    if let Some((width, height)) = size {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    } else if let Some(width) = attributes.width {
        let _ = write!(html, " width=\"{width}\"");
    }
    // What is seen first is fetched first, the rest when it comes into view.
    if !first {
        html.push_str(" loading=\"lazy\"");
    }
    html.push_str(" decoding=\"async\" />");
    if !picture.sources.is_empty() {
        html.push_str("</picture>");
    }
}

/// The size an image is given room for: as its writer says, the rest by its own proportions.
fn size(attributes: &ImageAttributes, picture: &Picture) -> Option<(u32, u32)> {
    let scaled = |length: u32, by: u32, of: u32| {
        let scaled = (u64::from(length) * u64::from(by) + u64::from(of) / 2) / u64::from(of.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
    };
    match (attributes.width, attributes.height, picture.size) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((own, high))) => Some((width, scaled(high, width, own))),
        (None, Some(height), Some((wide, own))) => Some((scaled(wide, height, own), height)),
        (None, None, size) => size,
        (_, _, None) => None,
    }
}

fn attribute(html: &mut String, name: &str, value: &str) {
    let _ = write!(html, " {name}=\"");
    escape::attribute(html, value);
    html.push('"');
}

/// A paragraph while it may turn out to be an image and nothing else.
#[derive(Debug)]
pub(super) struct Lone {
    /// Where its HTML starts.
    pub(super) start: usize,
    /// Where the image's HTML starts and its title, once there is one.
    pub(super) image: Option<(usize, String)>,
}

impl Lone {
    /// Makes the paragraph a figure, if its image has a title. Gives whether it did.
    pub(super) fn finish(self, html: &mut String) -> bool {
        let Some((image, title)) = self.image.filter(|(_, title)| !title.is_empty()) else {
            return false;
        };
        // The title is shown below, so it is no tooltip.
        let mut tooltip = String::new();
        attribute(&mut tooltip, "title", &title);
        let tags = html[image..].replace(&tooltip, "");
        html.truncate(self.start);
        html.push_str("<figure class=\"picture\">\n");
        html.push_str(&tags);
        html.push_str("\n<figcaption>");
        super::inline::write(html, &title);
        html.push_str("</figcaption>\n</figure>\n");
        true
    }
}
