//! Out, endless, deep and huge: each ends, and says how.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests look at the disk they must not have touched, and fail by panicking"
)]

use proofpress_plugin::{RunResult, testing};
use proofpress_sql::Sql;

fn run(script: &str) -> RunResult {
    testing::run::<Sql>(&testing::request("sqlite", script)).unwrap()
}

/// What a script writes to standard output and to standard error.
fn streams(script: &str) -> (String, String) {
    testing::streams(&run(script))
}

#[track_caller]
fn refused(script: &str, why: &str) {
    let (stdout, stderr) = streams(script);
    assert!(stderr.contains(why) || stdout.contains(why), "{script}\n{stdout}{stderr}");
    assert!(!stdout.contains("root:"), "{stdout}");
}

#[test]
fn no_file_outside() {
    refused("ATTACH '/etc/passwd' AS p;", "unable to open database: /etc/passwd");
    refused(".open /etc/passwd\nSELECT 1;", "unable to open database");
    refused(".read /etc/passwd", "cannot open \"/etc/passwd\"");
    refused(".import /etc/passwd t", "cannot open \"/etc/passwd\"");
    refused("VACUUM INTO '/tmp/proofpress-sql.db';", "unable to open database");
    refused(".backup /tmp/proofpress-sql.db", "cannot open");
    refused(".output /tmp/proofpress-sql.txt\nSELECT 1;", "cannot write");
    refused("SELECT count(*) FROM fsdir('/etc');", "cannot stat file");
    assert_eq!(streams("SELECT readfile('/etc/passwd') IS NULL AS x;").0, "x\n-\n1\n");
    streams("SELECT writefile('/tmp/proofpress-sql.txt', 'x');");
    streams("SELECT writefile('../proofpress-sql.txt', 'x');");
    assert!(!std::path::Path::new("/tmp/proofpress-sql.txt").exists());
    assert!(!std::path::Path::new("../proofpress-sql.txt").exists());
}

#[test]
fn no_program_and_no_extension() {
    refused(".shell id", "unknown command");
    refused(".system id", "unknown command");
    refused(".load /lib/x.so", "unknown command");
    refused("SELECT load_extension('/lib/x.so');", "no such function: load_extension");
    refused(".read '|id'", "pipes are not supported");
    refused(".output '|cat'\nSELECT 1;", "pipes are not supported");
}

#[test]
fn files_that_are_written_come_back() {
    let result =
        run(".output out.csv\n.mode csv\nSELECT 1 AS a, 'x,y' AS b;\n.output\nSELECT 2 AS c;\n");
    let file = &result.files[0];
    let contents = std::str::from_utf8(&file.contents).unwrap();
    assert_eq!((file.path.as_str(), contents), ("out.csv", "a,b\r\n1,\"x,y\"\r\n"));
    assert_eq!(testing::streams(&result).0, "c\r\n2\r\n");
}

#[test]
fn bombs() {
    refused("SELECT length(randomblob(1000000000));", "out of memory");
    refused("SELECT length(printf('%.*c', 1000000000, 'x'));", "out of memory");
    refused("SELECT length(zeroblob(2000000000));", "string or blob too big");
    refused("PRAGMA hard_heap_limit = 0; SELECT length(randomblob(900000000));", "out of memory");
}

#[test]
fn endless_output() {
    let script =
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;";
    let mut request = testing::request("sqlite", script);
    request.args = vec!["-list".into()];
    let result = testing::run::<Sql>(&request).unwrap();
    assert_eq!(result.raised.unwrap().kind, "output-limit");
    // And nothing of that stays.
    assert_eq!(streams("SELECT 1 AS a;").0, "a\n-\n1\n");
}

#[test]
fn nesting_is_refused() {
    let nested = format!("SELECT {}1{} AS a;", "1+(".repeat(20_000), ")".repeat(20_000));
    refused(&nested, "Expression tree is too large (maximum depth 1000)");
    let found = testing::check::<Sql>("sqlite", &nested).unwrap();
    assert!(found.is_empty(), "{found:?}");
    let found = testing::check::<Sql>("postgres", &nested).unwrap();
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["memory exhausted at or near \"1\""]);
}

