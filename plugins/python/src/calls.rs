//! Every call of an example with what surrounds it: which function it runs in, whether its
//! value is dropped.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtClassDef};

use crate::syntax::Module;

/// What a place in the code runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runs {
    /// At the top, as the example is loaded; a class body too.
    AtTop,
    /// In a `def` or a lambda.
    InSync,
    /// In an `async def`.
    InAsync,
}

/// A call and what surrounds it.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// The call.
    pub(crate) expr: &'a ExprCall,
    /// The full name of what is called, where it can be told.
    pub(crate) name: Option<String>,
    /// What it runs in.
    pub(crate) runs: Runs,
    /// Whether it is a statement by itself, so that nothing takes its value. Not at the top of
    /// a session, which shows the value.
    pub(crate) dropped: bool,
    /// The class whose method it stands in.
    pub(crate) class: Option<&'a StmtClassDef>,
}

impl Call<'_> {
    /// Whether a `**mapping` may add arguments that cannot be seen.
    pub(crate) fn has_hidden_arguments(&self) -> bool {
        self.expr.arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
            || self.expr.arguments.args.iter().any(Expr::is_starred_expr)
    }
}

/// The calls of an example, in the order they are visited.
pub(crate) fn of(module: &Module) -> Vec<Call<'_>> {
    let mut finder =
        Finder { module, calls: Vec::new(), runs: Runs::AtTop, dropped: None, class: None };
    finder.visit_body(module.body());
    finder.calls
}

struct Finder<'a> {
    module: &'a Module,
    calls: Vec<Call<'a>>,
    runs: Runs,
    /// The call that is the current statement.
    dropped: Option<&'a ExprCall>,
    class: Option<&'a StmtClassDef>,
}

impl Finder<'_> {
    fn running(&mut self, runs: Runs, inner: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.runs, runs);
        inner(self);
        self.runs = outer;
    }
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.visit_parameters(&def.parameters);
                let runs = if def.is_async { Runs::InAsync } else { Runs::InSync };
                self.running(runs, |finder| finder.visit_body(&def.body));
            }
            Stmt::ClassDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                def.arguments.iter().for_each(|arguments| self.visit_arguments(arguments));
                let outer = self.class.replace(def);
                self.visit_body(&def.body);
                self.class = outer;
            }
            Stmt::Expr(statement) => {
                let shown = self.module.code.interactive && self.runs == Runs::AtTop;
                self.dropped = statement.value.as_call_expr().filter(|_| !shown);
                visitor::walk_stmt(self, stmt);
                self.dropped = None;
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => {
                let dropped = self.dropped.take().is_some_and(|one| std::ptr::eq(one, call));
                let name = self.module.names.full(&call.func);
                let (runs, class) = (self.runs, self.class);
                self.calls.push(Call { expr: call, name, runs, dropped, class });
                visitor::walk_expr(self, expr);
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
                self.running(Runs::InSync, |finder| finder.visit_expr(&lambda.body));
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    /// Annotations are not run for their calls.
    fn visit_annotation(&mut self, _: &'a Expr) {}
}
