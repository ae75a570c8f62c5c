//! SVG: shapes, text and paint. No script, no animation, no HTML inside, nothing from outside.

use roxmltree::Node;

use super::markup::{self, DEPTH, Scope, Writer, XLINK};
use super::{Piece, Refused, css, href, listed, refused, weight};

/// The namespace of SVG.
const SPACE: &str = "http://www.w3.org/2000/svg";

/// What may be drawn with. No `a`, `foreignObject`, `script`, `animate`, `set`, `feImage`.
const ELEMENTS: &str = "\
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite \
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood \
    feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset \
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line \
    linearGradient marker mask path pattern polygon polyline radialGradient rect stop style \
    svg symbol text textPath title tspan use";

/// Elements that hold text and nothing else: a browser reads what is in them as HTML.
const TEXT_ONLY: &str = "desc style title";

/// Attributes whose value is numbers, names and lists of them, or a path.
const PLAIN: &str = "\
    amplitude aria-hidden azimuth baseFrequency baseProfile bias clipPathUnits cx cy d \
    diffuseConstant divisor dx dy edgeMode elevation enable-background exponent filterUnits \
    focusable fr fx fy gradientTransform gradientUnits height in in2 intercept k1 k2 k3 k4 \
    kernelMatrix kernelUnitLength lang lengthAdjust limitingConeAngle markerHeight \
    markerUnits markerWidth maskContentUnits maskUnits method mix-blend-mode mode numOctaves \
    offset operator order orient pathLength patternContentUnits patternTransform \
    patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio \
    primitiveUnits r radius refX refY result role rotate rx ry scale seed side slope spacing \
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles \
    surfaceScale tableValues targetX targetY textLength type values version viewBox width x \
    x1 x2 xChannelSelector y y1 y2 yChannelSelector z";

/// Attributes of free text.
const WORDS: &str = "aria-label aria-roledescription";

/// SVG that stands in a page.
pub(super) fn inline(text: &str, scope: Scope<'_>) -> Result<Vec<Piece>, Refused> {
    let document = markup::parse(text)?;
    let mut writer = Writer::default();
    weight::check(&document)?;
    root(document.root_element(), &mut writer, scope)?;
    Ok(writer.finish())
}

/// SVG as a file of its own. It has no assets: nothing that is opened alone loads anything.
pub(super) fn file(text: &str) -> Result<String, Refused> {
    let none = std::collections::BTreeMap::new();
    let pieces = inline(text, Scope { name: "", assets: &none })?;
    let text = |piece| match piece {
        Piece::Markup(text) | Piece::Address(text) => text,
    };
    Ok(pieces.into_iter().map(text).collect())
}

/// Writes an `svg` element, wherever it stands.
pub(super) fn root(
    node: Node<'_, '_>,
    writer: &mut Writer,
    scope: Scope<'_>,
) -> Result<(), Refused> {
    if node.tag_name().name() != "svg" {
        return refused(format!("its first element is `{}`, not `svg`", node.tag_name().name()));
    }
    element(node, writer, scope, 0)
}

fn element(
    node: Node<'_, '_>,
    writer: &mut Writer,
    scope: Scope<'_>,
    depth: usize,
) -> Result<(), Refused> {
    let name = node.tag_name().name();
    if node.tag_name().namespace().is_some_and(|space| space != SPACE) {
        return refused(format!("it has the element `{name}` of another namespace"));
    }
    if name == "metadata" {
        return Ok(());
    }
    if !listed(ELEMENTS, name) {
        return markup::no_element(node, "SVG");
    }
    if depth > DEPTH {
        return refused("its elements lie too deep in each other");
    }
    writer.raw("<");
    writer.raw(name);
    if depth == 0 {
        writer.attribute("xmlns", SPACE);
    }
    attributes(node, writer, scope)?;
    writer.raw(">");
    children(node, writer, scope, depth)?;
    writer.raw("</");
    writer.raw(name);
    writer.raw(">");
    Ok(())
}

fn children(
    node: Node<'_, '_>,
    writer: &mut Writer,
    scope: Scope<'_>,
    depth: usize,
) -> Result<(), Refused> {
    let name = node.tag_name().name();
    if name == "style" {
        let text: String = node.children().filter_map(|child| child.text()).collect();
        let root = if scope.name.is_empty() { String::new() } else { format!("#{} ", scope.name) };
        // What is left of a style sheet has no character that markup would read.
        writer.raw(&css::sheet(&text, &scope.prefix(), &root)?);
        return Ok(());
    }
    for child in node.children() {
        if child.is_text() {
            writer.text(child.text().unwrap_or_default());
        } else if child.is_element() && listed(TEXT_ONLY, name) {
            return markup::no_element(child, name);
        } else if child.is_element() {
            element(child, writer, scope, depth + 1)?;
        }
    }
    Ok(())
}

fn attributes(node: Node<'_, '_>, writer: &mut Writer, scope: Scope<'_>) -> Result<(), Refused> {
    let mut led = false;
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if markup::is_foreign(&attribute) {
            continue;
        }
        if name == "href" {
            if std::mem::replace(&mut led, true) {
                return refused("it has two references on one element");
            }
            reference(node, writer, value, scope)?;
        } else if attribute.namespace() == Some(XLINK) {
            // `xlink:title`, `xlink:show` and the like do nothing.
        } else if name == "type" && node.tag_name().name() == "style" {
            // Style sheets are CSS.
        } else if writer.scoped(name, value, scope)? {
            // Written in its scope.
        } else if listed(PLAIN, name) || listed(css::PRESENTATION, name) {
            writer.attribute(name, &css::value(value, &scope.prefix())?);
        } else if listed(WORDS, name) {
            writer.attribute(name, value);
        } else {
            return markup::no_attribute(node, name);
        }
    }
    Ok(())
}

/// A picture for `image`, an id of the drawing for all others.
fn reference(
    node: Node<'_, '_>,
    writer: &mut Writer,
    value: &str,
    scope: Scope<'_>,
) -> Result<(), Refused> {
    match node.tag_name().name() {
        "image" => writer.picture("href", value, scope),
        "use" | "textPath" | "pattern" | "linearGradient" | "radialGradient" => {
            let id = href::own(value)?;
            writer.attribute("href", &format!("#{}{id}", scope.prefix()));
            Ok(())
        }
        _ => markup::no_attribute(node, "href"),
    }
}
