//! `bash` and `sh`: a shell of its own.

use std::rc::Rc;

use crate::exec::Ending;
use crate::exec::external::{Cx, Ended, shell};
use crate::os::bytes;
use crate::os::errno::Errno;
use crate::shell::Shell;
use crate::shell::options::Options;

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut shell = shell(cx);
    shell.name = cx.args[0].clone();
    let mut at = 1;
    let mut command = false;
    let mut from_input = false;
    while let Some(flags) =
        cx.args.get(at).filter(|text| text.len() > 1 && text.starts_with(['-', '+']))
    {
        let on = flags.starts_with('-');
        at += 1;
        match flags.as_str() {
            "--" => break,
            "--version" => {
                cx.line("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)").await?;
                return Ok(0);
            }
            "--posix" => {
                shell.options.set("posix", true);
                continue;
            }
            flag if flag.starts_with("--") => continue,
            _ => {}
        }
        for c in flags[1..].chars() {
            match c {
                'c' => command = true,
                's' => from_input = true,
                'i' | 'l' => {}
                'o' | 'O' => {
                    let name = cx.args.get(at).cloned().unwrap_or_default();
                    at += 1;
                    let known = if c == 'o' {
                        shell.options.set(&name, on)
                    } else {
                        shell.options.shopt(&name, on)
                    };
                    if !known {
                        return cx.fail(2, &format!("{name}: invalid option name")).await;
                    }
                }
                c => match Options::named(c) {
                    Some(name) => {
                        shell.options.set(name, on);
                    }
                    None => return cx.fail(2, &format!("-{c}: invalid option")).await,
                },
            }
        }
    }
    let mut rest = cx.args[at.min(cx.args.len())..].to_vec();
    let text = match text(cx, &mut shell, &mut rest, command, from_input).await {
        Ok(text) => text,
        Err((status, why)) => return cx.fail(status, &why).await,
    };
    shell.script = shell.name.clone();
    shell.positional = Rc::new(rest);
    // What the shell holds open is closed with it, not with the command that started it.
    let fds = std::mem::take(&mut cx.fds);
    if cx.os.replace(cx.pid) {
        // On a stack of its own, as a script may take its own place without end.
        return Ok(Rc::clone(&cx.os).apart(to_its_end(shell, text)).await);
    }
    if !cx.os.start_as(cx.pid, to_its_end(shell, text)) {
        cx.fds = fds;
        return cx.fail(254, "fork: retry: Resource temporarily unavailable").await;
    }
    drop(fds);
    let ended = cx.os.wait_for(cx.pid).await;
    if ended.signal.is_none() {
        cx.os.reap(cx.pid);
    }
    Ok(ended.status)
}

/// Runs a shell to its end, and gives its status.
async fn to_its_end(mut shell: Shell, text: String) -> i32 {
    let ran = shell.run_script(&text).await;
    shell.finish(ran, Ending::Shell).await
}

/// The text to run, from `-c`, standard input or a file; what it is taken from leaves `rest`.
/// `Err` is a status and a complaint.
async fn text(
    cx: &Cx,
    shell: &mut Shell,
    rest: &mut Vec<String>,
    command: bool,
    from_input: bool,
) -> Result<String, (i32, String)> {
    if command {
        if rest.is_empty() {
            return Err((2, "-c: option requires an argument".into()));
        }
        shell.from_argument = true;
        let text = rest.remove(0);
        if !rest.is_empty() {
            shell.name = rest.remove(0);
        }
        return Ok(text);
    }
    if from_input || rest.is_empty() {
        return Ok(bytes::decode(&cx.read("-").await.unwrap_or_default()));
    }
    let path = rest.remove(0);
    shell.name.clone_from(&path);
    match cx.read(&path).await {
        Ok(text) => Ok(bytes::decode(&text)),
        Err(errno) => {
            let status = if errno == Errno::NoEntry { 127 } else { 126 };
            Err((status, format!("{path}: {errno}")))
        }
    }
}
