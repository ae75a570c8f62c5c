//! What tools are called on the page. Plugins name them for programs: `cpython`,
//! `bash-language`; readers know Python and Bash.

/// Names that are not the plugin's word with a capital, by that word.
const NAMES: &[(&str, &str)] = &[
    ("bash-language", "Bash"),
    ("cel-rust", "CEL for Rust"),
    ("cpython", "Python"),
    ("ecmascript", "ECMAScript"),
    ("fancy-regex", "fancy-regex"),
    ("jaq", "jaq"),
    ("jmespath.rs", "JMESPath for Rust"),
    ("jq", "jq"),
    ("jq-language", "jq"),
    ("json", "JSON"),
    ("minijinja", "MiniJinja"),
    ("nginx", "nginx"),
    ("postgresql", "PostgreSQL"),
    ("postgresql-grammar", "PostgreSQL"),
    ("quickjs-ng", "QuickJS"),
    ("regex", "Rust regex"),
    ("regorus", "Regorus"),
    ("sqlite", "SQLite"),
    ("toml", "TOML"),
    ("yaml", "YAML"),
];

/// The tools of these facts, by name and version, each once and in the order they come in. Of
/// two versions of one tool of which one only says more (`3.14`, `3.14.0`), that one is kept.
pub(crate) fn names<'a>(facts: impl IntoIterator<Item = &'a (String, String)>) -> Vec<String> {
    let mut tools: Vec<(String, &str)> = Vec::new();
    for (tool, version) in facts {
        let name = name(tool);
        let known = tools.iter_mut().find(|(other, of_other)| {
            *other == name && (says_more(version, of_other) || says_more(of_other, version))
        });
        match known {
            Some((_, of_other)) if says_more(version, of_other) => *of_other = version,
            Some(_) => {}
            None => tools.push((name, version)),
        }
    }
    tools.into_iter().map(|(name, version)| format!("{name} {version}").trim().to_owned()).collect()
}

/// What readers call a tool.
pub(crate) fn name(tool: &str) -> String {
    if let Ok(at) = NAMES.binary_search_by(|(word, _)| (*word).cmp(tool)) {
        return NAMES[at].1.to_owned();
    }
    let mut letters = tool.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a version is another one, or that and more numbers after it.
fn says_more(version: &str, other: &str) -> bool {
    let rest = version.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn a_tool_that_two_plugins_name_is_one() {
        let facts = [
            ("bash", "5.2"),
            ("bash-language", "5.2"),
            ("python", "3.14"),
            ("cpython", "3.14.0"),
            ("kubernetes", "1.31"),
            ("kubernetes", "1.36"),
            ("acme", ""),
        ];
        let facts = facts.map(|(tool, version)| (tool.to_owned(), version.to_owned()));
        assert_eq!(
            names(&facts),
            ["Bash 5.2", "Python 3.14.0", "Kubernetes 1.31", "Kubernetes 1.36", "Acme"]
        );
    }
}
