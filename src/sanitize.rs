//! What a plugin drew, made fit to stand on a page: allow-listed, written anew, or refused.
//!
//! Markup is read by a strict XML parser, without document types and entities, and walked with a
//! list of what may stay; what is shown is written from that tree and from nothing else, so that
//! a browser has no second way to read it. Whatever is not on a list refuses the drawing as a
//! whole, with a reason: a drawing that is half there says something its author did not.
//!
//! Pure: bytes in, a value out. It knows nothing of plugins, pages or addresses; where a drawing
//! names one of its assets, a [`Piece`] holds that place open.

mod css;
mod href;
mod html;
mod markup;
mod name;
mod picture;
mod svg;
mod weight;

use std::collections::BTreeMap;

pub use name::FOLDER;

/// What a plugin hands over: a body or an asset.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// `image/svg+xml`.
    pub media_type: &'a str,
    /// What the body calls it. A body's own is not looked at.
    pub name: &'a str,
    /// Its bytes.
    pub contents: &'a [u8],
}

/// A drawing that may be shown. Only [`drawing`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    shown: Shown,
    files: BTreeMap<String, Vec<u8>>,
}

impl Drawing {
    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The files it needs, by path below the site's root; they are named after their contents.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }
}

/// What is shown of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Markup, in order.
    Markup(Vec<Piece>),
    /// A picture: the path of its file below the site's root.
    Picture(String),
    /// Rows as CSV, the first record their head.
    Rows(String),
    /// Text, to be shown as it is.
    Text(String),
}

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Markup that is safe as it stands.
    Markup(String),
    /// The address of a file of the site stands here, given by its path.
    Address(String),
}

/// Why a drawing is not shown, as the end of a sentence that begins with what drew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

fn refused<T>(why: impl Into<String>) -> Result<T, Refused> {
    Err(Refused(why.into()))
}

/// Makes a drawing fit to be shown. `scope` names the element it will stand in: its ids and
/// classes begin with it, so that two drawings on a page do not touch each other.
///
/// # Errors
///
/// [`Refused`] where anything in it is not on the list.
pub fn drawing(body: Part<'_>, assets: &[Part<'_>], scope: &str) -> Result<Drawing, Refused> {
    let mut files = BTreeMap::new();
    let mut names = BTreeMap::new();
    for asset in assets {
        let name = name::checked(asset.name)?;
        if names.keys().any(|known: &String| known.eq_ignore_ascii_case(name)) {
            return refused(format!("two assets are called `{name}`"));
        }
        let contents = self::asset(asset)?;
        let path = name::path(&media_type(asset), &contents);
        names.insert(name.to_owned(), path.clone());
        files.insert(path, contents);
    }
    let scope = markup::Scope { name: scope, assets: &names };
    let shown = match media_type(&body).as_str() {
        "image/svg+xml" => Shown::Markup(svg::inline(utf8(&body)?, scope)?),
        "text/html" => Shown::Markup(html::fragment(utf8(&body)?, scope)?),
        "text/csv" => Shown::Rows(utf8(&body)?.to_owned()),
        "text/plain" => Shown::Text(utf8(&body)?.to_owned()),
        kind if picture::KINDS.contains(&kind) => {
            picture::check(kind, body.contents)?;
            let path = name::path(kind, body.contents);
            files.insert(path.clone(), body.contents.to_vec());
            Shown::Picture(path)
        }
        other => return refused(unknown_kind(other)),
    };
    Ok(Drawing { shown, files })
}

/// The bytes of an asset as they may lie on a server: a browser that opens them alone must not
/// find a script either.
fn asset(asset: &Part<'_>) -> Result<Vec<u8>, Refused> {
    let in_asset = |why: Refused| Refused(format!("in the asset `{}`: {}", asset.name, why.0));
    match media_type(asset).as_str() {
        "image/svg+xml" => {
            Ok(svg::file(utf8(asset).map_err(in_asset)?).map_err(in_asset)?.into_bytes())
        }
        "text/csv" | "text/plain" => Ok(utf8(asset).map_err(in_asset)?.as_bytes().to_vec()),
        kind if picture::KINDS.contains(&kind) => {
            picture::check(kind, asset.contents).map_err(in_asset)?;
            Ok(asset.contents.to_vec())
        }
        "text/html" => refused(format!("the asset `{}` is HTML", asset.name)),
        other => Err(in_asset(Refused(unknown_kind(other)))),
    }
}

/// The media type without parameters, in lower case.
fn media_type(part: &Part<'_>) -> String {
    part.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn unknown_kind(kind: &str) -> String {
    format!("its media type is `{}`", cut(kind))
}

/// Whether a word is on a list of words parted by spaces.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// The beginning of what a plugin wrote, fit for a message.
fn cut(text: &str) -> String {
    text.chars().filter(|&c| !is_hidden(c)).take(60).collect()
}

/// Whether a character shows nothing itself, or turns the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

fn utf8<'a>(part: &Part<'a>) -> Result<&'a str, Refused> {
    str::from_utf8(part.contents).or_else(|_| refused("it is not UTF-8"))
}
