//! A table, for a terminal or for a page.

/// Rows of cells under a head. The first column is text, the others are numbers.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the table shows.
    pub(crate) title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(title: impl Into<String>, head: &[&str]) -> Self {
        let head = head.iter().map(|&cell| cell.to_owned()).collect();
        Self { title: title.into(), head, rows: Vec::new() }
    }

    /// Adds a row. Cells that are missing at its end are empty.
    pub(crate) fn row(&mut self, mut cells: Vec<String>) {
        cells.resize(self.head.len(), String::new());
        self.rows.push(cells);
    }

    /// Whether there is anything in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// For a terminal: columns as wide as what is in them.
    pub(crate) fn terminal(&self) -> String {
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let widths: Vec<usize> = (0..self.head.len())
            .map(|at| lines().map(|line| line[at].chars().count()).max().unwrap_or_default())
            .collect();
        let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1));
        let line = |cells: &Vec<String>| {
            let cells = cells.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut text = format!("{}\n\n{}\n{rule}\n", self.title, line(&self.head));
        for row in &self.rows {
            text += &line(row);
            text.push('\n');
        }
        text
    }

    /// For a page.
    pub(crate) fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let marks = (0..self.head.len()).map(|at| if at == 0 { "---" } else { "---:" });
        let marks: Vec<&str> = marks.collect();
        let mut text = format!("{}\n\n{}| {} |\n", self.title, line(&self.head), marks.join(" | "));
        for row in &self.rows {
            text += &line(row);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_for_both() {
        let mut table = Table::new("Builds", &["tool", "s"]);
        table.row(vec!["a tool".into(), "1.25".into()]);
        table.row(vec!["other".into()]);
        let rule = "─".repeat(12);
        assert_eq!(
            table.terminal(),
            format!("Builds\n\ntool       s\n{rule}\na tool  1.25\nother\n")
        );
        let expected = "Builds\n\n| tool | s |\n| --- | ---: |\n| a tool | 1.25 |\n| other |  |\n";
        assert_eq!(table.markdown(), expected);
    }
}
