//! Values, declarations and style sheets: what may stay of CSS.
//!
//! A value may name colours, lengths, theme variables and ids of its own drawing. Nothing in it
//! can load, and a declaration cannot take a drawing out of the place it was given. There is no
//! escape, comment or at-rule: each is a way to write what is not allowed so that it is not seen.

use super::{Refused, cut, listed, refused};

/// Functions that neither load nor read anything.
const FUNCTIONS: &str = "\
    blur brightness calc clamp color color-mix contrast drop-shadow grayscale hsl hsla \
    hue-rotate hwb invert lab lch light-dark matrix max min oklab oklch opacity rgb rgba \
    rotate saturate scale scalex scaley sepia skewx skewy translate translatex translatey \
    var";

/// Properties a declaration may set, those of SVG's presentation attributes apart.
const PROPERTIES: &str = "\
    background background-color border border-bottom border-collapse border-color \
    border-left border-radius border-right border-spacing border-style border-top \
    border-width box-sizing cx cy d font gap height line-height list-style-type \
    margin-bottom margin-top max-height max-width min-width mix-blend-mode overflow-wrap \
    padding padding-bottom padding-left padding-right padding-top r rx ry tab-size \
    table-layout text-align text-transform transform-box vertical-align white-space width x \
    y";

/// SVG's presentation attributes, which are properties of CSS too.
pub(super) const PRESENTATION: &str = "\
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering direction display dominant-baseline fill \
    fill-opacity fill-rule filter flood-color flood-opacity font-family font-size \
    font-size-adjust font-stretch font-style font-variant font-weight image-rendering \
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type \
    opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity \
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-overflow \
    text-rendering transform transform-origin unicode-bidi vector-effect visibility \
    word-spacing writing-mode";

/// A value, with the ids it names put into `scope`.
pub(super) fn value(text: &str, scope: &str) -> Result<String, Refused> {
    let because = |why: &str| refused(format!("the value `{}` {why}", cut(text)));
    if text.contains(['\\', '@', '<', '{', '}', ';']) || text.contains("/*") {
        return because("has a character that no value needs");
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let '"' | '\'' = c {
            let Some(end) = rest[1..].find(c) else { return because("has an open quote") };
            safe.push_str(&rest[..end + 2]);
            rest = &rest[end + 2..];
            continue;
        }
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if word == 0 {
            safe.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (name, after) = rest.split_at(word);
        rest = after;
        if !after.starts_with('(') {
            safe.push_str(name);
            continue;
        }
        match name.to_ascii_lowercase().as_str() {
            "url" => {
                let Some((inner, after)) = after[1..].split_once(')') else {
                    return because("has an open bracket");
                };
                let Some(id) = own_id(inner) else {
                    return because("refers to something outside of the drawing");
                };
                safe.push_str(&format!("url(#{scope}{id})"));
                rest = after;
            }
            known if listed(FUNCTIONS, known) => safe.push_str(name),
            _ => return because(&format!("uses `{name}()`")),
        }
    }
    Ok(safe)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// The id that `#id`, with or without quotes, names.
fn own_id(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = ['"', '\'']
        .iter()
        .find_map(|&quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)));
    bare.unwrap_or(text).strip_prefix('#').filter(|id| is_id(id))
}

/// Whether a text can be an id or a class: nothing in it that CSS or a reference would read as
/// anything else.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 200
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// The declarations of a `style`, `fill: red; stroke: none`.
pub(super) fn declarations(text: &str, scope: &str) -> Result<String, Refused> {
    let mut safe = Vec::new();
    for declaration in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let Some((property, value)) = declaration.split_once(':') else {
            return refused(format!("`{}` is no declaration of CSS", cut(declaration)));
        };
        let property = property.trim().to_ascii_lowercase();
        if !listed(PROPERTIES, property.as_str()) && !listed(PRESENTATION, property.as_str()) {
            return refused(format!("it sets the property `{}`", cut(&property)));
        }
        let value = value.trim();
        let plain = value.strip_suffix("!important").map_or(value, str::trim_end);
        safe.push(format!("{property}:{}", self::value(plain, scope)?));
    }
    Ok(safe.join(";"))
}

/// A style sheet: rules of simple selectors, each put below the element the drawing stands in.
pub(super) fn sheet(text: &str, scope: &str, root: &str) -> Result<String, Refused> {
    let mut safe = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (Some((selectors, after)), false) = (rest.split_once('{'), rest.starts_with('@'))
        else {
            return refused(format!("`{}` in a style sheet is no plain rule", cut(rest)));
        };
        let Some((body, after)) = after.split_once('}') else {
            return refused("a rule in a style sheet is not closed");
        };
        let selectors = selectors.split(',').map(|one| selector(one, scope, root));
        let selectors = selectors.collect::<Result<Vec<_>, _>>()?.join(",");
        safe.push_str(&format!("{selectors}{{{}}}", declarations(body, scope)?));
        rest = after.trim();
    }
    Ok(safe)
}

/// A selector of names, classes, ids, and what stands within what.
fn selector(text: &str, scope: &str, root: &str) -> Result<String, Refused> {
    let text = text.trim();
    let allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '*' | '>' | ' ');
    let begins =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '#' | '*'));
    if !begins || !text.chars().all(allowed) {
        return refused(format!("the selector `{}` is not a plain one", cut(text)));
    }
    let mut safe = String::from(root);
    for c in text.chars() {
        safe.push(c);
        if matches!(c, '.' | '#') {
            safe.push_str(scope);
        }
    }
    Ok(safe)
}
