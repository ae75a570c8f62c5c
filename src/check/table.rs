//! Rows of a table, as a page writes them and as a run returns them, and how the two differ.
//!
//! A page writes a table as Markdown does: a head, a line of dashes, rows. A run returns CSV. Rows
//! are compared as text; where a run says that their order means nothing, in any order.

use std::collections::BTreeMap;

use super::output::{self, Difference, Style};

/// What a run calls rows in no particular order.
const UNORDERED: &str = "text/csv; order=none";
/// What a run calls rows whose order means something.
const ORDERED: &str = "text/csv";

/// A table: names of columns, and rows with as many cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Whether a media type is that of a table.
pub fn is_table(media_type: &str) -> bool {
    [ORDERED, UNORDERED].contains(&media_type)
}

/// Whether rows of this media type come in an order that means something.
pub(super) fn is_ordered(media_type: &str) -> bool {
    media_type != UNORDERED
}

impl Table {
    /// Reads CSV (RFC 4180), its first record the head.
    pub fn from_csv(text: &str) -> Self {
        let mut records = records(text).into_iter();
        Self { head: records.next().unwrap_or_default(), rows: records.collect() }
    }

    /// Reads a table as Markdown writes it; none where the text is something else.
    pub fn from_markdown(text: &str) -> Option<Self> {
        let mut lines = text.trim_end().lines();
        let head = cells(lines.next()?)?;
        let rule = cells(lines.next()?)?;
        let is_rule = |cell: &String| {
            let dashes = cell.trim_start_matches(':').trim_end_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        };
        if rule.len() != head.len() || !rule.iter().all(is_rule) {
            return None;
        }
        let rows = lines.map(|line| match line.trim() {
            "..." => Some(vec!["...".to_owned()]),
            line => cells(line),
        });
        Some(Self { head, rows: rows.collect::<Option<_>>()? })
    }

    /// The table as Markdown writes it, its columns under one another.
    fn markdown(&self) -> String {
        let lines: Vec<Vec<String>> = std::iter::once(&self.head)
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| escaped(cell)).collect())
            .collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default().max(3)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        for (at, line) in lines.iter().enumerate() {
            if line.as_slice() == ["..."] && self.head.len() > 1 {
                text.push_str("...\n");
                continue;
            }
            let cells: Vec<String> =
                line.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
            if at == 0 {
                let dashes: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                text.push_str(&format!("| {} |\n", dashes.join(" | ")));
            }
        }
        text
    }

    /// Its lines, without the space that puts columns under one another.
    fn lines(&self) -> String {
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            cells.join(" | ") + "\n"
        };
        std::iter::once(&self.head).chain(&self.rows).map(line).collect()
    }

    /// With its rows in the order of another table, as far as that has them; others stand last.
    fn in_order_of(self, other: &Self) -> Self {
        let mut left: BTreeMap<&[String], usize> = BTreeMap::new();
        for row in &self.rows {
            *left.entry(row).or_default() += 1;
        }
        let take = |left: &mut BTreeMap<&[String], usize>, row: &[String]| {
            left.get_mut(row).is_some_and(|count| {
                let is_there = *count > 0;
                *count = count.saturating_sub(1);
                is_there
            })
        };
        let mut rows: Vec<Vec<String>> =
            other.rows.iter().filter(|row| take(&mut left, row)).cloned().collect();
        rows.extend(self.rows.iter().filter(|row| take(&mut left, row)).cloned());
        Self { head: self.head.clone(), rows }
    }
}

/// How the rows of a run differ from what a page says, if they do. The page's text need not be a
/// table: then all of it differs.
pub(super) fn compare(expected: &str, actual: Table, is_ordered: bool) -> Option<Difference> {
    let Some(expected) = Table::from_markdown(expected) else {
        let text = actual.markdown();
        let mut difference = output::compare(expected, &text, Style::default())?;
        difference.blessed = text;
        return Some(difference);
    };
    let actual = if is_ordered { actual } else { actual.in_order_of(&expected) };
    let mut difference = output::compare(&expected.lines(), &actual.lines(), Style::default())?;
    // The line of dashes is not compared.
    difference.at += usize::from(difference.at > 0);
    let mut blessed =
        difference.blessed.lines().map(|line| cells(line).unwrap_or_else(|| vec![line.to_owned()]));
    let head = blessed.next().unwrap_or_default();
    difference.blessed = Table { head, rows: blessed.collect() }.markdown();
    Some(difference)
}

