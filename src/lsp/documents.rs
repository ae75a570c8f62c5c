//! The files that are open in the editor, as they are there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};
use super::uri;

/// An open file.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its address, as the editor writes it.
    pub(super) uri: Uri,
    /// Where it lies, or would.
    pub(super) path: PathBuf,
    /// The editor's number for this text.
    pub(super) version: i32,
    /// Its text.
    pub(super) text: Arc<str>,
}

/// Every open file.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    /// Takes in a file that was opened. False for one that is no file.
    pub(super) fn open(&mut self, uri: Uri, version: i32, text: String) -> bool {
        let Some(path) = uri::path(&uri) else { return false };
        let key = uri.as_str().to_owned();
        self.open.insert(key, Document { uri, path, version, text: text.into() });
        true
    }

    /// Changes a file. False for one that is not open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.open.get_mut(uri.as_str()) else { return false };
        let mut text = document.text.to_string();
        for change in changes {
            apply(&mut text, change, encoding);
        }
        document.text = text.into();
        document.version = version;
        true
    }

    /// Forgets a file. False for one that is not open.
    pub(super) fn close(&mut self, uri: &Uri) -> bool {
        self.open.remove(uri.as_str()).is_some()
    }

    /// A file, if it is open.
    pub(super) fn get(&self, uri: &Uri) -> Option<&Document> {
        self.open.get(uri.as_str())
    }

    /// Every open file, by address.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.open.values()
    }
}

/// One change: a range that gets another text, or all of it.
fn apply(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    match change.range {
        None => *text = change.text,
        Some(range) => {
            let span = Lines::new(text, encoding).span(range);
            text.replace_range(span.start..span.end, &change.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use lsp_types::{Position, Range};

    use super::*;

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let position = |(line, character)| Position::new(line, character);
        TextDocumentContentChangeEvent {
            range: Some(Range::new(position(from), position(to))),
            range_length: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut documents = Documents::default();
        let uri = Uri::from_str("file:///a.md").unwrap();
        assert!(documents.open(uri.clone(), 1, "a𝄞b\r\nc\r\n".to_owned()));
        let changes = vec![
            change((0, 3), (0, 4), "B"),
            change((1, 0), (1, 0), "x\r\n"),
            change((9, 9), (99, 0), "end"),
            change((0, 0), (0, 1), ""),
        ];
        assert!(documents.change(&uri, 2, changes, Encoding::Utf16));
        let document = documents.get(&uri).unwrap();
        assert_eq!((&*document.text, document.version), ("𝄞B\r\nx\r\nc\r\nend", 2));
        assert!(documents.close(&uri));
        assert!(!documents.change(&uri, 3, Vec::new(), Encoding::Utf16));
    }
}
