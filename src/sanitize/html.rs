//! HTML, written as XML: text, lists, tables and pictures. No script, no form, no frame.
//!
//! A plugin makes its HTML, so it can make it well-formed, and then there is one way to read it.
//! Which element may stand in which is part of the list: a browser that finds a cell outside of
//! its table would move it, and with it what stands around the drawing.

use roxmltree::Node;

use super::markup::{self, DEPTH, Scope, Writer};
use super::{Piece, Refused, href, listed, refused, svg, weight};

/// The namespaces of HTML and of SVG.
const SPACE: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that may stand anywhere.
const ELEMENTS: &str = "\
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl \
    dt em figcaption figure h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small \
    span strong sub summary sup time u ul wbr";

/// Elements that belong into others, and those others.
const INSIDE: &[(&str, &str)] = &[
    ("caption", "table"),
    ("col", "colgroup"),
    ("colgroup", "table"),
    ("dd", "dl"),
    ("dt", "dl"),
    ("li", "ol ul"),
    ("summary", "details"),
    ("tbody", "table"),
    ("td", "tr"),
    ("tfoot", "table"),
    ("th", "tr"),
    ("thead", "table"),
    ("tr", "table tbody tfoot thead"),
];

/// Elements that hold only the ones that belong into them.
const ONLY: &str = "col colgroup dl ol table tbody tfoot thead tr ul";

/// Elements without content.
const VOID: &str = "br col hr img wbr";

/// Attributes any element may have, besides `id`, `class` and `style`.
const COMMON: &str = "aria-hidden aria-label dir lang role title";

/// Attributes of single elements.
const OWN: &[(&str, &str)] = &[
    ("col", "span"),
    ("colgroup", "span"),
    ("del", "datetime"),
    ("details", "open"),
    ("img", "alt height width"),
    ("ins", "datetime"),
    ("li", "value"),
    ("ol", "reversed start type"),
    ("td", "colspan rowspan"),
    ("th", "abbr colspan rowspan scope"),
    ("time", "datetime"),
];

/// The largest number in an attribute that repeats something.
const MOST: u32 = 1000;

/// HTML that stands in a page.
pub(super) fn fragment(text: &str, scope: Scope<'_>) -> Result<Vec<Piece>, Refused> {
    let whole = format!("<div>{text}</div>");
    let document = markup::parse(&whole)?;
    weight::check(&document)?;
    let mut writer = Writer::default();
    children(document.root_element(), &mut writer, scope, 0)?;
    Ok(writer.finish())
}

fn children(
    node: Node<'_, '_>,
    writer: &mut Writer,
    scope: Scope<'_>,
    depth: usize,
) -> Result<(), Refused> {
    let name = node.tag_name().name();
    for child in node.children() {
        if child.is_element() {
            element(child, name, writer, scope, depth + 1)?;
        } else if child.is_text() {
            let text = child.text().unwrap_or_default();
            if listed(ONLY, name) && !text.trim().is_empty() {
                return refused(format!("it has text straight in a `{name}`"));
            }
            writer.text(text);
        }
    }
    Ok(())
}

fn element(
    node: Node<'_, '_>,
    parent: &str,
    writer: &mut Writer,
    scope: Scope<'_>,
    depth: usize,
) -> Result<(), Refused> {
    let name = node.tag_name().name();
    if depth > DEPTH {
        return refused("its elements lie too deep in each other");
    }
    let space = node.tag_name().namespace();
    if name == "svg" && space.is_none_or(|space| space == SVG) && !listed(ONLY, parent) {
        return svg::root(node, writer, scope);
    }
    if space.is_some_and(|space| space != SPACE) {
        return refused(format!("it has the element `{name}` of another namespace"));
    }
    let inside = INSIDE.iter().find(|(element, _)| *element == name).map(|(_, parents)| *parents);
    let known = listed(ELEMENTS, name) || inside.is_some() || name == "table";
    if !known {
        return markup::no_element(node, "HTML");
    }
    let fits = match inside {
        Some(parents) => listed(parents, parent),
        None => !listed(ONLY, parent),
    };
    if !fits {
        return refused(format!(
            "it has `{name}` straight in `{parent}`, where it does not belong"
        ));
    }
    writer.raw("<");
    writer.raw(name);
    attributes(node, writer, scope)?;
    writer.raw(">");
    if listed(VOID, name) {
        return if node.has_children() {
            refused(format!("its `{name}` has content"))
        } else {
            Ok(())
        };
    }
    children(node, writer, scope, depth)?;
    writer.raw("</");
    writer.raw(name);
    writer.raw(">");
    Ok(())
}

fn attributes(node: Node<'_, '_>, writer: &mut Writer, scope: Scope<'_>) -> Result<(), Refused> {
    let element = node.tag_name().name();
    let own = OWN.iter().find(|(name, _)| *name == element).map_or("", |(_, own)| *own);
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if markup::is_foreign(&attribute) {
            continue;
        }
        if attribute.namespace().is_some() {
            return markup::no_attribute(node, name);
        }
        match (element, name) {
            ("a", "href") => link(writer, value, scope)?,
            ("img", "src") => writer.picture("src", value, scope)?,
            _ if writer.scoped(name, value, scope)? => {}
            (_, "colspan" | "rowspan" | "span") if value.parse().is_ok_and(|n: u32| n <= MOST) => {
                writer.attribute(name, value);
            }
            (_, "colspan" | "rowspan" | "span") => return markup::no_attribute(node, name),
            (_, name) if listed(COMMON, name) || listed(own, name) => {
                writer.attribute(name, value);
            }
            _ => return markup::no_attribute(node, name),
        }
    }
    if element == "img" && node.attribute("alt").is_none() {
        return refused("it has an `img` without `alt`");
    }
    Ok(())
}

/// A link out, which hands nothing on and vouches for nothing; or to an id of the drawing.
fn link(writer: &mut Writer, value: &str, scope: Scope<'_>) -> Result<(), Refused> {
    if let Ok(id) = href::own(value) {
        writer.attribute("href", &format!("#{}{id}", scope.prefix()));
        return Ok(());
    }
    writer.attribute("href", href::link(value)?);
    writer.attribute("rel", "nofollow noopener noreferrer");
    Ok(())
}
