//! What changes the flow: `break`, `return`, `exit`, `eval`, `shift`, `let`.

use std::rc::Rc;

use crate::shell::{Flow, Ran, Shell};

/// `:` and `true`.
pub(super) async fn colon(_: &mut Shell, _: &[String]) -> Ran {
    Ok(0)
}

/// `false`.
pub(super) async fn false_(_: &mut Shell, _: &[String]) -> Ran {
    Ok(1)
}

/// The number of loops to leave; `None` where the argument is wrong.
async fn levels(shell: &mut Shell, args: &[String]) -> Result<Option<u32>, Flow> {
    let Some(text) = args.get(1) else { return Ok(Some(1)) };
    match text.parse::<i64>() {
        Ok(count) if count > 0 => {
            Ok(Some(u32::try_from(count).unwrap_or(u32::MAX).min(shell.loops)))
        }
        Ok(_) => {
            shell.complain(&format!("{}: {text}: loop count out of range", args[0])).await?;
            Ok(None)
        }
        Err(_) => {
            shell.complain(&format!("{}: {text}: numeric argument required", args[0])).await?;
            Err(Flow::Exit(128))
        }
    }
}

pub(super) async fn break_(shell: &mut Shell, args: &[String]) -> Ran {
    if shell.loops == 0 {
        return shell.fails(0, "break: only meaningful in a `for', `while', or `until' loop").await;
    }
    match levels(shell, args).await? {
        Some(count) => Err(Flow::Break(count)),
        None => Err(Flow::Break(shell.loops)),
    }
}

pub(super) async fn continue_(shell: &mut Shell, args: &[String]) -> Ran {
    if shell.loops == 0 {
        return shell
            .fails(0, "continue: only meaningful in a `for', `while', or `until' loop")
            .await;
    }
    match levels(shell, args).await? {
        Some(count) => Err(Flow::Continue(count)),
        None => Err(Flow::Break(shell.loops)),
    }
}

/// A status given as an argument; the last one where there is none.
async fn status(shell: &mut Shell, args: &[String]) -> Result<i32, Flow> {
    let Some(text) = args.get(1) else { return Ok(shell.status) };
    if let Ok(status) = text.trim().parse::<i64>() {
        return Ok(i32::try_from(status & 0xff).unwrap_or(0));
    }
    shell.complain(&format!("{}: {text}: numeric argument required", args[0])).await?;
    Ok(2)
}

pub(super) async fn return_(shell: &mut Shell, args: &[String]) -> Ran {
    let status = status(shell, args).await?;
    if shell.frames.is_empty() {
        return shell.fails(2, "return: can only `return' from a function or sourced script").await;
    }
    Err(Flow::Return(status))
}

pub(super) async fn exit(shell: &mut Shell, args: &[String]) -> Ran {
    let status = status(shell, args).await?;
    if shell.interactive && shell.subshell == 0 {
        shell.write(2, "exit\n").await?;
    }
    if args.len() > 2 {
        return shell.fails(1, "exit: too many arguments").await;
    }
    Err(Flow::Exit(status))
}

pub(super) async fn shift(shell: &mut Shell, args: &[String]) -> Ran {
    let count = match args.get(1) {
        None => 1,
        Some(text) => match text.parse::<i64>() {
            Ok(count) if count < 0 => {
                return shell.fails(1, &format!("shift: {text}: shift count out of range")).await;
            }
            Ok(count) => usize::try_from(count).unwrap_or(usize::MAX),
            Err(_) => {
                return shell.fails(1, &format!("shift: {text}: numeric argument required")).await;
            }
        },
    };
    if count > shell.positional.len() {
        return Ok(1);
    }
    Rc::make_mut(&mut shell.positional).drain(..count);
    Ok(0)
}

pub(super) async fn eval(shell: &mut Shell, args: &[String]) -> Ran {
    let rest = if args.get(1).is_some_and(|first| first == "--") { &args[2..] } else { &args[1..] };
    let text = rest.join(" ");
    let line = shell.line;
    shell.run_inner(&text, line).await
}

pub(super) async fn let_(shell: &mut Shell, args: &[String]) -> Ran {
    if args.len() < 2 {
        return shell.fails(1, "let: expression expected").await;
    }
    let mut last = 0;
    for text in &args[1..] {
        last = match crate::expand::arith::eval(shell, text) {
            Ok(number) => number,
            Err(error) => return shell.fails(1, &format!("let: {error}")).await,
        };
    }
    Ok(i32::from(last == 0))
}

pub(super) async fn caller(shell: &mut Shell, args: &[String]) -> Ran {
    let level = args.get(1).and_then(|text| text.parse::<usize>().ok());
    if let Some(text) = args.get(1).filter(|_| level.is_none()) {
        let message = format!("caller: {text}: invalid number\ncaller: usage: caller [expr]");
        return shell.fails(2, &message).await;
    }
    let frames = &shell.frames;
    if frames.is_empty() && level.is_none() {
        return shell.print("0 NULL\n").await;
    }
    let Some(at) = frames.len().checked_sub(1 + level.unwrap_or(0)) else { return Ok(1) };
    let line = frames[at].line;
    let (source, function) = match at.checked_sub(1) {
        Some(outer) => (frames[outer].source.clone(), frames[outer].function.clone()),
        None => (shell.name.clone(), "main".to_owned()),
    };
    let text = match level {
        Some(_) => format!("{line} {function} {source}\n"),
        None => format!("{line} {source}\n"),
    };
    shell.print(&text).await
}
