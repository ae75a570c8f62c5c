//! Pictures made of a picture.

use std::io::Cursor;

use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};

use super::store::Store;
use crate::config::{self, ImagesConfig};

/// The largest picture that is worked on, in pixels.
const MOST_PIXELS: u64 = 40_000_000;
/// How fast AVIF is made: 1 is slowest and 10 fastest. Even so it takes seconds for a megapixel.
const AVIF_SPEED: u8 = 10;
/// Changes when the same picture would be made otherwise.
const VERSION: u8 = 1;

/// A picture that was made.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) format: Format,
    pub(super) width: u32,
    pub(super) bytes: Vec<u8>,
}

/// A format pictures are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Avif,
    WebP,
    /// The picture's own.
    OwnJpeg,
    OwnPng,
    OwnWebP,
}

impl Format {
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::WebP | Self::OwnWebP => "webp",
            Self::OwnJpeg => "jpg",
            Self::OwnPng => "png",
        }
    }

    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::WebP | Self::OwnWebP => "image/webp",
            Self::OwnJpeg => "image/jpeg",
            Self::OwnPng => "image/png",
        }
    }

    /// Whether it is the format of the picture it was made of.
    pub(super) fn is_own(self) -> bool {
        matches!(self, Self::OwnJpeg | Self::OwnPng | Self::OwnWebP)
    }
}

/// Makes pictures as the site wants them.
pub(super) struct Maker<'a> {
    pub(super) config: &'a ImagesConfig,
    pub(super) store: &'a Store,
}

impl Maker<'_> {
    /// What is to be published beside a picture, the best format first, each from small to
    /// large. What came out larger than what it should stand for is left out.
    pub(super) fn variants(&self, bytes: &[u8]) -> Vec<Made> {
        if !self.config.resize {
            return Vec::new();
        }
        let Some((own, width)) = resizable(bytes) else { return Vec::new() };
        let smaller = self.config.widths.iter().copied().filter(|&wanted| wanted < width);
        let smaller: Vec<u32> = smaller.collect();
        let mut source = Source { bytes, decoded: None };
        let mut own_made = Vec::new();
        for &wanted in &smaller {
            let made = self.make(&mut source, own, wanted);
            own_made.extend(made.filter(|made| made.bytes.len() < bytes.len()));
        }
        let largest = self.config.widths.last().copied().unwrap_or_default().max(1);
        let mut made = Vec::new();
        for format in &self.config.formats {
            let format = match format {
                config::ImageFormat::Avif => Format::Avif,
                // Without loss it is no match for a photograph.
                config::ImageFormat::WebP if own == Format::OwnPng => Format::WebP,
                config::ImageFormat::WebP => continue,
            };
            for &wanted in smaller.iter().chain((width <= largest).then_some(&width)) {
                let own = own_made.iter().find(|own| own.width == wanted);
                let most = own.map_or(bytes.len(), |own| own.bytes.len());
                let variant = self.make(&mut source, format, wanted);
                made.extend(variant.filter(|variant| variant.bytes.len() < most));
            }
        }
        made.extend(own_made);
        made
    }

    fn make(&self, source: &mut Source<'_>, format: Format, width: u32) -> Option<Made> {
        let quality = self.config.quality;
        let what = format!("{VERSION} {format:?} {width} {quality} {AVIF_SPEED}");
        let key = Store::key(source.bytes, &what);
        if let Some(bytes) = self.store.get(&key) {
            return Some(Made { format, width, bytes });
        }
        let picture = source.decoded()?;
        let bytes = if picture.width() == width {
            encoded(picture, format, quality)
        } else {
            encoded(&scaled(picture, width), format, quality)
        }?;
        self.store.keep(&key, &bytes);
        Some(Made { format, width, bytes })
    }
}

/// A picture that is decoded once, if at all.
struct Source<'a> {
    bytes: &'a [u8],
    decoded: Option<Option<DynamicImage>>,
}

impl Source<'_> {
    fn decoded(&mut self) -> Option<&DynamicImage> {
        let bytes = self.bytes;
        self.decoded.get_or_insert_with(|| decode(bytes)).as_ref()
    }
}

fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let opaque = !picture.color().has_alpha();
    Some(if opaque { picture.to_rgb8().into() } else { picture.to_rgba8().into() })
}

/// The format and the width of a picture that may be made in other sizes: one that stands still,
/// is no giant, and has no colours that only its own profile explains.
fn resizable(bytes: &[u8]) -> Option<(Format, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = match reader.format()? {
        ImageFormat::Jpeg => Format::OwnJpeg,
        ImageFormat::Png => {
            let decoder = PngDecoder::new(Cursor::new(bytes)).ok()?;
            decoder.is_apng().ok().filter(|animated| !animated)?;
            Format::OwnPng
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
            Some(decoder.has_animation()).filter(|animated| !animated)?;
            Format::OwnWebP
        }
        _ => return None,
    };
    let mut decoder = reader.into_decoder().ok()?;
    let profile = decoder.icc_profile().ok()?;
    if profile.is_some_and(|profile| !profile.windows(4).any(|name| name == b"sRGB")) {
        return None;
    }
    let (width, height) = super::measure::size(bytes)?;
    (u64::from(width) * u64::from(height) <= MOST_PIXELS).then_some((format, width))
}

fn scaled(picture: &DynamicImage, width: u32) -> DynamicImage {
    let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width().max(1));
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    picture.resize_exact(width, height, FilterType::Lanczos3)
}

fn encoded(picture: &DynamicImage, format: Format, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let written = match format {
        // With more threads the bytes would depend on how many there are.
        Format::Avif => picture.write_with_encoder(
            AvifEncoder::new_with_speed_quality(&mut bytes, AVIF_SPEED, quality)
                .with_num_threads(Some(1)),
        ),
        Format::WebP | Format::OwnWebP => {
            picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))
        }
        Format::OwnJpeg => {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality.max(75)))
        }
        Format::OwnPng => picture.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Best,
            PngFilter::Adaptive,
        )),
    };
    written.ok().map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture that compresses neither to nothing nor to noise.
    fn photograph(width: u32, height: u32) -> image::RgbImage {
        image::RgbImage::from_fn(width, height, |x, y| {
            let wave = |a: u32, b: u32| u8::try_from((x * a / 3 + y * b / 5) % 256).unwrap();
            image::Rgb([wave(2, 3), wave(5, 1), wave(1, 7)])
        })
    }

    fn bytes(picture: &image::RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn made(bytes: &[u8], widths: &[u32]) -> Vec<Made> {
        let formats = vec![config::ImageFormat::Avif, config::ImageFormat::WebP];
        let widths = widths.to_vec();
        let config = ImagesConfig { widths, formats, ..ImagesConfig::default() };
        Maker { config: &config, store: &Store::new(None) }.variants(bytes)
    }

    #[test]
    fn a_picture_is_made_smaller_and_never_larger() {
        let original = bytes(&photograph(120, 60), ImageFormat::Jpeg);
        let made = made(&original, &[40, 80, 400]);
        assert!(made.iter().any(|made| made.format == Format::OwnJpeg && made.width == 40));
        assert!(made.iter().any(|made| made.format == Format::Avif && made.width == 120));
        assert!(made.iter().all(|made| made.width <= 120 && made.bytes.len() < original.len()));
        for made in made.iter().filter(|made| made.format == Format::OwnJpeg) {
            let size = super::super::measure::size(&made.bytes);
            assert_eq!(size, Some((made.width, made.width / 2)));
        }
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes() {
        let original = bytes(&photograph(90, 90), ImageFormat::Png);
        let (one, other) = (made(&original, &[50]), made(&original, &[50]));
        assert!(!one.is_empty());
        assert!(one.iter().zip(&other).all(|(one, other)| one.bytes == other.bytes));
    }

    #[test]
    fn what_moves_or_is_broken_stays_as_it_is() {
        let picture = photograph(80, 80);
        assert!(made(&bytes(&picture, ImageFormat::Gif), &[40]).is_empty());
        let png = bytes(&picture, ImageFormat::Png);
        for end in [0, 8, 33, png.len() / 2] {
            assert!(made(&png[..end], &[40]).is_empty(), "{end}");
        }
    }
}
