//! What names stand for: `sleep` after `from time import sleep` is `time.sleep`, `client` after
//! `client = httpx.Client()` is `httpx.Client()`.
//!
//! Blind to scopes on purpose: a name that is bound in two ways anywhere in the example stands
//! for nothing, so that nothing wrong is said of it.

use std::collections::BTreeMap;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, Expr, Parameter, Pattern, Stmt, StmtFunctionDef, WithItem};

use crate::bindings::captured;
use crate::builtins::is_builtin;
use crate::functions::is_coroutine_function;

/// Modules that examples use without importing them, so that their names mean them wherever
/// nothing in the example says otherwise.
const WELL_KNOWN: &[&str] =
    &["asyncio", "httpx", "logging", "os", "requests", "socket", "subprocess", "time", "urllib"];

/// How many attributes and calls a name may be made of. What the rules look for has four; a chain
/// of thousands would be read once for each of its links.
const STEPS: usize = 8;

/// What a name is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    /// A module or a member of one, by its full name.
    Import(String),
    /// What a call of the function of this full name gives; awaited, or entered by `with`.
    Value(String),
    /// An undecorated `async def` that is no generator: calling it gives a coroutine.
    Coroutine,
    /// Something else.
    Unknown,
}

/// The names of an example.
#[derive(Debug, Default)]
pub(crate) struct Names {
    bound: BTreeMap<String, Binding>,
    star: bool,
}

impl Names {
    /// Reads the names that `body` binds, at any depth.
    pub(crate) fn of(body: &[Stmt]) -> Self {
        // Imports first: what a value is called depends on them.
        let mut names = Self::default();
        for imports in [true, false] {
            Reader { names: &mut names, imports }.visit_body(body);
        }
        names
    }

    /// The full name of what `expr` stands for: `asyncio.create_task`, `open`,
    /// `httpx.Client().get`.
    pub(crate) fn full(&self, expr: &Expr) -> Option<String> {
        self.within(expr, STEPS)
    }

    fn within(&self, expr: &Expr, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        match expr {
            Expr::Name(name) => self.root(name.id.as_str()),
            Expr::Attribute(attribute) => {
                Some(format!("{}.{}", self.within(&attribute.value, steps)?, attribute.attr))
            }
            Expr::Call(call) => Some(format!("{}()", self.within(&call.func, steps)?)),
            Expr::Await(inner) => self.within(&inner.value, steps),
            _ => None,
        }
    }

    fn root(&self, name: &str) -> Option<String> {
        match self.bound.get(name) {
            Some(Binding::Import(full)) => Some(full.clone()),
            Some(Binding::Value(full)) => Some(format!("{full}()")),
            Some(Binding::Coroutine | Binding::Unknown) => None,
            None => {
                let known = (!self.star && is_builtin(name)) || WELL_KNOWN.contains(&name);
                known.then(|| name.to_owned())
            }
        }
    }

    /// Whether `name` is an async function of the example, and nothing else.
    pub(crate) fn is_coroutine_function(&self, name: &str) -> bool {
        self.bound.get(name) == Some(&Binding::Coroutine)
    }

    /// Whether the example imports the module `name` under that name.
    pub(crate) fn imports(&self, name: &str) -> bool {
        matches!(self.bound.get(name), Some(Binding::Import(full)) if full == name)
    }

    /// Whether the example binds or imports `name`.
    pub(crate) fn binds(&self, name: &str) -> bool {
        self.bound.contains_key(name)
    }

    fn bind(&mut self, name: &str, binding: Binding) {
        match self.bound.get_mut(name) {
            Some(known) if *known != binding => *known = Binding::Unknown,
            Some(_) => {}
            None => {
                self.bound.insert(name.to_owned(), binding);
            }
        }
    }
}

struct Reader<'n> {
    names: &'n mut Names,
    imports: bool,
}

impl Reader<'_> {
    fn bind(&mut self, name: &str, binding: Binding) {
        let is_import = matches!(binding, Binding::Import(_));
        if is_import == self.imports {
            self.names.bind(name, binding);
        }
    }

    fn import(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let full = alias.name.as_str();
                    let first = full.split('.').next().unwrap_or_default();
                    match &alias.asname {
                        Some(name) => self.bind(name.as_str(), Binding::Import(full.into())),
                        None => self.bind(first, Binding::Import(first.into())),
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                // A relative import names a module of the reader's own program.
                let module = import.module.as_ref().map(|module| module.as_str());
                let dots = ".".repeat(usize::try_from(import.level).unwrap_or_default());
                let module = format!("{dots}{}", module.unwrap_or_default());
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.names.star |= name == "*";
                    self.bind(name, Binding::Import(format!("{module}.{}", alias.name)));
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, def: &StmtFunctionDef, method: bool) {
        // A method is no name of its own: `self.fetch()` is for `functions` to know.
        if !method {
            let is_coroutine = is_coroutine_function(def);
            let binding = if is_coroutine { Binding::Coroutine } else { Binding::Unknown };
            self.bind(def.name.as_str(), binding);
        }
    }

    fn value(&mut self, target: &Expr, value: Option<&Expr>) {
        if let Expr::Name(name) = target {
            let full = match value {
                Some(call @ (Expr::Call(_) | Expr::Await(_))) => self.names.full(call),
                _ => None,
            };
            let made = full.as_deref().and_then(|full| full.strip_suffix("()"));
            let binding = made.map_or(Binding::Unknown, |made| Binding::Value(made.to_owned()));
            self.bind(name.id.as_str(), binding);
        } else {
            self.visit_expr(target);
        }
    }
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.import(stmt),
            Stmt::FunctionDef(def) => {
                self.function(def, false);
                visitor::walk_stmt(self, stmt);
            }
            Stmt::ClassDef(def) => {
                self.bind(def.name.as_str(), Binding::Unknown);
                for stmt in &def.body {
                    match stmt {
                        Stmt::FunctionDef(def) => {
                            self.function(def, true);
                            visitor::walk_stmt(self, stmt);
                        }
                        // Class attributes are reached through the class.
                        Stmt::Assign(_) | Stmt::AnnAssign(_) => {}
                        _ => self.visit_stmt(stmt),
                    }
                }
            }
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                assign.targets.iter().for_each(|target| self.value(target, Some(&assign.value)));
            }
            Stmt::AnnAssign(assign) => {
                assign.value.iter().for_each(|value| self.visit_expr(value));
                self.value(&assign.target, assign.value.as_deref());
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_with_item(&mut self, item: &'a WithItem) {
        self.visit_expr(&item.context_expr);
        item.optional_vars.iter().for_each(|target| self.value(target, Some(&item.context_expr)));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && !name.ctx.is_load()
        {
            self.bind(name.id.as_str(), Binding::Unknown);
        }
        visitor::walk_expr(self, expr);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        // `client: httpx.Client` says as much as `client = httpx.Client()`.
        let full = parameter.annotation.as_deref().and_then(|annotation| match annotation {
            Expr::Name(_) | Expr::Attribute(_) => self.names.full(annotation),
            _ => None,
        });
        self.bind(parameter.name.as_str(), full.map_or(Binding::Unknown, Binding::Value));
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter().for_each(|name| self.bind(name.as_str(), Binding::Unknown));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        captured(pattern).into_iter().for_each(|name| self.bind(name.as_str(), Binding::Unknown));
        visitor::walk_pattern(self, pattern);
    }
}
