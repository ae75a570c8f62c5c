//! Zola's layout. The templates are those of Hugo's layout in Zola's language.

use anyhow::Result;

use super::{Files, SECTION, TITLE, hash, place};
use crate::bench::corpus::Corpus;

const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("zola/base.html")),
    ("page.html", include_str!("zola/page.html")),
    ("section.html", include_str!("zola/section.html")),
    ("index.html", include_str!("zola/index.html")),
];

/// The block of a page's template that lists its section.
const SIDEBAR: (&str, &str) = ("{% block sidebar %}", "{% endblock sidebar %}");

pub(super) fn write(corpus: &Corpus, files: &Files<'_>, sidebar: bool) -> Result<()> {
    files.write("config.toml", include_str!("zola/config.toml"))?;
    files.write("static/site.css", include_str!("site.css"))?;
    for (name, text) in TEMPLATES {
        let text = match name {
            "page.html" if !sidebar => without_sidebar(text),
            _ => text.to_owned(),
        };
        files.write(&format!("templates/{name}"), text)?;
    }
    let front = format!("+++\ntitle = \"{TITLE}\"\nsort_by = \"weight\"\n+++\n\n");
    files.write("content/_index.md", format!("{front}Welcome.\n"))?;
    for section in 0..corpus.sections() {
        let (title, weight) = (corpus.section_title(section), section + 1);
        let front =
            format!("+++\ntitle = \"{title}\"\nsort_by = \"weight\"\nweight = {weight}\n+++\n\n");
        let text = front + &corpus.section_body(section);
        files.write(&format!("content/s{section:03}/_index.md"), text)?;
    }
    for number in 0..corpus.pages() {
        let (title, description) = (corpus.title(number), corpus.description(number));
        let weight = number % SECTION + 1;
        let front = format!(
            "+++\ntitle = \"{title}\"\ndescription = \"{description}\"\nweight = {weight}\n+++\n\n"
        );
        let text = front + &corpus.body(number, &address);
        files.write(&format!("content/{}.md", place(number)), text)?;
    }
    Ok(())
}

fn address(page: usize, anchor: Option<&str>) -> String {
    format!("@/{}.md{}", place(page), hash(anchor))
}

fn without_sidebar(template: &str) -> String {
    let (begin, end) = SIDEBAR;
    let Some((before, rest)) = template.split_once(begin) else { return template.to_owned() };
    let Some((_, after)) = rest.split_once(end) else { return template.to_owned() };
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sidebar_can_be_left_out() {
        let page = TEMPLATES[1].1;
        assert!(page.contains("section.pages"));
        assert!(!without_sidebar(page).contains("section.pages"));
        assert!(without_sidebar(page).contains("page.content"));
    }
}
