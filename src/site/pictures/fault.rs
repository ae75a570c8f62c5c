//! Pictures that cannot be shown: what is in the file is not what its name says.

use std::io::Cursor;

use image::{DynamicImage, ImageError, ImageReader};

use super::measure;
use super::store::Store;

/// Endings of files that are looked into. What has another may be a picture all the same.
const ENDINGS: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];
/// The largest picture that is decoded to see whether it can be, in pixels.
const MOST_PIXELS: u64 = 40_000_000;
/// What is kept of a picture that was found whole.
const WHOLE: &[u8] = b"whole";

/// Why a file at a path cannot be shown, if it cannot. That a picture is whole is kept, so that it
/// is decoded once.
pub(super) fn fault(path: &str, bytes: &[u8], store: &Store) -> Option<String> {
    let (_, ending) = path.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    if !ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    if bytes.is_empty() {
        return Some("the file is empty".to_owned());
    }
    let key = Store::key(bytes, "1 whole");
    if store.get(&key).is_some() {
        return None;
    }
    let fault = match ending.as_str() {
        "svg" => of_drawing(bytes),
        _ => of_raster(bytes),
    };
    if fault.is_none() {
        store.keep(&key, WHOLE);
    }
    fault
}

fn of_drawing(bytes: &[u8]) -> Option<String> {
    // Another encoding than UTF-8 is for browsers to read.
    let text = str::from_utf8(bytes).ok()?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) if document.root_element().tag_name().name() == "svg" => None,
        Ok(_) => Some("it is no SVG".to_owned()),
        Err(why) => Some(format!("it is no SVG: {why}")),
    }
}

fn of_raster(bytes: &[u8]) -> Option<String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    match reader.format() {
        None => return Some("it is no picture of a known format".to_owned()),
        // There is nothing here that decodes it, and its head says whether it is one.
        Some(image::ImageFormat::Avif) => {
            let is_one = measure::size(bytes).is_some();
            return (!is_one).then(|| "the picture in it is not whole".to_owned());
        }
        Some(_) => {}
    }
    let decoded = reader.into_decoder().and_then(|decoder| {
        let (width, height) = image::ImageDecoder::dimensions(&decoder);
        match u64::from(width) * u64::from(height) {
            0..=MOST_PIXELS => DynamicImage::from_decoder(decoder).map(drop),
            _ => Ok(()),
        }
    });
    match decoded {
        Err(ImageError::Decoding(why)) => Some(why.to_string()),
        Err(ImageError::IoError(_)) => Some("the picture in it is not whole".to_owned()),
        // What is not supported here may be in a browser.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    fn of(path: &str, bytes: &[u8]) -> Option<String> {
        fault(path, bytes, &Store::new(None))
    }

    #[test]
    fn a_picture_that_is_whole_has_no_fault_and_half_of_it_has() {
        for (format, name) in [
            (ImageFormat::Png, "a.png"),
            (ImageFormat::Jpeg, "a.JPG"),
            (ImageFormat::WebP, "a.webp"),
            (ImageFormat::Gif, "a.gif"),
            (ImageFormat::Avif, "a.avif"),
        ] {
            let mut bytes = Cursor::new(Vec::new());
            RgbImage::new(40, 30).write_to(&mut bytes, format).unwrap();
            let bytes = bytes.into_inner();
            assert_eq!(of(name, &bytes), None, "{name}");
            assert!(of(name, &bytes[..bytes.len() / 4]).is_some(), "{name}");
            assert!(of(name, b"<html>not found</html>").is_some(), "{name}");
            assert!(of(name, b"").is_some(), "{name}");
        }
    }

    #[test]
    fn a_drawing_is_one_or_says_why_not() {
        assert_eq!(of("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert!(of("a.svg", b"<svg><g></svg>").unwrap().starts_with("it is no SVG: "));
        assert_eq!(of("a.svg", b"<html/>").as_deref(), Some("it is no SVG"));
    }

    #[test]
    fn what_may_be_something_else_is_left_alone() {
        assert_eq!(of("a.ico", b"x"), None);
        assert_eq!(of("picture", b"x"), None);
    }
}
