//! Deep and long texts: no overflow of the stack, no quadratic time.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fmt::Write as _;

use proofpress_data::Data;
use proofpress_plugin::testing;

fn rules(lang: &str, source: &str) -> Vec<String> {
    let found = testing::check::<Data>(lang, source).unwrap();
    found.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn deep_json() {
    let depth = 100_000;
    assert_eq!(rules("json", &format!("{}{}", "[".repeat(depth), "]".repeat(depth))), [""; 0]);
    assert_eq!(rules("json", &"[".repeat(depth)), ["json-syntax-error"]);
    assert_eq!(rules("json", &"{\"a\":".repeat(depth)), ["json-syntax-error"]);
}

#[test]
fn deep_yaml() {
    assert_eq!(rules("yaml", &"- ".repeat(20_000)), [""; 0]);
    let why = testing::check::<Data>("yaml", &"[".repeat(100_000)).unwrap_err();
    assert_eq!(why.0, "the text is nested deeper than the parser goes");
}

#[test]
fn deep_toml() {
    assert_eq!(rules("toml", &format!("a = {}", "[".repeat(100_000))), ["toml-syntax-error"]);
}

#[test]
fn long_texts() {
    let mut yaml = String::new();
    let mut json = String::from("{");
    let mut toml = String::new();
    for number in 0..50_000 {
        let _ = writeln!(yaml, "ключ{number}: [1, 'two', {{three: 3}}]");
        let _ = writeln!(json, "\"key{number}\": [1, 'two', {{\"three\": 3}}, ],");
        let _ = writeln!(toml, "key{number} = [1, 'two', {{ three = 3 }}]");
    }
    json.push('}');
    assert_eq!(rules("yaml", &yaml), [""; 0]);
    assert_eq!(rules("toml", &toml), [""; 0]);
    assert_eq!(rules("json", &json).len(), 50_002);
}
