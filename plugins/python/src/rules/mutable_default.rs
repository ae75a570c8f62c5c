//! A default value that all calls share.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity, Span};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ParameterWithDefault, Parameters, Stmt, StmtFunctionDef};

use crate::Python;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).fixable().tags(&["correctness"]);

/// What makes a mutable value, by full name.
const MAKERS: &[&str] = &[
    "bytearray",
    "collections.Counter",
    "collections.OrderedDict",
    "collections.defaultdict",
    "collections.deque",
    "dict",
    "list",
    "set",
];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let mut defaults = Defaults { cx, findings: Vec::new() };
    defaults.visit_body(cx.tree.body());
    defaults.findings
}

/// Whether the parameter is `Annotated[…]`: then a framework reads its default, and copies it.
fn declares(parameter: &ParameterWithDefault) -> bool {
    let annotation = parameter.annotation().and_then(Expr::as_subscript_expr);
    annotation.is_some_and(|annotation| match &*annotation.value {
        Expr::Name(name) => name.id.as_str() == "Annotated",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "Annotated",
        _ => false,
    })
}

struct Defaults<'c, 'p> {
    cx: &'c Context<'p, Python>,
    findings: Vec<Finding>,
}

impl Defaults<'_, '_> {
    fn look(&mut self, parameters: &Parameters, def: Option<&StmtFunctionDef>) {
        for parameter in parameters.iter_non_variadic_params() {
            let Some(default) = parameter.default.as_deref() else { continue };
            if self.is_mutable(default) && !declares(parameter) {
                let finding = self.finding(parameter, default, def);
                self.findings.push(finding);
            }
        }
    }

    fn is_mutable(&self, default: &Expr) -> bool {
        match default {
            Expr::List(_) | Expr::Dict(_) | Expr::Set(_) => true,
            Expr::ListComp(_) | Expr::DictComp(_) | Expr::SetComp(_) => true,
            Expr::Call(call) => {
                let name = self.cx.tree.names.full(&call.func);
                name.is_some_and(|name| MAKERS.contains(&name.as_str()))
            }
            _ => false,
        }
    }

    fn finding(
        &self,
        parameter: &ParameterWithDefault,
        default: &Expr,
        def: Option<&StmtFunctionDef>,
    ) -> Finding {
        let name = parameter.name().as_str();
        let span = self.cx.tree.span(default);
        let finding = Finding::new(span, format!("the default of `{name}` is shared by all calls"))
            .help("make `None` the default, and the value inside");
        // A new line in a session would need a prompt; an annotation would have to change too.
        let simple = parameter.annotation().is_none() && !self.cx.tree.code.interactive;
        match def.filter(|_| simple).and_then(|def| self.place(def)) {
            Some((at, indent)) => {
                let value = self.cx.text(span);
                let text = format!("if {name} is None:\n{indent}    {name} = {value}\n{indent}");
                finding.fixes(Fix {
                    title: format!("make `{name}` anew in each call"),
                    applicability: Applicability::Suggestion,
                    edits: vec![
                        Edit { span, replacement: "None".into() },
                        Edit { span: Span::at(at), replacement: text },
                    ],
                })
            }
            None => finding,
        }
    }

    /// Where the first statement after the docstring starts, and its indentation, if it stands
    /// on a line of its own.
    fn place(&self, def: &StmtFunctionDef) -> Option<(usize, String)> {
        let is_docstring = |stmt: &&Stmt| {
            stmt.as_expr_stmt().is_some_and(|stmt| stmt.value.is_string_literal_expr())
        };
        let first = def.body.iter().find(|stmt| !is_docstring(stmt))?;
        let start = self.cx.tree.span(first).start;
        let before = self.cx.source().get(..start)?.rsplit('\n').next()?;
        let own_line = !before.is_empty() && before.trim().is_empty();
        own_line.then(|| (start, before.to_owned()))
    }
}

impl<'a> Visitor<'a> for Defaults<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(def) = stmt {
            self.look(&def.parameters, Some(def));
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Lambda(lambda) = expr {
            lambda.parameters.iter().for_each(|parameters| self.look(parameters, None));
        }
        visitor::walk_expr(self, expr);
    }
}
