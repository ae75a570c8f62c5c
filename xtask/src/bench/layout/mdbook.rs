//! mdBook's layout: a summary of all pages, and titles as headings. It has no front matter.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Files, TITLE, place, relative};
use crate::bench::corpus::Corpus;

pub(super) fn write(corpus: &Corpus, files: &Files<'_>) -> Result<()> {
    let config = format!("[book]\ntitle = \"{TITLE}\"\nlanguage = \"en\"\nsrc = \"src\"\n");
    files.write("book.toml", config)?;
    files.write("src/welcome.md", format!("# {TITLE}\n\nWelcome.\n"))?;
    let mut summary = "# Summary\n\n[Welcome](welcome.md)\n\n".to_owned();
    for section in 0..corpus.sections() {
        let title = corpus.section_title(section);
        let _ = writeln!(summary, "- [{title}](s{section:03}/README.md)");
        let text = format!("# {title}\n\n{}", corpus.section_body(section));
        files.write(&format!("src/s{section:03}/README.md"), text)?;
        for number in corpus.pages_of(section) {
            let (title, place) = (corpus.title(number), place(number));
            let _ = writeln!(summary, "    - [{title}]({place}.md)");
            let text = format!("# {title}\n\n{}", corpus.body(number, &relative));
            files.write(&format!("src/{place}.md"), text)?;
        }
    }
    files.write("src/SUMMARY.md", summary)
}
