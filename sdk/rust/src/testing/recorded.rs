//! The native test kit for runners of a language that a Python library has, too: what the library
//! gave is recorded, and where it is installed it has to give the same again.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::{Value, json};

/// Where the cases lie, from the plugin's folder.
const CASES: &str = "tests/real/cases.jsonl";

/// What results were recorded from.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// What the library is called, for messages.
    pub library: &'a str,
    /// A program in Python. It reads a case from each line of its input and writes the result as a
    /// line of JSON; `["error"]` where there is none.
    pub python: &'a str,
    /// How many cases there are at least.
    pub at_least: usize,
    /// Whether two results are the same.
    pub same: fn(&Value, &Value) -> bool,
}

impl Recorded<'_> {
    /// Holds `ours`, which is given an expression and its input, against every line of
    /// `tests/real/cases.jsonl`. A line is a list: expression, input, result, and where the result
    /// here must be another, the reason. With `BLESS` set, results are recorded anew.
    ///
    /// # Panics
    ///
    /// With every difference found.
    #[expect(clippy::print_stdout, reason = "a test says what it could not hold itself against")]
    pub fn check(&self, ours: impl Fn(&str, &Value) -> Value) {
        let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".into());
        let path = Path::new(&root).join(CASES);
        let Ok(text) = fs::read_to_string(&path) else { panic!("cannot read `{CASES}`") };
        let mut cases: Vec<Vec<Value>> = text.lines().map(parsed).collect();
        assert!(cases.len() >= self.at_least, "only {} cases", cases.len());
        let bless = env::var_os("BLESS").is_some();
        match self.results(&text) {
            None => println!("not held against {}: it is not installed", self.library),
            Some(results) => {
                assert_eq!(results.len(), cases.len(), "{} gave other cases", self.library);
                for (case, result) in cases.iter_mut().zip(results) {
                    if bless {
                        case[2] = result.clone();
                    }
                    assert!((self.same)(&case[2], &result), "{}: {result}", json!(case));
                }
            }
        }
        if bless {
            let lines: String = cases.iter().map(|case| format!("{}\n", json!(case))).collect();
            assert!(fs::write(&path, lines).is_ok(), "cannot write `{CASES}`");
        }
        let (mut wrong, mut listed) = (String::new(), 0);
        for case in &cases {
            let ours = ours(case[0].as_str().unwrap_or_default(), &case[1]);
            listed += usize::from(case.len() > 3);
            if (self.same)(&ours, &case[2]) == (case.len() > 3) {
                let _ = writeln!(wrong, "{}\n{} {}\nhere {ours}", case[0], self.library, case[2]);
            }
        }
        println!("{}: {} cases, {listed} listed differences", self.library, cases.len());
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    /// What the library gives now; nothing where it is not installed. `PYTHON` names another Python.
    fn results(&self, lines: &str) -> Option<Vec<Value>> {
        let python = env::var("PYTHON").unwrap_or_else(|_| "python3".into());
        let mut python = Command::new(python)
            .args(["-W", "ignore", "-c", self.python])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // A program that ends at once, as where the library is missing, reads nothing.
        let _ = python.stdin.take()?.write_all(lines.as_bytes());
        let output = python.wait_with_output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.lines().map(parsed).collect())
    }
}

fn parsed<T: serde::de::DeserializeOwned>(line: &str) -> T {
    serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))
}
