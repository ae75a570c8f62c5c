//! `xargs`.

use super::options::{Options, read_leading, usage};
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
    let items = match items(&text, &options) {
        Ok(items) => items,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let mut status = 0;
    for command in commands(&items, &options) {
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

/// The input taken apart: the arguments that go together, as words or as lines.
fn items(text: &str, options: &Options) -> Result<Vec<Vec<String>>, String> {
    let delimiter = if options.has('0') {
        Some('\0')
    } else {
        options.value('d').and_then(|text| crate::syntax::ansi_c(text, false).0.chars().next())
    };
    if let Some(delimiter) = delimiter {
        let body = text.strip_suffix(delimiter).unwrap_or(text);
        if body.is_empty() {
            return Ok(Vec::new());
        }
        return Ok(body.split(delimiter).map(|item| vec![item.to_owned()]).collect());
    }
    if options.has('I') {
        let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
        let whole = |line: &str| words(line).map_or(line.to_owned(), |words| words.join(" "));
        return Ok(lines.map(|line| vec![whole(line)]).collect());
    }
    if options.has('L') {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        return Ok(lines.map(|line| words(line).unwrap_or_default()).collect());
    }
    let Some(words) = words(text) else {
        let quote = if text.matches('\'').count() % 2 == 1 { "single" } else { "double" };
        return Err(format!(
            "unmatched {quote} quote; by default quotes are special to xargs unless you use the -0 option"
        ));
    };
    Ok(words.into_iter().map(|word| vec![word]).collect())
}

/// The commands to run, in order.
fn commands(items: &[Vec<String>], options: &Options) -> Vec<Vec<String>> {
    let base = if options.operands.is_empty() {
        vec!["echo".to_owned()]
    } else {
        options.operands.clone()
    };
    if let Some(mark) = options.value('I') {
        let filled = |item: &Vec<String>| -> Vec<String> {
            base.iter().map(|word| word.replace(mark, &item[0])).collect()
        };
        return items.iter().map(filled).collect();
    }
    if items.is_empty() {
        return if options.has('r') { Vec::new() } else { vec![base] };
    }
    let number = |letter| {
        options.value(letter).and_then(|text| text.parse::<usize>().ok()).filter(|n| *n > 0)
    };
    let size = number('n').or(number('L')).unwrap_or(5000);
    items
        .chunks(size)
        .map(|chunk| base.iter().chain(chunk.iter().flatten()).cloned().collect())
        .collect()
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
