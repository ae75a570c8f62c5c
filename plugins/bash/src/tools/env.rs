//! Tools about the surroundings: `env`, `printenv`, `id`, `whoami`, `hostname`, `uname`, `nproc`,
//! `timeout`, `nohup`, `tty`.

use super::options::{read, read_leading, usage};
use crate::exec::external::{Cx, Ended, Lookup, find, run as run_command};
use crate::os::process::Ended as Process;
use crate::os::signal::{self, Signal};

/// `env`.
pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read_leading(
        &cx.args,
        "iu:C:0S:v",
        &[("ignore-environment", 'i'), ("unset", 'u'), ("chdir", 'C'), ("split-string", 'S')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(125, &usage("env", &mistake)).await,
    };
    let mut child = cx.child(Vec::new());
    child.env.remove("_");
    if options.has('i') || options.operands.first().is_some_and(|first| first == "-") {
        child.env.clear();
    }
    for (_, name) in options.given.iter().filter(|(letter, _)| *letter == 'u') {
        child.env.remove(name);
    }
    if let Some(folder) = options.value('C') {
        match cx.os.files.real(&cx.cwd, folder) {
            Ok(folder) => child.cwd = folder,
            Err(errno) => {
                return cx
                    .fail(125, &format!("cannot change directory to '{folder}': {errno}"))
                    .await;
            }
        }
    }
    let mut rest: Vec<String> = options
        .value('S')
        .map(|text| text.split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default();
    rest.extend(options.operands.iter().filter(|text| *text != "-").cloned());
    let mut rest = rest.into_iter().peekable();
    while let Some((name, value)) = rest.peek().and_then(|text| text.split_once('=')) {
        child.env.insert(name.to_owned(), value.to_owned());
        rest.next();
    }
    child.args = rest.collect();
    if child.args.is_empty() {
        for (name, value) in child.env {
            cx.line(&format!("{name}={value}")).await?;
        }
        return Ok(0);
    }
    start(cx, child, 127).await
}

/// Runs a command in the words of the tool that starts it.
async fn start(cx: &mut Cx, mut child: Cx, missing: i32) -> Ended {
    let search = child.env.get("PATH").cloned().unwrap_or_else(|| "/usr/bin:/bin".into());
    if let Lookup::Not { status, .. } = find(&child.os, &child.cwd, &search, child.name()) {
        let why = if status == 126 { "Permission denied" } else { "No such file or directory" };
        let verb = if cx.name() == "env" || cx.name().ends_with("/env") {
            String::new()
        } else {
            "failed to run command ".to_owned()
        };
        let name = child.name().to_owned();
        return cx
            .fail(if status == 126 { 126 } else { missing }, &format!("{verb}‘{name}’: {why}"))
            .await;
    }
    cx.flush().await?;
    // It takes the place of the tool.
    child.pid = cx.pid;
    Ok(run_command(child).await)
}

/// `printenv`.
pub(super) async fn printenv(cx: &mut Cx) -> Ended {
    if cx.args.len() < 2 {
        for (name, value) in cx.env.clone() {
            cx.line(&format!("{name}={value}")).await?;
        }
        return Ok(0);
    }
    let mut status = 0;
    for name in cx.args.clone().into_iter().skip(1) {
        match cx.env.get(&name).cloned() {
            Some(value) => cx.line(&value).await?,
            None => status = 1,
        }
    }
    Ok(status)
}

/// `id`.
pub(super) async fn id(cx: &mut Cx) -> Ended {
    let options = match read(
        &cx.args,
        "ugnGr",
        &[("user", 'u'), ("group", 'g'), ("name", 'n'), ("groups", 'G')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("id", &mistake)).await,
    };
    if let Some(user) = options.operands.first().filter(|user| *user != "user") {
        return cx.fail(1, &format!("‘{user}’: no such user")).await;
    }
    let one = options.has('u') || options.has('g') || options.has('G');
    let text = if one && options.has('n') {
        "user"
    } else if one {
        "1000"
    } else {
        "uid=1000(user) gid=1000(user) groups=1000(user)"
    };
    cx.line(text).await?;
    Ok(0)
}

/// `whoami`, `logname`.
pub(super) async fn whoami(cx: &mut Cx) -> Ended {
    cx.line("user").await?;
    Ok(0)
}

/// `hostname`.
pub(super) async fn hostname(cx: &mut Cx) -> Ended {
    cx.line("localhost").await?;
    Ok(0)
}

/// `nproc`.
pub(super) async fn nproc(cx: &mut Cx) -> Ended {
    cx.line("1").await?;
    Ok(0)
}

/// `tty`.
pub(super) async fn tty(cx: &mut Cx) -> Ended {
    cx.line("not a tty").await?;
    Ok(1)
}

/// `sync`: there is nothing to wait for.
pub(super) async fn nothing(_: &mut Cx) -> Ended {
    Ok(0)
}

/// `uname`.
pub(super) async fn uname(cx: &mut Cx) -> Ended {
    let options = match read(
        &cx.args,
        "asnrvmpio",
        &[("all", 'a'), ("kernel-name", 's'), ("machine", 'm'), ("kernel-release", 'r')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("uname", &mistake)).await,
    };
    let parts = [
        ('s', "Linux"),
        ('n', "localhost"),
        ('r', "6.1.0"),
        ('v', "#1 SMP"),
        ('m', "x86_64"),
        ('o', "GNU/Linux"),
    ];
    let shown: Vec<&str> = parts
        .iter()
        .filter(|(letter, _)| {
            options.has('a') || options.has(*letter) || (options.given.is_empty() && *letter == 's')
        })
        .map(|(_, text)| *text)
        .collect();
    cx.line(&shown.join(" ")).await?;
    Ok(0)
}

/// `nohup`, `nice`, `setsid`, `stdbuf`: the command as it is.
pub(super) async fn plainly(cx: &mut Cx) -> Ended {
    let options = match read_leading(&cx.args, "n:i:o:e:", &[]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(125, &mistake).await,
    };
    if options.operands.is_empty() {
        let name = cx.name().to_owned();
        return cx.fail(125, &usage(&name, "missing operand")).await;
    }
    let child = cx.child(options.operands.clone());
    start(cx, child, 127).await
}

/// `timeout`.
pub(super) async fn timeout(cx: &mut Cx) -> Ended {
    let long = [
        ("signal", 's'),
        ("kill-after", 'k'),
        ("preserve-status", 'p'),
        ("foreground", 'f'),
        ("verbose", 'v'),
    ];
    let options = match read_leading(&cx.args, "s:k:v", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(125, &usage("timeout", &mistake)).await,
    };
    let [text, command @ ..] = options.operands.as_slice() else {
        return cx.fail(125, &usage("timeout", "missing operand")).await;
    };
    if command.is_empty() {
        return cx.fail(125, &usage("timeout", "missing operand")).await;
    }
    let Some(nanos) = super::sleep::duration(text) else {
        return cx.fail(125, &usage("timeout", &format!("invalid time interval ‘{text}’"))).await;
    };
    let signal = match options.value('s') {
        Some(text) => match signal::parse(text) {
            Some(signal) => signal,
            None => {
                return cx.fail(125, &usage("timeout", &format!("‘{text}’: invalid signal"))).await;
            }
        },
        None => signal::TERM,
    };
    let mut child = cx.child(command.to_vec());
    let search = child.env.get("PATH").cloned().unwrap_or_default();
    if let Lookup::Not { .. } = find(&child.os, &child.cwd, &search, child.name()) {
        return start(cx, child, 127).await;
    }
    let os = std::rc::Rc::clone(&cx.os);
    let started = os.start(|pid| {
        child.pid = pid;
        run_command(child)
    });
    let Some(pid) = started else { return Ok(125) };
    os.lead(pid);
    let watched = nanos > 0;
    let guard = std::rc::Rc::clone(&os);
    let end = os.clock.now().saturating_add(nanos);
    let watcher = if watched {
        os.start(|_| async move {
            guard.sleep_until(end).await;
            i32::from(guard.kill_group(pid, signal).is_err())
        })
    } else {
        None
    };
    let ended = os.wait_for(pid).await;
    let late =
        watcher.and_then(|watcher| os.end_of(watcher)).is_some_and(|watcher| watcher.status == 0);
    if let Some(watcher) = watcher {
        // It may have ended on its own.
        let _ = os.kill(0, watcher, signal::KILL);
        os.reap(watcher);
    }
    Ok(verdict(cx, ended, late.then_some(signal), options.has('p')))
}

/// The status of `timeout` after its command ended; `late` is the signal it took. Where that was
/// `KILL`, or another signal came first, `timeout` ends by it too.
fn verdict(cx: &Cx, ended: Process, late: Option<Signal>, preserve: bool) -> i32 {
    let by = match late {
        Some(_) if preserve => None,
        Some(signal::KILL) => Some(signal::KILL),
        Some(_) => return 124,
        None => ended.signal,
    };
    if let Some(by) = by {
        cx.os.note_signal(cx.pid, by);
    }
    ended.status
}
