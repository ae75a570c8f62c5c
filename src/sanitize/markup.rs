//! Markup, read strictly and written anew. What both SVG and HTML are written with.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

use super::{Piece, Refused, css, cut, href, refused};

/// The most nodes of a drawing.
const NODES: u32 = 200_000;
/// How deep elements may lie in each other.
pub(super) const DEPTH: usize = 100;

/// What ids, classes and names of assets are read in.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The id of the element the drawing stands in; empty in a file of its own.
    pub(super) name: &'a str,
    /// The paths of assets by their names.
    pub(super) assets: &'a BTreeMap<String, String>,
}

impl Scope<'_> {
    /// What ids and classes begin with.
    pub(super) fn prefix(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!("{}_", self.name) }
    }
}

/// Reads markup; nothing but well-formed XML without a document type is any.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refused> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).or_else(|why| {
        refused(match why {
            roxmltree::Error::DtdDetected => "it has a document type".to_owned(),
            roxmltree::Error::NodesLimitReached => format!("it has more than {NODES} nodes"),
            roxmltree::Error::UnknownEntityReference(name, _) => {
                format!("it has the entity `&{name};`, which XML does not know")
            }
            other => format!("it is not well-formed XML: {other}"),
        })
    })
}

/// Writes markup, and keeps places open for addresses.
#[derive(Default)]
pub(super) struct Writer {
    pieces: Vec<Piece>,
    text: String,
}

impl Writer {
    pub(super) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.text, text);
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    /// An attribute whose value is the address of a file.
    pub(super) fn address(&mut self, name: &str, path: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.pieces.push(Piece::Markup(std::mem::take(&mut self.text)));
        self.pieces.push(Piece::Address(path.to_owned()));
        self.raw("\"");
    }

    /// `id`, `class`, `style`, and what names ids, in their scope; whether the attribute was one.
    pub(super) fn scoped(
        &mut self,
        name: &str,
        value: &str,
        scope: Scope<'_>,
    ) -> Result<bool, Refused> {
        let prefix = scope.prefix();
        match name {
            "id" if css::is_id(value) => self.attribute(name, &format!("{prefix}{value}")),
            "id" => return refused("it has an id with odd characters"),
            "class" | "aria-labelledby" | "aria-describedby" => {
                let names = value.split_whitespace().filter(|name| css::is_id(name));
                let names: Vec<String> = names.map(|name| format!("{prefix}{name}")).collect();
                self.attribute(name, &names.join(" "));
            }
            "style" => self.attribute(name, &css::declarations(value, &prefix)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The source of a picture: an asset, or a picture in the address itself.
    pub(super) fn picture(
        &mut self,
        name: &str,
        value: &str,
        scope: Scope<'_>,
    ) -> Result<(), Refused> {
        if let Some(path) = scope.assets.get(value.trim()) {
            self.address(name, path);
        } else if let Some(data) = href::data(value)? {
            self.attribute(name, &data);
        } else {
            return refused(format!("it takes in `{}`, which is none of its assets", cut(value)));
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Vec<Piece> {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Markup(self.text));
        }
        self.pieces
    }
}

/// Text as markup, in an element or in quotes.
fn escape(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            '`' => to.push_str("&#96;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => to.push(c),
        }
    }
}

/// Whether an attribute says nothing to a browser: one of another program's, or of a script's.
pub(super) fn is_foreign(attribute: &roxmltree::Attribute<'_, '_>) -> bool {
    let in_namespace = attribute.namespace().is_some_and(|space| space != XLINK);
    in_namespace || attribute.name().starts_with("data-")
}

/// The namespace `href` was in before SVG 2.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Refuses an element that is not on the list of `what`.
pub(super) fn no_element<T>(node: Node<'_, '_>, what: &str) -> Result<T, Refused> {
    refused(format!(
        "it has the element `{}`, which is not allowed in {what}",
        node.tag_name().name()
    ))
}

/// Refuses an attribute that is not on the list of its element.
pub(super) fn no_attribute<T>(node: Node<'_, '_>, name: &str) -> Result<T, Refused> {
    let element = node.tag_name().name();
    refused(format!("it has `{name}=` on `{element}`, which is not allowed"))
}
