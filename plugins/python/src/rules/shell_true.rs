//! `subprocess` through a shell.

use proofpress_plugin::{Context, Finding, Rule, Severity};
use ruff_python_ast::Expr;

use crate::Python;
use crate::calls::{self, Call};

pub(crate) const RULE: Rule<Python> = Rule::new(Severity::Warning, check).tags(&["security"]);

const FUNCTIONS: &[&str] = &[
    "subprocess.Popen",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.run",
];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    calls::of(cx.tree).iter().filter_map(|call| finding(cx, call)).collect()
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    call.name.as_deref().filter(|name| FUNCTIONS.contains(name))?;
    let shell = call.expr.arguments.find_keyword("shell")?;
    let on = match &shell.value {
        Expr::BooleanLiteral(literal) => literal.value,
        _ => false,
    };
    let command = call.expr.arguments.find_argument_value("args", 0);
    // A command that is written out holds no surprises.
    let fixed = command.is_some_and(Expr::is_string_literal_expr);
    let at = cx.tree.span(shell);
    on.then(|| {
        if fixed {
            Finding::new(at, "the command goes through a shell")
                .severity(Severity::Info)
                .help("pass a list of arguments, unless it needs pipes or patterns")
        } else {
            Finding::new(at, "a command that is put together goes through a shell")
                .help("what is put into it can run commands of its own: pass a list of arguments")
        }
    })
}
