//! The search index: Pagefind's, built in memory from the finished pages.

mod text;

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::SiteError;
use text::searchable;

/// What of Pagefind's bundle a page asks for; its own interfaces are left out, ours is used.
const SCRIPTS: &[&str] = &["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// The files below `pagefind/` for these pages: (address below the base URL, HTML).
///
/// # Errors
///
/// Where Pagefind cannot make it.
pub(super) fn index<'a>(
    pages: impl Iterator<Item = (&'a str, &'a str)>,
    language: &str,
) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let failed = |error: &dyn std::fmt::Display| SiteError::Search(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    let language = language.to_lowercase();
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .force_language(language)
            .exclude_selectors(vec![".anchor".to_owned()])
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for (url, html) in pages {
            index.add_html_file(None, Some(url.to_owned()), searchable(html)).await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| failed(&error))?;
    let named = files.into_iter().map(|file| (file.filename.to_string_lossy().into_owned(), file));
    let wanted = named.filter(|(name, _)| is_wanted(name));
    Ok(wanted.map(|(name, file)| (format!("pagefind/{name}"), file.contents)).collect())
}

fn is_wanted(name: &str) -> bool {
    SCRIPTS.contains(&name)
        || [".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".pagefind"]
            .iter()
            .any(|ending| name.ends_with(ending))
}
