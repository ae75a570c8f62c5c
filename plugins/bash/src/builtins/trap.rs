//! `trap` and `kill`.

use std::rc::Rc;

use crate::os::process::Pid;
use crate::os::signal::{self, Signal};
use crate::shell::{Ran, Shell};

/// The name a trap is kept under: `EXIT`, `ERR`, `INT`.
fn key(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    if matches!(upper.as_str(), "EXIT" | "ERR" | "DEBUG" | "RETURN") {
        return Some(upper);
    }
    match signal::parse(text)? {
        0 => Some("EXIT".into()),
        number => signal::name(number).map(str::to_owned),
    }
}

/// Order in which traps are listed: as their numbers are, the shell's own last.
fn rank(name: &str) -> Signal {
    match name {
        "EXIT" => 0,
        "DEBUG" => 65,
        "ERR" => 66,
        "RETURN" => 67,
        _ => signal::parse(name).unwrap_or(64),
    }
}

async fn list(shell: &mut Shell, names: &[String]) -> Ran {
    let traps = Rc::clone(shell.outer_traps.as_ref().unwrap_or(&shell.traps));
    let mut keys: Vec<String> = match names {
        [] => traps.keys().cloned().collect(),
        names => names.iter().filter_map(|name| key(name)).collect(),
    };
    if names.is_empty() {
        keys.sort_by_key(|name| rank(name));
    }
    let mut out = String::new();
    for name in keys {
        if let Some(action) = traps.get(&name) {
            let prefix = if matches!(name.as_str(), "EXIT" | "ERR" | "DEBUG" | "RETURN") {
                ""
            } else {
                "SIG"
            };
            let action = action.replace('\'', "'\\''");
            out.push_str(&format!("trap -- '{action}' {prefix}{name}\n"));
        }
    }
    shell.print(&out).await
}

pub(super) async fn trap(shell: &mut Shell, args: &[String]) -> Ran {
    let mut rest = &args[1..];
    match rest.first().map(String::as_str) {
        None => return list(shell, &[]).await,
        Some("-p") => return list(shell, &rest[1..]).await,
        Some("-l") => return numbers(shell).await,
        Some("--") => rest = &rest[1..],
        _ => {}
    }
    let reset_one = rest.len() == 1 && key(&rest[0]).is_some();
    let (action, names) = if reset_one { ("-", rest) } else { (rest[0].as_str(), &rest[1..]) };
    if names.is_empty() {
        return shell.fails(2, "trap: usage: trap [-lp] [[arg] signal_spec ...]").await;
    }
    shell.outer_traps = None;
    let mut status = 0;
    for text in names {
        let Some(name) = key(text) else {
            status = shell.fails(1, &format!("trap: {text}: invalid signal specification")).await?;
            continue;
        };
        let traps = Rc::make_mut(&mut shell.traps);
        let caught = if action == "-" {
            traps.remove(&name);
            None
        } else {
            traps.insert(name.clone(), action.to_owned());
            Some(!action.is_empty())
        };
        if let Some(number) = signal::parse(&name).filter(|number| *number != 0) {
            shell.os.on_signal(shell.pid, number, caught);
        }
    }
    Ok(status)
}

/// The table of `kill -l` and `trap -l`.
async fn numbers(shell: &mut Shell) -> Ran {
    let mut out = String::new();
    for (n, name) in signal::NAMES.iter().enumerate() {
        out.push_str(&format!("{:>2}) SIG{name}", n + 1));
        out.push(if n % 5 == 4 { '\n' } else { '\t' });
    }
    out.push('\n');
    shell.print(&out).await
}

pub(super) async fn kill(shell: &mut Shell, args: &[String]) -> Ran {
    let mut at = 1;
    let mut number = signal::TERM;
    if let Some(flag) = args.get(1) {
        let spec = match flag.as_str() {
            "-l" | "-L" => return names(shell, &args[2..]).await,
            "-s" | "-n" => {
                at = 3;
                args.get(2).cloned()
            }
            "--" => {
                at = 2;
                None
            }
            flag => flag.strip_prefix('-').map(|spec| {
                at = 2;
                spec.to_owned()
            }),
        };
        if let Some(spec) = spec {
            match signal::parse(&spec) {
                Some(parsed) => number = parsed,
                None => {
                    return shell
                        .fails(1, &format!("kill: {spec}: invalid signal specification"))
                        .await;
                }
            }
        }
    }
    if args.len() <= at {
        let usage = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]";
        shell.complain(usage).await?;
        return Ok(2);
    }
    let mut status = 0;
    for text in &args[at..] {
        let pid = match super::jobs::find(shell, text) {
            Some(job) => Some(job.pid),
            None => text.parse::<Pid>().ok(),
        };
        let Some(pid) = pid else {
            let message = if text.starts_with('%') {
                format!("kill: {text}: no such job")
            } else {
                format!("kill: {text}: arguments must be process or job IDs")
            };
            status = shell.fails(1, &message).await?;
            continue;
        };
        let pid = if pid == 0 { shell.pid } else { pid };
        if number == 0 {
            let alive =
                pid == shell.pid || (shell.os.is_running(pid) && shell.os.end_of(pid).is_none());
            if !alive {
                status = shell.fails(1, &format!("kill: ({pid}) - No such process")).await?;
            }
            continue;
        }
        if shell.os.kill(shell.pid, pid, number).is_err() {
            status = shell.fails(1, &format!("kill: ({pid}) - No such process")).await?;
        }
    }
    Ok(status)
}

async fn names(shell: &mut Shell, args: &[String]) -> Ran {
    if args.is_empty() {
        return numbers(shell).await;
    }
    let mut status = 0;
    for text in args {
        let shown = match text.parse::<Signal>() {
            Ok(number) => {
                signal::name(if number > 128 { number - 128 } else { number }).map(str::to_owned)
            }
            Err(_) => signal::parse(text).map(|number| number.to_string()),
        };
        match shown {
            Some(shown) => {
                shell.print(&format!("{shown}\n")).await?;
            }
            None => {
                status =
                    shell.fails(1, &format!("kill: {text}: invalid signal specification")).await?
            }
        }
    }
    Ok(status)
}
