//! What names stand for: `type`, `command`, `builtin`, `alias`, `unalias`.

use std::rc::Rc;

use crate::exec::external::{Lookup, find};
use crate::shell::{Ran, Shell};
use crate::syntax::print;

/// Words of the grammar.
pub(super) const KEYWORDS: [&str; 22] = [
    "!", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for",
    "function", "if", "in", "select", "then", "time", "until", "while", "{", "}",
];

/// What a name is.
enum Meaning {
    Alias(String),
    Keyword,
    Function,
    Builtin,
    /// A command `hash` knows.
    Hashed(String),
    File(String),
}

pub(super) fn path_of(shell: &Shell, name: &str) -> Option<String> {
    let search = shell.get("PATH").unwrap_or_default();
    match find(&shell.os, &shell.cwd, &search, name) {
        Lookup::Found(path, _) => Some(path),
        Lookup::Not { .. } => None,
    }
}

fn meanings(shell: &Shell, name: &str, functions: bool) -> Vec<Meaning> {
    let mut all = Vec::new();
    if let Some(text) = shell.aliases.get(name).filter(|_| shell.options.has("expand_aliases")) {
        all.push(Meaning::Alias(text.clone()));
    }
    if KEYWORDS.contains(&name) {
        all.push(Meaning::Keyword);
    }
    if functions && shell.functions.contains_key(name) {
        all.push(Meaning::Function);
    }
    if shell.builtin_named(name).is_some() || name == "exec" {
        all.push(Meaning::Builtin);
    }
    match shell.hashed.get(name) {
        Some(path) => all.push(Meaning::Hashed(path.to_owned())),
        None => all.extend(path_of(shell, name).map(Meaning::File)),
    }
    all
}

/// Every file of this name that `PATH` leads to.
fn all_paths(shell: &Shell, name: &str) -> Vec<String> {
    if name.contains('/') {
        return path_of(shell, name).into_iter().collect();
    }
    let search = shell.get("PATH").unwrap_or_default();
    let found =
        search.split(':').filter_map(|folder| match find(&shell.os, &shell.cwd, folder, name) {
            Lookup::Found(path, _) => Some(path),
            Lookup::Not { .. } => None,
        });
    found.collect()
}

pub(super) async fn type_(shell: &mut Shell, args: &[String]) -> Ran {
    let mut flags = String::new();
    let mut at = 1;
    while let Some(flag) =
        args.get(at).and_then(|text| text.strip_prefix('-')).filter(|flag| !flag.is_empty())
    {
        flags.push_str(flag);
        at += 1;
    }
    let has = |c: char| flags.contains(c);
    let mut status = 0;
    for name in &args[at..] {
        let mut found = if has('P') {
            let known = shell.hashed.get(name).map(str::to_owned).filter(|_| !has('a'));
            known.or_else(|| path_of(shell, name)).map(Meaning::File).into_iter().collect()
        } else {
            meanings(shell, name, !has('f'))
        };
        if has('a') {
            found.retain(|meaning| !matches!(meaning, Meaning::File(_) | Meaning::Hashed(_)));
            found.extend(all_paths(shell, name).into_iter().map(Meaning::File));
        } else {
            found.truncate(1);
        }
        if found.is_empty() {
            status = 1;
            if !has('t') && !has('p') && !has('P') {
                shell.complain(&format!("type: {name}: not found")).await?;
            }
        }
        for meaning in found {
            let text = describe(shell, name, &meaning, &flags);
            shell.print(&text).await?;
        }
    }
    Ok(status)
}

