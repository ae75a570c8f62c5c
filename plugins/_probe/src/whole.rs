//! The halves that look at pages and at the site. A page tells them what to do in lines that
//! begin with `probe `, outside of its examples.

use proofpress_plugin::bindings::documents::exports::proofpress::plugin::document_checker;
use proofpress_plugin::bindings::proofpress::plugin::types::{
    Diagnostic, Document, Failure, Target,
};
use proofpress_plugin::bindings::sites::exports::proofpress::plugin::site_checker;

use crate::{Probe, answers, violence};

/// What a page asks of the half that begins with this word, each with its place.
fn asked(source: &str, word: &str) -> Vec<(String, u32, u32)> {
    let mut asked = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if let Some(what) = text.strip_prefix(word) {
            asked.push((what.trim().to_owned(), index(at), index(at + text.len())));
        }
        at += line.len();
    }
    asked
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl document_checker::Guest for Probe {
    fn check_document(page: Document) -> Result<Vec<Diagnostic>, Failure> {
        let mut found = Vec::new();
        for (what, start, end) in asked(&page.source, "probe page ") {
            let (word, rest) = what.split_once(' ').unwrap_or((&what, ""));
            match word {
                "say" => found.push(answers::finding("said", rest, start, end)),
                "beyond" => {
                    let end = index(page.source.len()) + 1;
                    found.push(answers::finding("said", "beyond", 0, end));
                }
                "other-file" => found.push(Diagnostic {
                    target: Target::File("other.md".into()),
                    ..answers::finding("said", "there", 0, 0)
                }),
                "given" => found.push(answers::finding("said", &given(&page), start, end)),
                "places" => places(&page, &mut found),
                "decline" => return Err(Failure::Unsupported("not this page".into())),
                attack => {
                    violence::attack(attack);
                }
            }
        }
        Ok(found)
    }
}

/// All that a page is, in short.
fn given(page: &Document) -> String {
    let headings = page.headings.iter();
    let headings = headings.map(|one| format!("{}{} #{}", one.level, one.text, one.anchor));
    let links = page.links.iter();
    let links =
        links.map(|one| format!("{}={}{}", one.text, one.href, ["", "!"][usize::from(one.image)]));
    let examples = page.examples.iter().map(|one| one.example.lang.clone());
    format!(
        "{} {} headings {:?} links {:?} examples {:?}",
        page.path,
        page.front_matter,
        headings.collect::<Vec<_>>(),
        links.collect::<Vec<_>>(),
        examples.collect::<Vec<_>>()
    )
}

/// A finding at every heading, link and example.
fn places(page: &Document, found: &mut Vec<Diagnostic>) {
    let mut at =
        |what: &str, span: &proofpress_plugin::bindings::proofpress::plugin::types::Span| {
            found.push(answers::finding("said", what, span.start, span.end));
        };
    page.headings.iter().for_each(|one| at("a heading", &one.span));
    page.links.iter().for_each(|one| at("a link", &one.span));
    page.examples.iter().for_each(|one| at("an example", &one.span));
}

impl site_checker::Guest for Probe {
    fn collect(page: Document) -> Result<Vec<u8>, Failure> {
        let mut facts = String::new();
        for (what, start, end) in asked(&page.source, "probe site ") {
            if what == "decline" {
                return Err(Failure::Unsupported("not this page".into()));
            }
            if what == "flood" {
                return Ok(vec![0; 2 << 20]);
            }
            facts += &format!("{start} {end} {what}\n");
        }
        Ok(facts.into_bytes())
    }

    /// Says of each topic that pages name (`probe site topic x`) which pages do, on the second.
    fn check_site(files: Vec<site_checker::FileFacts>) -> Result<Vec<Diagnostic>, Failure> {
        let mut seen: Vec<(String, String, u32, u32)> = Vec::new();
        let mut found = Vec::new();
        for file in &files {
            let facts = String::from_utf8_lossy(&file.facts);
            for line in facts.lines() {
                let mut words = line.splitn(3, ' ');
                let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
                let (start, end) = (number(), number());
                let what = words.next().unwrap_or_default();
                match what.strip_prefix("topic ") {
                    Some(topic) => {
                        found.extend(again(&seen, topic, &file.path, start, end));
                        seen.push((topic.to_owned(), file.path.clone(), start, end));
                    }
                    None => found.extend(lie(what, &file.path)),
                }
            }
        }
        Ok(found)
    }
}

fn again(
    seen: &[(String, String, u32, u32)],
    topic: &str,
    path: &str,
    start: u32,
    end: u32,
) -> Option<Diagnostic> {
    let (_, first, from, to) = seen.iter().find(|(known, ..)| known == topic)?;
    let place = proofpress_plugin::bindings::proofpress::plugin::types::Related {
        target: Target::File(first.clone()),
        span: proofpress_plugin::bindings::proofpress::plugin::types::Span {
            start: *from,
            end: *to,
        },
        message: "first told here".into(),
    };
    Some(Diagnostic {
        target: Target::File(path.to_owned()),
        related: vec![place],
        ..answers::finding("said", &format!("`{topic}` is told twice"), start, end)
    })
}

/// Answers about a site that the contract does not allow.
fn lie(what: &str, path: &str) -> Option<Diagnostic> {
    let at = |path: &str, end| Diagnostic {
        target: Target::File(path.to_owned()),
        ..answers::finding("said", "a lie", 0, end)
    };
    match what {
        "no-such-page" => Some(at("../../etc/passwd", 0)),
        "current" => Some(answers::finding("said", "where?", 0, 0)),
        "beyond" => Some(at(path, 1_000_000)),
        attack => {
            violence::attack(attack);
            None
        }
    }
}
