//! `paste`, `join`, `comm`: files side by side.

use std::cmp::Ordering;

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;
use crate::os::errno::Errno;

async fn lines(cx: &mut Cx, path: &str) -> Result<Vec<String>, Errno> {
    Ok(decode(&cx.read(path).await?).lines().map(str::to_owned).collect())
}

/// `paste`.
pub(super) async fn paste(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "d:s", &[("delimiters", 'd'), ("serial", 's')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("paste", &mistake)).await,
    };
    let delimiters: Vec<String> = match options.value('d') {
        Some(text) => {
            let expanded = text.replace("\\0", "\u{1}");
            crate::syntax::ansi_c(&expanded, false)
                .0
                .chars()
                .map(|c| if c == '\u{1}' { String::new() } else { c.to_string() })
                .collect()
        }
        None => vec!["\t".to_owned()],
    };
    let between =
        |n: usize| delimiters.get(n % delimiters.len().max(1)).cloned().unwrap_or_default();
    let mut columns: Vec<Vec<String>> = Vec::new();
    let files = options.files();
    let inputs = files.iter().filter(|path| *path == "-").count();
    let mut shared: Vec<Vec<String>> = Vec::new();
    if inputs > 1 && !options.has('s') {
        let all = lines(cx, "-").await.unwrap_or_default();
        shared =
            (0..inputs).map(|n| all.iter().skip(n).step_by(inputs).cloned().collect()).collect();
        shared.reverse();
    }
    for path in &files {
        if path == "-"
            && let Some(column) = shared.pop()
        {
            columns.push(column);
            continue;
        }
        match lines(cx, path).await {
            Ok(lines) => columns.push(lines),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        }
    }
    let rows: Vec<Vec<String>> = if options.has('s') {
        columns
    } else {
        let count = columns.iter().map(Vec::len).max().unwrap_or(0);
        (0..count)
            .map(|n| {
                columns.iter().map(|column| column.get(n).cloned().unwrap_or_default()).collect()
            })
            .collect()
    };
    for row in rows {
        let mut out = String::new();
        for (n, cell) in row.iter().enumerate() {
            if n > 0 {
                out.push_str(&between(n - 1));
            }
            out.push_str(cell);
        }
        cx.line(&out).await?;
    }
    Ok(0)
}

/// `comm`.
pub(super) async fn comm(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "123", &[("output-delimiter", 'd')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("comm", &mistake)).await,
    };
    let [first, second] = options.operands.as_slice() else {
        return cx.fail(1, &usage("comm", "missing operand")).await;
    };
    let (first, second) = (first.clone(), second.clone());
    let left = match lines(cx, &first).await {
        Ok(lines) => lines,
        Err(errno) => return cx.fail(1, &format!("{first}: {errno}")).await,
    };
    let right = match lines(cx, &second).await {
        Ok(lines) => lines,
        Err(errno) => return cx.fail(1, &format!("{second}: {errno}")).await,
    };
    let (mut i, mut j) = (0, 0);
    let indent = |column: char| {
        let hidden = |c: char| options.has(c);
        let before = "12".chars().filter(|c| *c < column && !hidden(*c)).count();
        "\t".repeat(before)
    };
    while i < left.len() || j < right.len() {
        let order = match (left.get(i), right.get(j)) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        let (column, text) = match order {
            Ordering::Less => ('1', &left[i]),
            Ordering::Greater => ('2', &right[j]),
            Ordering::Equal => ('3', &left[i]),
        };
        if !options.has(column) {
            cx.line(&format!("{}{text}", indent(column))).await?;
        }
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
    Ok(0)
}

/// `join`.
pub(super) async fn join(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "1:2:j:t:a:v:o:e:i", &[]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("join", &mistake)).await,
    };
    let [first, second] = options.operands.as_slice() else {
        return cx.fail(1, &usage("join", "missing operand")).await;
    };
    let number = |letter| options.value(letter).and_then(|text| text.parse::<usize>().ok());
    let at = [
        number('1').or(number('j')).unwrap_or(1) - 1,
        number('2').or(number('j')).unwrap_or(1) - 1,
    ];
    let separator = options.value('t').and_then(|text| text.chars().next());
    let split = |line: &str| -> Vec<String> {
        match separator {
            Some(c) => line.split(c).map(str::to_owned).collect(),
            None => line.split_whitespace().map(str::to_owned).collect(),
        }
    };
    let mut tables: [Vec<Vec<String>>; 2] = [Vec::new(), Vec::new()];
    for (table, path) in tables.iter_mut().zip([first.clone(), second.clone()]) {
        match lines(cx, &path).await {
            Ok(lines) => *table = lines.iter().map(|line| split(line)).collect(),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        }
    }
    let glue = separator.unwrap_or(' ').to_string();
    let key = |row: &Vec<String>, side: usize| row.get(at[side]).cloned().unwrap_or_default();
    let unpaired = |side: char| {
        options
            .given
            .iter()
            .any(|(letter, value)| (*letter == 'a' || *letter == 'v') && value.starts_with(side))
    };
    let paired = !options.has('v');
    let mut rows: Vec<(String, String)> = Vec::new();
    let fill = options.value('e').unwrap_or_default();
    let shape = |left: Option<&Vec<String>>, right: Option<&Vec<String>>, own: &str| -> String {
        if let Some(format) = options.value('o').filter(|format| *format != "auto") {
            let cells = format.split([',', ' ']).map(|spec| {
                let cell = match spec.split_once('.') {
                    Some(("1", n)) => left
                        .and_then(|row| row.get(n.parse::<usize>().ok()?.checked_sub(1)?))
                        .cloned(),
                    Some(("2", n)) => right
                        .and_then(|row| row.get(n.parse::<usize>().ok()?.checked_sub(1)?))
                        .cloned(),
                    _ => Some(own.to_owned()),
                };
                cell.unwrap_or_else(|| fill.to_owned())
            });
            return cells.collect::<Vec<_>>().join(&glue);
        }
        let rest = |row: Option<&Vec<String>>, side: usize| -> Vec<String> {
            row.map(|row| {
                row.iter()
                    .enumerate()
                    .filter(|(n, _)| *n != at[side])
                    .map(|(_, cell)| cell.clone())
                    .collect()
            })
            .unwrap_or_default()
        };
        let mut cells = vec![own.to_owned()];
        cells.extend(rest(left, 0));
        cells.extend(rest(right, 1));
        cells.join(&glue)
    };
    for left in &tables[0] {
        let own = key(left, 0);
        let matches: Vec<&Vec<String>> =
            tables[1].iter().filter(|row| key(row, 1) == own).collect();
        if paired {
            rows.extend(
                matches.iter().map(|right| (own.clone(), shape(Some(left), Some(right), &own))),
            );
        }
        if matches.is_empty() && unpaired('1') {
            rows.push((own.clone(), shape(Some(left), None, &own)));
        }
    }
    for right in &tables[1] {
        let own = key(right, 1);
        if unpaired('2') && !tables[0].iter().any(|row| key(row, 0) == own) {
            rows.push((own.clone(), shape(None, Some(right), &own)));
        }
    }
    if unpaired('2') {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
    }
    for (_, row) in rows {
        cx.line(&row).await?;
    }
    Ok(0)
}
