//! `umask`, `ulimit`, `times`, `history`.

use crate::shell::{Ran, Shell};

pub(super) async fn umask(shell: &mut Shell, args: &[String]) -> Ran {
    let mask = shell.os.umask.get();
    match args.get(1).map(String::as_str) {
        None => shell.print(&format!("{mask:04o}\n")).await,
        Some("-S") => {
            let part = |shift: u32| {
                let bits = !(mask >> shift) & 7;
                let letters = [(4, 'r'), (2, 'w'), (1, 'x')];
                letters
                    .iter()
                    .filter(|(bit, _)| bits & bit != 0)
                    .map(|(_, c)| *c)
                    .collect::<String>()
            };
            shell.print(&format!("u={},g={},o={}\n", part(6), part(3), part(0))).await
        }
        Some("-p") => shell.print(&format!("umask {mask:04o}\n")).await,
        Some(text) => match u32::from_str_radix(text, 8) {
            Ok(mask) if mask <= 0o777 => {
                shell.os.umask.set(mask);
                Ok(0)
            }
            Ok(_) => shell.fails(1, &format!("umask: {text}: octal number out of range")).await,
            Err(_) => match crate::tools::mode::change(!mask & 0o777, text, false) {
                Some(mode) => {
                    shell.os.umask.set(!mode & 0o777);
                    Ok(0)
                }
                None => {
                    let bad = text.chars().next().unwrap_or(' ');
                    shell.fails(1, &format!("umask: `{bad}': invalid symbolic mode operator")).await
                }
            },
        },
    }
}

/// Limits can be asked for; there are none to set.
pub(super) async fn ulimit(shell: &mut Shell, args: &[String]) -> Ran {
    match args.last().map(String::as_str) {
        Some("-n") => shell.print("1024\n").await,
        Some(flag) if flag.starts_with('-') => shell.print("unlimited\n").await,
        Some(_) if args.len() > 1 => Ok(0),
        _ => shell.print("unlimited\n").await,
    }
}

pub(super) async fn times(shell: &mut Shell, _: &[String]) -> Ran {
    shell.print("0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n").await
}

/// The commands typed so far.
pub(super) async fn history(shell: &mut Shell, args: &[String]) -> Ran {
    if args.get(1).is_some_and(|flag| flag == "-c") {
        shell.history = std::rc::Rc::default();
        return Ok(0);
    }
    let count = args.get(1).and_then(|text| text.parse::<usize>().ok()).unwrap_or(usize::MAX);
    let skip = shell.history.len().saturating_sub(count);
    let lines = shell.history.iter().enumerate().skip(skip);
    let text: String = lines.map(|(n, line)| format!("{:>5}  {line}\n", n + 1)).collect();
    shell.print(&text).await
}
