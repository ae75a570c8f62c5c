//! Finds the Markdown files and reads their bytes into sources.

use std::io;

use super::Shelf;
use crate::diagnostic::Finding;
use crate::source::{Location, SourceId, Sources, Span};
use crate::world::World;

/// Reads every `.md` file below `folder` that is not among the sources yet, and gives them all, sorted by path. Bytes that are not UTF-8 are replaced
/// and reported where they first occur.
///
/// # Errors
///
/// Where the folder or a file in it cannot be read.
pub(super) fn discover(
    world: &dyn World,
    folder: &str,
    sources: &mut Sources,
    shelf: &mut Shelf,
) -> io::Result<Vec<SourceId>> {
    let files = match shelf.files.take() {
        Some(files) => files,
        None => world.walk(folder)?.into_iter().filter(|path| path.ends_with(".md")).collect(),
    };
    let mut pages = Vec::with_capacity(files.len());
    for path in &files {
        pages.push(match sources.find(path) {
            Some(source) => source,
            None => {
                let (source, finding) = add(path, world.read(path)?, sources);
                shelf.bytes.extend(finding.map(|finding| (path.clone(), finding)));
                source
            }
        });
    }
    shelf.files = Some(files);
    Ok(pages)
}

fn add(path: &str, bytes: Vec<u8>, sources: &mut Sources) -> (SourceId, Option<Finding>) {
    match String::from_utf8(bytes) {
        Ok(text) => (sources.add(path, text), None),
        Err(why) => {
            let at = why.utf8_error().valid_up_to();
            let source = sources.add(path, String::from_utf8_lossy(why.as_bytes()));
            let location = Location { source, span: Span::new(at, at + '\u{fffd}'.len_utf8()) };
            let finding =
                Finding::error("page/invalid-utf8", location, format!("byte {at} is not UTF-8"))
                    .help("save the file as UTF-8");
            (source, Some(finding))
        }
    }
}
