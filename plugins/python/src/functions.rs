//! The functions an example defines: which of them are coroutine functions.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};

/// Whether calling the function certainly gives a coroutine: `async`, without a decorator that
/// could change what it is, and without a `yield`, which makes it a generator.
pub(crate) fn is_coroutine_function(def: &StmtFunctionDef) -> bool {
    let mut yields = Yields(false);
    if def.is_async {
        yields.visit_body(&def.body);
    }
    def.is_async && def.decorator_list.is_empty() && !yields.0
}

/// The names of a class's methods whose call through `self` certainly gives a coroutine.
pub(crate) fn coroutine_methods(def: &StmtClassDef) -> BTreeSet<&str> {
    let methods = || def.body.iter().filter_map(Stmt::as_function_def_stmt);
    let named = |name: &str| methods().filter(|method| method.name.as_str() == name).count();
    methods()
        .filter(|method| is_coroutine_function(method) && named(method.name.as_str()) == 1)
        .map(|method| method.name.as_str())
        .collect()
}

/// Whether a function's own body yields.
struct Yields(bool);

impl<'a> Visitor<'a> for Yields {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
            Expr::Lambda(_) => {}
            _ => visitor::walk_expr(self, expr),
        }
    }
}
