//! Whether a schema may be used at all: it refers to nothing outside of itself, never to itself
//! from within, and asks for no more work than a configuration is worth.
//!
//! To hold a value against a schema takes as long as the schema has parts once every reference is
//! written out. References to references double that at each step, and one that leads back to
//! itself has no end; so both are counted here, before anything is compiled.

use serde_json::{Map, Value};

/// The longest schema, in bytes.
const MAX_BYTES: usize = 256 << 10;
/// The most parts of a schema, with every reference written out.
const MAX_PARTS: usize = 10_000;
/// The most patterns.
const MAX_PATTERNS: usize = 64;
/// The dialect that is spoken.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keywords whose value is a schema.
const ONE: [&str; 12] = [
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalItems",
];
/// Keywords whose value is a list of schemas.
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value holds schemas by name.
const NAMED: [&str; 5] =
    ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];
/// Keywords that lead elsewhere, or change where others lead.
const FOREIGN: [&str; 6] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
];

/// The schema as a JSON object, or why it is not accepted.
pub(super) fn read(text: &str) -> Result<Value, String> {
    if text.len() > MAX_BYTES {
        return Err(format!(
            "it has {} KiB, and at most {} KiB are allowed",
            text.len() >> 10,
            MAX_BYTES >> 10
        ));
    }
    let document: Value =
        serde_json::from_str(text).map_err(|why| format!("it is no JSON: {why}"))?;
    if !document.is_object() {
        return Err("it is no JSON object".into());
    }
    let mut walk = Walk { document: &document, open: Vec::new(), parts: 0, patterns: 0 };
    walk.schema(&document, true)?;
    Ok(document)
}

/// What a reference within the schema leads to.
pub(super) fn target<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// A walk through a schema and everything it refers to.
struct Walk<'a> {
    document: &'a Value,
    /// The references it is inside of.
    open: Vec<&'a str>,
    parts: usize,
    patterns: usize,
}

impl<'a> Walk<'a> {
    fn schema(&mut self, schema: &'a Value, is_root: bool) -> Result<(), String> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(format!(
                "it has more than {MAX_PARTS} parts, once every `$ref` is written out"
            ));
        }
        let Value::Object(map) = schema else { return Ok(()) };
        check_identity(map, is_root)?;
        self.count_patterns(map)?;
        for key in ONE {
            match map.get(key) {
                // Older dialects have lists here.
                Some(Value::Array(several)) => self.several(several)?,
                Some(one) => self.schema(one, false)?,
                None => {}
            }
        }
        for key in LIST {
            if let Some(Value::Array(several)) = map.get(key) {
                self.several(several)?;
            }
        }
        for key in NAMED {
            if let Some(Value::Object(named)) = map.get(key) {
                for schema in named.values() {
                    self.schema(schema, false)?;
                }
            }
        }
        match map.get("$ref") {
            Some(Value::String(reference)) => self.reference(reference),
            _ => Ok(()),
        }
    }

    fn several(&mut self, several: &'a [Value]) -> Result<(), String> {
        several.iter().try_for_each(|schema| self.schema(schema, false))
    }

    fn count_patterns(&mut self, map: &Map<String, Value>) -> Result<(), String> {
        let by_name = map.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
        self.patterns += by_name + usize::from(map.contains_key("pattern"));
        if self.patterns > MAX_PATTERNS {
            return Err(format!("it has more than {MAX_PATTERNS} patterns"));
        }
        Ok(())
    }

    fn reference(&mut self, reference: &'a str) -> Result<(), String> {
        if !(reference == "#" || reference.starts_with("#/")) {
            return Err(format!(
                "it refers to `{reference}`, and nothing is fetched: only `#/…`, a place within the \
                 schema, can be referred to"
            ));
        }
        if self.open.contains(&reference) || reference == "#" {
            return Err(format!("its part `{reference}` contains itself"));
        }
        let Some(target) = target(self.document, reference) else {
            return Err(format!("it refers to `{reference}`, and there is no such place in it"));
        };
        self.open.push(reference);
        self.schema(target, false)?;
        self.open.pop();
        Ok(())
    }
}

/// No part may say that it is another document, or one of another dialect: references would lead
/// elsewhere than they seem to.
fn check_identity(map: &Map<String, Value>, is_root: bool) -> Result<(), String> {
    if let Some(key) = FOREIGN.iter().find(|key| map.contains_key(**key)) {
        return Err(format!("it uses `{key}`, which is not supported: use `$ref` with `#/…`"));
    }
    match map.get("$schema") {
        None => {}
        Some(Value::String(dialect)) if dialect.trim_end_matches('#') == DIALECT => {}
        Some(other) => {
            return Err(format!("its `$schema` is {other}: only `{DIALECT}` is spoken"));
        }
    }
    // `$id` on top names the schema; `id` did so before 2019.
    if !is_root && map.contains_key("$id") {
        return Err("a part of it has an `$id`: only the whole schema may".into());
    }
    Ok(())
}
