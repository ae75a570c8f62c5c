//! `shuf`, from the seed of the site.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::Os;
use crate::os::bytes::decode;

/// Puts lines in an order that only the seed decides.
pub(super) fn shuffle(lines: &mut [String], os: &Os) {
    for n in (1..lines.len()).rev() {
        let other = usize::try_from(os.random.below(n as u64 + 1)).unwrap_or(0);
        lines.swap(n, other);
    }
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long = [("head-count", 'n'), ("echo", 'e'), ("input-range", 'i'), ("repeat", 'r')];
    let options = match read(&cx.args, "n:ei:r", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("shuf", &mistake)).await,
    };
    let mut lines: Vec<String> = if let Some(range) = options.value('i') {
        let ends = range
            .split_once('-')
            .and_then(|(a, b)| Some((a.parse::<u64>().ok()?, b.parse::<u64>().ok()?)));
        match ends {
            Some((first, last)) if last - first < 1_000_000 => {
                (first..=last).map(|n| n.to_string()).collect()
            }
            _ => return cx.fail(1, &format!("invalid input range: ‘{range}’")).await,
        }
    } else if options.has('e') {
        options.operands.clone()
    } else {
        let path = options.files()[0].clone();
        match cx.read(&path).await {
            Ok(text) => decode(&text).lines().map(str::to_owned).collect(),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        }
    };
    let count = options.value('n').and_then(|text| text.parse().ok()).unwrap_or(lines.len());
    if options.has('r') {
        for _ in 0..count {
            let n = usize::try_from(cx.os.random.below(lines.len() as u64)).unwrap_or(0);
            if let Some(line) = lines.get(n).cloned() {
                cx.line(&line).await?;
            }
        }
        return Ok(0);
    }
    shuffle(&mut lines, &cx.os);
    for line in lines.iter().take(count) {
        cx.line(line).await?;
    }
    Ok(0)
}
