//! What the theme says by itself, in the site's language.
//!
//! `words/<language>.toml` holds one string a key; English has every key, and another language is
//! used where it has one. A site may bring a file for a language of its own, or replace single
//! words in its configuration.

use std::collections::BTreeMap;

use super::{ThemeError, builtin};

/// The strings of one language, by key.
pub type Words = BTreeMap<String, String>;

/// The words that scripts need; pages carry them along.
const OF_SCRIPTS: &[&str] = &[
    "category",
    "copied",
    "copy",
    "language",
    "search",
    "search_choose",
    "search_close",
    "search_failed",
    "search_found",
    "search_hint",
    "search_none",
    "search_open",
    "search_results",
    "tag",
    "theme",
    "theme_dark",
    "theme_light",
    "theme_system",
];

/// Languages that are written from right to left, by their first part.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// Whether a language, a BCP 47 tag, is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    RIGHT_TO_LEFT.contains(&first_part(language).as_str())
}

/// Every key there is.
pub fn keys() -> Vec<String> {
    let english = builtin::FILES.iter().find(|(path, _)| *path == "words/en.toml");
    let words = english.and_then(|(path, bytes)| read(path, bytes).ok());
    words.unwrap_or_default().into_keys().collect()
}

/// The strings of a file `words/<language>.toml`.
///
/// # Errors
///
/// Where it is not TOML, or holds anything but strings.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Words, ThemeError> {
    let text = str::from_utf8(bytes).map_err(|_| ThemeError::not_utf8(path))?;
    toml::from_str(text).map_err(|why| ThemeError::of_words(path, text, &why))
}

/// The words for a language: English, and over it what there is for the language, `pt` before
/// `pt-BR`.
pub(super) fn of(language: &str, files: &BTreeMap<String, Words>) -> Words {
    let whole = language.to_lowercase();
    let mut words = Words::new();
    for name in ["en", &first_part(language), &whole] {
        words.extend(files.get(name).cloned().unwrap_or_default());
    }
    words
}

/// Those that scripts need, as a JSON object.
pub fn of_scripts(words: &Words) -> String {
    let kept = words.iter().filter(|(key, _)| OF_SCRIPTS.contains(&key.as_str()));
    let kept: BTreeMap<&String, &String> = kept.collect();
    // Strings by strings: nothing that could not be JSON.
    serde_json::to_string(&kept).unwrap_or_default()
}

fn first_part(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<(&'static str, Words)> {
        let files = builtin::FILES.iter().filter(|(path, _)| path.starts_with("words/"));
        files.map(|(path, bytes)| (*path, read(path, bytes).unwrap())).collect()
    }

    #[test]
    fn every_language_says_everything() {
        let languages = languages();
        assert!(languages.len() >= 7);
        let gaps = |word: &str| word.matches("{}").count();
        let (_, english) = languages.iter().find(|(path, _)| *path == "words/en.toml").unwrap();
        for (path, words) in &languages {
            assert_eq!(
                words.keys().collect::<Vec<_>>(),
                english.keys().collect::<Vec<_>>(),
                "{path}"
            );
            for (key, word) in words {
                assert_eq!(gaps(word), gaps(&english[key]), "{path}: {key}");
            }
        }
    }

    #[test]
    fn a_script_gets_the_words_it_needs() {
        let keys = keys();
        for key in OF_SCRIPTS {
            assert!(keys.iter().any(|known| known == key), "{key}");
        }
    }

    #[test]
    fn a_region_goes_before_its_language_and_that_before_english() {
        let file = |text: &str| read("words/x.toml", text.as_bytes()).unwrap();
        let files = BTreeMap::from([
            ("en".to_owned(), file("a = \"a\"\nb = \"b\"\nc = \"c\"")),
            ("pt".to_owned(), file("b = \"pt\"\nc = \"pt\"")),
            ("pt-br".to_owned(), file("c = \"br\"")),
        ]);
        let of = |language| of(language, &files).into_values().collect::<Vec<_>>();
        assert_eq!(of("pt-BR"), ["a", "pt", "br"]);
        assert_eq!(of("pt"), ["a", "pt", "pt"]);
        assert_eq!(of("nl"), ["a", "b", "c"]);
    }

    #[test]
    fn direction_follows_the_language() {
        for (language, right_to_left) in
            [("ar", true), ("he-IL", true), ("fa", true), ("en", false), ("arn", false)]
        {
            assert_eq!(is_right_to_left(language), right_to_left, "{language}");
        }
    }
}
