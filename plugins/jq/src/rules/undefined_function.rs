//! A function that neither jq nor the filter defines.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Jq, definitions};

pub(crate) const RULE: Rule<Jq> = Rule::new(Severity::Error, check).tags(&["correctness"]);

/// Functions that jq has and the engine does not: no mistake in a filter that is only checked.
const OTHERS: [&str; 14] = [
    "builtins",
    "getpath",
    "gsub",
    "input_filename",
    "ltrimstr",
    "modulemeta",
    "splits",
    "getenv",
    "get_prog_origin",
    "get_jq_origin",
    "trimstr",
    "$__prog_args",
    "@base32",
    "@base32d",
];

fn check(cx: &Context<'_, Jq>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for problem in &cx.tree.undefined {
        let Some((name, arguments)) = &problem.function else { continue };
        if OTHERS.contains(&name.as_str()) {
            continue;
        }
        let known = known(name);
        let finding = Finding::new(problem.span, problem.message.clone());
        findings.push(match known.as_slice() {
            [] => match nearest(name) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            },
            counts => {
                let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
                finding.help(format!(
                    "`{name}` takes {} arguments, not {arguments}",
                    counts.join(" or ")
                ))
            }
        });
    }
    findings
}

/// How many arguments the functions of a name take.
fn known(name: &str) -> Vec<usize> {
    let defs = definitions::defs().filter(|def| def.name == name).map(|def| def.args.len());
    let funs = definitions::funs().filter(|fun| fun.0 == name).map(|fun| fun.1.len());
    let mut counts: Vec<usize> = defs.chain(funs).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

fn nearest(name: &str) -> Option<&'static str> {
    let names = definitions::defs().map(|def| def.name).chain(definitions::funs().map(|fun| fun.0));
    let names = names.filter(|name| !name.starts_with('_'));
    let distance = |known: &&str| strsim::damerau_levenshtein(known, name);
    names.min_by_key(distance).filter(|near| distance(near) <= 2)
}
