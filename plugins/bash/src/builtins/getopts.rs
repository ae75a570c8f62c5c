//! `getopts`.

use crate::shell::{Flow, Ran, Shell};

pub(super) async fn getopts(shell: &mut Shell, args: &[String]) -> Ran {
    let [_, spec, name, rest @ ..] = args else {
        return shell.fails(2, "getopts: usage: getopts optstring name [arg ...]").await;
    };
    if !crate::expand::is_name(name) {
        return shell.fails(1, &format!("getopts: `{name}': not a valid identifier")).await;
    }
    let words = if rest.is_empty() { shell.positional.to_vec() } else { rest.to_vec() };
    let silent = spec.starts_with(':');
    let spec = spec.trim_start_matches(':');
    let (mut index, mut inside) = (shell.getopts.0.max(1), shell.getopts.1);
    index = index.min(words.len() + 1);
    let current = words.get(index - 1).map(|word| word.chars().collect::<Vec<char>>());
    let done = match &current {
        None => true,
        Some(word) => inside == 0 && (word.first() != Some(&'-') || word.len() < 2),
    };
    let ended = current.as_ref().is_some_and(|word| inside == 0 && word.as_slice() == ['-', '-']);
    if done || ended {
        index += usize::from(ended);
        put(shell, name, "?").await?;
        finish(shell, index, 0).await?;
        shell.vars.remove("OPTARG");
        return Ok(1);
    }
    let word = current.unwrap_or_default();
    inside = inside.max(1);
    let letter = word[inside];
    let takes =
        spec.split_once(letter).map(|(_, rest)| rest.starts_with(':')).filter(|_| letter != ':');
    let last = inside + 1 >= word.len();
    let (mut next, mut next_inside) = if last { (index + 1, 0) } else { (index, inside + 1) };
    let text = letter.to_string();
    match takes {
        None => {
            put(shell, name, "?").await?;
            if silent {
                put(shell, "OPTARG", &text).await?;
            } else {
                shell.vars.remove("OPTARG");
                complain(shell, &format!("illegal option -- {letter}")).await?;
            }
        }
        Some(false) => {
            put(shell, name, &text).await?;
            shell.vars.remove("OPTARG");
        }
        Some(true) => {
            let value = if last {
                words.get(index).cloned()
            } else {
                Some(word[inside + 1..].iter().collect())
            };
            next = if last { index + 2 } else { index + 1 };
            next_inside = 0;
            match value {
                Some(value) => {
                    put(shell, name, &text).await?;
                    put(shell, "OPTARG", &value).await?;
                }
                None => {
                    next = index + 1;
                    put(shell, name, if silent { ":" } else { "?" }).await?;
                    if silent {
                        put(shell, "OPTARG", &text).await?;
                    } else {
                        shell.vars.remove("OPTARG");
                        complain(shell, &format!("option requires an argument -- {letter}"))
                            .await?;
                    }
                }
            }
        }
    }
    finish(shell, next, next_inside).await?;
    Ok(0)
}

async fn put(shell: &mut Shell, name: &str, text: &str) -> Result<(), Flow> {
    let done = shell.set(name, text);
    shell.allowed(done).await
}

async fn finish(shell: &mut Shell, index: usize, inside: usize) -> Result<(), Flow> {
    put(shell, "OPTIND", &index.to_string()).await?;
    shell.getopts = (index, inside);
    Ok(())
}

/// `getopts` names the script only, without a line.
async fn complain(shell: &mut Shell, message: &str) -> Result<(), Flow> {
    if shell.get("OPTERR").is_none_or(|text| text.trim().parse::<i64>().is_ok_and(|n| n != 0)) {
        let text = format!("{}: {message}\n", shell.name);
        shell.write(2, &text).await?;
    }
    Ok(())
}
