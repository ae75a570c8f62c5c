//! A call with more or fewer arguments than its function takes.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::builtins::{self, Arity};
use crate::calls::{Call, Names, import_name};

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let names = Names::of(module);
    let imports: Vec<String> = module.imports.iter().map(import_name).collect();
    let wrong = |call: &Call| {
        let first = call.name.split('.').next().unwrap_or_default();
        if imports.iter().any(|import| import == first) {
            return None;
        }
        let own: Vec<_> = names.rules.iter().filter(|(rule, _)| rule == first).collect();
        let takes = match own.as_slice() {
            [] => match builtins::arity(&call.name)? {
                Arity::Any => return None,
                Arity::Exactly(count) => count,
            },
            // A name with dots may be defined piece by piece; only a plain function is judged.
            [(_, Some(count)), ..] if own.iter().all(|(_, other)| *other == Some(*count)) => *count,
            _ => return None,
        };
        let given = call.arguments.len();
        // The result may go into a variable: `count(xs, n)`.
        (given != takes && given != takes + 1).then(|| finding(call, takes))
    };
    names.calls.iter().filter_map(wrong).collect()
}

fn finding(call: &Call, takes: usize) -> Finding {
    let arguments = if takes == 1 { "argument" } else { "arguments" };
    let message =
        format!("`{}` takes {takes} {arguments}, not {}", call.name, call.arguments.len());
    Finding::new(call.span, message)
}
