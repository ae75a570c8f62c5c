//! `echo`.

use crate::shell::{Ran, Shell};
use crate::syntax::ansi_c;

pub(super) async fn echo(shell: &mut Shell, args: &[String]) -> Ran {
    let (mut newline, mut escapes) = (true, shell.options.has("xpg_echo"));
    let mut at = 1;
    while let Some(flags) = args.get(at).and_then(|text| text.strip_prefix('-')) {
        if flags.is_empty() || !flags.chars().all(|c| matches!(c, 'n' | 'e' | 'E')) {
            break;
        }
        for c in flags.chars() {
            match c {
                'n' => newline = false,
                'e' => escapes = true,
                _ => escapes = false,
            }
        }
        at += 1;
    }
    let mut text = args[at..].join(" ");
    if escapes {
        let (expanded, stopped) = ansi_c(&text, true);
        text = expanded;
        newline &= !stopped;
    }
    if newline {
        text.push('\n');
    }
    shell.print(&text).await
}
