//! Endless, deep and huge: each ends, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_jinja::Jinja;
use proofpress_plugin::testing;

fn ends(template: &str) -> String {
    let result = testing::run::<Jinja>(&testing::request("jinja", template)).unwrap();
    result.raised.unwrap().kind
}

#[test]
fn too_much_output() {
    let template =
        "{% for x in range(9999) %}{% for y in range(9999) %}some text{% endfor %}{% endfor %}";
    assert_eq!(ends(template), "output-limit");
}

#[test]
fn endless_recursion() {
    let template = "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}";
    assert_eq!(ends(template), "TemplateRuntimeError");
    let mut request = testing::request("jinja", "{% include 'self.txt' %}");
    request.main.name = Some("main.txt".into());
    request.files = vec![proofpress_plugin::File {
        path: "self.txt".into(),
        contents: "{% include 'self.txt' %}".into(),
    }];
    let result = testing::run::<Jinja>(&request).unwrap();
    assert!(result.raised.is_some());
}

#[test]
fn a_huge_range() {
    assert_eq!(ends("{{ range(1000000000000) | list | length }}"), "TemplateRuntimeError");
}

#[test]
fn nesting() {
    assert_eq!(ends(&format!("{{{{ {} }}}}", "(".repeat(10_000))), "TemplateSyntaxError");
}
