//! Documents nobody would write, and every example cut off where it hurts. A plugin has to answer
//! all of them: with findings, with a drawing, with nothing, or by declining.

use super::Sample;
use crate::check::{Registered, Task};
use crate::config::Config;
use crate::plugin::{CheckInput, DrawInput, Limits, Session};
use crate::world::Memory;

/// An example is cut after every so many bytes.
const CUT: usize = 7;
/// The most pieces of one example: for a longer one the cuts are further apart.
const MOST_CUTS: usize = 120;
/// The most languages each document is tried in.
const MOST_LANGUAGES: usize = 4;
/// Up to this size, in bytes, a document gets the budget of one example; a larger one that of
/// as many as it is made of.
const ONE_BUDGET: usize = 64 << 10;

/// The documents, as jobs of a plugin that checks or draws: in each of its languages, with every
/// rule on.
pub(super) fn samples(plugin: &Registered, config: &Config, examples: &[Sample]) -> Vec<Sample> {
    let catalogue = &plugin.catalogue;
    let all: Vec<String> = catalogue.rules.iter().map(|rule| plugin.rule_id(&rule.name)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let session = Session {
        config: plugin.config.config.to_string(),
        rules: plugin.enabled_rules(config, "odd.md", &all),
        now: config.site.now,
        seed: config.site.seed,
    };
    let input = |lang: &str, source: String| CheckInput {
        lang: lang.to_owned(),
        attrs: Vec::new(),
        source,
        path: "odd.md".into(),
        headings: Vec::new(),
    };
    let sample = |name: String, input: CheckInput, draws: bool| {
        let limits = plugin.config.limits(if draws { Limits::WHOLE } else { Limits::CHECK });
        Sample {
            name,
            session: session.clone(),
            limits: Limits { fuel: limits.fuel * budgets(input.source.len()), ..limits },
            task: match draws {
                true => Task::Draw(DrawInput { example: input, theme: Vec::new() }),
                false => Task::Check(input),
            },
        }
    };
    let does = [catalogue.interfaces.example_checker, catalogue.interfaces.renderer];
    let does = [false, true].into_iter().zip(does).filter(|(_, does)| *does);
    let does: Vec<bool> = does.map(|(draws, _)| draws).collect();
    let mut samples = Vec::new();
    for lang in catalogue.languages.iter().take(MOST_LANGUAGES) {
        let lang = if lang == "*" { "text" } else { lang };
        for (name, source) in documents() {
            let name = format!("{name}, as `{lang}`");
            let asked = does.iter().map(|&draws| (name.clone(), source.clone(), draws));
            let asked = asked.map(|(name, source, draws)| sample(name, input(lang, source), draws));
            samples.extend(asked);
        }
    }
    for example in examples {
        let (of, draws) = match &example.task {
            Task::Check(of) => (of, false),
            Task::Draw(drawing) => (&drawing.example, true),
            _ => continue,
        };
        for (name, source) in pieces(&of.source) {
            let name = format!("{} {name}", example.name);
            samples.push(sample(name, input(&of.lang, source), draws));
        }
    }
    samples
}

/// The smaller ones as a site of pages, for a plugin that looks at those, and pages that are odd as
/// Markdown.
pub(super) fn pages() -> Memory {
    let documents = documents().into_iter().filter(|(_, text)| text.len() <= ONE_BUDGET);
    let pages = PAGES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned()));
    documents.chain(pages).enumerate().fold(Memory::default(), |world, (at, (name, text))| {
        let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        world.with(&format!("odd/{at:02}-{}.md", name.trim_matches('-')), text.as_bytes())
    })
}

/// How many budgets a document of that size gets.
fn budgets(size: usize) -> u64 {
    size.div_ceil(ONE_BUDGET).max(1) as u64
}

/// An example cut off, and written otherwise.
fn pieces(source: &str) -> Vec<(String, String)> {
    let step = CUT.max(source.len() / MOST_CUTS);
    let mut pieces: Vec<(String, String)> = (step..source.len())
        .step_by(step)
        .filter(|&at| source.is_char_boundary(at))
        .map(|at| (format!("up to byte {at}"), source[..at].to_owned()))
        .collect();
    pieces.push(("with `\\r\\n`".into(), source.replace('\n', "\r\n")));
    pieces.push(("after a byte order mark".into(), format!("\u{feff}{source}")));
    pieces.push(("backwards".into(), source.chars().rev().collect()));
    pieces.push(("without line ends".into(), source.replace('\n', " ")));
    pieces.push(("a hundred times".into(), source.repeat(100)));
    pieces
}

