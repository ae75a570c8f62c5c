//! `wc`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;

/// Lines, words, characters, bytes, longest line.
type Counts = [usize; 5];

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long =
        [("lines", 'l'), ("words", 'w'), ("chars", 'm'), ("bytes", 'c'), ("max-line-length", 'L')];
    let options = match read(&cx.args, "lwmcL", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("wc", &mistake)).await,
    };
    let mut wanted: Vec<usize> =
        "lwmcL".chars().enumerate().filter(|(_, c)| options.has(*c)).map(|(n, _)| n).collect();
    if wanted.is_empty() {
        wanted = vec![0, 1, 3];
    }
    let mut status = 0;
    let mut rows: Vec<(Counts, Option<String>)> = Vec::new();
    let mut total: Counts = [0; 5];
    let mut exact = true;
    for path in options.files() {
        let title = (!options.operands.is_empty()).then(|| path.clone());
        exact &= path != "-";
        let read = cx.read(&path).await;
        let counts = match read {
            Ok(text) => count(&text),
            Err(errno) => {
                status = cx.fail(1, &format!("{path}: {errno}")).await?;
                if errno != crate::os::errno::Errno::IsDirectory {
                    continue;
                }
                [0; 5]
            }
        };
        for n in 0..4 {
            total[n] += counts[n];
        }
        total[4] = total[4].max(counts[4]);
        rows.push((counts, title));
    }
    if options.operands.len() > 1 {
        rows.push((total, Some("total".into())));
    }
    let width = if rows.len() == 1 && wanted.len() == 1 {
        1
    } else if exact {
        total[3].to_string().len()
    } else {
        7
    };
    for (counts, title) in rows {
        let numbers: Vec<String> =
            wanted.iter().map(|n| format!("{:>width$}", counts[*n])).collect();
        let title = title.map(|title| format!(" {title}")).unwrap_or_default();
        cx.line(&format!("{}{title}", numbers.join(" "))).await?;
    }
    Ok(status)
}

fn count(text: &[u8]) -> Counts {
    let decoded = decode(text);
    let longest = decoded.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    [lines, decoded.split_whitespace().count(), decoded.chars().count(), text.len(), longest]
}
