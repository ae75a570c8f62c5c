//! `except:` without a type.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::Python;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).fixable().tags(&["reliability"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let mut bare = Bare(Vec::new());
    bare.visit_body(cx.tree.body());
    let findings = bare.0.iter().map(|handler| {
        let span = cx.tree.span(TextRange::at(handler.start(), 6.into()));
        Finding::new(span, "`except:` catches everything, `KeyboardInterrupt` too")
            .help("name the exceptions that can be handled here")
            .fix(Applicability::Suggestion, "catch `Exception`", Span::at(span.end), " Exception")
    });
    findings.collect()
}

struct Bare<'a>(Vec<&'a ExceptHandlerExceptHandler>);

impl<'a> Visitor<'a> for Bare<'a> {
    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if inner.type_.is_none() && !raises_again(&inner.body) {
            self.0.push(inner);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// Whether what was caught goes on to the caller: then catching all of it is right.
fn raises_again(body: &[Stmt]) -> bool {
    struct Raises(bool);
    impl<'a> Visitor<'a> for Raises {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::Raise(_) => self.0 = true,
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                _ => visitor::walk_stmt(self, stmt),
            }
        }
    }
    let mut raises = Raises(false);
    raises.visit_body(body);
    raises.0
}
