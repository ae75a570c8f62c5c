//! What assets may be called, and where they lie in the site.

use super::{Refused, cut, is_hidden, refused};

/// The folder of the site that holds what plugins drew. Files in it are named after what is in
/// them, so a plugin cannot choose a path, let alone that of a page.
pub const FOLDER: &str = "drawings";

/// The longest name, in bytes.
const LONGEST: usize = 200;
/// Names that some systems take for a device, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A name that would be fit for a file on any system. It is only ever compared with what the
/// body says, but an author's name that leads elsewhere is a mistake or worse.
pub(super) fn checked(name: &str) -> Result<&str, Refused> {
    let because = |why: &str| refused(format!("an asset is called `{}`, which {why}", cut(name)));
    if name.is_empty() || name.len() > LONGEST {
        return because("is empty or too long");
    }
    if name.contains(['\\', ':', '?', '*', '"', '<', '>', '|', '#', '%'])
        || name.chars().any(is_hidden)
    {
        return because("has a character that no file name should have");
    }
    if name.starts_with('/') {
        return because("is an absolute path");
    }
    for part in name.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return because("leads out of its folder");
        }
        if part.starts_with(['.', ' ']) || part.ends_with(['.', ' ']) {
            return because("is hidden, or ends with a dot or a space");
        }
        if is_device(part) {
            return because("is the name of a device");
        }
    }
    Ok(name)
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem.as_str())
        || numbered.is_some_and(|number| {
            let mut letters = number.chars();
            matches!((letters.next(), letters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
}

/// Where a file of that media type and contents lies, below the site's root.
pub(super) fn path(media_type: &str, contents: &[u8]) -> String {
    let ending = match media_type {
        "image/svg+xml" => "svg",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "text/csv" => "csv",
        _ => "txt",
    };
    let hash = blake3::hash(contents).to_hex();
    let hash = hash.get(..32).unwrap_or_default();
    format!("{FOLDER}/{hash}.{ending}")
}
