//! Objects the API server would refuse to decode.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};

use crate::Kubernetes;
use crate::manifest::{Manifests, Object};
use crate::schema::{Mistake, decode, versions};
use crate::syntax::{Entry, Node, Value};
use crate::{quantity, rules::removed_api};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Error, check).fixable().tags(&["correctness"]);

/// Kinds that tools write under `v1` and no API server ever sees: kubectl's own configuration.
const CLIENT_KINDS: &[&str] = &["Config"];

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let tree = cx.tree;
    let unknown = tree.unknown_target.iter().map(|target| {
        let known: Vec<String> = versions().map(|version| format!("`{version}`")).collect();
        Finding::new(
            Span::at(0),
            format!("there is no Kubernetes version `{target}` to check against"),
        )
        .help(format!("`target=` takes {}", known.join(", ")))
    });
    let incomplete = tree.incomplete.iter().map(|document| {
        Finding::new(document.span, format!("the document has no `{}`", document.missing))
            .help("every object needs `apiVersion` and `kind`")
    });
    let objects = tree.objects.iter().flat_map(|object| of_object(cx, tree, object));
    unknown.chain(incomplete).chain(objects).collect()
}

fn of_object(cx: &Context<'_, Kubernetes>, tree: &Manifests, object: &Object) -> Vec<Finding> {
    let Some(shape) = tree.api.kind(&object.api_version, &object.kind) else {
        return unknown_kind(tree, object).into_iter().collect();
    };
    let mistakes = decode(tree.api, shape, &object.node, object.kind_span);
    let renamed: Vec<(String, &str)> = mistakes.iter().filter_map(misspelt).collect();
    let is_news = |mistake: &Mistake<'_>| match mistake {
        Mistake::Missing { field, path, .. } => !renamed.contains(&(path.clone(), *field)),
        _ => true,
    };
    mistakes.into_iter().filter(is_news).map(|mistake| finding(cx, mistake)).collect()
}

/// The field that an unknown one was probably meant to be. It is not reported as missing, too.
fn misspelt(mistake: &Mistake<'_>) -> Option<(String, &'static str)> {
    match mistake {
        Mistake::UnknownField { key, path, fields, .. } => {
            Some((path.clone(), nearest(&key.key, fields)?))
        }
        _ => None,
    }
}

/// A kind that its group version does not have. Group versions that the tables do not know may
/// be a custom resource's.
fn unknown_kind(tree: &Manifests, object: &Object) -> Option<Finding> {
    let Object { api_version, kind, .. } = object;
    let known: Vec<&str> = tree.api.kinds(api_version).map(|(name, _)| name).collect();
    let is_client = api_version == "v1" && CLIENT_KINDS.contains(&kind.as_str());
    if known.is_empty() || is_client || removed_api::is_removed(object) {
        return None;
    }
    let elsewhere = tree.api.group_versions_of(kind);
    let message =
        format!("`{api_version}` has no kind `{kind}` in Kubernetes {}", tree.api.version());
    let finding = Finding::new(object.kind_span, message);
    Some(match (elsewhere.as_slice(), nearest(kind, &known)) {
        ([], None) => finding,
        ([], Some(near)) => finding.help(format!("did you mean `{near}`?")),
        (places, _) => finding.help(format!("`{kind}` is in {}", list(places))),
    })
}

