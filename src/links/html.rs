//! What a text in HTML links and what can be linked in it, with the places of both.
//!
//! The one module of `links` that reads HTML. It takes any text, whole pages and single tags
//! alike, and knows nothing of where addresses lead.

use lol_html::errors::AttributeNameError;
use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, Settings, element, rewrite_str};

use super::address::encoded;
use crate::scheme::Scheme;
use crate::source::Span;

/// A text in HTML, scanned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Every id, and every `name` of an `a`, in order.
    pub ids: Vec<Place>,
    /// Every address that a reader is led to or that is loaded, in order.
    pub links: Vec<Place>,
    /// Every address the page says it was, or will be found at, by `rel=canonical` and the like:
    /// not a link that anybody follows.
    pub own: Vec<Place>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The value, entities resolved.
    pub value: String,
    /// The bytes of the value as it is written.
    pub span: Span,
}

/// Attributes with one address, and the elements they count on.
const ADDRESSES: &[(&str, &[&str])] = &[
    ("href", &["a", "area", "link", "use", "image"]),
    ("xlink:href", &["use", "image", "a"]),
    (
        "src",
        &[
            "img", "script", "iframe", "source", "audio", "video", "embed", "track", "input",
            "frame",
        ],
    ),
    ("poster", &["video"]),
    ("data", &["object"]),
    ("cite", &["blockquote", "q"]),
];

/// Scans a text. What is no HTML has neither ids nor links.
pub fn scan(html: &str) -> Scanned {
    let mut scanned = Scanned::default();
    let settings = Settings::new().with_strict(false).append_element_content_handler(element!(
        "*",
        |element| {
            look(element, &mut scanned);
            Ok(())
        }
    ));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Without limits and handlers that fail nothing stops it; what was seen counts anyway.
    match rewriter.write(html.as_bytes()) {
        Ok(()) => drop(rewriter.end()),
        Err(_) => drop(rewriter),
    }
    scanned
}

fn look(element: &Element<'_, '_>, scanned: &mut Scanned) {
    let tag = element.tag_name();
    let mut own = false;
    if tag == "link" {
        let rel = element.get_attribute("rel").unwrap_or_default().to_ascii_lowercase();
        if ["preconnect", "dns-prefetch"].iter().any(|word| rel.contains(word)) {
            return;
        }
        own = rel == "canonical";
    }
    for attribute in element.attributes() {
        let name = attribute.name();
        let Some(location) = attribute.value_source_location() else { continue };
        let bytes = location.bytes();
        let place = || Place {
            value: unescaped(&attribute.value()),
            span: Span::new(bytes.start, bytes.end),
        };
        if name == "id" || (name == "name" && tag == "a") {
            scanned.ids.push(place());
        } else if (name == "srcset" || name == "imagesrcset") && tag != "a" {
            sources(&attribute.value(), bytes.start, &mut scanned.links);
        } else if ADDRESSES.iter().any(|(of, tags)| *of == name && tags.contains(&tag.as_str())) {
            if own { &mut scanned.own } else { &mut scanned.links }.push(place());
        }
    }
}

/// The addresses of `a.png 1x, b.png 2x`.
fn sources(value: &str, at: usize, links: &mut Vec<Place>) {
    let mut start = 0;
    while start < value.len() {
        let rest = &value[start..];
        let address = rest.trim_start_matches([',', ' ', '\t', '\n', '\r']);
        let from = start + (rest.len() - address.len());
        let length = address.find(|c: char| c.is_ascii_whitespace()).unwrap_or(address.len());
        let written = address[..length].trim_end_matches(',');
        if !written.is_empty() {
            let span = Span::new(at + from, at + from + written.len());
            links.push(Place { value: unescaped(written), span });
        }
        // A comma right after the address ends the entry; otherwise its width or density follows.
        let comma = || address[length..].find(',').map_or(address.len(), |comma| length + comma);
        let entry = if written.len() < length { length } else { comma() };
        start = from + entry.max(1);
    }
}

