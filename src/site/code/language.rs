//! What a language is called on the page.

/// Names that are not the word after the fence with a capital.
const NAMES: &[(&str, &str)] = &[
    ("ansible", "Ansible"),
    ("bash", "Shell"),
    ("c", "C"),
    ("console", "Console"),
    ("cpp", "C++"),
    ("css", "CSS"),
    ("dockerfile", "Dockerfile"),
    ("go", "Go"),
    ("hcl", "HCL"),
    ("html", "HTML"),
    ("http", "HTTP"),
    ("ini", "INI"),
    ("js", "JavaScript"),
    ("javascript", "JavaScript"),
    ("json", "JSON"),
    ("jsonc", "JSON"),
    ("make", "Makefile"),
    ("md", "Markdown"),
    ("nginx", "nginx"),
    ("output", "Output"),
    ("promql", "PromQL"),
    ("promrules", "Prometheus rules"),
    ("py", "Python"),
    ("rego", "Rego"),
    ("rs", "Rust"),
    ("sh", "Shell"),
    ("shell", "Shell"),
    ("sql", "SQL"),
    ("systemd", "systemd"),
    ("tf", "Terraform"),
    ("toml", "TOML"),
    ("ts", "TypeScript"),
    ("typescript", "TypeScript"),
    ("xml", "XML"),
    ("yaml", "YAML"),
    ("yml", "YAML"),
];

/// The label of a language; none for plain text.
pub fn label(lang: &str) -> Option<String> {
    if matches!(lang, "" | "text" | "txt" | "plain" | "plaintext" | "none") {
        return None;
    }
    if let Some((_, name)) = NAMES.iter().find(|(word, _)| *word == lang) {
        return Some((*name).to_owned());
    }
    let mut letters = lang.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}
