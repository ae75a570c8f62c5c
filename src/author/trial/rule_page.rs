//! What a rule page must have to be documentation and test at once.

use crate::content::{Page, Tree};
use crate::markdown::Example;
use crate::plugin::Catalogue;
use crate::source::Sources;

/// The sections of a rule page.
const SECTIONS: [&str; 5] = ["What it does", "Why it matters", "Wrong", "Right", "Known limits"];

/// What the pages of these rules lack. Whether their examples hold is seen by checking them.
pub(super) fn problems(catalogue: &Catalogue, tree: &Tree, sources: &Sources) -> Vec<String> {
    let mut problems = Vec::new();
    for rule in &catalogue.rules {
        let full = format!("{}/{}", catalogue.id, rule.name);
        let path = format!("{}.md", rule.name);
        match tree.pages.iter().find(|page| page.path == path) {
            Some(page) => of_page(page, &full, catalogue, sources, &mut problems),
            None => problems.push(format!("`{full}` has no page")),
        }
    }
    problems
}

fn of_page(
    page: &Page,
    rule: &str,
    catalogue: &Catalogue,
    sources: &Sources,
    problems: &mut Vec<String>,
) {
    let file = &sources.get(page.source).path;
    let headings = &page.document.headings;
    for section in SECTIONS {
        if !headings.iter().any(|heading| heading.level == 2 && heading.text == section) {
            problems.push(format!("{file}: has no section `## {section}`"));
        }
    }
    // Rules about pages as a whole have no examples that could be checked one by one.
    if !(catalogue.interfaces.example_checker || catalogue.interfaces.renderer) {
        return;
    }
    let checked = |example: &&Example| {
        let lang = example.fence.check_as();
        let own = |language: &String| language == lang || language == "*";
        catalogue.languages.iter().any(own) && example.fence.get("ignore").is_none()
    };
    for section in ["Wrong", "Right"] {
        let examples = page.document.examples.iter().filter(checked);
        let mut under = examples.filter(|example| stands_under(example, section)).peekable();
        if under.peek().is_none() {
            problems.push(format!("{file}: has no example under `## {section}`"));
        }
        for example in under {
            let fails = example.fence.list("fails");
            let line = sources.get(page.source).position(example.opening.span.start).line;
            if section == "Wrong" && !fails.contains(&rule) {
                problems.push(format!(
                    "{file}:{line}: an example under `## Wrong` needs `fails={rule}`"
                ));
            }
            if section == "Right" && !fails.is_empty() {
                problems
                    .push(format!("{file}:{line}: an example under `## Right` carries `fails=`"));
            }
        }
    }
}

fn stands_under(example: &Example, section: &str) -> bool {
    example.headings.iter().any(|heading| heading == section)
}
