//! `unset`.

use std::rc::Rc;

use crate::expand::is_name;
use crate::shell::{Ran, Shell};
use crate::vars::Value;

pub(super) async fn unset(shell: &mut Shell, args: &[String]) -> Ran {
    let (mut functions, mut variables, mut reference) = (false, false, false);
    let mut at = 1;
    while let Some(flag) = args.get(at).filter(|text| text.starts_with('-') && text.len() > 1) {
        match flag.as_str() {
            "-f" => functions = true,
            "-v" => variables = true,
            "-n" => reference = true,
            "--" => {
                at += 1;
                break;
            }
            _ => {
                let message = format!(
                    "unset: {flag}: invalid option\nunset: usage: unset [-f] [-v] [-n] [name ...]"
                );
                return shell.fails(2, &message).await;
            }
        }
        at += 1;
    }
    let mut status = 0;
    for text in &args[at..] {
        if functions {
            Rc::make_mut(&mut shell.functions).remove(text);
            continue;
        }
        let (name, index) = match text.split_once('[') {
            Some((name, index)) => (name, Some(index.trim_end_matches(']'))),
            None => (text.as_str(), None),
        };
        if !is_name(name) {
            if !variables && shell.functions.contains_key(text) {
                Rc::make_mut(&mut shell.functions).remove(text);
                continue;
            }
            status = shell.fails(1, &format!("unset: `{text}': not a valid identifier")).await?;
            continue;
        }
        if reference {
            shell.vars.remove(name);
            continue;
        }
        let known = shell.vars.get(name).is_some();
        if !known && !variables && shell.functions.contains_key(name) {
            Rc::make_mut(&mut shell.functions).remove(name);
            continue;
        }
        let assoc = matches!(shell.value(name), Some(Value::Assoc(_)));
        let index = index.map(|index| {
            if assoc { index.trim_matches(['"', '\'']).to_owned() } else { index.to_owned() }
        });
        if let Err(denied) = shell.unset(name, index.as_deref()) {
            status = shell.fails(1, &denied.message).await?;
        }
    }
    Ok(status)
}
