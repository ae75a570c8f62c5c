//! `xargs`.

use super::options::{read_leading, usage};
use crate::exec::external::{Cx, Ended, run as run_command};
use crate::os::bytes::decode;
use crate::os::open::Channel;

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long = [
        ("null", '0'),
        ("max-args", 'n'),
        ("replace", 'I'),
        ("no-run-if-empty", 'r'),
        ("delimiter", 'd'),
        ("max-procs", 'P'),
        ("verbose", 't'),
        ("max-lines", 'L'),
    ];
    let options = match read_leading(&cx.args, "0n:I:rd:P:tL:s:xa:", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("xargs", &mistake)).await,
    };
    let path = options.value('a').unwrap_or("-").to_owned();
    let text = match cx.read(&path).await {
        Ok(text) => decode(&text),
        Err(errno) => {
            return cx.fail(1, &format!("Cannot open input file ‘{path}’: {errno}")).await;
        }
    };
    let replace = options.value('I').map(str::to_owned);
    let delimiter = if options.has('0') {
        Some('\0')
    } else {
        options.value('d').and_then(|text| crate::syntax::ansi_c(text, false).0.chars().next())
    };
    let items: Vec<Vec<String>> = if let Some(delimiter) = delimiter {
        let body = text.strip_suffix(delimiter).unwrap_or(&text);
        if body.is_empty() {
            Vec::new()
        } else {
            body.split(delimiter).map(|item| vec![item.to_owned()]).collect()
        }
    } else if replace.is_some() {
        text.lines()
            .map(str::trim_start)
            .filter(|line| !line.is_empty())
            .map(|line| vec![words(line).map_or(line.to_owned(), |words| words.join(" "))])
            .collect()
    } else if options.has('L') {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| words(line).unwrap_or_default())
            .collect()
    } else {
        match words(&text) {
            Some(words) => words.into_iter().map(|word| vec![word]).collect(),
            None => {
                let quote = if text.matches('\'').count() % 2 == 1 { "single" } else { "double" };
                return cx.fail(1, &format!("unmatched {quote} quote; by default quotes are special to xargs unless you use the -0 option")).await;
            }
        }
    };
    let base = if options.operands.is_empty() {
        vec!["echo".to_owned()]
    } else {
        options.operands.clone()
    };
    let number = |letter| {
        options.value(letter).and_then(|text| text.parse::<usize>().ok()).filter(|n| *n > 0)
    };
    let mut commands: Vec<Vec<String>> = Vec::new();
    if let Some(mark) = &replace {
        commands.extend(
            items.iter().map(|item| {
                base.iter().map(|word| word.replace(mark.as_str(), &item[0])).collect()
            }),
        );
    } else {
        let size = number('n').or(number('L')).unwrap_or(5000);
        for chunk in items.chunks(size) {
            commands.push(base.iter().cloned().chain(chunk.iter().flatten().cloned()).collect());
        }
        if items.is_empty() && !options.has('r') {
            commands.push(base);
        }
    }
    let mut status = 0;
    for command in commands {
        cx.flush().await?;
        if options.has('t') {
            cx.complain_raw(&format!("{}\n", command.join(" "))).await?;
        }
        let mut child = cx.child(command);
        child.fds.set(0, Channel::input(Vec::new()));
        let search = child.env.get("PATH").cloned().unwrap_or_default();
        if let crate::exec::external::Lookup::Not { status, .. } =
            crate::exec::external::find(&child.os, &child.cwd, &search, child.name())
        {
            let why = if status == 126 { "Permission denied" } else { "No such file or directory" };
            let name = child.name().to_owned();
            return cx.fail(status, &format!("{name}: {why}")).await;
        }
        let name = child.name().to_owned();
        match run_command(child).await {
            0 => {}
            255 => return cx.fail(124, &format!("{name}: exited with status 255; aborting")).await,
            ended if ended > 128 => {
                return cx
                    .fail(125, &format!("{name}: terminated by signal {}", ended - 128))
                    .await;
            }
            126 | 127 => return Ok(status.max(127)),
            _ => status = 123,
        }
    }
    Ok(status)
}

/// Words as `xargs` splits them: at blanks, with quotes and backslashes. `None`: a quote is open.
fn words(text: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\n' => all.extend(word.take()),
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some(inner) if inner == c => break,
                        Some('\n') | None => return None,
                        Some(inner) => word.push(inner),
                    }
                }
            }
            '\\' => word.get_or_insert_default().extend(chars.next()),
            c => word.get_or_insert_default().push(c),
        }
    }
    all.extend(word);
    Some(all)
}
