//! `paste`, `join`, `comm`: files side by side.

use std::cmp::Ordering;

use super::options::{Options, read, usage};
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

type Row = Vec<String>;

/// How `join` takes lines apart and puts a pair of them together.
struct Joining<'a> {
    /// The field that pairs, in each file, from 0.
    at: [usize; 2],
    separator: Option<char>,
    /// The cells of `-o`.
    format: Option<&'a str>,
    /// What stands for a cell that is not there.
    fill: &'a str,
    /// Whether pairs are printed.
    paired: bool,
    /// Whether lines without a partner are, in each file.
    unpaired: [bool; 2],
}

impl<'a> Joining<'a> {
    /// `Err` is the number that names no field.
    fn new(options: &'a Options) -> Result<Self, String> {
        let number = |letter| match options.value(letter) {
            None => Ok(None),
            Some(text) => field(text).map(Some),
        };
        let all = number('j')?;
        let at = |one: Option<usize>| one.or(all).unwrap_or(0);
        let format = options.value('o').filter(|format| *format != "auto");
        for spec in format.unwrap_or_default().split([',', ' ']).filter(|spec| !spec.is_empty()) {
            if let Some((_, number)) = spec.split_once('.') {
                field(number)?;
            }
        }
        let unpaired = |side: char| {
            options.given.iter().any(|(letter, value)| {
                (*letter == 'a' || *letter == 'v') && value.starts_with(side)
            })
        };
        Ok(Self {
            at: [at(number('1')?), at(number('2')?)],
            separator: options.value('t').and_then(|text| text.chars().next()),
            format,
            fill: options.value('e').unwrap_or_default(),
            paired: !options.has('v'),
            unpaired: [unpaired('1'), unpaired('2')],
        })
    }

    fn split(&self, line: &str) -> Row {
        match self.separator {
            Some(c) => line.split(c).map(str::to_owned).collect(),
            None => line.split_whitespace().map(str::to_owned).collect(),
        }
    }

    fn key(&self, row: &Row, side: usize) -> String {
        row.get(self.at[side]).cloned().unwrap_or_default()
    }

    /// The line that a pair makes, or a row alone.
    fn shape(&self, left: Option<&Row>, right: Option<&Row>, own: &str) -> String {
        let glue = self.separator.unwrap_or(' ').to_string();
        if let Some(format) = self.format {
            let nth = |row: Option<&Row>, n: &str| {
                row.and_then(|row| row.get(n.parse::<usize>().ok()?.checked_sub(1)?)).cloned()
            };
            let cells = format.split([',', ' ']).map(|spec| {
                let cell = match spec.split_once('.') {
                    Some(("1", n)) => nth(left, n),
                    Some(("2", n)) => nth(right, n),
                    _ => Some(own.to_owned()),
                };
                cell.unwrap_or_else(|| self.fill.to_owned())
            });
            return cells.collect::<Vec<_>>().join(&glue);
        }
        let mut cells = vec![own.to_owned()];
        for (row, at) in [left, right].into_iter().zip(self.at) {
            let rest = row.into_iter().flatten().enumerate().filter(|(n, _)| *n != at);
            cells.extend(rest.map(|(_, cell)| cell.clone()));
        }
        cells.join(&glue)
    }

    /// The lines to print.
    fn rows(&self, lefts: &[Row], rights: &[Row]) -> Vec<String> {
        let mut rows: Vec<(String, String)> = Vec::new();
        for left in lefts {
            let own = self.key(left, 0);
            let matches: Vec<&Row> = rights.iter().filter(|row| self.key(row, 1) == own).collect();
            if self.paired {
                let pairs = matches.iter().map(|right| self.shape(Some(left), Some(right), &own));
                rows.extend(pairs.map(|row| (own.clone(), row)));
            }
            if matches.is_empty() && self.unpaired[0] {
                rows.push((own.clone(), self.shape(Some(left), None, &own)));
            }
        }
        if self.unpaired[1] {
            for right in rights {
                let own = self.key(right, 1);
                if !lefts.iter().any(|row| self.key(row, 0) == own) {
                    rows.push((own.clone(), self.shape(None, Some(right), &own)));
                }
            }
            rows.sort_by(|a, b| a.0.cmp(&b.0));
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// A field by its number, which is from 1; from 0.
fn field(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok();
    number.and_then(|number| number.checked_sub(1)).ok_or_else(|| text.to_owned())
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
    let joining = match Joining::new(&options) {
        Ok(joining) => joining,
        Err(text) => return cx.fail(1, &format!("invalid field number: ‘{text}’")).await,
    };
    let mut tables: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    for (table, path) in tables.iter_mut().zip([first, second]) {
        match lines(cx, path).await {
            Ok(lines) => *table = lines.iter().map(|line| joining.split(line)).collect(),
            Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
        }
    }
    for row in joining.rows(&tables[0], &tables[1]) {
        cx.line(&row).await?;
    }
    Ok(0)
}
