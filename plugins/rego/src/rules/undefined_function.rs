//! A call of a function that neither OPA nor the policy has.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::calls::{Call, Names, import_name};
use crate::{Rego, builtins};

pub(crate) const RULE: Rule<Rego> =
    Rule::new(Severity::Error, check).fixable().tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let names = Names::of(module);
    let imports: Vec<String> = module.imports.iter().map(import_name).collect();
    let several = cx.attribute("file").is_some() || cx.attribute("session").is_some();
    let undefined = |call: &&Call| {
        let first = call.name.split('.').next().unwrap_or_default();
        let own = names.rules.iter().any(|(rule, _)| rule == first)
            || imports.iter().any(|import| import == first)
            || ["data", "input"].contains(&first);
        // A function of one word may be in another file of the package.
        let elsewhere = several && !call.name.contains('.');
        !own && !elsewhere && builtins::arity(&call.name).is_none()
    };
    names.calls.iter().filter(undefined).map(finding).collect()
}

fn finding(call: &Call) -> Finding {
    let name = &call.name;
    let finding = Finding::new(call.span, format!("there is no function `{name}`"));
    match nearest(name) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).fix(
            Applicability::Suggestion,
            format!("write `{near}`"),
            call.span,
            near,
        ),
        None => finding.help("define it, or import the package that does"),
    }
}

/// The function whose name takes the fewest changes, two at most.
fn nearest(name: &str) -> Option<&'static str> {
    let distance = |known: &&str| strsim::damerau_levenshtein(known, name);
    builtins::known().min_by_key(distance).filter(|near| distance(near) <= 2)
}
