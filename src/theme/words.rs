//! What the theme says by itself, in the site's language.
//!
//! `words/<language>.toml` holds one string a key; English has every key, and another language is
//! used where it has one. A site may bring a file for a language of its own, or replace single
//! words in its configuration.

mod said;

use std::collections::BTreeMap;

use super::{ThemeError, builtin};

pub use said::{CodeWords, PageWords, ProofWords, TextWords, Words, fill, fill_of};

/// The strings of one file, by key.
pub(super) type Strings = BTreeMap<String, String>;

/// The words that scripts of every page need; pages carry them along.
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
    english().into_keys().collect()
}

/// The theme's own English: it has every key.
fn english() -> Strings {
    let english = builtin::FILES.iter().find(|(path, _)| *path == "words/en.toml");
    let words = english.and_then(|(path, bytes)| read(path, bytes).ok());
    words.unwrap_or_default()
}

/// The strings of a file `words/<language>.toml`.
///
/// # Errors
///
/// Where it is not TOML, or holds anything but strings.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Strings, ThemeError> {
    let text = str::from_utf8(bytes).map_err(|_| ThemeError::not_utf8(path))?;
    toml::from_str(text).map_err(|why| ThemeError::of_words(path, text, &why))
}

/// The words for a language: English, over it what there is for the language, `pt` before
/// `pt-BR`, and over that the single words a site replaces.
pub(super) fn of(language: &str, files: &BTreeMap<String, Strings>, replaced: &Strings) -> Words {
    let whole = language.to_lowercase();
    let mut strings = english();
    for name in ["en", &first_part(language), &whole] {
        strings.extend(files.get(name).cloned().unwrap_or_default());
    }
    strings.extend(replaced.clone());
    // Strings by strings, and every field may be missing: nothing that could be refused.
    let strings = serde_json::to_value(strings).unwrap_or_default();
    let words: Words = serde_json::from_value(strings).unwrap_or_default();
    Words { language: language.to_owned(), ..words }
}

/// Those that scripts need, as a JSON object.
pub fn of_scripts(words: &Words) -> String {
    // Strings by strings: nothing that could not be JSON.
    let mut kept = serde_json::to_value(words).unwrap_or_default();
    if let Some(kept) = kept.as_object_mut() {
        kept.retain(|key, _| OF_SCRIPTS.contains(&key.as_str()));
    }
    kept.to_string()
}

fn first_part(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<(&'static str, Strings)> {
        let files = builtin::FILES.iter().filter(|(path, _)| path.starts_with("words/"));
        files.map(|(path, bytes)| (*path, read(path, bytes).unwrap())).collect()
    }

    #[test]
    fn every_language_says_everything() {
        let languages = languages();
        assert!(languages.len() >= 7);
        let gaps = |word: &str| ["{}", "{n}", "{total}"].map(|gap| word.matches(gap).count());
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
        let of = |language| {
            let words = of(language, &files, &Strings::from([("d".into(), "own".into())])).own;
            ["a", "b", "c", "d"].map(|key| words[key].clone()).join(" ")
        };
        assert_eq!(of("pt-BR"), "a pt br own");
        assert_eq!(of("pt"), "a pt pt own");
        assert_eq!(of("nl"), "a b c own");
    }

    #[test]
    fn every_word_the_program_says_has_its_key() {
        let said = serde_json::to_value(Words::default()).unwrap();
        let keys = keys();
        for key in said.as_object().unwrap().keys() {
            assert!(keys.contains(key), "{key} is in no file");
        }
        let said = serde_json::to_value(of("en", &BTreeMap::new(), &Strings::new())).unwrap();
        for (key, word) in said.as_object().unwrap() {
            assert!(!word.as_str().unwrap().is_empty(), "{key} says nothing");
        }
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