#[test]
fn a_statement_of_a_megabyte() {
    let values: Vec<String> = (0..60_000).map(|n| format!("({n}, 'row {n}')")).collect();
    let script = format!("INSERT INTO t VALUES {};", values.join(","));
    assert!(script.len() > 1 << 20);
    assert!(testing::check::<Sql>("postgres", &script).unwrap().is_empty());
    assert!(testing::check::<Sql>("sqlite", &script).unwrap().is_empty());
    let script = format!("CREATE TABLE t(a, b);\n{script}\nSELECT count(*) AS n FROM t;");
    assert_eq!(streams(&script).0, "n    \n-----\n60000\n");
}

#[test]
fn odd_texts() {
    for text in ["", "\n", "\0", "--", "/*", "'", "$a$", "\\", ":", "%", "\u{feff}SELECT 1;", "é;"]
    {
        for lang in ["sql", "sqlite", "postgres", "plpgsql"] {
            testing::check::<Sql>(lang, text).unwrap();
        }
        run(text);
    }
}

#[test]
fn a_session_goes_on() {
    let part = |text: &str| proofpress_plugin::Part {
        name: None,
        steps: vec![text.into()],
        interactive: false,
    };
    let mut request = testing::request("sqlite", "SELECT * FROM t;\nSELEC;\n");
    request.prelude = vec![
        part("CREATE TABLE t(a);\nINSERT INTO t VALUES (1);\nSELECT 'dropped';\nSELEC 1;\n"),
        part("INSERT INTO t VALUES (2)"),
    ];
    let result = testing::run::<Sql>(&request).unwrap();
    let (stdout, stderr) = testing::streams(&result);
    assert_eq!(stdout, "a\n-\n1\n2\n");
    assert!(stderr.starts_with("Parse error near line 2: near \"SELEC\""), "{stderr}");
    request.main.steps = vec!["SELECT 3;".into()];
    assert_eq!(testing::run::<Sql>(&request).unwrap().steps[0].status, 0);
}

#[test]
fn typed_at_the_prompt() {
    let mut request = testing::request("sqlite", "");
    request.main.interactive = true;
    request.main.steps = vec![
        "CREATE TABLE t(a);\n".into(),
        "INSERT INTO t\nVALUES (1), (NULL);\n".into(),
        "SELECT * FROM t;\n".into(),
        "SELECT * FRM t;\n".into(),
        ".headers on\n".into(),
        "SELECT a FROM t;\n".into(),
    ];
    let result = testing::run::<Sql>(&request).unwrap();
    let outputs: Vec<String> = result
        .steps
        .iter()
        .flat_map(|step| &step.output)
        .map(|chunk| String::from_utf8_lossy(&chunk.bytes).into_owned())
        .collect();
    let error = "Parse error: near \"FRM\": syntax error\n  SELECT * FRM t;\n           \
                 ^--- error here\n";
    assert_eq!(outputs, ["1\n\n", error, "a\n1\n\n"]);
    assert_eq!(result.steps.len(), 6);
}

#[test]
fn the_last_result_is_a_table() {
    let table = |script: &str| {
        let table = run(script).artifacts.remove(0);
        (table.media_type, String::from_utf8(table.contents).unwrap())
    };
    let (kind, csv) = table("SELECT 1 AS a, NULL AS b, '' AS c, x'ff' AS d ORDER BY 1; .print x");
    assert_eq!((kind.as_str(), csv.as_str()), ("text/csv", "a,b,c,d\n1,,\"\",X'FF'\n"));
    let (kind, csv) = table("SELECT 1 AS a WHERE 0;");
    assert_eq!((kind.as_str(), csv.as_str()), ("text/csv; order=none", "a\n"));
    let (kind, _) = table("SELECT 1 AS a, sum(2) OVER (ORDER BY 1);");
    assert_eq!(kind, "text/csv; order=none");
    assert!(run("CREATE TABLE t(a);").artifacts.is_empty());
}

#[test]
fn postgres_is_not_run() {
    let request = testing::request("postgres", "SELECT 1;");
    let why = testing::run::<Sql>(&request).unwrap_err().0;
    assert!(why.starts_with("runs only against a real PostgreSQL"), "{why}");
}
