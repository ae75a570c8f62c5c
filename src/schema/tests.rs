//! Which schemas are accepted, and what is said of configurations.

use serde_json::json;

use super::{Problem, Schema};

fn refused(text: &str) -> String {
    Schema::read(text).unwrap_err()
}

fn problems(
    schema: &serde_json::Value,
    config: &serde_json::Value,
) -> Vec<(String, String, String)> {
    let schema = Schema::read(&schema.to_string()).unwrap();
    let told = |Problem { pointer, message, help }| (pointer, message, help.unwrap_or_default());
    schema.problems(config).into_iter().map(told).collect()
}

fn told(pointer: &str, message: &str, help: &str) -> (String, String, String) {
    (pointer.into(), message.into(), help.into())
}

#[test]
fn a_remote_reference_is_refused_and_nothing_is_fetched() {
    for target in [
        "https://example.com/schema.json",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "other.json#/a",
        "//example.com/x",
        "#anchor",
        "",
    ] {
        let why = refused(&json!({"properties": {"a": {"$ref": target}}}).to_string());
        assert!(why.starts_with(&format!("it refers to `{target}`, and nothing is")), "{why}");
    }
    let why = refused(r#"{"$schema": "https://evil.example/meta"}"#);
    assert!(why.contains("only `https://json-schema.org/draft/2020-12/schema` is spoken"), "{why}");
    let why = refused(r#"{"$defs": {"a": {"$id": "https://evil.example/"}}}"#);
    assert_eq!(why, "a part of it has an `$id`: only the whole schema may");
    let why = refused(r#"{"items": {"$dynamicRef": "https://evil.example/"}}"#);
    assert!(why.starts_with("it uses `$dynamicRef`"), "{why}");
}

#[test]
fn a_reference_that_leads_back_to_itself_is_refused() {
    for schema in [
        json!({"$ref": "#"}),
        json!({"properties": {"a": {"$ref": "#"}}}),
        json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}),
        json!({"$defs": {"a": {"items": {"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}}}}),
    ] {
        let why = refused(&schema.to_string());
        assert!(why.ends_with("contains itself"), "{schema}: {why}");
    }
}

#[test]
fn references_that_double_each_time_are_refused() {
    let mut schema = json!({"$ref": "#/$defs/a30", "$defs": {"a0": {"type": "string"}}});
    for step in 1..=30 {
        let below = json!({"$ref": format!("#/$defs/a{}", step - 1)});
        schema["$defs"][format!("a{step}")] = json!({"allOf": [below, below]});
    }
    assert!(refused(&schema.to_string()).starts_with("it has more than 10000 parts"));
}

#[test]
fn a_catastrophic_pattern_takes_no_time() {
    let schema = json!({"properties": {"a": {"pattern": "^(a+)+$"}, "b": {"pattern": "(x*)*y"}}});
    let config = json!({"a": format!("{}!", "a".repeat(5000)), "b": "x".repeat(5000)});
    assert_eq!(problems(&schema, &config).len(), 2);
}

#[test]
fn a_pattern_that_cannot_be_linear_is_refused() {
    for pattern in [r"(a+)\1", "(?=a)b", "(a{1000}){1000}", "("] {
        let why = refused(&json!({"properties": {"a": {"pattern": pattern}}}).to_string());
        assert!(why.starts_with("it is no JSON Schema (2020-12)"), "{pattern}: {why}");
    }
}

#[test]
fn a_large_schema_is_refused() {
    let why = refused(&format!(r#"{{"description": "{}"}}"#, "x".repeat(50 << 20)));
    assert_eq!(why, "it has 51200 KiB, and at most 256 KiB are allowed");
    let many: serde_json::Map<_, _> =
        (0..65).map(|at| (format!("k{at}"), json!({"pattern": r"\w{20}"}))).collect();
    assert_eq!(refused(&json!({"properties": many}).to_string()), "it has more than 64 patterns");
}

#[test]
fn a_deep_schema_is_refused() {
    let deep = format!("{}{{}}{}", r#"{"not":"#.repeat(5000), "}".repeat(5000));
    assert!(refused(&deep).starts_with("it is no JSON: recursion limit exceeded"));
}

#[test]
fn what_is_no_schema_is_refused() {
    assert!(refused("").starts_with("it is no JSON"));
    assert_eq!(refused("[]"), "it is no JSON object");
    let why = refused(r#"{"properties": {"a": {"type": "text"}}}"#);
    assert!(why.starts_with("it is no JSON Schema (2020-12) at `/properties/a/type`"), "{why}");
    let why = refused(r##"{"$ref": "#/$defs/nowhere"}"##);
    assert_eq!(why, "it refers to `#/$defs/nowhere`, and there is no such place in it");
}

#[test]
fn a_property_may_have_the_name_of_a_keyword() {
    let schema = json!({"properties": {"$ref": {"type": "string"}, "$id": {"type": "string"}}});
    assert_eq!(problems(&schema, &json!({"$ref": "https://example.com/"})), []);
}

#[test]
fn what_does_not_agree_is_told_where_it_is() {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://acme.example/config",
        "type": "object",
        "properties": {
            "depth": {"type": "integer", "maximum": 9},
            "dialect": {"enum": ["postgres", "sqlite"]},
            "servers": {"type": "array", "items": {"$ref": "#/$defs/server"}},
        },
        "required": ["depth"],
        "additionalProperties": false,
        "$defs": {"server": {
            "properties": {"port": {"type": ["integer", "string"]}, "a/b": {}},
            "additionalProperties": false,
        }},
    });
    assert_eq!(problems(&schema, &json!({"depth": 3})), []);
    assert_eq!(
        problems(&schema, &json!({"dpeth": 3})),
        [
            told("/dpeth", "unknown key `dpeth`", "did you mean `depth`?"),
            told("", "`depth` is missing", ""),
        ]
    );
    assert_eq!(
        problems(&schema, &json!({"depth": "x", "dialect": "sqlit", "servers": [{"prot": 1}]})),
        [
            told("/depth", "it must be a whole number, not a string", ""),
            told("/dialect", "it must be `postgres` or `sqlite`", "did you mean `sqlite`?"),
            told("/servers/0/prot", "unknown key `prot`", "did you mean `port`?"),
        ]
    );
    assert_eq!(
        problems(&schema, &json!({"depth": 10, "servers": [{"port": true, "x/y": 1}]})),
        [
            told("/depth", "10 is greater than the maximum of 9", ""),
            told("/servers/0/port", "it must be a whole number or a string, not a boolean", ""),
            told("/servers/0/x~1y", "unknown key `x/y`", "known keys: a/b, port"),
        ]
    );
}

#[test]
fn complaints_are_counted_and_cut() {
    let schema = json!({"properties": {"a": {}}, "additionalProperties": false});
    let many: serde_json::Map<_, _> = (0..500).map(|at| (format!("k{at}"), json!(1))).collect();
    assert_eq!(problems(&schema, &many.into()).len(), 100);
    let long = "x".repeat(2000);
    let found = problems(&schema, &json!({ long: 1 }));
    assert!(found[0].1.len() < 600 && found[0].1.ends_with('…'));
}
