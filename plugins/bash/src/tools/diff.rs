//! `diff`: normal and unified.

use super::options::{Options, read, usage};
use crate::builtins::time_format;
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;

/// A stretch that differs: lines `a` of the one stand where lines `b` of the other do.
type Hunk = (std::ops::Range<usize>, std::ops::Range<usize>);

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long = [
        ("unified", 'U'),
        ("brief", 'q'),
        ("ignore-case", 'i'),
        ("ignore-all-space", 'w'),
        ("ignore-space-change", 'b'),
        ("ignore-blank-lines", 'B'),
        ("label", 'L'),
        ("recursive", 'r'),
        ("report-identical-files", 's'),
        ("color", '%'),
    ];
    let options = match read(&cx.args, "uU:qiwbBrsNL:%::", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(2, &usage("diff", &mistake)).await,
    };
    let [first, second] = options.operands.as_slice() else {
        return cx.fail(2, &usage("diff", "missing operand")).await;
    };
    let names = paired(cx, [first.clone(), second.clone()]);
    let mut texts = Vec::new();
    let mut missing = false;
    for path in &names {
        match cx.read(path).await {
            Ok(data) => texts.push(decode(&data)),
            Err(errno) => {
                missing = true;
                cx.complain(&format!("{path}: {errno}")).await?;
            }
        }
    }
    if missing {
        return Ok(2);
    }
    let [left, right] =
        [0, 1].map(|n: usize| texts[n].split_inclusive('\n').collect::<Vec<&str>>());
    let keys = |lines: &[&str]| lines.iter().map(|line| key(&options, line)).collect::<Vec<_>>();
    let (a, b) = (keys(&left), keys(&right));
    let hunks = hunks(&a, &b);
    if hunks.is_empty() {
        if options.has('s') {
            cx.line(&format!("Files {} and {} are identical", names[0], names[1])).await?;
        }
        return Ok(0);
    }
    if options.has('q') {
        cx.line(&format!("Files {} and {} differ", names[0], names[1])).await?;
        return Ok(1);
    }
    let out = if options.has('u') || options.has('U') {
        let context = options.value('U').and_then(|text| text.parse().ok()).unwrap_or(3);
        unified(&left, &right, &hunks, context, &heads(cx, &options, &names))
    } else {
        normal(&left, &right, &hunks)
    };
    cx.put(&crate::os::bytes::encode(&out)).await?;
    Ok(1)
}

/// The files to compare: one against a folder is compared with the file of its name in there.
fn paired(cx: &Cx, mut names: [String; 2]) -> [String; 2] {
    for (n, other) in [(0, 1), (1, 0)] {
        if cx.os.files.find(&cx.cwd, &names[n]).is_ok_and(|node| node.is_folder()) {
            let name = names[other].rsplit('/').next().unwrap_or_default().to_owned();
            names[n] = format!("{}/{name}", names[n].trim_end_matches('/'));
        }
    }
    names
}

