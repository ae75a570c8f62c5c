//! Requests: which feature answers them, and with what.

use lsp_server::{ErrorCode, Request, Response};
use lsp_types::{
    CodeActionOrCommand, CodeActionParams, CompletionList, CompletionParams, DocumentLink,
    DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, Location, MarkupContent, MarkupKind, Position, Range,
    SymbolInformation, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::actions::{self, Asked};
use super::super::definition::{self, Destination};
use super::super::index::Index;
use super::super::view::View;
use super::super::{completion, hover, symbols, uri};
use super::session::Session;
use super::site::Site;

/// Answers a request.
pub(super) fn answer(session: &Session, request: Request) -> Response {
    let Request { id, method, params } = request;
    let answer = match method.as_str() {
        "textDocument/completion" => with(params, |asked: CompletionParams| {
            let at = asked.text_document_position;
            let items = on(session, &at.text_document.uri, |_, view| {
                completion::complete(view, at.position)
            })?;
            Some(CompletionList { is_incomplete: items.len() >= completion::MOST, items })
        }),
        "textDocument/hover" => with(params, |asked: HoverParams| {
            let at = asked.text_document_position_params;
            on(session, &at.text_document.uri, |site, view| hovering(site, view, at.position))?
        }),
        "textDocument/definition" => with(params, |asked: GotoDefinitionParams| {
            let at = asked.text_document_position_params;
            on(session, &at.text_document.uri, |site, view| {
                let found = definition::find(view, at.position)?;
                location(session, site, found)
            })?
        }),
        "textDocument/documentSymbol" => with(params, |asked: DocumentSymbolParams| {
            let uri = asked.text_document.uri;
            let symbols = on(session, &uri, |_, view| symbols::of(view))?;
            Some(match session.client.tree {
                true => DocumentSymbolResponse::Nested(symbols),
                false => DocumentSymbolResponse::Flat(flat(&uri, symbols)),
            })
        }),
        "textDocument/documentLink" => with(params, |asked: DocumentLinkParams| {
            on(session, &asked.text_document.uri, |site, view| links(session, site, view))
        }),
        "textDocument/codeAction" => with(params, |asked: CodeActionParams| acting(session, asked)),
        method => {
            let message = format!("there is no `{method}` here");
            return Response::new_err(id, ErrorCode::MethodNotFound as i32, message);
        }
    };
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(why) => Response::new_err(id, ErrorCode::InvalidParams as i32, why.to_string()),
    }
}

/// The answer of a feature to parameters, `null` for none.
fn with<P: DeserializeOwned, R: Serialize>(
    params: Value,
    feature: impl FnOnce(P) -> Option<R>,
) -> serde_json::Result<Value> {
    serde_json::to_value(feature(serde_json::from_value(params)?))
}

/// What a feature makes of an open file; none for a file of no site. A site that was not read yet
/// is one without pages.
fn on<R>(session: &Session, uri: &Uri, feature: impl FnOnce(&Site, &View<'_>) -> R) -> Option<R> {
    let document = session.documents.get(uri)?;
    let root = session.root_of(&document.path)?;
    let site = session.sites.get(&root.folder)?;
    let empty;
    let index = match &site.index {
        Some(index) => index,
        None => {
            empty = Index { content: "content".to_owned(), ..Index::default() };
            &empty
        }
    };
    let view = View {
        index,
        path: &site.root.inside(&document.path)?,
        text: &document.text,
        encoding: session.client.encoding,
        snippets: session.client.snippets,
    };
    Some(feature(site, &view))
}

fn hovering(site: &Site, view: &View<'_>, position: Position) -> Option<Hover> {
    let (span, text) = hover::tell(view, position, &site.found(), &site.outcomes)?;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        range: Some(view.range(span)),
    })
}

/// The address of a file of a site: the editor's own, where it is open.
fn address(session: &Session, site: &Site, file: &str) -> Option<Uri> {
    let path = site.root.folder.join(file);
    let open = session.documents.iter().find(|document| document.path == path);
    open.map(|document| document.uri.clone()).or_else(|| uri::of(&path))
}

fn location(session: &Session, site: &Site, found: Destination) -> Option<Location> {
    let start = Position::new(found.line, 0);
    Some(Location::new(address(session, site, &found.file)?, Range::new(start, start)))
}

fn links(session: &Session, site: &Site, view: &View<'_>) -> Vec<DocumentLink> {
    let lines = view.lines();
    let links = definition::links(view).into_iter().filter_map(|(span, found)| {
        Some(DocumentLink {
            range: lines.range(span),
            target: Some(address(session, site, &found.file)?),
            tooltip: None,
            data: None,
        })
    });
    links.collect()
}

fn acting(session: &Session, asked: CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    if !session.client.actions {
        return None;
    }
    let uri = &asked.text_document.uri;
    on(session, uri, |site, view| {
        let text_of = |file: &str| site.open.get(file).cloned();
        let asking = Asked {
            range: asked.range,
            only: asked.context.only.as_deref(),
            shown: &asked.context.diagnostics,
            found: &site.found(),
            open: &text_of,
            uri: &|file| address(session, site, file),
        };
        actions::of(view, &asking).into_iter().map(CodeActionOrCommand::CodeAction).collect()
    })
}

/// Symbols for editors that know no trees.
#[expect(deprecated, reason = "the type has a field that nobody should use")]
fn flat(uri: &Uri, symbols: Vec<lsp_types::DocumentSymbol>) -> Vec<SymbolInformation> {
    let mut all = Vec::new();
    for symbol in symbols {
        all.push(SymbolInformation {
            name: symbol.name,
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), symbol.selection_range),
            container_name: None,
        });
        all.extend(flat(uri, symbol.children.unwrap_or_default()));
    }
    all
}