fn finding(cx: &Context<'_, Kubernetes>, mistake: Mistake<'_>) -> Finding {
    match mistake {
        Mistake::UnknownField { key, path, fields, inside } => {
            unknown_field(cx, key, &path, &fields, inside)
        }
        Mistake::Missing { field, path, span } => {
            Finding::new(span, format!("{} needs `{field}`", place(&path)))
                .help(format!("add `{field}:`"))
        }
        Mistake::WrongType { value, path, expected, is_text } => {
            wrong_type(cx, value, &path, expected, is_text)
        }
        Mistake::NotAllowed { value, path, text, allowed } => {
            let finding = Finding::new(value.span, format!("`{path}` cannot be `{text}`"));
            match nearest(text, allowed) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).fix(
                    Applicability::Suggestion,
                    format!("write `{near}`"),
                    value.span,
                    near,
                ),
                None => finding.help(format!("it takes {}", list(allowed))),
            }
        }
        Mistake::NoQuantity { value, path, text } => {
            let finding = Finding::new(value.span, format!("`{path}` is no quantity: `{text}`"));
            match quantity::suggestion(text) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(
                    Applicability::Suggestion,
                    format!("write `{meant}`"),
                    value.span,
                    meant,
                ),
                None => finding.help("write a number with a suffix: `500m`, `1.5`, `256Mi`, `10G`"),
            }
        }
        Mistake::NoBase64 { value, path } => {
            Finding::new(value.span, format!("`{path}` is not base64"))
                .help("encode the value, or in a Secret write it under `stringData`")
        }
        Mistake::TooLarge { value, path, bits } => {
            Finding::new(value.span, format!("`{path}` does not fit in {bits} bits"))
                .help("write a smaller number")
        }
    }
}

fn unknown_field(
    cx: &Context<'_, Kubernetes>,
    key: &Entry,
    path: &str,
    fields: &[&'static str],
    inside: Option<&'static str>,
) -> Finding {
    let message = format!("unknown field `{}` in {}", key.key, place(path));
    let finding = Finding::new(key.key_span, message);
    match nearest(&key.key, fields) {
        Some(near) if cx.text(key.key_span) == key.key => finding
            .help(format!("did you mean `{near}`?"))
            .fix(Applicability::Suggestion, format!("write `{near}`"), key.key_span, near),
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if inside.is_some() => {
            finding.help(format!("it belongs under `{}`", inside.unwrap_or_default()))
        }
        None if (1..=8).contains(&fields.len()) => {
            finding.help(format!("its fields are {}", list(fields)))
        }
        None => finding.help("move it to where it belongs, or leave it out"),
    }
}

fn wrong_type(
    cx: &Context<'_, Kubernetes>,
    value: &Node,
    path: &str,
    expected: &str,
    is_text: bool,
) -> Finding {
    let (found, written) = (type_of(&value.value), cx.text(value.span));
    let finding = Finding::new(value.span, format!("`{path}` must be {expected}, not {found}"));
    let is_scalar = matches!(value.value, Value::Bool(_) | Value::Int(_) | Value::Float(_));
    if is_text && is_scalar && !written.is_empty() {
        let quoted = format!("\"{written}\"");
        // `0644` and `on` may be meant as the number or the boolean that they are.
        let is_plain = matches!(written, "true" | "false")
            || value.int().is_some_and(|number| number.to_string() == written);
        return finding.help(format!("quote it: `{quoted}`")).fix(
            if is_plain { Applicability::Safe } else { Applicability::Suggestion },
            format!("quote `{written}`"),
            value.span,
            quoted,
        );
    }
    let bare = value.text().filter(|text| written.len() > text.len());
    match bare {
        Some(text) if number_or_bool(text, expected) => finding
            .help(format!("take the quotes off: `{text}`"))
            .fix(Applicability::Safe, "take the quotes off", value.span, text),
        _ => finding.help(format!("write {expected}")),
    }
}

fn number_or_bool(text: &str, expected: &str) -> bool {
    match expected {
        "a boolean" => matches!(text, "true" | "false"),
        "an integer" => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        _ => false,
    }
}

/// What to call the object at a path.
fn place(path: &str) -> String {
    if path.is_empty() { "the object".to_owned() } else { format!("`{path}`") }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Int(_) => "a number",
        Value::Float(_) => "a fraction",
        Value::Str(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "an object",
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The name that was probably meant: the same but for case, or within a third of its letters.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&lower, &known.to_lowercase());
    let (near, far) =
        known.iter().map(|known| (*known, distance(known))).min_by_key(|found| found.1)?;
    (far <= (name.len() / 3).clamp(1, 3)).then_some(near)
}
