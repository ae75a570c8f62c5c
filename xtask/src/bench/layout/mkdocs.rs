//! MkDocs' layout, with the Material theme and the extensions that such sites turn on.

use anyhow::Result;

use super::{Files, SECTION, TITLE, front_matter, place, relative};
use crate::bench::corpus::Corpus;

pub(super) fn write(corpus: &Corpus, files: &Files<'_>) -> Result<()> {
    files.write("mkdocs.yml", include_str!("mkdocs/mkdocs.yml"))?;
    let front = front_matter(TITLE, None, 1);
    files.write("docs/index.md", format!("{front}# {TITLE}\n\nWelcome.\n"))?;
    for section in 0..corpus.sections() {
        let title = corpus.section_title(section);
        let front = front_matter(&title, None, section + 1);
        let text = format!("{front}# {title}\n\n{}", corpus.section_body(section));
        files.write(&format!("docs/s{section:03}/index.md"), text)?;
    }
    for number in 0..corpus.pages() {
        let (title, description) = (corpus.title(number), corpus.description(number));
        let front = front_matter(title, Some(&description), number % SECTION + 1);
        let text = format!("{front}# {title}\n\n{}", corpus.body(number, &relative));
        files.write(&format!("docs/{}.md", place(number)), text)?;
    }
    Ok(())
}
