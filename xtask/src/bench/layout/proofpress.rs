//! Our own layout: sections of a folder each, relative links, the built-in theme.

use anyhow::Result;

use super::{Files, TITLE, front_matter, page};
use crate::bench::corpus::Corpus;

const CONFIG: &str = include_str!("proofpress/proofpress.toml");
const HEAD: &str = include_str!("proofpress/head.html");

pub(super) fn write(corpus: &Corpus, files: &Files<'_>) -> Result<()> {
    files.write("proofpress.toml", CONFIG)?;
    files.write("theme/templates/partials/head.html", HEAD)?;
    let front = front_matter(TITLE, None, 1);
    files.write("content/_index.md", format!("{front}Welcome.\n"))?;
    for section in 0..corpus.sections() {
        let front = front_matter(&corpus.section_title(section), None, section + 1);
        let text = front + &corpus.section_body(section);
        files.write(&format!("content/s{section:03}/_index.md"), text)?;
    }
    for number in 0..corpus.pages() {
        files.write(&super::Layout::Proofpress.source(number), page(corpus, number))?;
    }
    Ok(())
}
