//! `tail`.

use super::options::{read, size, usage};
use crate::exec::external::{Cx, Ended};

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut args = cx.args.clone();
    if let Some(text) = args.get(1).cloned()
        && text.len() > 1
        && text.starts_with(['-', '+'])
        && text[1..].chars().all(|c| c.is_ascii_digit())
    {
        let count = text.strip_prefix('-').unwrap_or(&text).to_owned();
        args.splice(1..2, ["-n".to_owned(), count]);
    }
    let long = [
        ("lines", 'n'),
        ("bytes", 'c'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("verbose", 'v'),
        ("follow", 'f'),
        ("retry", 'F'),
    ];
    let options = match read(&args, "n:c:qvfF", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("tail", &mistake)).await,
    };
    let bytes = options.last_of("nc") == Some('c');
    let text = options.value(if bytes { 'c' } else { 'n' }).unwrap_or("10");
    let Some(count) = size(text.trim_start_matches(['-', '+'])) else {
        let unit = if bytes { "bytes" } else { "lines" };
        return cx.fail(1, &format!("invalid number of {unit}: ‘{text}’")).await;
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let from_start = text.starts_with('+');
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
        let text = match file.read_all(&cx.os).await {
            Ok(text) => text,
            Err(errno) => {
                status = cx.fail(1, &format!("error reading '{path}': {errno}")).await?;
                continue;
            }
        };
        let start = start(&text, count, bytes, from_start);
        cx.put(&text[start..]).await?;
        if options.has('f') || options.has('F') {
            cx.flush().await?;
            loop {
                cx.os.sleep_until(cx.os.clock.now() + 1_000_000_000).await;
                let more = file.read_all(&cx.os).await.unwrap_or_default();
                cx.put(&more).await?;
                cx.flush().await?;
            }
        }
    }
    Ok(status)
}

fn start(text: &[u8], count: usize, bytes: bool, from_start: bool) -> usize {
    if bytes {
        return if from_start {
            count.saturating_sub(1).min(text.len())
        } else {
            text.len().saturating_sub(count)
        };
    }
    let lines: Vec<usize> = text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::len).collect();
    let skipped =
        if from_start { count.saturating_sub(1) } else { lines.len().saturating_sub(count) };
    lines.iter().take(skipped).sum()
}
