//! Looking a name up in sorted text, without an index.

/// What follows `name` and a space, for each row that starts with them. Rows are sorted by
/// their first word.
pub(super) fn rows(table: &'static str, name: &str) -> impl Iterator<Item = &'static str> {
    let start = lower_bound(table, name);
    let name = name.to_owned();
    table[start..].lines().map_while(move |row| {
        row.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(' '))
    })
}

/// Where the first row starts whose first word is not before `name`.
fn lower_bound(table: &str, name: &str) -> usize {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // The tables are ASCII, so that any offset is one between characters.
        let start = table[..middle].rfind('\n').map_or(0, |at| at + 1);
        let row = table[start..].lines().next().unwrap_or_default();
        let word = row.split(' ').next().unwrap_or_default();
        if word < name {
            low = (start + row.len() + 1).min(table.len());
        } else {
            high = start;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn finds_all_rows_of_a_name_and_no_other() {
        let table = "a 1\nab 2\nb 3\nb 4\nc 5\n";
        let found = |name| rows(table, name).collect::<Vec<_>>();
        assert_eq!(found("a"), ["1"]);
        assert_eq!(found("b"), ["3", "4"]);
        assert_eq!(found("c"), ["5"]);
        assert!(found("aa").is_empty());
        assert!(found("d").is_empty());
        assert!(found("").is_empty());
    }
}
