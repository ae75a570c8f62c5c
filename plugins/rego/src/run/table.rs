//! Rows under names, in a frame of `+`, `-` and `|`.

/// The table of `rows`, each as long as `head`.
pub(super) fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let rule: String = widths.iter().map(|width| format!("+{}", "-".repeat(width + 2))).collect();
    let rule = format!("{rule}+\n");
    let mut text = rule.clone();
    text.push_str(&row(head, &widths, |cell, width| format!("{cell:^width$}")));
    text.push_str(&rule);
    for cells in rows {
        text.push_str(&row(cells, &widths, |cell, width| format!("{cell:<width$}")));
    }
    text.push_str(&rule);
    text
}

fn row(cells: &[String], widths: &[usize], align: impl Fn(&str, usize) -> String) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| format!("| {} ", align(cell, *width)));
    format!("{}|\n", cells.collect::<String>())
}
