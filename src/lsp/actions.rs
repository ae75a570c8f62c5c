//! Changes that mend what was found at a place: the fixes a finding brings, what may have been
//! meant, and what a page can say of its example.

mod fence;
mod meant;

use std::collections::HashMap;
use std::sync::Arc;

use lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, NumberOrString, Range, TextEdit, Uri, WorkspaceEdit,
};

use super::client::FIX_ALL;
use super::found::{Found, Place, Placed, PlacedEdit};
use super::position::Lines;
use super::shift::Shift;
use super::view::View;
use crate::diagnostic::Applicability;
use crate::source::Span;

/// What an editor asks actions for.
pub struct Asked<'a> {
    /// The place.
    pub range: Range,
    /// Kinds of actions; all where there are none.
    pub only: Option<&'a [CodeActionKind]>,
    /// The diagnostics that are shown there.
    pub shown: &'a [Diagnostic],
    /// What was found in the site.
    pub found: &'a [&'a Found],
    /// The text of a file that is open.
    pub open: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// The address of a file.
    pub uri: &'a dyn Fn(&str) -> Option<Uri>,
}

/// Changes to the texts of files as they are now.
type Edits = Vec<(Arc<str>, Span, String)>;

/// An action before it is told in the protocol's words.
struct Draft<'a> {
    title: String,
    preferred: bool,
    edits: Edits,
    placed: &'a Placed,
    span: Span,
}

/// The actions for a place.
pub fn of(view: &View<'_>, asked: &Asked<'_>) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    if asked.wants("quickfix") {
        for draft in drafts(view, asked) {
            actions.extend(asked.action(view, draft));
        }
    }
    if asked.only.is_some() && asked.wants(FIX_ALL) {
        actions.extend(fix_all(view, asked));
    }
    actions
}

/// What can be done about each finding that touches the range.
fn drafts<'a>(view: &View<'_>, asked: &Asked<'a>) -> Vec<Draft<'a>> {
    let range = view.lines().span(asked.range);
    let mut drafts = Vec::new();
    for &found in asked.found {
        let now = Now { found, open: asked.open };
        for placed in found.findings.iter().filter(|one| *one.place.path == *view.path) {
            let Some((text, span)) = now.place(&placed.place) else { continue };
            if span.start > range.end || span.end < range.start {
                continue;
            }
            let mut add = |title: String, preferred: bool, edits: Edits| {
                drafts.push(Draft { title, preferred, edits, placed, span });
            };
            for fix in &placed.fixes {
                if let Some(edits) = now.edits(&fix.edits) {
                    add(fix.title.clone(), fix.applicability == Applicability::Safe, edits);
                }
            }
            if placed.fixes.is_empty()
                && let Some((place, right)) = meant::edit(placed, &text, span)
            {
                let path = Arc::clone(&placed.place.path);
                add(format!("write `{right}`"), false, vec![(path, place, right)]);
            }
            let fence = placed.fence.as_ref().and_then(|fence| Some((fence, now.place(fence)?)));
            let Some((fence, (text, place))) = fence else { continue };
            let mut at_fence = |title: String, edit: Option<(Span, String)>| {
                let edit = edit.map(|(span, new)| (Arc::clone(&fence.path), span, new));
                edit.into_iter().for_each(|edit| add(title.clone(), false, vec![edit]));
            };
            if view.index.plugin_rule(&placed.rule).is_some() {
                let title = format!("show as an anti-pattern: `fails={}`", placed.rule);
                at_fence(title, fence::with_failure(&text, place, &placed.rule));
            }
            at_fence("leave the example unchecked".to_owned(), fence::ignored(&text, place));
        }
    }
    drafts
}

/// Every safe fix of the file, those that would change the same place left for the next time.
fn fix_all(view: &View<'_>, asked: &Asked<'_>) -> Option<CodeAction> {
    let mut edits: Edits = Vec::new();
    for &found in asked.found {
        let now = Now { found, open: asked.open };
        let here = found.findings.iter().filter(|one| *one.place.path == *view.path);
        let fixes = here.flat_map(|placed| &placed.fixes);
        for fix in fixes.filter(|fix| fix.applicability == Applicability::Safe) {
            let Some(own) = now.edits(&fix.edits) else { continue };
            let meets = |(path, span, _): &(Arc<str>, Span, String)| {
                edits.iter().any(|(other_path, other, _)| {
                    other_path == path && span.start <= other.end && other.start <= span.end
                })
            };
            if !own.iter().any(meets) && own.iter().all(|(path, ..)| **path == *view.path) {
                edits.extend(own);
            }
        }
    }
    (!edits.is_empty()).then(|| CodeAction {
        title: "apply every safe fix".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: asked.edit(view, &edits),
        ..CodeAction::default()
    })
}

impl Asked<'_> {
    /// Whether actions of a kind are asked for.
    fn wants(&self, kind: &str) -> bool {
        let holds = |asked: &CodeActionKind| {
            let asked = asked.as_str();
            let inner = kind.strip_prefix(asked).is_some_and(|rest| rest.starts_with('.'));
            asked.is_empty() || asked == kind || inner
        };
        self.only.is_none_or(|only| only.iter().any(holds))
    }

    fn action(&self, view: &View<'_>, draft: Draft<'_>) -> Option<CodeAction> {
        let rule = Some(NumberOrString::String(draft.placed.rule.clone()));
        let range = view.range(draft.span);
        let mends = |shown: &&Diagnostic| shown.code == rule && shown.range == range;
        let mended: Vec<Diagnostic> = self.shown.iter().filter(mends).cloned().collect();
        Some(CodeAction {
            title: draft.title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: (!mended.is_empty()).then_some(mended),
            edit: Some(self.edit(view, &draft.edits)?),
            is_preferred: draft.preferred.then_some(true),
            ..CodeAction::default()
        })
    }

    /// Edits in the protocol's words; none where a file has no address.
    #[expect(clippy::mutable_key_type, reason = "the protocol's map has addresses for keys")]
    fn edit(&self, view: &View<'_>, edits: &Edits) -> Option<WorkspaceEdit> {
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for (path, span, new) in edits {
            let text = self.text(path)?;
            let range = Lines::new(&text, view.encoding).range(*span);
            changes.entry((self.uri)(path)?).or_default().push(TextEdit::new(range, new.clone()));
        }
        Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }

    fn text(&self, path: &str) -> Option<Arc<str>> {
        (self.open)(path).or_else(|| self.found.iter().find_map(|found| found.text(path)).cloned())
    }
}

/// What was found then, and the texts of now.
struct Now<'a> {
    found: &'a Found,
    open: &'a dyn Fn(&str) -> Option<Arc<str>>,
}

impl Now<'_> {
    /// The text of a place's file, and where the place is in it; none where it was changed.
    fn place(&self, place: &Place) -> Option<(Arc<str>, Span)> {
        let then = self.found.text(&place.path)?;
        let now = (self.open)(&place.path).unwrap_or_else(|| Arc::clone(then));
        let span = match now == *then {
            true => place.span,
            false => Shift::between(then, &now).span(place.span)?,
        };
        Some((now, span))
    }

    /// All of the edits, or none where one cannot be made any more.
    fn edits(&self, edits: &[PlacedEdit]) -> Option<Edits> {
        let now = |edit: &PlacedEdit| {
            let (_, span) = self.place(&edit.place)?;
            Some((Arc::clone(&edit.place.path), span, edit.replacement.clone()))
        };
        edits.iter().map(now).collect()
    }
}
