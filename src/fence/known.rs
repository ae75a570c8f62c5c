//! The names a fence knows: ours, those of other tools that mean the same, and those of other
//! tools that mean nothing here.

use super::{Attribute, BAD_VALUE, FenceProblem, IGNORE_WITHOUT_REASON, UNKNOWN_ATTRIBUTE};
use crate::diagnostic::{Severity, did_you_mean};
use crate::source::Span;

/// Every attribute that means something to us. `env.NAME` and `plugin.NAME` are known besides.
pub const KNOWN: &[&str] = &[
    "args",
    "as",
    "budget",
    "collapse",
    "del",
    "exit",
    "fails",
    "file",
    "focus",
    "group",
    "hide_lines",
    "highlight",
    "ignore",
    "ins",
    "lang",
    "linenos",
    "mark-text",
    "name",
    "raises",
    "run",
    "session",
    "show-output",
    "show-source",
    "stdin",
    "stream",
    "target",
    "timeout",
    "title",
    "wrap",
];

/// What other tools call what we have too.
const ALIASES: &[(&str, &str)] = &[
    ("caption", "title"),
    ("code-line-numbers", "linenos"),
    ("emphasize-lines", "highlight"),
    ("filename", "title"),
    ("hl_lines", "highlight"),
    ("line-numbers", "linenos"),
    ("linenostart", "linenos"),
    ("lineNoStart", "linenos"),
    ("linenums", "linenos"),
    ("mark", "highlight"),
    ("notest", "ignore"),
    ("returncode", "exit"),
    ("showLineNumbers", "linenos"),
    ("startLineNumber", "linenos"),
];

/// What other tools know and we leave alone. Kept as attributes, so that a plugin may read them.
const FOREIGN: &[&str] = &[
    "anchorLineNos",
    "class",
    "compile_fail",
    "continuation",
    "copy",
    "editable",
    "exec",
    "frame",
    "hangingIndent",
    "hidelines",
    "html",
    "id",
    "lineNumbersInTable",
    "live",
    "mdbook-runnable",
    "no_run",
    "noplayground",
    "noplaypen",
    "npm2yarn",
    "preserveIndent",
    "result",
    "should_panic",
    "source",
    "standalone",
    "style",
    "tabs",
    "tag",
    "test_harness",
    "twoslash",
];

/// The attribute under our name; none where it says what is so anyway (`linenos=false`).
pub(super) fn translate(key: &str, value: Option<String>, span: Span) -> Option<Attribute> {
    if key == "no-line-numbers" {
        return None;
    }
    let ours = ALIASES.iter().find(|(theirs, _)| *theirs == key).map_or(key, |&(_, ours)| ours);
    let mut value = value;
    if matches!(ours, "linenos" | "wrap" | "run" | "show-output") {
        match value.as_deref() {
            Some("false" | "off" | "no") => return None,
            Some("true" | "inline" | "table" | "on" | "yes") => value = None,
            _ => {}
        }
    }
    if key == "hl_lines" || key == "emphasize-lines" {
        value = value.map(|lines| lines.split_whitespace().collect::<Vec<_>>().join(","));
    }
    Some(Attribute { key: ours.to_owned(), value, span })
}

/// A key with a dot belongs to somebody: `env.NAME` to the run, `acme.depth` to a plugin.
fn is_known(key: &str) -> bool {
    let foreign_edition = key.strip_prefix("edition").is_some_and(|year| year.starts_with("20"));
    let owned =
        key.split_once('.').is_some_and(|(owner, name)| !owner.is_empty() && !name.is_empty());
    KNOWN.contains(&key) || FOREIGN.contains(&key) || owned || foreign_edition
}

/// What is wrong with the attributes, other than how they show the block.
pub(super) fn problems(attributes: &[Attribute], info: &str) -> Vec<FenceProblem> {
    let mut problems = Vec::new();
    for attribute in attributes {
        if !is_known(&attribute.key) {
            problems.push(unknown(attribute));
        } else if let Some(problem) = wrong_value(attribute, info) {
            problems.push(problem);
        }
    }
    problems
}

