//! `[proof]`: what the site tells of its proofs.

use crate::spanned::{Reader, Table};

/// `[proof]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofConfig {
    /// Whether there is a page `/proof/`, with `proof.json` beside it.
    pub page: bool,
}

impl Default for ProofConfig {
    fn default() -> Self {
        Self { page: true }
    }
}

/// Reads the table.
pub(super) fn read(mut table: Table, reader: &mut Reader) -> ProofConfig {
    let mut proof = ProofConfig::default();
    if let Some(page) = table.bool("page", reader) {
        proof.page = page;
    }
    table.finish(reader);
    proof
}
