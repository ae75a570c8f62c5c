//! Pages: links to files under `deploy/` lead to a file that is there.

use proofpress_plugin::{
    Declined, Document, DocumentChecker, Finding, Look, NoConfig, PageFinding, Span, site_files,
};

use crate::Model;

/// A page is long from so many bytes on.
const LONG: usize = 2000;

impl DocumentChecker for Model {
    fn check_document(
        page: &Document,
        look: &Look<'_, NoConfig>,
    ) -> Result<Vec<PageFinding>, Declined> {
        let mut found = Vec::new();
        for link in page.links.iter().filter(|link| link.href.starts_with("/deploy/")) {
            let path = &link.href[1..];
            if let Err(why) = site_files::read(path) {
                let span = Span::new(link.span.start as usize, link.span.end as usize);
                let message = format!("`{path}` cannot be read: {}", why.name());
                found.push(PageFinding::new("missing-file", Finding::new(span, message)));
            }
        }
        if look.is_on("long-page") && page.source.len() > LONG {
            let message = format!("this page has {} bytes", page.source.len());
            found.push(PageFinding::new("long-page", Finding::new(Span::at(0), message)));
        }
        Ok(found)
    }
}