/// What of a line counts.
fn key(options: &Options, line: &str) -> String {
    let mut text = line.to_owned();
    if options.has('i') {
        text = text.to_lowercase();
    }
    if options.has('w') {
        text.retain(|c| !c.is_whitespace());
    } else if options.has('b') {
        text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    text
}

/// What follows `---` and `+++`: the labels given, or names with the times of the files.
fn heads(cx: &Cx, options: &Options, names: &[String]) -> Vec<String> {
    let mut labels =
        options.given.iter().filter(|(letter, _)| *letter == 'L').map(|(_, text)| text.clone());
    let stamped = |name: &String| {
        let time =
            cx.os.files.find(&cx.cwd, name).map_or(cx.os.clock.now(), |node| node.modified.get());
        let seconds = i64::try_from(time / 1_000_000_000).unwrap_or(0);
        let nanos = u32::try_from(time % 1_000_000_000).unwrap_or(0);
        format!("{name}\t{}", time_format::format("%Y-%m-%d %H:%M:%S.%N %z", seconds, nanos))
    };
    names.iter().map(|name| labels.next().unwrap_or_else(|| stamped(name))).collect()
}

/// The stretches that differ, by the longest common run of lines (Myers' algorithm).
fn hunks(a: &[String], b: &[String]) -> Vec<Hunk> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let suffix =
        a[prefix..].iter().rev().zip(b[prefix..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[prefix..a.len() - suffix], &b[prefix..b.len() - suffix]);
    let pairs = common(x, y);
    let mut all = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (m, n) in pairs.into_iter().chain([(x.len(), y.len())]) {
        if i < m || j < n {
            all.push((prefix + i..prefix + m, prefix + j..prefix + n));
        }
        (i, j) = (m + 1, n + 1);
    }
    all
}

fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let (n, m) = (a.len(), b.len());
    let most = n + m;
    let mut reach = vec![0usize; 2 * most + 2];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    'search: for d in 0..=most.min(4000) {
        trace.push(reach.clone());
        for step in 0..=d {
            // The diagonal, shifted so that it is never below 0.
            let k = most + 2 * step - d;
            let down = step == 0 || (step != d && reach[k - 1] < reach[k + 1]);
            let mut x = if down { reach[k + 1] } else { reach[k - 1] + 1 };
            while x < n && x + most >= k && x + most - k < m && a[x] == b[x + most - k] {
                x += 1;
            }
            reach[k] = x;
            if x >= n && x + most >= k && x + most - k >= m {
                break 'search;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut x, mut y) = (n, m);
    for (d, reach) in trace.iter().enumerate().rev() {
        let k = most + x - y;
        let first = k == most - d;
        let down = first || (k != most + d && reach[k - 1] < reach[k + 1]);
        let before = if down { k + 1 } else { k - 1 };
        let start = reach[before];
        let start_y = (start + most).saturating_sub(before);
        while x > start && y > start_y && x > 0 && y > 0 {
            if d > 0
                && ((down && x == start && y == start_y + 1)
                    || (!down && x == start + 1 && y == start_y))
            {
                break;
            }
            if a[x - 1] != b[y - 1] {
                break;
            }
            x -= 1;
            y -= 1;
            pairs.push((x, y));
        }
        if d == 0 {
            break;
        }
        (x, y) = (start, start_y);
    }
    pairs.reverse();
    pairs
}

fn push_line(out: &mut String, mark: &str, line: &str) {
    out.push_str(mark);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

fn normal(left: &[&str], right: &[&str], hunks: &[Hunk]) -> String {
    let mut out = String::new();
    let span = |range: &std::ops::Range<usize>| match range.len() {
        0 => range.start.to_string(),
        1 => (range.start + 1).to_string(),
        _ => format!("{},{}", range.start + 1, range.end),
    };
    for (a, b) in hunks {
        let letter = match (a.is_empty(), b.is_empty()) {
            (true, _) => 'a',
            (_, true) => 'd',
            _ => 'c',
        };
        out.push_str(&format!("{}{letter}{}\n", span(a), span(b)));
        left[a.clone()].iter().for_each(|line| push_line(&mut out, "< ", line));
        if letter == 'c' {
            out.push_str("---\n");
        }
        right[b.clone()].iter().for_each(|line| push_line(&mut out, "> ", line));
    }
    out
}

fn unified(
    left: &[&str],
    right: &[&str],
    hunks: &[Hunk],
    context: usize,
    heads: &[String],
) -> String {
    let mut out = format!("--- {}\n+++ {}\n", heads[0], heads[1]);
    let mut at = 0;
    while at < hunks.len() {
        let mut end = at + 1;
        while end < hunks.len() && hunks[end].0.start - hunks[end - 1].0.end <= 2 * context {
            end += 1;
        }
        let group = &hunks[at..end];
        let (first, last) = (&group[0], &group[group.len() - 1]);
        let lead = context.min(first.0.start);
        let tail = context.min(left.len() - last.0.end);
        let (a0, a1) = (first.0.start - lead, last.0.end + tail);
        let (b0, b1) = (first.1.start - lead, last.1.end + tail);
        let span = |from: usize, to: usize| match to - from {
            0 => format!("{from},0"),
            1 => (from + 1).to_string(),
            count => format!("{},{count}", from + 1),
        };
        out.push_str(&format!("@@ -{} +{} @@\n", span(a0, a1), span(b0, b1)));
        let mut line = a0;
        for (a, b) in group {
            left[line..a.start].iter().for_each(|text| push_line(&mut out, " ", text));
            left[a.clone()].iter().for_each(|text| push_line(&mut out, "-", text));
            right[b.clone()].iter().for_each(|text| push_line(&mut out, "+", text));
            line = a.end;
        }
        left[line..a1].iter().for_each(|text| push_line(&mut out, " ", text));
        at = end;
    }
    out
}
