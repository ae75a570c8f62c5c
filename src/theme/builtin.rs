//! The default theme's files, in the binary. A file that is not on this list is not in the theme.

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/themes/default/", $path
        )))),+]
    };
}

/// Path below the theme folder, and content.
pub(super) const FILES: &[(&str, &[u8])] = files![
    "assets/css/10-tokens.css",
    "assets/css/20-base.css",
    "assets/css/30-layout.css",
    "assets/css/35-page.css",
    "assets/css/40-prose.css",
    "assets/css/45-blocks.css",
    "assets/css/50-code.css",
    "assets/css/55-proof.css",
    "assets/css/90-print.css",
    "assets/favicon.svg",
    "assets/js/10-page.js",
    "assets/js/20-theme.js",
    "assets/js/30-menu.js",
    "assets/js/40-contents.js",
    "assets/js/50-code.js",
    "assets/js/60-search.js",
    "assets/js/70-found.js",
    "assets/lists.css",
    "assets/moved.js",
    "assets/proof.css",
    "assets/rules.js",
    "assets/search.css",
    "assets/search.js",
    "assets/start.js",
    "assets/tabs.js",
    "templates/404.html",
    "templates/archive.html",
    "templates/base.html",
    "templates/list.html",
    "templates/page.html",
    "templates/partials/crumbs.html",
    "templates/partials/filters.html",
    "templates/partials/footer.html",
    "templates/partials/head.html",
    "templates/partials/header.html",
    "templates/partials/icons.html",
    "templates/partials/list.html",
    "templates/partials/logo.html",
    "templates/partials/meta.html",
    "templates/partials/page-end.html",
    "templates/partials/proof.html",
    "templates/partials/proof_badge.html",
    "templates/partials/sidebar.html",
    "templates/partials/toc.html",
    "templates/proof.html",
    "templates/redirect.html",
    "templates/rule.html",
    "templates/rules.html",
    "templates/section.html",
    "templates/term.html",
    "templates/terms.html",
    "words/ar.toml",
    "words/de.toml",
    "words/en.toml",
    "words/es.toml",
    "words/fr.toml",
    "words/ja.toml",
    "words/zh.toml",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the repository itself")]
    fn every_file_of_the_theme_is_on_the_list() {
        fn walk(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, found);
                } else {
                    found.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let mut found = BTreeSet::new();
        walk(&root, &root, &mut found);
        let listed: BTreeSet<_> = super::FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(found, listed);
    }
}
