//! The names that one scope binds, found ahead of visiting it, as Python's symbol table does:
//! a name bound anywhere in a function is that function's throughout.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Alias, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt, TypeParam, TypeParams,
};

/// What one scope binds or declares. Nested scopes are not looked into.
#[derive(Debug, Default)]
pub(crate) struct Bindings<'a> {
    /// Bound by assignment, import, definition or as a parameter.
    pub(crate) bound: BTreeSet<&'a str>,
    /// Its parameters.
    pub(crate) parameters: BTreeSet<&'a str>,
    /// Declared `global`.
    pub(crate) globals: BTreeSet<&'a str>,
    /// Whether a `from … import *` binds names that cannot be known.
    pub(crate) star: bool,
    /// Inside comprehensions, where only `:=` binds in this scope.
    comprehensions: usize,
}

impl<'a> Bindings<'a> {
    /// What a module's or class's statements bind.
    pub(crate) fn of_body(body: &'a [Stmt]) -> Self {
        let mut bindings = Self::default();
        bindings.visit_body(body);
        bindings
    }

    /// What a function binds: its parameters, and what its statements do.
    pub(crate) fn of_function(parameters: &'a Parameters, body: &'a [Stmt]) -> Self {
        let mut bindings = Self::of_body(body);
        bindings.parameters = parameters.iter().map(|one| one.name().as_str()).collect();
        bindings.bound.extend(&bindings.parameters);
        bindings
    }

    /// What a lambda binds.
    pub(crate) fn of_lambda(parameters: Option<&'a Parameters>) -> Self {
        parameters.map(|parameters| Self::of_function(parameters, &[])).unwrap_or_default()
    }

    /// What the targets of a comprehension bind.
    pub(crate) fn of_targets(targets: impl IntoIterator<Item = &'a Expr>) -> Self {
        let mut bindings = Self::default();
        for target in targets {
            bindings.visit_expr(target);
        }
        bindings
    }

    /// What a list of type parameters binds.
    pub(crate) fn of_type_parameters(parameters: &'a TypeParams) -> Self {
        let names = parameters.iter().map(TypeParam::name).map(|name| name.as_str());
        Self { bound: names.collect(), ..Self::default() }
    }

    fn import(&mut self, alias: &'a Alias) {
        match &alias.asname {
            Some(name) => self.bound.insert(name.as_str()),
            None if alias.name.as_str() == "*" => {
                self.star = true;
                false
            }
            None => self.bound.insert(alias.name.as_str().split('.').next().unwrap_or_default()),
        };
    }
}

impl<'a> Visitor<'a> for Bindings<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.bound.insert(def.name.as_str());
                for decorator in &def.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&def.parameters);
            }
            Stmt::ClassDef(def) => {
                self.bound.insert(def.name.as_str());
                for decorator in &def.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &def.arguments {
                    self.visit_arguments(arguments);
                }
            }
            Stmt::Global(global) => {
                self.globals.extend(global.names.iter().map(|name| name.as_str()));
            }
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(alias)),
            Stmt::ImportFrom(import) => import.names.iter().for_each(|alias| self.import(alias)),
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.bound.extend(inner.name.as_ref().map(|name| name.as_str()));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name)
                if !matches!(name.ctx, ExprContext::Load) && self.comprehensions == 0 =>
            {
                self.bound.insert(name.id.as_str());
            }
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.bound.insert(name.id.as_str());
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
            }
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehensions += 1;
                visitor::walk_expr(self, expr);
                self.comprehensions -= 1;
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        self.bound.extend(captured(pattern).map(|name| name.as_str()));
        visitor::walk_pattern(self, pattern);
    }
}

/// The names that functions, at any depth, declare `global` and so bind in the module.
pub(crate) fn declared_global(body: &[Stmt]) -> BTreeSet<&str> {
    struct Globals<'a>(BTreeSet<&'a str>);
    impl<'a> Visitor<'a> for Globals<'a> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            if let Stmt::Global(global) = stmt {
                self.0.extend(global.names.iter().map(|name| name.as_str()));
            }
            visitor::walk_stmt(self, stmt);
        }

        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut globals = Globals(BTreeSet::new());
    globals.visit_body(body);
    globals.0
}

/// The name that this pattern itself, not one inside it, captures.
pub(crate) fn captured(pattern: &Pattern) -> Option<&ruff_python_ast::Identifier> {
    match pattern {
        Pattern::MatchAs(pattern) => pattern.name.as_ref(),
        Pattern::MatchStar(pattern) => pattern.name.as_ref(),
        Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
        _ => None,
    }
}