/// The cells of a line: `| a | b |`, with the outer bars or without.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.is_empty() {
        return None;
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if rest.peek() == Some(&'|') => {
                rest.next();
                cell.push('|');
            }
            ('|', _) => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    if line.ends_with('|') && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// A cell on one line, its bars as Markdown writes them.
fn escaped(cell: &str) -> String {
    cell.trim().replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// The records of CSV.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = vec![String::new()];
    let mut quoted = false;
    let mut rest = csv.chars().peekable();
    while let Some(c) = rest.next() {
        let field = record.last_mut();
        match (c, field) {
            ('"', Some(field)) if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => record.push(String::new()),
            ('\n', _) if !quoted => {
                records.push(std::mem::replace(&mut record, vec![String::new()]));
            }
            ('\r', _) if !quoted => {}
            (c, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    if record.iter().any(|field| !field.is_empty()) {
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "| name | n |\n|:-----|--:|\n| ann  | 3 |\n| bob  | 1 |\n";

    fn actual(csv: &str) -> Table {
        Table::from_csv(csv)
    }

    #[test]
    fn fields_may_be_quoted() {
        assert_eq!(records("a,\"b,\"\"c\"\"\"\r\n1,2\n"), [["a", "b,\"c\""], ["1", "2"]]);
    }

    #[test]
    fn rows_are_held_in_order_only_where_they_have_one() {
        let rows = "name,n\nbob,1\nann,3\n";
        assert_eq!(compare(PAGE, actual(rows), false), None);
        let difference = compare(PAGE, actual(rows), true).unwrap();
        assert_eq!(difference.at, 2);
        assert_eq!(
            difference.blessed,
            "| name | n   |\n| ---- | --- |\n| bob  | 1   |\n| ann  | 3   |\n"
        );
    }

    #[test]
    fn equal_rows_are_counted() {
        let page = "| a |\n|---|\n| 2 |\n| 1 |\n| 2 |\n";
        assert_eq!(compare(page, actual("a\n2\n2\n1\n"), false), None);
        assert!(compare(page, actual("a\n2\n1\n1\n"), false).is_some());
        assert!(compare(page, actual("a\n2\n1\n"), false).is_some());
    }

    #[test]
    fn many_rows_in_another_order_are_no_work() {
        let rows = |numbers: &mut dyn Iterator<Item = u32>| -> Vec<Vec<String>> {
            numbers.map(|number| vec![number.to_string()]).collect()
        };
        let head = vec!["n".to_owned()];
        let page = Table { head: head.clone(), rows: rows(&mut (0..200_000)) };
        let back = Table { head, rows: rows(&mut (0..200_000).rev()) };
        assert_eq!(compare(&page.markdown(), back, false), None);
    }

    #[test]
    fn a_missing_row_is_told_where_it_stands() {
        let difference = compare(PAGE, actual("name,n\nann,3\n"), false).unwrap();
        assert_eq!(difference.at, 3);
        assert_eq!(difference.blessed, "| name | n   |\n| ---- | --- |\n| ann  | 3   |\n");
    }

    #[test]
    fn any_rows_and_any_text() {
        let page = "| id | at |\n|--|--|\n| 1 | [..] |\n...\n";
        assert_eq!(compare(page, actual("id,at\n1,now\n2,then\n"), true), None);
    }

    #[test]
    fn bars_in_cells_are_escaped() {
        let page = "| a |\n|---|\n| x\\|y |\n";
        assert_eq!(compare(page, actual("a\nx|y\n"), true), None);
    }

    #[test]
    fn a_text_that_is_no_table_becomes_one() {
        let difference = compare("", actual("a\n1\n"), true).unwrap();
        assert_eq!(difference.blessed, "| a   |\n| --- |\n| 1   |\n");
    }
}
