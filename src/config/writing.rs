//! `[markdown]` and `[images]`: what pages may be written in, and what becomes of pictures.

use std::collections::BTreeMap;

use super::read::set;
use crate::spanned::{Entry, Reader, Table, Value};

/// `[markdown]`: the parts of the dialect that a site turns on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownConfig {
    /// Whether braces are calls: off for a site that has braces of its own.
    pub shortcodes: bool,
    /// Whether `$…$` is a formula.
    pub math: bool,
    /// Whether `:rocket:` is an emoji.
    pub emoji: bool,
    /// `[markdown.abbreviations]`: short form to long form, for every page.
    pub abbreviations: BTreeMap<String, String>,
}

/// `[images]`: the pictures of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImagesConfig {
    /// Whether pictures are made in other sizes and formats. Their own sizes are read anyway.
    pub resize: bool,
    /// The widths they are made in, in pixels; none that is larger than the picture.
    pub widths: Vec<u32>,
    /// The formats they are made in beside their own.
    pub formats: Vec<ImageFormat>,
    /// How much of a picture is kept by formats that lose something, from 1 to 100.
    pub quality: u8,
}

/// A format that pictures are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// AVIF.
    Avif,
    /// WebP without loss.
    WebP,
}

impl Default for MarkdownConfig {
    fn default() -> Self {
        Self { shortcodes: true, math: false, emoji: false, abbreviations: BTreeMap::new() }
    }
}

impl Default for ImagesConfig {
    fn default() -> Self {
        Self {
            resize: true,
            widths: vec![640, 1280, 1920],
            formats: vec![ImageFormat::WebP],
            quality: 70,
        }
    }
}

pub(super) fn markdown(mut table: Table, markdown: &mut MarkdownConfig, reader: &mut Reader) {
    set(&mut markdown.shortcodes, table.bool("shortcodes", reader));
    set(&mut markdown.math, table.bool("math", reader));
    set(&mut markdown.emoji, table.bool("emoji", reader));
    if let Some(abbreviations) = table.table("abbreviations", reader) {
        for Entry { key, node, .. } in abbreviations.rest() {
            match node.value {
                Value::String(long) => {
                    markdown.abbreviations.insert(key, long);
                }
                _ => reader.wrong_type(&key, "a string", &node),
            }
        }
    }
    table.finish(reader);
}

pub(super) fn images(mut table: Table, images: &mut ImagesConfig, reader: &mut Reader) {
    set(&mut images.resize, table.bool("resize", reader));
    if let Some(node) = table.take("widths") {
        match &node.value {
            Value::List(items) => {
                images.widths.clear();
                for item in items {
                    match item.value {
                        Value::Integer(width @ 16..=10_000) => {
                            images.widths.push(u32::try_from(width).unwrap_or_default());
                        }
                        _ => {
                            let message = "a width is a number of pixels from 16 to 10000";
                            reader.error("bad-value", item.span, message);
                        }
                    }
                }
                images.widths.sort_unstable();
                images.widths.dedup();
            }
            _ => reader.wrong_type("widths", "a list of numbers", &node),
        }
    }
    if table.has("formats") {
        images.formats.clear();
    }
    // Asked for even where it is absent: what is asked for is what the reader says it knows.
    for (name, span) in table.spanned_strings("formats", reader) {
        match name.as_str() {
            "avif" => images.formats.push(ImageFormat::Avif),
            "webp" => images.formats.push(ImageFormat::WebP),
            _ => {
                let message = format!("pictures are not made as `{name}`");
                reader.error("bad-value", span, message).help =
                    Some("write `avif` or `webp`".into());
            }
        }
    }
    if let Some(node) = table.take("quality") {
        match node.value {
            Value::Integer(quality @ 1..=100) => {
                images.quality = u8::try_from(quality).unwrap_or(images.quality);
            }
            _ => {
                let message = "`quality` must be a number from 1 to 100";
                reader.error("bad-value", node.span, message);
            }
        }
    }
    table.finish(reader);
}
