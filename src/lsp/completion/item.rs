//! One thing that can be written, as the protocol has it.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, TextEdit,
};

use super::super::view::View;
use crate::source::Span;

/// Makes items that take the place of one span.
pub(super) struct Items<'a> {
    view: &'a View<'a>,
    range: lsp_types::Range,
    items: Vec<CompletionItem>,
}

/// What there is to say of an item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told<'t> {
    /// In a line, beside it.
    pub(super) detail: &'t str,
    /// In Markdown, once it is chosen.
    pub(super) about: &'t str,
}

impl<'a> Items<'a> {
    /// Items in the place of `span`, which is what was typed so far.
    pub(super) fn new(view: &'a View<'a>, span: Span) -> Self {
        Self { view, range: view.range(span), items: Vec::new() }
    }

    /// Adds an item: what it is called, and what is written, `$` where the caret goes.
    pub(super) fn add(
        &mut self,
        label: &str,
        form: &str,
        kind: CompletionItemKind,
        told: Told<'_>,
    ) {
        let caret = form.contains('$');
        let snippet = caret && self.view.snippets;
        let text = match snippet {
            true => escaped(form).replacen('$', "${1}", 1),
            false => form.replacen('$', "", 1),
        };
        let about = (!told.about.is_empty()).then(|| {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value: told.about.to_owned(),
            })
        });
        let format = match snippet {
            true => InsertTextFormat::SNIPPET,
            false => InsertTextFormat::PLAIN_TEXT,
        };
        let place = self.items.len();
        self.items.push(CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            detail: (!told.detail.is_empty()).then(|| told.detail.to_owned()),
            documentation: about,
            // The order they are added in is that of how likely they are.
            sort_text: Some(format!("{place:04}")),
            insert_text_format: Some(format),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(self.range, text))),
            ..CompletionItem::default()
        });
    }

    /// The items.
    pub(super) fn finish(self) -> Vec<CompletionItem> {
        self.items
    }
}

/// A text as a snippet that means itself, but for the one `$` of the caret.
fn escaped(form: &str) -> String {
    form.replace('\\', "\\\\").replace('}', "\\}")
}
