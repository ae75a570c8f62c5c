//! Statements whose syntax a PostgreSQL server judged.
//!
//! `tests/server/*.txt` has a statement in each block, and `>` before the error of syntax that the
//! server reports for it, where it does. `! REASON` stands first where a newer grammar judges
//! otherwise, and it must.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases and fail by panicking"
)]

use std::fmt::Write as _;
use std::path::Path;

use proofpress_plugin::testing;
use proofpress_sql::Sql;

#[test]
fn as_the_server_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/statements.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut count, mut refused, mut listed, mut wrong) = (0, 0, 0, String::new());
    for block in text.split("\n\n").filter(|block| !block.is_empty() && !block.starts_with("# ")) {
        let mut lines = block.lines().peekable();
        let reason = lines.next_if(|line| line.starts_with("! "));
        let statement = lines.next().unwrap();
        let said: Vec<&str> = lines.map(|line| line.strip_prefix("> ").unwrap()).collect();
        let found = testing::check::<Sql>("postgres", statement).unwrap();
        let ours: Vec<&str> = found
            .iter()
            .filter(|finding| finding.rule == "syntax-error")
            .map(|finding| finding.message.as_str())
            .collect();
        count += 1;
        refused += usize::from(!said.is_empty());
        listed += usize::from(reason.is_some());
        if (ours == said) == reason.is_some() {
            let _ = writeln!(wrong, "{statement}\nserver: {said:?}\nhere: {ours:?}");
        }
    }
    println!("postgres: {count} statements, {refused} refused, {listed} listed differences");
    assert!(count >= 200 && refused >= 50, "only {count} statements, {refused} refused");
    assert!(wrong.is_empty(), "\n{wrong}");
}
