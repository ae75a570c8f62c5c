//! How large a picture is, from the first bytes of its file.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageFormat, ImageReader};

/// Width and height in pixels, as a browser shows it; none for what is no picture we know.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    match reader.format() {
        Some(ImageFormat::Avif) => avif(bytes),
        Some(_) => {
            let mut decoder = reader.into_decoder().ok()?;
            let (width, height) = decoder.dimensions();
            let turned = decoder.orientation().is_ok_and(is_turned);
            Some(if turned { (height, width) } else { (width, height) })
        }
        None => svg(bytes),
    }
    .filter(|&(width, height)| width > 0 && height > 0)
}

/// Whether a camera was held sideways.
fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// The first `ispe` box: four bytes of version and flags, then width and height.
fn avif(bytes: &[u8]) -> Option<(u32, u32)> {
    // It stands among the properties at the start of the file.
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(4).position(|name| name == b"ispe")? + 8;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    Some((number(at)?, number(at + 4)?))
}

/// What the root of a drawing says of its size, or else its view box.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = str::from_utf8(bytes).ok()?;
    if !text.contains("<svg") {
        return None;
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return None;
    }
    let length = |name: &str| {
        let text = root.attribute(name)?.trim();
        pixels(text.strip_suffix("px").unwrap_or(text))
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let view = root.attribute("viewBox")?;
    let separators = |c: char| c.is_whitespace() || c == ',';
    let mut numbers = view.split(separators).filter(|part| !part.is_empty()).skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

/// A length in whole pixels.
fn pixels(text: &str) -> Option<u32> {
    let length = text.parse::<f64>().ok().filter(|length| (0.5..100_000.0).contains(length))?;
    format!("{length:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_measured_by_what_they_say() {
        let cases = [
            (
                "<svg xmlns='http://www.w3.org/2000/svg' width='20px' height='10.4'/>",
                Some((20, 10)),
            ),
            ("<svg viewBox='0 0 300 150' width='100%'/>", Some((300, 150))),
            ("<svg viewBox='0,0,30,15'/>", Some((30, 15))),
            ("<svg/>", None),
            ("<p>not an <svg", None),
        ];
        for (text, expected) in cases {
            assert_eq!(size(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn pictures_are_measured_in_each_format() {
        let picture = image::RgbImage::new(7, 5);
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
            ImageFormat::Avif,
        ] {
            let mut bytes = Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            assert_eq!(size(&bytes.into_inner()), Some((7, 5)), "{format:?}");
        }
    }

    #[test]
    fn half_a_picture_has_no_size_and_no_panic() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(9, 9).write_to(&mut bytes, ImageFormat::Avif).unwrap();
        let bytes = bytes.into_inner();
        for end in 0..bytes.len() {
            size(&bytes[..end]);
        }
        assert_eq!(size(b""), None);
        assert_eq!(size(b"\x89PNG\r\n\x1a\n"), None);
    }
}
