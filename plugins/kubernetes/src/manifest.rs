//! An example as Kubernetes objects: which documents are objects, what a `List` holds, and the
//! version of the API to hold them against. Knows nothing of rules.

use proofpress_plugin::{Declined, Example, Span};

use crate::schema::Api;
use crate::syntax::{self, Node, Value};

/// The objects of an example.
#[derive(Debug)]
pub struct Manifests {
    /// Every object, also those inside a `List`.
    pub(crate) objects: Vec<Object>,
    /// Documents that lack `apiVersion`, `kind` or both, although the example is a manifest.
    pub(crate) incomplete: Vec<Incomplete>,
    /// The API to hold them against.
    pub(crate) api: Api,
    /// What the fence asks for and does not exist.
    pub(crate) unknown_target: Option<String>,
}

/// One Kubernetes object.
#[derive(Debug)]
pub(crate) struct Object {
    /// `apps/v1`.
    pub api_version: String,
    /// `Deployment`.
    pub kind: String,
    /// Where `apiVersion` is said.
    pub api_version_span: Span,
    /// Where `kind` is said.
    pub kind_span: Span,
    /// The whole of it.
    pub node: Node,
}

/// A document that is no object for want of a field.
#[derive(Debug)]
pub(crate) struct Incomplete {
    /// Its first key.
    pub span: Span,
    /// `apiVersion` or `kind`.
    pub missing: &'static str,
}

impl Object {
    /// The group, empty for the core group.
    pub(crate) fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// The metadata.
    pub(crate) fn metadata(&self) -> Option<&Node> {
        self.node.get("metadata")
    }

    /// `metadata.namespace`, where it is said.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.metadata()?.get("namespace")?.text()
    }

    /// The spec.
    pub(crate) fn spec(&self) -> Option<&Node> {
        self.node.get("spec")
    }
}

/// Reads an example.
///
/// # Errors
///
/// Declines what is no manifest: text that is no YAML, templates, YAML of another kind, and
/// fragments.
pub(crate) fn read(example: &Example) -> Result<Manifests, Declined> {
    let decline = |why: &str| Err(Declined(why.to_owned()));
    if is_excerpt(&example.source) {
        return decline("it is an excerpt: it leaves parts out with `...`");
    }
    const TEMPLATE: &str = "it is a template, not a manifest";
    let stream = match syntax::parse(&example.source) {
        Ok(stream) => stream,
        Err(_) if example.source.contains("{{") => return decline(TEMPLATE),
        Err(why) => return Err(Declined(format!("it is no YAML: {why}"))),
    };
    if !stream.documents.iter().any(|document| missing(document).is_empty()) {
        return decline("no document in it has both `apiVersion` and `kind`");
    }
    if stream.is_template {
        return decline(TEMPLATE);
    }
    let wanted = example.attrs.iter().find(|attribute| attribute.key == "target");
    let known = wanted.map(|wanted| Api::of(&wanted.value));
    let mut manifests = Manifests {
        objects: Vec::new(),
        incomplete: Vec::new(),
        api: known.flatten().unwrap_or_default(),
        unknown_target: wanted.filter(|_| known == Some(None)).map(|wanted| wanted.value.clone()),
    };
    let is_marked = !matches!(example.lang.as_str(), "yaml" | "yml");
    for document in stream.documents {
        collect(document, is_marked, &mut manifests);
    }
    Ok(manifests)
}

/// Whether a line `...` stands in the middle. To YAML it ends a document; in documentation it
/// stands for what was left out, and what follows belongs to the same object.
fn is_excerpt(source: &str) -> bool {
    let mut lines = source.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let mut after = false;
    lines.any(|line| {
        let continues = after && !line.starts_with("---") && !line.starts_with(['#', '%', '.']);
        after = line == "..." || (after && line.starts_with('#'));
        continues
    })
}

/// Which of the two fields that make an object are missing.
fn missing(document: &Node) -> Vec<&'static str> {
    let says = |key: &&str| document.get(key).is_some_and(|value| value.text().is_some());
    ["apiVersion", "kind"].into_iter().filter(|key| !says(key)).collect()
}

fn collect(document: Node, is_marked: bool, into: &mut Manifests) {
    let missing = missing(&document);
    let (Some(version), Some(kind)) = (document.get("apiVersion"), document.get("kind")) else {
        // Other documents beside a manifest are their own business, unless the fence says that
        // all of it is Kubernetes.
        let first = document.entries().first();
        if let (Some(first), Some(name)) = (first, missing.first())
            && (is_marked || missing.len() == 1)
        {
            into.incomplete.push(Incomplete { span: first.key_span, missing: name });
        }
        return;
    };
    let (Some(api_version), Some(name)) = (version.text(), kind.text()) else { return };
    let (api_version, name) = (api_version.to_owned(), name.to_owned());
    let (api_version_span, kind_span) = (version.span, kind.span);
    if api_version == "v1" && name == "List" {
        if let Some(Node { value: Value::List(items), .. }) = document.get("items").cloned() {
            items.into_iter().for_each(|item| collect(item, true, into));
        }
        return;
    }
    into.objects.push(Object {
        api_version,
        kind: name,
        api_version_span,
        kind_span,
        node: document,
    });
}
