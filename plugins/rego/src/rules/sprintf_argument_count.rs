//! `sprintf` with more or fewer values than its text has verbs.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::calls::{Argument, Names};

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Warning, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let mut findings = Vec::new();
    for call in Names::of(module).calls.iter().filter(|call| call.name == "sprintf") {
        let [Argument::Text(format), Argument::Array(values), ..] = call.arguments.as_slice()
        else {
            continue;
        };
        let Some(verbs) = verbs(format).filter(|verbs| verbs != values) else { continue };
        let message = format!("the text has {verbs} verbs and the array {values} values");
        findings.push(Finding::new(call.span, message).help(match verbs < *values {
            true => "what is left over is printed as `%!(EXTRA ...)`",
            false => "what is missing is printed as `%!v(MISSING)`",
        }));
    }
    findings
}

/// How many values a format takes; none where it numbers them or takes widths from them.
fn verbs(format: &str) -> Option<usize> {
    let mut count = 0;
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            continue;
        }
        let verb = letters.by_ref().find(|letter| !"+-# 0123456789.".contains(*letter))?;
        match verb {
            '%' => {}
            '[' | '*' => return None,
            _ => count += 1,
        }
    }
    Some(count)
}
