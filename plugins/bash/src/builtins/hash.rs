//! `hash`: where commands were found.

use std::rc::Rc;

use super::names::path_of;
use crate::shell::{Ran, Shell};

pub(super) async fn hash(shell: &mut Shell, args: &[String]) -> Ran {
    let mut flags = String::new();
    let mut path = None;
    let mut at = 1;
    while let Some(text) = args.get(at).and_then(|text| text.strip_prefix('-')) {
        at += 1;
        if text == "-" {
            break;
        }
        for c in text.chars() {
            match c {
                'p' => {
                    path = args.get(at).cloned();
                    at += 1;
                }
                'r' => Rc::make_mut(&mut shell.hashed).clear(),
                'd' | 't' | 'l' => {}
                bad => {
                    let message = format!(
                        "hash: -{bad}: invalid option\nhash: usage: hash [-lr] [-p pathname] [-dt] \
                         [name ...]"
                    );
                    return shell.fails(2, &message).await;
                }
            }
            flags.push(c);
        }
    }
    let names = args.get(at..).unwrap_or_default();
    if names.is_empty() {
        if flags.is_empty() || flags == "l" {
            return list(shell, !flags.is_empty()).await;
        }
        return Ok(0);
    }
    let has = |c: char| flags.contains(c);
    let mut status = 0;
    for name in names {
        if has('t') {
            status = status.max(tell(shell, name, has('l'), names.len() > 1).await?);
            continue;
        }
        let known = if has('d') {
            Rc::make_mut(&mut shell.hashed).remove(name)
        } else if let Some(path) = &path {
            Rc::make_mut(&mut shell.hashed).put(name, path);
            true
        } else {
            found(shell, name)
        };
        if !known {
            status = shell.fails(1, &format!("hash: {name}: not found")).await?;
        }
    }
    Ok(status)
}

/// Looks a command up afresh and keeps it; `false` where it is nowhere.
fn found(shell: &mut Shell, name: &str) -> bool {
    if name.contains('/')
        || shell.builtin_named(name).is_some()
        || shell.functions.contains_key(name)
    {
        return true;
    }
    Rc::make_mut(&mut shell.hashed).remove(name);
    let Some(path) = path_of(shell, name) else { return false };
    Rc::make_mut(&mut shell.hashed).put(name, &path);
    true
}

async fn tell(shell: &mut Shell, name: &str, reusable: bool, several: bool) -> Ran {
    let Some(path) = shell.hashed.get(name) else {
        return shell.fails(1, &format!("hash: {name}: not found")).await;
    };
    let text = match (reusable, several) {
        (true, _) => format!("builtin hash -p {path} {name}\n"),
        (false, true) => format!("{name}\t{path}\n"),
        (false, false) => format!("{path}\n"),
    };
    shell.print(&text).await
}

async fn list(shell: &mut Shell, reusable: bool) -> Ran {
    let hashed = Rc::clone(&shell.hashed);
    let all = hashed.listed();
    if all.is_empty() {
        return shell.print("hash: hash table empty\n").await;
    }
    let mut out = String::new();
    if !reusable {
        out.push_str("hits\tcommand\n");
    }
    for (name, path, hits) in all {
        out.push_str(&match reusable {
            true => format!("builtin hash -p {path} {name}\n"),
            false => format!("{hits:>4}\t{path}\n"),
        });
    }
    shell.print(&out).await
}
