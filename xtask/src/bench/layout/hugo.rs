//! Hugo's layout. The templates are those of Zola's layout in Hugo's language.

use anyhow::Result;

use super::{Files, TITLE, front_matter, page, place};
use crate::bench::corpus::Corpus;

const TEMPLATES: [(&str, &str); 5] = [
    ("baseof.html", include_str!("hugo/baseof.html")),
    ("page.html", include_str!("hugo/page.html")),
    ("section.html", include_str!("hugo/section.html")),
    ("home.html", include_str!("hugo/home.html")),
    ("404.html", include_str!("hugo/404.html")),
];

pub(super) fn write(corpus: &Corpus, files: &Files<'_>, index: bool) -> Result<()> {
    let outputs = if index { r#"["HTML", "JSON"]"# } else { r#"["HTML"]"# };
    let config = include_str!("hugo/hugo.toml").replace("OUTPUTS", outputs);
    files.write("hugo.toml", config)?;
    files.write("static/site.css", include_str!("site.css"))?;
    files.write("static/chroma.css", include_str!("hugo/chroma.css"))?;
    for (name, text) in TEMPLATES {
        files.write(&format!("layouts/{name}"), text)?;
    }
    if index {
        files.write("layouts/home.json", include_str!("hugo/home.json"))?;
    }
    let front = front_matter(TITLE, None, 1);
    files.write("content/_index.md", format!("{front}Welcome.\n"))?;
    for section in 0..corpus.sections() {
        let front = front_matter(&corpus.section_title(section), None, section + 1);
        let text = front + &corpus.section_body(section);
        files.write(&format!("content/s{section:03}/_index.md"), text)?;
    }
    for number in 0..corpus.pages() {
        files.write(&format!("content/{}.md", place(number)), page(corpus, number))?;
    }
    Ok(())
}
