//! `` `command` `` where `$(command)` says the same and nests. Literal backquotes in single
//! quotes, comments and here-documents are none.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Shell;
use crate::word::Kind;

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Info, check).fixable().tags(&["style"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let pieces = cx.tree.words.iter().flat_map(|word| &word.pieces);
    let found = pieces.filter_map(|piece| match piece.kind {
        Kind::Backticks(read) => Some((piece, read)),
        _ => None,
    });
    found
        .map(|(piece, read)| {
            let finding = Finding::new(piece.span, "backquotes are hard to see and do not nest")
                .help("write `$(…)`");
            let commands = cx.text(piece.inner);
            // `$((` would be arithmetic, and a comment would swallow the parenthesis.
            if read.is_none() || commands.starts_with('(') || commands.contains('#') {
                return finding;
            }
            finding.fix(Applicability::Safe, "write `$(…)`", piece.span, format!("$({commands})"))
        })
        .collect()
}
