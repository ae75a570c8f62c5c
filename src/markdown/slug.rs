//! Heading ids, as GitHub makes them.

use std::collections::{BTreeMap, BTreeSet};

/// The id of a heading without one: lower case, letters, digits, `_` and `-` kept in any script,
/// spaces turned into `-`, all else dropped.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.trim().chars() {
        if character.is_alphanumeric() || is_mark(character) || "_-".contains(character) {
            slug.extend(character.to_lowercase());
        } else if character == ' ' {
            slug.push('-');
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Signs that belong to the letter before them though they count as no letter themselves:
/// accents, viramas, nuktas, tone marks, and the selectors that follow emoji, which GitHub keeps.
fn is_mark(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0300..=0x036F
            | 0x0483..=0x0487
            | 0x0591..=0x05C7
            | 0x064B..=0x065F
            | 0x093C | 0x094D | 0x09BC | 0x09CD | 0x0A3C | 0x0A4D | 0x0ABC | 0x0ACD
            | 0x0B3C | 0x0B4D | 0x0BCD | 0x0C4D | 0x0CBC | 0x0CCD | 0x0D4D | 0x0DCA
            | 0x0E38..=0x0E3A
            | 0x0E47..=0x0E4E
            | 0x0EC8..=0x0ECD
            | 0x1037..=0x103A
            | 0x17C6..=0x17D3
            | 0x1AB0..=0x1AFF
            | 0x1DC0..=0x1DFF
            | 0x3099 | 0x309A
            | 0xFE00..=0xFE0F
            | 0xFE20..=0xFE2F
    )
}

/// Hands out ids so that no two headings of a page share one.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// Takes an id that was written out; false if it is taken already.
    pub(super) fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// `id` itself, or with the first of `-1`, `-2`, … that is free.
    pub(super) fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(0);
        loop {
            *next += 1;
            let candidate = format!("{id}-{next}");
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}
