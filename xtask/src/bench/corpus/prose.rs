//! Sentences, paragraphs, lists and tables.

use super::random::Random;
use super::words::{ADJECTIVES, ADVERBS, FLAGS, KEYS, NOUNS, VERBS};

/// A few words, some of them set as code or stressed.
fn inline(random: &mut Random) -> String {
    match random.below(100) {
        0..30 => format!("`{}`", random.pick(KEYS)),
        30..42 => format!("`{}`", random.pick(FLAGS)),
        42..58 => format!("**{} {}**", random.pick(ADJECTIVES), random.pick(NOUNS)),
        58..70 => format!("*{}*", random.pick(NOUNS)),
        _ => format!("{} {}", random.pick(ADJECTIVES), random.pick(NOUNS)),
    }
}

/// A sentence.
pub(super) fn sentence(random: &mut Random) -> String {
    let (noun, other, third) = (random.pick(NOUNS), random.pick(NOUNS), random.pick(NOUNS));
    let (adjective, verb) = (random.pick(ADJECTIVES), random.pick(VERBS));
    let (adverb, some) = (random.pick(ADVERBS), inline(random));
    match random.below(8) {
        0 => format!(
            "Use {some} to {verb} the {noun} before the {adjective} {other} is {adverb} read by the {third}."
        ),
        1 => format!(
            "When a {adjective} {noun} reaches its {other}, the {third} {adverb} falls back to {some}, so you don't have to {verb} it by hand."
        ),
        2 => format!(
            "The {noun} reads {some} once per {other} and keeps the {adjective} value for {} seconds.",
            random.within(5, 900)
        ),
        3 => format!(
            "If you {verb} more than {} {noun} entries at a time, expect the {some} to wait {adverb}.",
            random.within(2, 64)
        ),
        4 => format!(
            "Each {noun} owns exactly one {adjective} {other}; changing {some} does not {verb} existing {third} records."
        ),
        5 => format!(
            "To {verb} the {noun}, first look at its {some} and then wait until the {other} reports \"{adjective}\"."
        ),
        6 => format!(
            "A {noun} with {some} set to `{}` is {adverb} {adjective}, which matters when the {other} is small.",
            random.within(1, 4096)
        ),
        _ => format!(
            "See the {noun} reference for how the {adjective} {other} interacts with {some} and the {third}."
        ),
    }
}

/// Three to six sentences, one of which may be given.
pub(super) fn paragraph(random: &mut Random, given: Option<String>) -> String {
    let count = random.within(3, 6);
    let mut sentences: Vec<String> = (0..count).map(|_| sentence(random)).collect();
    if let Some(given) = given {
        sentences.insert(random.within(1, count + 1), given);
    }
    sentences.join(" ")
}

/// A list, with a list of two in its second item.
pub(super) fn list(random: &mut Random, ordered: bool) -> String {
    let mut lines = Vec::new();
    for item in 0..random.within(3, 6) {
        let mark = if ordered { format!("{}.", item + 1) } else { "-".to_owned() };
        lines.push(format!("{mark} {}", sentence(random)));
        if item == 1 {
            for _ in 0..2 {
                lines.push(format!("    - {} for the {}", inline(random), random.pick(NOUNS)));
            }
        }
    }
    lines.join("\n")
}

/// A table of settings.
pub(super) fn table(random: &mut Random) -> String {
    let mut lines = vec![
        "| Setting | Type | Default | Description |".to_owned(),
        "| --- | --- | ---: | --- |".to_owned(),
    ];
    let count = random.within(5, 9);
    for key in random.some(KEYS, count) {
        let kind = random.pick(&["integer", "string", "duration", "boolean"]);
        let (default, noun) = (random.within(1, 9999), random.pick(NOUNS));
        let (adverb, verb) = (random.pick(ADVERBS), random.pick(VERBS));
        lines
            .push(format!("| `{key}` | {kind} | {default} | Can {adverb} {verb} the **{noun}** |"));
    }
    lines.join("\n")
}