fn unknown(attribute: &Attribute) -> FenceProblem {
    let aliases = ALIASES.iter().map(|&(theirs, _)| theirs);
    let names = KNOWN.iter().copied().chain(aliases);
    let help = match did_you_mean(&attribute.key, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove it, or see the list of attributes in the manual".to_owned(),
    };
    FenceProblem {
        rule: UNKNOWN_ATTRIBUTE,
        severity: Severity::Warning,
        message: format!("no attribute is called `{}`", attribute.key),
        help: Some(help),
        span: attribute.span,
    }
}

fn wrong_value(attribute: &Attribute, info: &str) -> Option<FenceProblem> {
    let value = attribute.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    let expected = match (attribute.key.as_str(), value) {
        ("ignore", None) => return Some(without_reason(attribute)),
        ("exit", value) if value.and_then(|value| value.parse::<u8>().ok()).is_none() => {
            "an exit status from 0 to 255, as in `exit=1`"
        }
        ("timeout", value) if value.and_then(nanoseconds).is_none() => {
            "a time, as in `timeout=500ms`"
        }
        ("budget", value) if value.and_then(|value| value.parse::<u64>().ok()).is_none() => {
            "a number, as in `budget=1000000`"
        }
        ("stream", value) if !matches!(value, Some("stdout" | "stderr")) => {
            "`stream=stdout` or `stream=stderr`"
        }
        ("fails", None) => "the rules that must report it, as in `fails=python/bare-except`",
        ("file", value) if value.and_then(workspace_path).is_none() => {
            "a path in the example's folder, as in `file=app/main.py`"
        }
        ("as", None) => "a language, as in `as=kubernetes`",
        ("session", None) => "a name, as in `session=intro`",
        ("lang", None) => "a language, as in `diff lang=python`",
        ("group", None) => "a name, as in `group=server`",
        ("target", None) => "a version, as in `target=\"1.31\"`",
        ("title", None) => "a text, as in `title=\"app.py\"`",
        ("name", None) => "a name, as in `name=setup`",
        ("show-source", Some(value)) if value != "no" => "`show-source` or `show-source=no`",
        ("run", Some(_)) => "no value; the exit status is given with `exit=1`",
        _ => return None,
    };
    // These are only for show; all others decide what is checked.
    let severity = if matches!(attribute.key.as_str(), "lang" | "title") {
        Severity::Warning
    } else {
        Severity::Error
    };
    Some(bad_value(attribute, severity, expected, info))
}

fn without_reason(attribute: &Attribute) -> FenceProblem {
    FenceProblem {
        rule: IGNORE_WITHOUT_REASON,
        severity: Severity::Warning,
        message: "this example is not checked, and nothing says why".to_owned(),
        help: Some("give the reason: `ignore=\"needs a cluster\"`".to_owned()),
        span: attribute.span,
    }
}

fn bad_value(
    attribute: &Attribute,
    severity: Severity,
    expected: &str,
    info: &str,
) -> FenceProblem {
    let written = info.get(attribute.span.start..attribute.span.end).unwrap_or(&attribute.key);
    FenceProblem {
        rule: BAD_VALUE,
        severity,
        message: format!("`{written}` cannot be read"),
        help: Some(format!("write {expected}")),
        span: attribute.span,
    }
}

/// The nanoseconds of `500ms`, `2s`, `1m`, or of seconds as a bare number.
pub(super) fn nanoseconds(value: &str) -> Option<u64> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok()?;
    let unit = match &value[digits.len()..] {
        "ms" => 1_000_000,
        "" | "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// A path below a folder in its one form; none where it leads out of it.
pub(super) fn workspace_path(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let inside = !path.starts_with('/')
        && !parts.is_empty()
        && !parts.iter().any(|part| *part == ".." || part.contains(['\\', '\0']));
    inside.then(|| parts.join("/"))
}
