//! `awk`: the language of POSIX, with the functions of gawk that pages use.

mod ast;
mod call;
mod expr;
mod input;
mod lex;
mod parse;
mod run;
mod statement;
mod value;

use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut separator = None;
    let mut assigns = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut at = 1;
    while let Some(text) =
        cx.args.get(at).cloned().filter(|text| text.len() > 1 && text.starts_with('-'))
    {
        at += 1;
        if text == "--" {
            break;
        }
        if text == "--version" || text == "-V" {
            cx.line("awk").await?;
            return Ok(0);
        }
        let letter = text.chars().nth(1).unwrap_or('-');
        if !matches!(letter, 'F' | 'v' | 'f') {
            return cx.fail(2, &format!("unknown option {text} ignored")).await;
        }
        let value = if text.len() > 2 {
            text[2..].to_owned()
        } else {
            at += 1;
            cx.args.get(at - 1).cloned().unwrap_or_default()
        };
        match letter {
            'F' => separator = Some(if value == "t" { "\t".to_owned() } else { value }),
            'v' => assigns.push(value),
            _ => match cx.read(&value).await {
                Ok(text) => texts.push(decode(&text)),
                Err(errno) => {
                    return cx.fail(2, &format!("couldn't open file {value}: {errno}")).await;
                }
            },
        }
    }
    if texts.is_empty() {
        let Some(text) = cx.args.get(at).cloned() else {
            cx.complain_raw("usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]\n")
                .await?;
            return Ok(2);
        };
        texts.push(text);
        at += 1;
    }
    let program = match parse::program(&texts.join("\n")) {
        Ok(program) => program,
        Err(mistake) => return cx.fail(2, &mistake).await,
    };
    let operands = cx.args[at.min(cx.args.len())..].to_vec();
    let (status, out, broken) = {
        let mut machine = run::Machine::new(cx, &program, operands, separator.as_deref(), &assigns);
        let status = machine.main();
        let broken = machine.broken;
        (status, std::mem::take(&mut machine.out), broken)
    };
    if broken {
        return Err(crate::exec::external::Quit(128 + crate::os::signal::PIPE));
    }
    cx.put(&out).await?;
    match status {
        Ok(status) => Ok(status),
        Err(message) => cx.fail(2, &message).await,
    }
}
