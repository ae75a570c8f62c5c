//! `cd`, `pwd`, `pushd`, `popd`, `dirs`.

use crate::os::errno::Errno;
use crate::shell::{Place, Ran, Shell};

/// A path without `.` and `..`, by its text.
fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// Changes the folder; the complaint where that cannot be done.
fn change(shell: &mut Shell, target: &str, physical: bool) -> Result<(), Errno> {
    let node = shell.os.files.find(&shell.cwd, target)?;
    if !node.is_folder() {
        return Err(Errno::NotDirectory);
    }
    if !node.allows(1) {
        return Err(Errno::Access);
    }
    let path = if physical {
        shell.os.files.real(&shell.cwd, target)?
    } else if target.starts_with('/') {
        tidy(target)
    } else {
        tidy(&format!("{}/{target}", shell.cwd))
    };
    let old = std::mem::replace(&mut shell.cwd, path.clone());
    for (name, text) in [("OLDPWD", old), ("PWD", path)] {
        // A readonly PWD keeps its value; the folder is changed all the same.
        let _ = shell.assign(name, None, &text, false, Place::Global);
        shell.vars.global(name).attrs.export = true;
    }
    Ok(())
}

pub(super) async fn cd(shell: &mut Shell, args: &[String]) -> Ran {
    let mut physical = shell.options.on('P');
    let mut at = 1;
    while let Some(flag) = args.get(at) {
        match flag.as_str() {
            "-P" => physical = true,
            "-L" => physical = false,
            "-e" | "-@" => {}
            "--" => {
                at += 1;
                break;
            }
            _ => break,
        }
        at += 1;
    }
    if args.len() > at + 1 {
        return shell.fails(1, "cd: too many arguments").await;
    }
    let mut show = false;
    let target = match args.get(at).map(String::as_str) {
        None => match shell.get("HOME") {
            Some(home) => home,
            None => return shell.fails(1, "cd: HOME not set").await,
        },
        Some("-") => {
            show = true;
            match shell.get("OLDPWD") {
                Some(old) => old,
                None => return shell.fails(1, "cd: OLDPWD not set").await,
            }
        }
        Some("") => return Ok(0),
        Some(target) => target.to_owned(),
    };
    if let Some(found) = cdpath(shell, &target)
        && change(shell, &found, physical).is_ok()
    {
        let text = format!("{}\n", shell.cwd);
        return shell.print(&text).await;
    }
    if let Err(errno) = change(shell, &target, physical) {
        return shell.fails(1, &format!("cd: {target}: {errno}")).await;
    }
    if show {
        let text = format!("{}\n", shell.cwd);
        return shell.print(&text).await;
    }
    Ok(0)
}

fn cdpath(shell: &Shell, target: &str) -> Option<String> {
    let path = shell.get("CDPATH")?;
    if target.starts_with(['/', '.']) {
        return None;
    }
    path.split(':')
        .filter(|folder| !folder.is_empty() && *folder != ".")
        .map(|folder| format!("{folder}/{target}"))
        .find(|path| shell.os.files.find(&shell.cwd, path).is_ok_and(|node| node.is_folder()))
}

pub(super) async fn pwd(shell: &mut Shell, args: &[String]) -> Ran {
    let mut path = shell.cwd.clone();
    if args.get(1).is_some_and(|flag| flag == "-P") {
        path = shell.os.files.real("/", &path).unwrap_or(path);
    }
    shell.print(&format!("{path}\n")).await
}

/// The stack, the current folder first, with `~` for home.
fn stack(shell: &Shell, long: bool) -> Vec<String> {
    let home = shell.get("HOME").unwrap_or_default();
    let all = std::iter::once(&shell.cwd).chain(shell.folders.iter().rev());
    all.map(|path| match path.strip_prefix(&home) {
        Some(rest) if !long && !home.is_empty() && (rest.is_empty() || rest.starts_with('/')) => {
            format!("~{rest}")
        }
        _ => path.clone(),
    })
    .collect()
}

pub(super) async fn dirs(shell: &mut Shell, args: &[String]) -> Ran {
    let has = |c: char| args[1..].iter().any(|flag| flag.starts_with('-') && flag.contains(c));
    if has('c') {
        shell.folders.clear();
        return Ok(0);
    }
    let all = stack(shell, has('l'));
    let text = if has('v') {
        all.iter().enumerate().map(|(n, path)| format!("{n:>2}  {path}\n")).collect()
    } else if has('p') {
        all.join("\n") + "\n"
    } else {
        all.join(" ") + "\n"
    };
    shell.print(&text).await
}

/// `+N` or `-N`: a place in the stack, the current folder being 0.
fn place(shell: &Shell, text: &str) -> Option<usize> {
    let count = shell.folders.len() + 1;
    let number = text[1..].parse::<usize>().ok().filter(|n| *n < count)?;
    Some(if text.starts_with('+') { number } else { count - 1 - number })
}

pub(super) async fn pushd(shell: &mut Shell, args: &[String]) -> Ran {
    let quiet = args.iter().any(|flag| flag == "-n");
    let args: Vec<&String> = args[1..].iter().filter(|flag| *flag != "-n").collect();
    match args.first() {
        None => {
            let Some(top) = shell.folders.pop() else {
                return shell.fails(1, "pushd: no other directory").await;
            };
            let here = shell.cwd.clone();
            if let Err(errno) = change(shell, &top, false) {
                shell.folders.push(top.clone());
                return shell.fails(1, &format!("pushd: {top}: {errno}")).await;
            }
            shell.folders.push(here);
        }
        Some(text) if text.starts_with(['+', '-']) && text.len() > 1 => {
            let Some(at) = place(shell, text) else {
                return shell
                    .fails(1, &format!("pushd: {text}: directory stack index out of range"))
                    .await;
            };
            let mut all: Vec<String> = std::iter::once(shell.cwd.clone())
                .chain(shell.folders.iter().rev().cloned())
                .collect();
            all.rotate_left(at);
            let target = all.remove(0);
            all.reverse();
            if let Err(errno) = change(shell, &target, false) {
                return shell.fails(1, &format!("pushd: {target}: {errno}")).await;
            }
            shell.folders = all;
        }
        Some(target) => {
            let here = shell.cwd.clone();
            if quiet {
                shell.folders.push((*target).clone());
            } else if let Err(errno) = change(shell, target, false) {
                return shell.fails(1, &format!("pushd: {target}: {errno}")).await;
            } else {
                shell.folders.push(here);
            }
        }
    }
    let text = stack(shell, false).join(" ") + "\n";
    shell.print(&text).await
}

pub(super) async fn popd(shell: &mut Shell, args: &[String]) -> Ran {
    match args.get(1) {
        Some(text)
            if text.starts_with(['+', '-']) && place(shell, text).is_some_and(|at| at > 0) =>
        {
            let at = place(shell, text).unwrap_or(0);
            let index = shell.folders.len() - at;
            shell.folders.remove(index);
        }
        _ => {
            let Some(top) = shell.folders.pop() else {
                return shell.fails(1, "popd: directory stack empty").await;
            };
            if let Err(errno) = change(shell, &top, false) {
                return shell.fails(1, &format!("popd: {top}: {errno}")).await;
            }
        }
    }
    let text = stack(shell, false).join(" ") + "\n";
    shell.print(&text).await
}
