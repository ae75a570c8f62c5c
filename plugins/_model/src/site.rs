//! The site: no two pages begin with the same heading.

use std::collections::BTreeMap;

use proofpress_plugin::{
    Declined, Document, Finding, Look, NoConfig, PageFinding, SiteChecker, Span,
};

use crate::Model;

/// The first heading of a page.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct First {
    text: String,
    start: usize,
    end: usize,
}

impl SiteChecker for Model {
    type Facts = First;

    fn collect(page: &Document, _: &Look<'_, NoConfig>) -> Result<First, Declined> {
        let Some(first) = page.headings.first() else {
            return Err(Declined("it has no heading".into()));
        };
        let (start, end) = (first.span.start as usize, first.span.end as usize);
        Ok(First { text: first.text.clone(), start, end })
    }

    fn check_site(pages: &[(String, First)], _: &Look<'_, NoConfig>) -> Vec<PageFinding> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let mut found = Vec::new();
        for (path, heading) in pages {
            if let Some(other) = seen.get(heading.text.as_str()) {
                let message = format!("`{other}` begins with the same heading");
                let finding = Finding::new(Span::new(heading.start, heading.end), message);
                found.push(PageFinding::new("same-heading", finding).in_file(path));
            } else {
                seen.insert(&heading.text, path);
            }
        }
        found
    }
}
