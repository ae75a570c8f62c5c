//! What stands in braces after an image: `{width=400 dark=night.png}`.

use crate::diagnostic::did_you_mean;

/// How an image is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ImageAttributes {
    /// In CSS pixels.
    pub(super) width: Option<u32>,
    /// In CSS pixels.
    pub(super) height: Option<u32>,
    /// The image for the dark theme.
    pub(super) dark: Option<String>,
}

const KNOWN: [&str; 3] = ["dark", "height", "width"];

/// Reads attributes; what is not understood is told, message and help.
pub(super) fn attributes(text: &str) -> (ImageAttributes, Vec<(String, String)>) {
    let mut attributes = ImageAttributes::default();
    let mut odd = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', '=']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after),
            None => ("", after),
        };
        rest = after.trim_start();
        let pixels = || value.strip_suffix("px").unwrap_or(value).parse::<u32>().ok();
        let pixels = || pixels().filter(|pixels| (1..=20_000).contains(pixels));
        match key {
            "width" if pixels().is_some() => attributes.width = pixels(),
            "height" if pixels().is_some() => attributes.height = pixels(),
            "width" | "height" => odd.push((
                format!("`{key}` must be a number of pixels, not `{value}`"),
                format!("write `{key}=400`"),
            )),
            "dark" if !value.is_empty() => attributes.dark = Some(value.to_owned()),
            _ => odd.push((
                format!("an image takes no `{key}`"),
                match did_you_mean(key, KNOWN) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `width=400`, `height=300` or `dark=night.png`".to_owned(),
                },
            )),
        }
    }
    (attributes, odd)
}

/// A value, with or without quotes, and what comes after it.
fn value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote
        && let Some((value, after)) = text[1..].split_once(quote)
    {
        return (value, after);
    }
    text.split_at(text.find([' ', '\t']).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_knows_and_tells_of_the_rest() {
        let (read, odd) = attributes("width=400px height='30' dark=\"a b.png\" widht=3 x width=no");
        let dark = Some("a b.png".to_owned());
        assert_eq!(read, ImageAttributes { width: Some(400), height: Some(30), dark });
        let messages: Vec<&str> = odd.iter().map(|(message, _)| message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "an image takes no `widht`",
                "an image takes no `x`",
                "`width` must be a number of pixels, not `no`",
            ]
        );
        assert_eq!(odd[0].1, "did you mean `width`?");
    }
}