/// HTML with the addresses that `lead` gives; none where it gives none.
pub fn with_links(html: &str, lead: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let scanned = scan(html);
    let mut changed = None;
    // From the end on, so that places stay right.
    for link in scanned.links.iter().rev() {
        if let Some(address) = lead(&link.value) {
            let text = changed.get_or_insert_with(|| html.to_owned());
            text.replace_range(link.span.start..link.span.end, &encoded(&address));
        }
    }
    changed
}

/// HTML to be read somewhere else than on its page: with the addresses that `absolute` gives, and
/// without scripts, style sheets, buttons and links to headings.
pub fn for_elsewhere(html: &str, absolute: &dyn Fn(&str) -> Option<String>) -> String {
    let handlers = vec![
        element!("script, style, button, a.anchor, template", |element| {
            element.remove();
            Ok(())
        }),
        element!("*", |element| {
            make_absolute(element, absolute)?;
            Ok(())
        }),
    ];
    let settings = { handlers.into_iter() }
        .fold(Settings::new().with_strict(false), Settings::append_element_content_handler);
    rewrite_str(html, settings).unwrap_or_default()
}

fn make_absolute(
    element: &mut Element<'_, '_>,
    absolute: &dyn Fn(&str) -> Option<String>,
) -> Result<(), AttributeNameError> {
    let tag = element.tag_name();
    let mut changes = Vec::new();
    let mut gone = Vec::new();
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name.starts_with("on") {
            gone.push(name);
        } else if name == "srcset" {
            let mut links = Vec::new();
            sources(&value, 0, &mut links);
            let mut changed = value.clone();
            for link in links.iter().rev() {
                if let Some(address) = absolute(&link.value) {
                    changed.replace_range(link.span.start..link.span.end, &address);
                }
            }
            changes.push((name, changed));
        } else if ADDRESSES.iter().any(|(of, tags)| *of == name && tags.contains(&tag.as_str())) {
            let value = unescaped(&value);
            match Scheme::of(&value) {
                Scheme::Script => gone.push(name),
                Scheme::Data if name == "href" => gone.push(name),
                _ => changes.extend(absolute(&value).map(|address| (name, encoded(&address)))),
            }
        }
    }
    gone.iter().for_each(|name| element.remove_attribute(name));
    changes.iter().try_for_each(|(name, value)| element.set_attribute(name, value))
}

/// The entities that addresses and ids are written with, resolved: numbers, and the five of XML.
pub fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, entity(rest.get(1..end)?)?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(html: &str) -> (Vec<String>, Vec<String>) {
        let scanned = scan(html);
        for place in scanned.ids.iter().chain(&scanned.links) {
            let written = &html[place.span.start..place.span.end];
            assert_eq!(unescaped(written), place.value);
        }
        let values = |places: Vec<Place>| places.into_iter().map(|place| place.value).collect();
        (values(scanned.ids), values(scanned.links))
    }

    #[test]
    fn ids_and_addresses_are_found_and_text_that_looks_like_them_is_not() {
        let (ids, links) = values(
            "<p id=a><a name='b' href=\"c?d=1&amp;e\">x</a><a name=f></a><input name=g>\
             <script>\"<a href='h'>\"</script><!-- <a href=i> --><svg><use href=\"#j\"/></svg>\
             <video poster=k src=l></video><div href=m data-href=n></div>",
        );
        assert_eq!(ids, ["a", "b", "f"]);
        assert_eq!(links, ["c?d=1&e", "#j", "k", "l"]);
    }

    #[test]
    fn a_srcset_has_many_addresses() {
        let (_, links) = values("<img srcset=\"a.png 1x, b,c.png 2x,d.png\" src=e.png>");
        assert_eq!(links, ["a.png", "b,c.png", "d.png", "e.png"]);
    }

    #[test]
    fn the_page_s_own_address_is_no_link() {
        let scanned = scan("<link rel=canonical href=https://x.org/><link rel=stylesheet href=a>");
        assert_eq!((scanned.own.len(), scanned.links.len()), (1, 1));
    }

    #[test]
    fn any_bytes_are_taken() {
        for html in [
            "",
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href='",
            "</",
            "<!",
            "<a href=\0>",
            "&#xffffffff;",
        ] {
            let _ = scan(html);
        }
        assert_eq!(unescaped("&#xffffffff;&amp;&é;&"), "&#xffffffff;&&é;&");
    }
}
