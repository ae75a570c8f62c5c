//! `set` and `shopt`.

use std::rc::Rc;

use crate::shell::options::{Options, SET, SHOPT};
use crate::shell::{Ran, Shell};
use crate::vars::{Value, quote};

pub(super) async fn set(shell: &mut Shell, args: &[String]) -> Ran {
    if args.len() == 1 {
        return variables(shell).await;
    }
    let mut at = 1;
    while let Some(text) = args.get(at) {
        let on = text.starts_with('-');
        if text == "--" {
            shell.positional = Rc::new(args[at + 1..].to_vec());
            return Ok(0);
        }
        if text == "-" {
            shell.options.set("xtrace", false);
            shell.options.set("verbose", false);
            if at + 1 < args.len() {
                shell.positional = Rc::new(args[at + 1..].to_vec());
            }
            return Ok(0);
        }
        let Some(flags) = text.strip_prefix(['-', '+']).filter(|flags| !flags.is_empty()) else {
            break;
        };
        for c in flags.chars() {
            if c == 'o' {
                at += 1;
                let Some(name) = args.get(at) else { return table(shell, on).await };
                if !shell.options.set(name, on) {
                    return shell.fails(2, &format!("set: {name}: invalid option name")).await;
                }
                continue;
            }
            let Some(name) = Options::named(c) else {
                let message = format!(
                    "set: {}{c}: invalid option\nset: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
                    if on { '-' } else { '+' }
                );
                return shell.fails(2, &message).await;
            };
            shell.options.set(name, on);
        }
        at += 1;
    }
    if at < args.len() {
        shell.positional = Rc::new(args[at..].to_vec());
    }
    Ok(0)
}

async fn variables(shell: &mut Shell) -> Ran {
    let mut out = String::new();
    for (name, variable) in shell.vars.visible() {
        match &variable.value {
            Value::Unset => {}
            Value::Scalar(text) => out.push_str(&format!("{name}={}\n", quote::sparing(text))),
            value => {
                out.push_str(&format!("{name}={}\n", quote::elements(value).unwrap_or_default()))
            }
        }
    }
    for (name, function) in shell.functions.iter() {
        out.push_str(&format!("{}\n", crate::syntax::print::function(name, &function.body)));
    }
    shell.print(&out).await
}

async fn table(shell: &mut Shell, aligned: bool) -> Ran {
    let mut out = String::new();
    for (name, _) in SET {
        let on = shell.options.has(name);
        if aligned {
            out.push_str(&format!("{name:<15}\t{}\n", if on { "on" } else { "off" }));
        } else {
            out.push_str(&format!("set {}o {name}\n", if on { '-' } else { '+' }));
        }
    }
    shell.print(&out).await
}

pub(super) async fn shopt(shell: &mut Shell, args: &[String]) -> Ran {
    let mut flags = String::new();
    let mut at = 1;
    while let Some(text) = args.get(at).and_then(|text| text.strip_prefix('-')) {
        flags.push_str(text);
        at += 1;
    }
    let has = |c: char| flags.contains(c);
    let of_set = has('o');
    let names = &args[at..];
    let known = |name: &str| {
        if of_set {
            SET.iter().any(|(other, _)| *other == name)
        } else {
            SHOPT.iter().any(|(other, _)| *other == name)
        }
    };
    let mut status = 0;
    let mut out = String::new();
    let all: Vec<&str> = if of_set {
        SET.iter().map(|(name, _)| *name).collect()
    } else {
        SHOPT.iter().map(|(name, _)| *name).collect()
    };
    let listed: Vec<&str> =
        if names.is_empty() { all } else { names.iter().map(String::as_str).collect() };
    for name in listed {
        if !known(name) {
            status = shell.fails(1, &format!("shopt: {name}: invalid shell option name")).await?;
            continue;
        }
        let on = shell.options.has(name);
        if !names.is_empty() && (has('s') || has('u')) {
            if of_set {
                shell.options.set(name, has('s'));
            } else {
                shell.options.shopt(name, has('s'));
            }
            continue;
        }
        if names.is_empty() && ((has('s') && !on) || (has('u') && on)) {
            continue;
        }
        if !names.is_empty() && !on {
            status = 1;
        }
        if has('p') && of_set {
            out.push_str(&format!("set {}o {name}\n", if on { '-' } else { '+' }));
        } else if has('p') {
            out.push_str(&format!(
                "shopt {}{} {name}\n",
                if of_set { "-o " } else { "" },
                if on { "-s" } else { "-u" }
            ));
        } else if !has('q') {
            out.push_str(&format!("{name:<15}\t{}\n", if on { "on" } else { "off" }));
        }
    }
    shell.print(&out).await?;
    Ok(status)
}
