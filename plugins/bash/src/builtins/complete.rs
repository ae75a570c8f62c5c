//! `complete` and `compopt`: what would be offered where. Nobody types here, so it is only told and
//! listed.

use std::rc::Rc;

use crate::shell::completion::{ACTIONS, OPTIONS, Spec};
use crate::shell::{Ran, Shell};

/// The flags of `complete` and `compgen`.
#[derive(Default)]
pub(super) struct Flags {
    pub(super) spec: Spec,
    print: bool,
    remove: bool,
    /// `-D`, `-E`, `-I`.
    special: Vec<&'static str>,
    pub(super) rest: Vec<String>,
}

/// Reads flags; `Err` is what is wrong with them.
pub(super) fn read(args: &[String]) -> Result<Flags, String> {
    let command = &args[0];
    let mut flags = Flags::default();
    let mut words = args[1..].iter();
    while let Some(word) = words.next() {
        let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
            flags.rest.push(word.clone());
            break;
        };
        if letters == "-" {
            break;
        }
        let mut letters = letters.chars();
        while let Some(letter) = letters.next() {
            if "oAGWPSXFC".contains(letter) {
                let attached: String = letters.by_ref().collect();
                let value = match attached.as_str() {
                    "" => words.next().cloned(),
                    _ => Some(attached),
                };
                let Some(value) = value else {
                    return Err(format!("{command}: -{letter}: option requires an argument"));
                };
                flags.take(command, letter, value)?;
                continue;
            }
            match letter {
                'p' if command == "complete" => flags.print = true,
                'r' if command == "complete" => flags.remove = true,
                'D' if command == "complete" => flags.special.push("-D"),
                'E' if command == "complete" => flags.special.push("-E"),
                'I' if command == "complete" => flags.special.push("-I"),
                letter => match ACTIONS.iter().find(|(_, known)| *known == Some(letter)) {
                    Some((name, _)) => {
                        flags.spec.actions.insert(name);
                    }
                    None => return Err(format!("{command}: -{letter}: invalid option")),
                },
            }
        }
    }
    flags.rest.extend(words.cloned());
    Ok(flags)
}

impl Flags {
    /// A flag with its value.
    fn take(&mut self, command: &str, letter: char, value: String) -> Result<(), String> {
        let spec = &mut self.spec;
        match letter {
            'o' => match OPTIONS.iter().find(|known| **known == value) {
                Some(name) => {
                    spec.options.insert(name);
                }
                None => return Err(format!("{command}: {value}: invalid option name")),
            },
            'A' => match ACTIONS.iter().find(|(known, _)| *known == value) {
                Some((name, _)) => {
                    spec.actions.insert(name);
                }
                None => return Err(format!("{command}: {value}: invalid action name")),
            },
            'G' => spec.pattern = Some(value),
            'W' => spec.words = Some(value),
            'P' => spec.prefix = Some(value),
            'S' => spec.suffix = Some(value),
            'X' => spec.filter = Some(value),
            'F' => spec.function = Some(value),
            _ => spec.command = Some(value),
        }
        Ok(())
    }
}

pub(super) async fn complete(shell: &mut Shell, args: &[String]) -> Ran {
    let flags = match read(args) {
        Ok(flags) => flags,
        Err(mistake) => return shell.fails(2, &mistake).await,
    };
    let mut names: Vec<String> = flags.special.iter().map(|name| (*name).to_owned()).collect();
    if names.is_empty() {
        names = flags.rest;
    }
    if flags.remove {
        return remove(shell, &names).await;
    }
    if flags.print || args.len() == 1 {
        return print(shell, &names).await;
    }
    if names.is_empty() {
        let usage = "complete: usage: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] \
                     [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] \
                     [-X filterpat] [-P prefix] [-S suffix] [name ...]\n";
        shell.write(2, usage).await?;
        return Ok(2);
    }
    for name in names {
        Rc::make_mut(&mut shell.completions).set(&name, flags.spec.clone());
    }
    Ok(0)
}

async fn remove(shell: &mut Shell, names: &[String]) -> Ran {
    if names.is_empty() {
        Rc::make_mut(&mut shell.completions).clear();
        return Ok(0);
    }
    let mut status = 0;
    for name in names {
        if !Rc::make_mut(&mut shell.completions).remove(name) {
            let message = format!("complete: {name}: no completion specification");
            status = shell.fails(1, &message).await?;
        }
    }
    Ok(status)
}

async fn print(shell: &mut Shell, names: &[String]) -> Ran {
    let names = if names.is_empty() { shell.completions.names() } else { names.to_vec() };
    let mut status = 0;
    for name in names {
        match shell.completions.get(&name).map(Spec::shown) {
            Some(shown) => {
                shell.print(&format!("complete {shown}{name}\n")).await?;
            }
            None => {
                let message = format!("complete: {name}: no completion specification");
                status = shell.fails(1, &message).await?;
            }
        }
    }
    Ok(status)
}

pub(super) async fn compopt(shell: &mut Shell, args: &[String]) -> Ran {
    let mut changes = Vec::new();
    let mut names = Vec::new();
    let mut words = args[1..].iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-o" | "+o" => {
                let value = words.next().cloned().unwrap_or_default();
                let Some(name) = OPTIONS.iter().find(|known| **known == value) else {
                    let message = format!("compopt: {value}: invalid option name");
                    return shell.fails(2, &message).await;
                };
                changes.push((*name, word == "-o"));
            }
            "-D" | "-E" | "-I" => names.push(word.clone()),
            flag if flag.starts_with('-') => {
                let message = format!(
                    "compopt: {flag}: invalid option\ncompopt: usage: compopt [-o|+o option] \
                     [-DEI] [name ...]"
                );
                return shell.fails(2, &message).await;
            }
            name => names.push(name.to_owned()),
        }
    }
    if names.is_empty() {
        return shell.fails(1, "compopt: not currently executing completion function").await;
    }
    let mut status = 0;
    for name in names {
        let Some(spec) = Rc::make_mut(&mut shell.completions).get_mut(&name) else {
            let message = format!("compopt: {name}: no completion specification");
            status = shell.fails(1, &message).await?;
            continue;
        };
        for (option, on) in &changes {
            if *on {
                spec.options.insert(option);
            } else {
                spec.options.remove(option);
            }
        }
        if changes.is_empty() {
            let sign = |option| if spec.options.contains(option) { '-' } else { '+' };
            let shown: String =
                OPTIONS.iter().map(|option| format!("{}o {option} ", sign(option))).collect();
            shell.print(&format!("compopt {shown}{name}\n")).await?;
        }
    }
    Ok(status)
}
