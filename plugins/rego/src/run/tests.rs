//! The tests of all policies, reported as `opa test --verbose` does, without times and traces.

use proofpress_plugin::{Output, OutputStream};
use regorus::{Engine, Value};

use super::coverage::Lines;
use super::{Ended, FAILED, evaluate, told, workspace};
use crate::mistake::Mistake;

/// A test.
struct Test {
    file: String,
    /// The rule: `data.example_test.test_denied`.
    rule: String,
    /// Marked as not to be run, by `todo_` before its name.
    todo: bool,
}

/// How many tests ended how.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    wrong: usize,
}

/// Runs the tests; the status that `opa` would end with.
pub(super) fn run(
    engine: &mut Engine,
    lines: Option<&mut Lines>,
    output: &mut Output,
) -> Result<i32, Ended> {
    let mut tally = Tally::default();
    let mut file = None;
    let mut lines = lines;
    for test in find(engine) {
        if file.as_ref() != Some(&test.file) {
            let gap = if file.is_some() { "\n" } else { "" };
            output.write(OutputStream::Stdout, format!("{gap}{}:\n", test.file).as_bytes())?;
            file = Some(test.file.clone());
        }
        let mut engine = engine.clone();
        let report = report(&mut engine, &test, &mut tally)?;
        output.write(OutputStream::Stdout, report.as_bytes())?;
        if let Some(lines) = lines.as_deref_mut() {
            lines.add(&engine.get_coverage_report()?);
        }
    }
    output.write(OutputStream::Stdout, tally.summary().as_bytes())?;
    Ok(if tally.failed + tally.wrong > 0 { FAILED } else { 0 })
}

/// The tests by file, in the order in which they are written.
fn find(engine: &mut Engine) -> Vec<Test> {
    let mut tests: Vec<Test> = Vec::new();
    for module in engine.get_modules() {
        let package = workspace::package(module);
        for rule in &module.policy {
            let Some(name) = workspace::test_name(rule) else { continue };
            let test = Test {
                file: rule.span().source.get_path().clone(),
                rule: format!("{package}.{name}"),
                todo: name.starts_with("todo_"),
            };
            if !tests.iter().any(|other| other.rule == test.rule) {
                tests.push(test);
            }
        }
    }
    tests.sort_by(|one, other| one.file.cmp(&other.file));
    tests
}

/// Runs a test and says how it went.
fn report(engine: &mut Engine, test: &Test, tally: &mut Tally) -> Result<String, Ended> {
    let rule = &test.rule;
    if test.todo {
        tally.skipped += 1;
        return Ok(format!("{rule}: SKIPPED\n"));
    }
    let value = engine.eval_rule(rule.clone());
    let mut report = match value {
        Ok(Value::Undefined | Value::Bool(false)) => {
            tally.failed += 1;
            format!("{rule}: FAIL\n")
        }
        Ok(_) => {
            tally.passed += 1;
            format!("{rule}: PASS\n")
        }
        Err(error) => {
            tally.wrong += 1;
            format!("{rule}: ERROR\n  {}\n", told(&Mistake::of(&error)))
        }
    };
    let prints = evaluate::prints(engine)?;
    if !prints.is_empty() {
        let lines: String = prints.iter().map(|line| format!("  {line}\n")).collect();
        report.push_str(&format!("\n{lines}\n"));
    }
    Ok(report)
}

impl Tally {
    fn summary(&self) -> String {
        let total = self.passed + self.failed + self.skipped + self.wrong;
        let mut text = format!("{}\n", "-".repeat(80));
        let counts = [
            ("PASS", self.passed),
            ("FAIL", self.failed),
            ("SKIPPED", self.skipped),
            ("ERROR", self.wrong),
        ];
        for (name, count) in counts.iter().filter(|(_, count)| *count > 0) {
            text.push_str(&format!("{name}: {count}/{total}\n"));
        }
        text
    }
}
