//! What the two sides tell each other of themselves when they meet.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CompletionOptions, DocumentLinkOptions, HoverProviderCapability, InitializeResult, OneOf,
    SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::position::Encoding;

/// The kind of the action that applies every safe fix.
pub(super) const FIX_ALL: &str = "source.fixAll.proofpress";

/// What the editor can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// What it counts columns in.
    pub(super) encoding: Encoding,
    /// Whether it fills in snippets.
    pub(super) snippets: bool,
    /// Whether it shows related places with a diagnostic.
    pub(super) related: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether it takes actions, and not only commands.
    pub(super) actions: bool,
    /// Whether it takes symbols as a tree.
    pub(super) tree: bool,
    /// Whether it shows progress that we begin.
    pub(super) progress: bool,
}

impl Client {
    /// What an editor says of itself.
    pub(super) fn of(capabilities: &ClientCapabilities) -> Self {
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let completion = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let diagnostics = text.and_then(|text| text.publish_diagnostics.as_ref());
        let watched = workspace.and_then(|all| all.did_change_watched_files.as_ref());
        let action = text.and_then(|text| text.code_action.as_ref());
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        let window = capabilities.window.as_ref();
        Self {
            encoding: Encoding::choose(encodings.unwrap_or_default()),
            snippets: completion.and_then(|item| item.snippet_support).unwrap_or_default(),
            related: diagnostics.and_then(|all| all.related_information).unwrap_or_default(),
            watches: watched.and_then(|all| all.dynamic_registration).unwrap_or_default(),
            actions: action.is_some_and(|action| action.code_action_literal_support.is_some()),
            tree: { symbols.and_then(|all| all.hierarchical_document_symbol_support) }
                .unwrap_or_default(),
            progress: window.and_then(|window| window.work_done_progress).unwrap_or_default(),
        }
    }

    /// What we say of ourselves.
    pub(super) fn answer(self) -> InitializeResult {
        let words = |words: &[&str]| Some(words.iter().map(|&word| word.to_owned()).collect());
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions::default())),
            ..TextDocumentSyncOptions::default()
        };
        let kinds = vec![CodeActionKind::QUICKFIX, CodeActionKind::new(FIX_ALL)];
        let folders = WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: words(&[
                    "`", "~", " ", "=", ",", "(", "/", "#", "@", "[", "{", "%", "\"", ".", ":",
                ]),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: Default::default(),
            }),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(kinds),
                ..CodeActionOptions::default()
            })),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(folders),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        };
        InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "proofpress".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }
}
