//! Which grammar a language has.
//!
//! Nearly all come with `two-face`, as a dump that opens in milliseconds and unpacks a grammar
//! only when it is asked for. Ours, for languages it lacks, are read from their source, and only
//! once a page uses one of them.

use std::sync::LazyLock;

use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};

/// Our own grammars: the words that choose them and their source.
const OWN: &[(&[&str], &str)] = &[
    (&["http"], include_str!("grammars/http.sublime-syntax")),
    (&["promql"], include_str!("grammars/promql.sublime-syntax")),
];

/// What writers call a language, where the grammars call it something else.
const ALIASES: &[(&str, &str)] = &[
    ("ansible", "yaml"),
    ("compose", "yaml"),
    ("conf", "ini"),
    ("desktop", "ini"),
    ("docker", "dockerfile"),
    ("dotenv", "sh"),
    ("env", "sh"),
    ("golang", "go"),
    ("hcl", "tf"),
    ("helm", "yaml"),
    ("javascript", "js"),
    ("json5", "js"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("kubernetes", "yaml"),
    ("make", "makefile"),
    ("mjs", "js"),
    ("patch", "diff"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("promrules", "yaml"),
    ("python3", "python"),
    ("shell", "sh"),
    ("starlark", "python"),
    ("systemd", "ini"),
    ("terraform", "tf"),
    ("typescript", "ts"),
    ("zsh", "sh"),
];

static EXTRA: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static OURS: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let mut builder = SyntaxSetBuilder::new();
    for (_, source) in OWN {
        // A grammar of ours that does not load is caught by a test; here the language goes plain.
        if let Ok(definition) = SyntaxDefinition::load_from_str(source, true, None) {
            builder.add(definition);
        }
    }
    builder.build()
});

/// The grammar for the word after a fence.
pub(super) fn find(lang: &str) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    if matches!(lang, "" | "text" | "txt" | "plain" | "plaintext" | "output" | "none") {
        return None;
    }
    if OWN.iter().any(|(words, _)| words.contains(&lang)) {
        return OURS.find_syntax_by_token(lang).map(|syntax| (&*OURS, syntax));
    }
    let alias = ALIASES.binary_search_by(|(name, _)| name.cmp(&lang));
    let token = alias.map_or(lang, |at| ALIASES[at].1);
    EXTRA.find_syntax_by_token(token).map(|syntax| (&*EXTRA, syntax))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_sorted_and_lead_somewhere() {
        assert!(ALIASES.is_sorted());
        for (name, target) in ALIASES {
            assert!(find(name).is_some(), "`{name}` leads to `{target}`, which has no grammar");
        }
    }

    #[test]
    fn our_own_grammars_load() {
        for (words, _) in OWN {
            for word in *words {
                assert!(find(word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn the_languages_of_the_pattern_library_have_grammars() {
        let languages = [
            "python",
            "bash",
            "sh",
            "yaml",
            "json",
            "toml",
            "rust",
            "hcl",
            "terraform",
            "nginx",
            "dockerfile",
            "promql",
            "rego",
            "sql",
            "go",
            "js",
            "javascript",
            "ts",
            "typescript",
            "html",
            "css",
            "diff",
            "ini",
            "make",
            "makefile",
            "markdown",
            "lua",
            "http",
            "xml",
            "c",
        ];
        for lang in languages {
            assert!(find(lang).is_some(), "{lang}");
        }
    }
}
