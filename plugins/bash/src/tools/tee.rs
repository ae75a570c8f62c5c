//! `tee`, `yes`, `rev`, `nl`, `fold`: lines through, one way or another.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::{decode, encode};
use crate::os::open::How;

/// `tee`.
pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "ai", &[("append", 'a')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("tee", &mistake)).await,
    };
    let how = if options.has('a') { How::APPEND } else { How::WRITE };
    let mut files = Vec::new();
    let mut status = 0;
    for path in &options.operands {
        match cx.open(path, how).await {
            Ok(file) => files.push(file),
            Err(errno) => status = cx.fail(1, &format!("{path}: {errno}")).await?,
        }
    }
    let Some(input) = cx.fds.get(0) else { return Ok(1) };
    loop {
        let chunk = input.read(&cx.os, 1 << 16).await.unwrap_or_default();
        if chunk.is_empty() {
            return Ok(status);
        }
        for file in &files {
            if file.write(&cx.os, &chunk).await.is_err() {
                status = 1;
            }
        }
        cx.put(&chunk).await?;
        cx.flush().await?;
    }
}

/// `yes`.
pub(super) async fn yes(cx: &mut Cx) -> Ended {
    let text = if cx.args.len() > 1 { cx.args[1..].join(" ") } else { "y".to_owned() };
    let line = encode(&(text + "\n"));
    let block = line.repeat((4096 / line.len()).max(1));
    loop {
        cx.put(&block).await?;
        cx.flush().await?;
    }
}

/// `rev`.
pub(super) async fn rev(cx: &mut Cx) -> Ended {
    let files = if cx.args.len() > 1 { cx.args[1..].to_vec() } else { vec!["-".to_owned()] };
    for path in files {
        let text = match cx.read(&path).await {
            Ok(text) => decode(&text),
            Err(errno) => return cx.fail(1, &format!("cannot open {path}: {errno}")).await,
        };
        for line in text.split_inclusive('\n') {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let mut out: String = body.chars().rev().collect();
            out.push_str(&line[body.len()..]);
            cx.put(&encode(&out)).await?;
        }
    }
    Ok(0)
}

/// `nl`.
pub(super) async fn nl(cx: &mut Cx) -> Ended {
    let options = match read(
        &cx.args,
        "b:w:s:v:i:n:",
        &[("body-numbering", 'b'), ("number-width", 'w'), ("number-separator", 's')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("nl", &mistake)).await,
    };
    let number = |letter, default: usize| {
        options.value(letter).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (width, step, mut next) = (number('w', 6), number('i', 1), number('v', 1));
    let all = options.value('b') == Some("a");
    let separator = options.value('s').unwrap_or("\t").to_owned();
    for path in options.files() {
        let text = match cx.read(&path).await {
            Ok(text) => decode(&text),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        };
        for line in text.lines() {
            if line.is_empty() && !all {
                cx.line(&" ".repeat(width + separator.len())).await?;
                continue;
            }
            let shown = match options.value('n') {
                Some("ln") => format!("{next:<width$}"),
                Some("rz") => format!("{next:0>width$}"),
                _ => format!("{next:>width$}"),
            };
            cx.line(&format!("{shown}{separator}{line}")).await?;
            next += step;
        }
    }
    Ok(0)
}

/// `fold`.
pub(super) async fn fold(cx: &mut Cx) -> Ended {
    let mut args = cx.args.clone();
    if let Some(digits) = args
        .get(1)
        .and_then(|text| text.strip_prefix('-'))
        .filter(|text| text.parse::<u32>().is_ok())
    {
        args.splice(1..2, ["-w".to_owned(), digits.to_owned()]);
    }
    let options = match read(&args, "w:sb", &[("width", 'w'), ("spaces", 's')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("fold", &mistake)).await,
    };
    let width: usize = options
        .value('w')
        .and_then(|text| text.parse().ok())
        .filter(|width| *width > 0)
        .unwrap_or(80);
    for path in options.files() {
        let text = match cx.read(&path).await {
            Ok(text) => decode(&text),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        };
        for line in text.split_inclusive('\n') {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let mut chars: Vec<char> = body.chars().collect();
            while chars.len() > width {
                let blank =
                    chars[..width].iter().rposition(|c| *c == ' ').filter(|_| options.has('s'));
                let rest = chars.split_off(blank.map_or(width, |n| n + 1));
                cx.line(&chars.iter().collect::<String>()).await?;
                chars = rest;
            }
            cx.put(&encode(&chars.iter().collect::<String>())).await?;
            cx.put(&line.as_bytes()[body.len()..]).await?;
        }
    }
    Ok(0)
}
