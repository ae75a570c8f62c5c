//! When two names of a mapping are the same (YAML 1.2.2 §3.2.1.3), and the words that are
//! booleans in one version of YAML only.

use std::collections::BTreeMap;

use proofpress_plugin::Span;

/// The scalar names of one mapping, each with the place it first stands at.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<(String, String), Span>);

impl Keys {
    /// Adds a name; where it already stands, gives that place.
    pub(super) fn insert(
        &mut self,
        text: &str,
        plain: bool,
        tag: Option<&str>,
        span: Span,
    ) -> Option<Span> {
        let tag = match tag {
            Some(tag) if tag != "!" => tag,
            None if plain => resolved(text),
            _ => "tag:yaml.org,2002:str",
        };
        let key = (tag.to_owned(), text.to_owned());
        if let Some(&first) = self.0.get(&key) {
            return Some(first);
        }
        self.0.insert(key, span);
        None
    }
}

/// The tag of an unquoted scalar in the core schema (§10.3.2). Numbers are told from text by
/// their first character, which is enough where only equal spellings are compared.
fn resolved(text: &str) -> &'static str {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => "tag:yaml.org,2002:null",
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => "tag:yaml.org,2002:bool",
        _ if is_number(text) => "tag:yaml.org,2002:float",
        _ => "tag:yaml.org,2002:str",
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    let special = matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    let based = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0o"));
    special
        || based.is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
        || (digits.bytes().any(|digit| digit.is_ascii_digit()) && digits.parse::<f64>().is_ok())
}

/// `yes`, `no`, `on` and `off` in the spellings that YAML 1.1 took for booleans.
pub(super) fn is_old_boolean(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"];
    WORDS.contains(&text)
}
