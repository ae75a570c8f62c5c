//! What a language is called on the page.

use crate::theme::words::CodeWords;

/// Names that are not the word after the fence with a capital.
const NAMES: &[(&str, &str)] = &[
    ("ansible", "Ansible"),
    ("bash", "Shell"),
    ("c", "C"),
    ("cel", "CEL"),
    ("cobol", "COBOL"),
    ("cpp", "C++"),
    ("css", "CSS"),
    ("dockerfile", "Dockerfile"),
    ("go", "Go"),
    ("hcl", "HCL"),
    ("html", "HTML"),
    ("http", "HTTP"),
    ("ini", "INI"),
    ("j2", "Jinja"),
    ("javascript", "JavaScript"),
    ("jinja", "Jinja"),
    ("jinja2", "Jinja"),
    ("jmespath", "JMESPath"),
    ("jq", "jq"),
    ("js", "JavaScript"),
    ("json", "JSON"),
    ("jsonc", "JSON"),
    ("jsonl", "JSON Lines"),
    ("lua", "Lua"),
    ("make", "Makefile"),
    ("md", "Markdown"),
    ("mjs", "JavaScript"),
    ("nginx", "nginx"),
    ("pgsql", "PostgreSQL"),
    ("postgres", "PostgreSQL"),
    ("postgresql", "PostgreSQL"),
    ("promql", "PromQL"),
    ("promrules", "Prometheus rules"),
    ("psql", "psql"),
    ("py", "Python"),
    ("pycon", "Python"),
    ("pcre", "PCRE"),
    ("re2", "RE2"),
    ("redis", "Redis"),
    ("redis-cli", "Redis"),
    ("redis-lua", "Redis Lua"),
    ("regex", "Regex"),
    ("regexp", "Regex"),
    ("rego", "Rego"),
    ("rs", "Rust"),
    ("sh", "Shell"),
    ("shell", "Shell"),
    ("sql", "SQL"),
    ("sqlite", "SQLite"),
    ("sqlite3", "SQLite"),
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
pub fn label(lang: &str, words: &CodeWords) -> Option<String> {
    match lang {
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "ansi" => return None,
        "console" => return Some(words.code_console.clone()),
        "output" => return Some(words.code_output.clone()),
        "table" => return Some(words.code_result.clone()),
        _ => {}
    }
    if let Some((_, name)) = NAMES.iter().find(|(word, _)| *word == lang) {
        return Some((*name).to_owned());
    }
    let mut letters = lang.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}
