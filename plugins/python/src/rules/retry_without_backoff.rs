//! A loop that tries again at once.

use std::collections::BTreeSet;

use proofpress_plugin::{Context, Finding, Rule, Severity};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, Expr, Stmt, StmtTry};
use ruff_text_size::{Ranged, TextRange};

use crate::Python;
use crate::bindings::Bindings;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).tags(&["reliability", "network"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let mut retries = Retries { cx, findings: Vec::new() };
    retries.visit_body(cx.tree.body());
    retries.findings
}

struct Retries<'c, 'p> {
    cx: &'c Context<'p, Python>,
    findings: Vec<Finding>,
}

impl Retries<'_, '_> {
    fn look(&mut self, keyword: TextRange, target: Option<&Expr>, body: &[Stmt]) {
        let paused = pauses(body);
        for stmt in body.iter().filter_map(Stmt::as_try_stmt) {
            let eager = stmt.handlers.iter().find_map(|handler| {
                let ExceptHandler::ExceptHandler(inner) = handler;
                let eager = self.of_network(inner) && goes_round(&inner.body);
                (eager && !changes(target, &inner.body, &stmt.body)).then_some(inner)
            });
            if let Some(handler) = eager.filter(|_| !paused && succeeds_out(stmt)) {
                let at = TextRange::at(handler.start(), 6.into());
                let finding = Finding::new(
                    self.cx.tree.span(at),
                    "the call is tried again at once, as often as it fails",
                );
                self.findings.push(
                    finding
                        .help("wait longer after each failure, with some randomness, and give up")
                        .related(self.cx.tree.span(keyword), "this loop"),
                );
            }
        }
    }

    /// Whether the handler catches what a network or a server does wrong: then trying again
    /// can help, and haste can harm.
    fn of_network(&self, handler: &ExceptHandlerExceptHandler) -> bool {
        let named = |expr: &Expr| {
            let name = self.cx.tree.code.slice(expr);
            let last = name.rsplit('.').next().unwrap_or_default();
            // `subprocess` raises this one, after having waited.
            last != "TimeoutExpired"
                && (MARKS.iter().any(|mark| last.contains(mark)) || GENERAL.contains(&last))
        };
        match handler.type_.as_deref() {
            None => true,
            Some(Expr::Tuple(tuple)) => tuple.elts.iter().any(named),
            Some(one) => named(one),
        }
    }
}

/// Exceptions whose names hold one of these come from a network or a server.
const MARKS: &[&str] = &[
    "Client",
    "Connect",
    "HTTP",
    "Http",
    "Network",
    "RateLimit",
    "Request",
    "Server",
    "Throttl",
    "Timeout",
    "Transport",
    "Unavailable",
];

/// Exceptions that take those in.
const GENERAL: &[&str] = &["BaseException", "Exception", "IOError", "OSError", "URLError", "error"];

/// Whether success leaves the loop, which is what makes it one of retries. A `with` is looked
/// into, since it always runs to its end; an `if` is not: leaving under a condition is how loops
/// that receive end.
fn succeeds_out(stmt: &StmtTry) -> bool {
    fn leaves(body: &[Stmt]) -> bool {
        body.iter().any(|stmt| match stmt {
            Stmt::Break(_) | Stmt::Return(_) => true,
            Stmt::With(with) => leaves(&with.body),
            _ => false,
        })
    }
    leaves(&stmt.body) || leaves(&stmt.orelse)
}

/// Whether a handler ends in the loop going round: it does not raise, return or break.
fn goes_round(body: &[Stmt]) -> bool {
    struct Leaves(bool);
    impl<'a> Visitor<'a> for Leaves {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::Raise(_) | Stmt::Return(_) | Stmt::Break(_) => self.0 = true,
                _ => visitor::walk_stmt(self, stmt),
            }
        }
    }
    let last_leaves = body.last().is_some_and(|last| {
        let mut leaves = Leaves(false);
        leaves.visit_stmt(last);
        // An `if` that gives up after some tries still goes round before that.
        leaves.0 && !last.is_if_stmt()
    });
    !last_leaves
}

/// Whether the loop or the handler changes what is tried, as in a search for a free port: then
/// the next try is another one.
fn changes(target: Option<&Expr>, handler: &[Stmt], tried: &[Stmt]) -> bool {
    #[derive(Default)]
    struct Read<'a>(BTreeSet<&'a str>);
    impl<'a> Visitor<'a> for Read<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Name(name) = expr
                && name.ctx.is_load()
            {
                self.0.insert(name.id.as_str());
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut read = Read::default();
    read.visit_body(tried);
    let counted = Bindings::of_targets(target);
    let changed = Bindings::of_body(handler);
    counted.bound.iter().chain(&changed.bound).any(|name| read.0.contains(name))
}

/// Whether anything in the loop waits, or asks a person.
fn pauses(body: &[Stmt]) -> bool {
    struct Pauses(bool);
    impl<'a> Visitor<'a> for Pauses {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr {
                let name = match &*call.func {
                    Expr::Name(name) => name.id.as_str(),
                    Expr::Attribute(attribute) => attribute.attr.as_str(),
                    _ => "",
                };
                let waits = ["sleep", "wait", "backoff", "delay", "pause", "input"];
                let waits = waits.iter().any(|word| name.to_lowercase().contains(word));
                let zero = call.arguments.args.first().is_some_and(|first| {
                    matches!(first, Expr::NumberLiteral(number)
                        if number.value.as_int().is_some_and(|value| value.as_u8() == Some(0)))
                });
                self.0 |= waits && !zero;
            }
            visitor::walk_expr(self, expr);
        }
    }
    let mut pauses = Pauses(false);
    pauses.visit_body(body);
    pauses.0
}

impl<'a> Visitor<'a> for Retries<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::While(inner) => {
                self.look(TextRange::at(inner.start(), 5.into()), None, &inner.body);
            }
            // Over a range the loop counts tries; over anything else it visits each thing once.
            Stmt::For(inner) => {
                let called = inner.iter.as_call_expr().and_then(|call| call.func.as_name_expr());
                if called.is_some_and(|name| name.id.as_str() == "range") {
                    let keyword = TextRange::at(inner.start(), 3.into());
                    self.look(keyword, Some(&inner.target), &inner.body);
                }
            }
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}