fn describe(shell: &Shell, name: &str, meaning: &Meaning, flags: &str) -> String {
    if flags.contains('t') {
        let word = match meaning {
            Meaning::Alias(_) => "alias",
            Meaning::Keyword => "keyword",
            Meaning::Function => "function",
            Meaning::Builtin => "builtin",
            Meaning::Hashed(_) | Meaning::File(_) => "file",
        };
        return format!("{word}\n");
    }
    if flags.contains(['p', 'P']) {
        return match meaning {
            Meaning::Hashed(path) | Meaning::File(path) => format!("{path}\n"),
            _ => String::new(),
        };
    }
    match meaning {
        Meaning::Alias(text) => format!("{name} is aliased to `{text}'\n"),
        Meaning::Keyword => format!("{name} is a shell keyword\n"),
        Meaning::Function => match shell.functions.get(name) {
            Some(function) => {
                format!("{name} is a function\n{}\n", print::function(name, &function.body))
            }
            None => String::new(),
        },
        Meaning::Builtin => format!("{name} is a shell builtin\n"),
        Meaning::Hashed(path) => format!("{name} is hashed ({path})\n"),
        Meaning::File(path) => format!("{name} is {path}\n"),
    }
}

pub(super) async fn command(shell: &mut Shell, args: &[String]) -> Ran {
    let mut at = 1;
    let mut how = None;
    while let Some(flag) = args.get(at).filter(|text| text.starts_with('-') && text.len() > 1) {
        match flag.as_str() {
            "-v" | "-V" => how = Some(flag.clone()),
            "-p" => {}
            "--" => {
                at += 1;
                break;
            }
            _ => {
                let bad: String = flag.chars().take(2).collect();
                let message = format!(
                    "command: {bad}: invalid option\ncommand: usage: command [-pVv] command [arg ...]"
                );
                return shell.fails(2, &message).await;
            }
        }
        at += 1;
    }
    let rest = args[at..].to_vec();
    let Some(how) = how else {
        if rest.is_empty() {
            return Ok(0);
        }
        return shell.dispatch(rest, false).await;
    };
    let mut any = false;
    for name in &rest {
        let Some(meaning) = meanings(shell, name, true).into_iter().next() else {
            if how == "-V" {
                shell.complain(&format!("command: {name}: not found")).await?;
            }
            continue;
        };
        any = true;
        let text = match (&meaning, how.as_str()) {
            (_, "-V") => describe(shell, name, &meaning, ""),
            (Meaning::Alias(text), _) => format!("alias {name}='{text}'\n"),
            (Meaning::Hashed(path) | Meaning::File(path), _) => format!("{path}\n"),
            _ => format!("{name}\n"),
        };
        shell.print(&text).await?;
    }
    Ok(i32::from(!any))
}

pub(super) async fn builtin(shell: &mut Shell, args: &[String]) -> Ran {
    let rest = args[1..].to_vec();
    let Some(name) = rest.first() else { return Ok(0) };
    match shell.builtin_named(name) {
        Some((_, builtin)) => builtin(shell, &rest).await,
        None => shell.fails(1, &format!("builtin: {name}: not a shell builtin")).await,
    }
}

pub(super) async fn alias(shell: &mut Shell, args: &[String]) -> Ran {
    let quoted =
        |name: &str, text: &str| format!("alias {name}={}\n", crate::vars::quote::single(text));
    let names: Vec<&String> = args[1..].iter().filter(|text| *text != "-p").collect();
    if names.is_empty() {
        let all: String = shell.aliases.iter().map(|(name, text)| quoted(name, text)).collect();
        return shell.print(&all).await;
    }
    let mut status = 0;
    for text in names {
        match text.split_once('=') {
            Some((name, value)) => {
                Rc::make_mut(&mut shell.aliases).insert(name.to_owned(), value.to_owned());
            }
            None => match shell.aliases.get(text) {
                Some(value) => {
                    let line = quoted(text, value);
                    shell.print(&line).await?;
                }
                None => status = shell.fails(1, &format!("alias: {text}: not found")).await?,
            },
        }
    }
    Ok(status)
}

pub(super) async fn unalias(shell: &mut Shell, args: &[String]) -> Ran {
    let mut status = 0;
    for name in &args[1..] {
        if name == "-a" {
            shell.aliases = Rc::default();
        } else if Rc::make_mut(&mut shell.aliases).remove(name).is_none() {
            status = shell.fails(1, &format!("unalias: {name}: not found")).await?;
        }
    }
    Ok(status)
}
