//! Words that are nearly the same: what somebody meant who misspelt a name. Pure text.

/// How many of each letter a text has, letters taken together in a few groups.
///
/// Texts whose letters differ much are far from each other, which is found out here at a small part of
/// the price of comparing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters([u8; 32]);

impl Letters {
    /// The letters of a text.
    pub fn of(text: &str) -> Self {
        let mut counts = [0_u8; 32];
        for letter in text.chars() {
            // The low five bits tell the letters of the Latin alphabet apart.
            let count = &mut counts[u32::from(letter) as usize % 32];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// What two texts are at least apart, in letters changed, added, removed or swapped: each such
    /// change takes one letter away at most, and brings one.
    pub fn apart(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let gone: usize = pairs().map(|(a, b)| usize::from(a.saturating_sub(*b))).sum();
        let new: usize = pairs().map(|(a, b)| usize::from(b.saturating_sub(*a))).sum();
        gone.max(new)
    }
}

/// The nearest of `known` to a misspelt `word`, if one is near enough to offer: no more than a
/// third of its letters differ.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = Letters::of(word);
    let allowed = |candidate: &str| candidate.len().max(word.len()) / 3;
    known
        .into_iter()
        .filter(|candidate| letters.apart(&Letters::of(candidate)) <= allowed(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed(candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_the_nearest_known_word_only_if_it_is_near() {
        assert_eq!(did_you_mean("tilte", ["title", "tags"]), Some("title"));
        assert_eq!(did_you_mean("colour", ["title", "tags"]), None);
    }

    #[test]
    fn letters_never_say_more_than_there_is() {
        let words = ["", "a", "ab", "ba", "tilte", "title", "tîtle", "Title", "entitled", "数据"];
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |two| (one, two))) {
            let apart = Letters::of(one).apart(&Letters::of(other));
            assert!(apart <= strsim::damerau_levenshtein(one, other), "{one} {other}");
            assert_eq!(apart, Letters::of(other).apart(&Letters::of(one)));
        }
        assert_eq!(Letters::of("title").apart(&Letters::of("tags")), 4);
    }
}
