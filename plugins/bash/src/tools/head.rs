//! `head`.

use super::options::{read, size, usage};
use crate::exec::external::{Cx, Ended};

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut args = cx.args.clone();
    if let Some(digits) = args
        .get(1)
        .and_then(|text| text.strip_prefix('-'))
        .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    {
        args.splice(1..2, ["-n".to_owned(), digits.to_owned()]);
    }
    let long = [("lines", 'n'), ("bytes", 'c'), ("quiet", 'q'), ("silent", 'q'), ("verbose", 'v')];
    let options = match read(&args, "n:c:qvz", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("head", &mistake)).await,
    };
    let bytes = options.last_of("nc") == Some('c');
    let text = options.value(if bytes { 'c' } else { 'n' }).unwrap_or("10");
    let Some(count) = size(text.trim_start_matches(['-', '+'])) else {
        let unit = if bytes { "bytes" } else { "lines" };
        return cx.fail(1, &format!("invalid number of {unit}: ‘{text}’")).await;
    };
    let all_but = text.starts_with('-');
    let files = options.files();
    let titles = (files.len() > 1 || options.has('v')) && !options.has('q');
    let mut status = 0;
    let mut first = true;
    for path in &files {
        let file = match cx.input(path).await {
            Ok(file) => file,
            Err(errno) => {
                status = cx.fail(1, &format!("cannot open '{path}' for reading: {errno}")).await?;
                continue;
            }
        };
        if titles {
            let title = if path == "-" { "standard input" } else { path };
            cx.line(&format!("{}==> {title} <==", if first { "" } else { "\n" })).await?;
        }
        first = false;
        if all_but {
            let text = file.read_all(&cx.os).await.unwrap_or_default();
            let kept = all_but_last(&text, count, bytes);
            cx.put(&text[..kept]).await?;
            continue;
        }
        let mut left = count;
        while left > 0 {
            let most =
                if bytes { usize::try_from(left).unwrap_or(usize::MAX).min(1 << 16) } else { 0 };
            let read = if bytes {
                file.read(&cx.os, most).await
            } else {
                file.read_until(&cx.os, b'\n').await
            };
            let chunk = match read {
                Ok(chunk) => chunk,
                Err(errno) => {
                    status = cx.fail(1, &format!("error reading '{path}': {errno}")).await?;
                    break;
                }
            };
            if chunk.is_empty() {
                break;
            }
            left -= if bytes { chunk.len() as u64 } else { 1 };
            cx.put(&chunk).await?;
        }
    }
    Ok(status)
}

fn all_but_last(text: &[u8], count: u64, bytes: bool) -> usize {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if bytes {
        return text.len().saturating_sub(count);
    }
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    lines.iter().take(lines.len().saturating_sub(count)).map(|line| line.len()).sum()
}
