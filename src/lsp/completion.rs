//! What can be written at a position: attributes and their values, rules, keys, links and
//! anchors, shortcodes.

mod config;
mod fence;
mod front_matter;
mod item;
mod link;
mod shortcode;

use lsp_types::{CompletionItem, Position};

use super::view::View;

/// The most items of an answer. An editor that gets as many asks again after the next key.
pub const MOST: usize = 300;

/// What can be written at a position, the likeliest first.
pub fn complete(view: &View<'_>, position: Position) -> Vec<CompletionItem> {
    let offset = view.offset(position);
    let mut items = if view.page_path().is_some() {
        in_page(view, offset)
    } else if view.path.ends_with(".toml") && !view.path.contains('/') {
        config::complete(view, offset)
    } else {
        Vec::new()
    };
    items.truncate(MOST);
    items
}

fn in_page(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let page = view.page();
    if let Some(front) = page.in_front(offset) {
        return front_matter::complete(view, front, offset);
    }
    if page.fence_at(offset).is_some() {
        return fence::complete(view, offset);
    }
    if fence::in_comment(view, offset) {
        return fence::complete_comment(view, offset);
    }
    if page.example_at(offset).is_some() {
        return Vec::new();
    }
    let calls = shortcode::complete(view, offset);
    if calls.is_empty() { link::complete(view, &page, offset) } else { calls }
}
