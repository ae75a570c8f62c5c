//! How much a browser would have to draw: references repeat what they name, and a few lines can
//! ask for thousands of millions of shapes.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::{Refused, refused};

/// The most elements, each counted as often as it is drawn.
const MOST: u64 = 200_000;
/// How deep elements may lie in each other, and in what they refer to.
const DEPTH: usize = 500;

/// Refuses a drawing that names itself, or that is too much once everything is in its place.
pub(super) fn check(document: &Document<'_>) -> Result<(), Refused> {
    let mut ids = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut scales = Scales { ids, known: BTreeMap::new() };
    if scales.weigh(document.root(), 0)? > MOST {
        return refused("it repeats its parts too often");
    }
    Ok(())
}

struct Scales<'a, 'i> {
    ids: BTreeMap<&'a str, Node<'a, 'i>>,
    /// The weights of what was weighed; none while it is being weighed.
    known: BTreeMap<usize, Option<u64>>,
}

impl<'a, 'i> Scales<'a, 'i> {
    /// Goes down the tree and along references.
    fn weigh(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<u64, Refused> {
        let key = node.id().get_usize();
        match self.known.get(&key) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => return refused("a part of it is made of itself"),
            None => {}
        }
        if depth > DEPTH {
            return refused("its parts refer to each other too deeply");
        }
        self.known.insert(key, None);
        let mut weight = 1_u64;
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.weigh(child, depth + 1)?);
        }
        for attribute in node.attributes() {
            for id in named(attribute.name(), attribute.value()) {
                if let Some(&target) = self.ids.get(id) {
                    weight = weight.saturating_add(self.weigh(target, depth + 1)?);
                }
            }
        }
        self.known.insert(key, Some(weight));
        Ok(weight)
    }
}

/// The ids an attribute refers to: `href="#a"`, `fill="url(#a)"`.
fn named<'v>(name: &str, value: &'v str) -> impl Iterator<Item = &'v str> {
    let href = (name == "href").then(|| value.trim().strip_prefix('#')).flatten();
    let urls = value.split("url(").skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inner.strip_prefix('#')
    });
    href.into_iter().chain(urls)
}
