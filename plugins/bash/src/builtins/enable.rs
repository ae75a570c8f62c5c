//! `enable`: builtins on and off.

use std::rc::Rc;

use crate::shell::{Ran, Shell};

/// Builtins that POSIX calls special.
const SPECIAL: [&str; 16] = [
    ".", ":", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set",
    "shift", "source", "times", "trap", "unset",
];

pub(super) async fn enable(shell: &mut Shell, args: &[String]) -> Ran {
    let mut flags = String::new();
    let mut at = 1;
    while let Some(text) = args.get(at).and_then(|text| text.strip_prefix('-')) {
        at += 1;
        if text == "-" {
            break;
        }
        if let Some(bad) = text.chars().find(|c| !"anps".contains(*c)) {
            let message = if matches!(bad, 'd' | 'f') {
                "enable: builtins cannot be loaded here".to_owned()
            } else {
                format!(
                    "enable: -{bad}: invalid option\nenable: usage: enable [-a] [-dnps] \
                     [-f filename] [name ...]"
                )
            };
            return shell.fails(2, &message).await;
        }
        flags.push_str(text);
    }
    let has = |c: char| flags.contains(c);
    if args.len() == at || has('p') {
        let mut out = String::new();
        let names = super::ALL.iter().map(|(name, _)| *name).chain(["exec"]);
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        for name in names {
            let off = shell.disabled.contains(name);
            let wanted = has('a') || off == has('n');
            if wanted && (!has('s') || SPECIAL.contains(&name)) {
                out.push_str(&format!("enable {}{name}\n", if off { "-n " } else { "" }));
            }
        }
        return shell.print(&out).await;
    }
    let mut status = 0;
    for name in &args[at..] {
        let Some((name, _)) = super::find(name) else {
            let message = format!("enable: {name}: not a shell builtin");
            status = shell.fails(1, &message).await?;
            continue;
        };
        let disabled = Rc::make_mut(&mut shell.disabled);
        if has('n') {
            disabled.insert(name);
        } else {
            disabled.remove(name);
        }
    }
    Ok(status)
}