/// The documents with names for them.
fn documents() -> Vec<(String, String)> {
    let mut documents: Vec<(String, String)> =
        SHORT.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    for open in ["(", "[", "{", "<", "\"", "'", "`", "- ", "/*", "<!--", "${", "#", "=", "\\"] {
        documents.push((format!("a thousand times `{open}`"), open.repeat(1000)));
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("{\"a\":", "}")] {
        let nested = format!("{}{}", open.repeat(500), close.repeat(500));
        documents.push((format!("`{open}` five hundred deep"), nested));
    }
    let lines: String = (0..10_000).map(|line| format!("name{line} = value {line}\n")).collect();
    documents.extend([
        ("a line of a megabyte".to_owned(), "x".repeat(1 << 20)),
        ("a megabyte of words".to_owned(), "word = \"value\" ".repeat(70_000)),
        ("ten thousand lines".to_owned(), lines),
        ("ten thousand empty lines".to_owned(), "\n".repeat(10_000)),
        ("a thousand accents on one letter".to_owned(), format!("e{}\n", "\u{301}".repeat(1000))),
        ("a number of a thousand digits".to_owned(), format!("a = {}\n", "9".repeat(1000))),
        ("every letter of ASCII".to_owned(), (0..128_u8).map(char::from).collect()),
    ]);
    documents
}

/// Short ones.
const SHORT: [(&str, &str); 24] = [
    ("nothing", ""),
    ("a line end", "\n"),
    ("blanks", " \t  \n\t \n   "),
    ("a line without end", "name = value"),
    ("NUL", "\0"),
    ("NULs", "name\0 = \0value\0\n\0\n"),
    ("`\\r\\n` line ends", "one = 1\r\ntwo = 2\r\n"),
    ("`\\r` line ends", "one = 1\rtwo = 2\r"),
    ("mixed line ends", "one = 1\r\ntwo = 2\nthree = 3\r\n\r"),
    ("a byte order mark", "\u{feff}"),
    ("a byte order mark and text", "\u{feff}name = value\n"),
    ("control characters", "\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{9b}\n"),
    ("right to left", "שלום = עולם\nمرحبا = عالم\n"),
    ("direction overrides", "a = \u{202e}b\u{202c} \u{2066}c\u{2069}\n"),
    ("combining characters", "e\u{301} = n\u{303}o\u{308}\n"),
    ("emoji of several parts", "👩‍👩‍👧‍👦 = 🏳️‍🌈 🇪🇺 👍🏽\n"),
    ("other line ends", "a = 1\u{2028}b = 2\u{2029}c = 3\u{85}d = 4\n"),
    ("invisible characters", "a\u{200b}b\u{200d}c\u{ad}d\u{2060} = \u{a0}\u{3000}\n"),
    (
        "characters at the edges",
        "\u{7ff}\u{800}\u{d7ff}\u{e000}\u{fffd}\u{ffff}\u{10000}\u{10ffff}\n",
    ),
    ("letters that grow when changed in case", "ŉ = ß İ ﬁ ΐ\n"),
    (
        "escapes that mean nothing",
        "a = \"\\uD800 \\u{110000} \\x \\q \\777 \\\" %zz %E0%80 &#x110000; &\\\"\n",
    ),
    ("open quotes", "a = \"b\nc = 'd\ne = `f\n"),
    ("numbers that are none", "1e999 -0 0x 0b2 1_ 1__2 .5. NaN -inf 00 1e+ 9223372036854775808\n"),
    ("punctuation", "!@#$%^&*()_+-=[]{}|;':\",./<>?`~\\\n;;;\n,,,\n:::\n===\n"),
];

/// Pages.
const PAGES: [(&str, &str); 8] = [
    ("an open fence", "# A\n\n````text\n```\na\n"),
    ("an open fence in a quote in a list", "- > ```text\n  > a\n\n  b\n"),
    ("open front matter", "+++\ntitle = \"\n\n# A\n"),
    ("headings without text", "#\n\n##  \n\n###### #\n\n####### a\n\n===\n"),
    ("the same heading many times", "# A\n# A\n# A-1\n# a\n# A {#a}\n"),
    ("links that lead nowhere", "[]() [a]( [b]: <c ![](d \"e) [f][g] [h](\\) <http://[::>\n"),
    ("an open comment", "a <!-- proof: run\n\n```text\na\n```\n"),
    ("a table of nothing", "|||\n|-|:-:\n|\n||||||\n\\|\n"),
];

#[cfg(test)]
mod tests {
    use super::{budgets, documents, pages, pieces};
    use crate::world::World as _;

    #[test]
    fn pieces_end_on_characters_and_are_not_too_many() {
        let text = "é".repeat(40_000);
        let pieces = pieces(&text);
        assert!(pieces.len() > 50 && pieces.len() < 200, "{}", pieces.len());
        let (name, last) = &pieces[0];
        assert_eq!(*name, format!("up to byte {}", last.len()));
        assert_eq!(super::pieces("0123456789").len(), 6);
    }

    #[test]
    fn documents_have_a_name_each() {
        let mut names: Vec<String> = documents().into_iter().map(|(name, _)| name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn each_page_is_a_file_of_its_own() {
        let small = documents().iter().filter(|(_, text)| text.len() <= super::ONE_BUDGET).count();
        assert_eq!(pages().walk("odd").unwrap().len(), small + super::PAGES.len());
    }

    #[test]
    fn a_large_document_has_more_fuel() {
        assert_eq!([budgets(0), budgets(64 << 10), budgets((64 << 10) + 1)], [1, 1, 2]);
    }
}
