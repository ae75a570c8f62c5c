//! The search index: Pagefind's, built in memory from the finished pages.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::SiteError;
use super::length::is_sign;

/// What of Pagefind's bundle a page asks for; its own interfaces are left out, ours is used.
const SCRIPTS: &[&str] = &["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// The files below `pagefind/` for these pages: (address below the base URL, HTML).
///
/// # Errors
///
/// Where Pagefind cannot make it.
pub fn index(
    pages: Vec<(String, String)>,
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
            index.add_html_file(None, Some(url), signs_apart(html)).await?;
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

/// Chinese and Japanese with each sign for itself.
///
/// Pagefind takes what stands between spaces for a word, and these languages have no spaces. With
/// every sign a word, any part of a sentence can be found: `search.js` takes what is asked for
/// apart in the same way, looks for the signs in a row, and puts results together again.
fn signs_apart(html: String) -> String {
    if !html.contains(is_sign) {
        return html;
    }
    let mut apart = String::with_capacity(html.len() * 2);
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if is_sign(letter) && !in_tag => {
                apart.extend([' ', letter, ' ']);
                continue;
            }
            _ => {}
        }
        apart.push(letter);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_apart_in_text_and_nowhere_else() {
        let apart = |html: &str| signs_apart(html.to_owned());
        assert_eq!(apart("<p id=\"a\">b c</p>"), "<p id=\"a\">b c</p>");
        assert_eq!(apart("<h2 id=\"数据\">用Go。</h2>"), "<h2 id=\"数据\"> 用 Go。</h2>");
        assert_eq!(apart("データ"), " デ  ー  タ ");
    }
}
