//! `cut`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::{decode, encode};

const LONG: [(&str, char); 7] = [
    ("delimiter", 'd'),
    ("fields", 'f'),
    ("characters", 'c'),
    ("bytes", 'b'),
    ("only-delimited", 's'),
    ("output-delimiter", 'o'),
    ("complement", 'C'),
];

/// A list of ranges, both ends counted from 1.
fn ranges(text: &str) -> Option<Vec<(usize, usize)>> {
    let mut all = Vec::new();
    for part in text.split([',', ' ']) {
        let (from, to) = match part.split_once('-') {
            None => {
                let one = part.parse().ok()?;
                (one, one)
            }
            Some(("", "")) => return None,
            Some((from, "")) => (from.parse().ok()?, usize::MAX),
            Some(("", to)) => (1, to.parse().ok()?),
            Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
        };
        if from == 0 || to < from {
            return None;
        }
        all.push((from, to));
    }
    Some(all)
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "d:f:c:b:szno:C", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("cut", &mistake)).await,
    };
    let Some(kind) = options.last_of("fcb") else {
        return cx
            .fail(1, &usage("cut", "you must specify a list of bytes, characters, or fields"))
            .await;
    };
    let list = options.value(kind).unwrap_or_default();
    let Some(ranges) = ranges(list) else {
        let what = if list.split(',').any(|part| part == "0" || part.starts_with("0-")) {
            if kind == 'f' {
                "fields are numbered from 1".to_owned()
            } else {
                "byte/character positions are numbered from 1".to_owned()
            }
        } else if list.split(',').any(|part| {
            part.split_once('-')
                .is_some_and(|(a, b)| a.parse::<usize>().is_ok() && b.parse::<usize>().is_ok())
        }) {
            "invalid decreasing range".to_owned()
        } else if kind == 'f' {
            format!("invalid field value ‘{list}’")
        } else {
            format!("invalid byte/character position ‘{list}’")
        };
        return cx.fail(1, &usage("cut", &what)).await;
    };
    let delimiter = options.value('d').unwrap_or("\t").to_owned();
    if delimiter.chars().count() > 1 {
        return cx.fail(1, &usage("cut", "the delimiter must be a single character")).await;
    }
    let joiner = options
        .value('o')
        .map_or_else(|| if kind == 'f' { delimiter.clone() } else { String::new() }, str::to_owned);
    let wanted =
        |n: usize| ranges.iter().any(|(from, to)| (*from..=*to).contains(&n)) != options.has('C');
    let mut status = 0;
    for path in options.files() {
        let text = match cx.read(&path).await {
            Ok(text) => decode(&text),
            Err(errno) => {
                status = cx.fail(1, &format!("{path}: {errno}")).await?;
                continue;
            }
        };
        for line in text.lines() {
            let shown = if kind == 'f' {
                if !line.contains(&delimiter) {
                    if options.has('s') {
                        continue;
                    }
                    line.to_owned()
                } else {
                    let fields = line.split(&delimiter).enumerate().filter(|(n, _)| wanted(n + 1));
                    fields.map(|(_, field)| field).collect::<Vec<_>>().join(&joiner)
                }
            } else {
                line.chars().enumerate().filter(|(n, _)| wanted(n + 1)).map(|(_, c)| c).collect()
            };
            cx.put(&encode(&shown)).await?;
            cx.put(b"\n").await?;
        }
    }
    Ok(status)
}
