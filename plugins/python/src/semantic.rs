//! Visits parsed code and finds what Python's compiler rejects though the grammar allows it:
//! most of it through the parser library's own checker, which asks here what surrounds a
//! place; the rest through [`crate::strict`].

use std::cell::RefCell;
use std::mem;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, Pattern, PythonVersion, Stmt, StmtClassDef,
    StmtFunctionDef, TypeParam, TypeParams,
};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::{Ranged, TextRange};

use crate::bindings::{Bindings, captured, declared_global};
use crate::builtins::is_builtin;
use crate::scopes::{Frame, Kind, Scopes};
use crate::session::Code;
use crate::strict;

/// What a visit finds.
#[derive(Debug, Default)]
pub(crate) struct Semantics {
    /// What the library's checker reports.
    pub(crate) errors: Vec<SemanticSyntaxError>,
    /// What this crate's own checks report.
    pub(crate) strict: Vec<(TextRange, String)>,
    /// Names that are read and bound nowhere in the example, nor built in.
    pub(crate) unresolved: Vec<TextRange>,
}

/// Checks code that parses, input by input: each is compiled by itself, but sees the names
/// that the others bind.
pub(crate) fn check(code: &Code, body: &[Stmt], version: PythonVersion) -> Semantics {
    let mut module = Bindings::of_body(body);
    module.bound.extend(declared_global(body));
    let mut visit = Visit {
        checker: SemanticSyntaxChecker::new(),
        scopes: Scopes(vec![Frame::new(Kind::Module, module)]),
        found: RefCell::default(),
        code,
        version,
        future_annotations: strict::has_future_annotations(body),
    };
    let mut rest = body;
    for input in &code.inputs {
        let end = rest.partition_point(|stmt| stmt.start() < input.end());
        let (of_input, others) = rest.split_at(end);
        visit.checker = SemanticSyntaxChecker::new();
        if let Some(module) = visit.scopes.0.first_mut() {
            module.seen.clear();
        }
        visit.visit_body(of_input);
        rest = others;
    }
    visit.found.into_inner()
}

pub(crate) struct Visit<'a> {
    checker: SemanticSyntaxChecker,
    pub(crate) scopes: Scopes<'a>,
    found: RefCell<Semantics>,
    code: &'a Code,
    pub(crate) version: PythonVersion,
    future_annotations: bool,
}

impl<'a> Visit<'a> {
    /// Reports an error that the library's checker does not know.
    pub(crate) fn reject(&self, at: TextRange, message: impl Into<String>) {
        self.found.borrow_mut().strict.push((at, message.into()));
    }

    /// Changes the innermost scope.
    fn frame(&mut self, change: impl FnOnce(&mut Frame<'a>)) {
        if let Some(frame) = self.scopes.0.last_mut() {
            change(frame);
        }
    }

    fn within(&mut self, kind: Kind, bindings: Bindings<'a>, inner: impl FnOnce(&mut Self)) {
        self.scopes.0.push(Frame::new(kind, bindings));
        inner(self);
        self.scopes.0.pop();
    }

    fn see(&mut self, name: &'a str) {
        self.frame(|frame| frame.seen.extend([name]));
    }

    fn with_checker(&mut self, check: impl FnOnce(&mut SemanticSyntaxChecker, &Self)) {
        let mut checker = mem::take(&mut self.checker);
        check(&mut checker, self);
        self.checker = checker;
    }

    fn with_type_parameters(
        &mut self,
        parameters: Option<&'a TypeParams>,
        inner: impl FnOnce(&mut Self),
    ) {
        match parameters {
            Some(parameters) => {
                let bindings = Bindings::of_type_parameters(parameters);
                self.within(Kind::TypeParameters, bindings, |visit| {
                    visit.visit_type_params(parameters);
                    inner(visit);
                });
            }
            None => inner(self),
        }
    }

    fn function(&mut self, def: &'a StmtFunctionDef) {
        for decorator in &def.decorator_list {
            self.visit_decorator(decorator);
        }
        self.see(def.name.as_str());
        self.with_type_parameters(def.type_params.as_deref(), |visit| {
            visit.visit_parameters(&def.parameters);
            if let Some(returns) = &def.returns {
                visit.visit_annotation(returns);
            }
            let bindings = Bindings::of_function(&def.parameters, &def.body);
            visit.within(Kind::Function { is_async: def.is_async }, bindings, |visit| {
                visit.visit_body(&def.body);
            });
        });
    }

    fn class(&mut self, def: &'a StmtClassDef) {
        for decorator in &def.decorator_list {
            self.visit_decorator(decorator);
        }
        self.see(def.name.as_str());
        self.with_type_parameters(def.type_params.as_deref(), |visit| {
            if let Some(arguments) = &def.arguments {
                visit.visit_arguments(arguments);
            }
            let mut bindings = Bindings::of_body(&def.body);
            bindings.bound.extend(["__class__", "__qualname__", "__module__"]);
            visit.within(Kind::Class, bindings, |visit| visit.visit_body(&def.body));
        });
    }

    /// The first iterable is evaluated outside the comprehension, all else inside.
    fn comprehension(&mut self, kind: Kind, clauses: &'a [Comprehension], elements: &[&'a Expr]) {
        let Some((first, others)) = clauses.split_first() else { return };
        self.visit_expr(&first.iter);
        let bindings = Bindings::of_targets(clauses.iter().map(|clause| &clause.target));
        self.within(kind, bindings, |visit| {
            visit.visit_expr(&first.target);
            first.ifs.iter().for_each(|test| visit.visit_expr(test));
            others.iter().for_each(|clause| visit.visit_comprehension(clause));
            elements.iter().for_each(|element| visit.visit_expr(element));
        });
    }

    fn looped(&mut self, body: &'a [Stmt], orelse: &'a [Stmt]) {
        self.frame(|frame| frame.loops += 1);
        self.visit_body(body);
        self.frame(|frame| frame.loops -= 1);
        self.visit_body(orelse);
    }
}

impl<'a> Visitor<'a> for Visit<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.with_checker(|checker, visit| checker.visit_stmt(stmt, visit));
        strict::stmt(self, stmt);
        match stmt {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class(def),
            Stmt::For(stmt) => {
                self.visit_expr(&stmt.iter);
                self.visit_expr(&stmt.target);
                self.looped(&stmt.body, &stmt.orelse);
            }
            Stmt::While(stmt) => {
                self.visit_expr(&stmt.test);
                self.looped(&stmt.body, &stmt.orelse);
            }
            Stmt::Try(_) => {
                self.frame(|frame| frame.tries += 1);
                visitor::walk_stmt(self, stmt);
                self.frame(|frame| frame.tries -= 1);
            }
            Stmt::TypeAlias(alias) => {
                self.visit_expr(&alias.name);
                self.with_type_parameters(alias.type_params.as_deref(), |visit| {
                    visit.visit_expr(&alias.value);
                });
            }
            Stmt::Global(global) => {
                let names = global.names.iter().map(|name| name.as_str());
                self.frame(|frame| frame.globals.extend(names));
            }
            Stmt::Nonlocal(nonlocal) => {
                let names = nonlocal.names.iter().map(|name| name.as_str());
                self.frame(|frame| frame.nonlocals.extend(names));
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.with_checker(|checker, visit| checker.visit_expr(expr, visit));
        strict::expr(self, expr);
        match expr {
            Expr::Name(name) => {
                self.see(name.id.as_str());
                let known = |name: &str| self.scopes.resolves(name) || is_builtin(name);
                if name.ctx.is_load() && !known(name.id.as_str()) {
                    self.found.borrow_mut().unresolved.push(name.range);
                }
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
                let bindings = Bindings::of_lambda(lambda.parameters.as_deref());
                self.within(Kind::Lambda, bindings, |visit| visit.visit_expr(&lambda.body));
            }
            Expr::ListComp(list) => {
                self.comprehension(eager(&list.generators), &list.generators, &[&list.elt]);
            }
            Expr::SetComp(set) => {
                self.comprehension(eager(&set.generators), &set.generators, &[&set.elt]);
            }
            Expr::DictComp(dict) => {
                let mut elements: Vec<&Expr> = dict.key.as_deref().into_iter().collect();
                elements.push(&dict.value);
                self.comprehension(eager(&dict.generators), &dict.generators, &elements);
            }
            Expr::Generator(one) => {
                self.comprehension(Kind::Generator, &one.generators, &[&one.elt]);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter().for_each(|name| self.see(name.as_str()));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_type_param(&mut self, parameter: &'a TypeParam) {
        strict::type_parameter(self, parameter);
        visitor::walk_type_param(self, parameter);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        strict::pattern(self, pattern);
        captured(pattern).into_iter().for_each(|name| self.see(name.as_str()));
        visitor::walk_pattern(self, pattern);
    }
}

fn eager(clauses: &[Comprehension]) -> Kind {
    Kind::Comprehension { is_async: clauses.iter().any(|clause| clause.is_async) }
}

impl SemanticSyntaxContext for Visit<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        self.future_annotations
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        match self.scopes.kind() {
            Kind::Function { .. } | Kind::Lambda => Some(LazyImportContext::Function),
            Kind::Class => Some(LazyImportContext::Class),
            _ => self
                .scopes
                .0
                .last()
                .filter(|frame| frame.tries > 0)
                .map(|_| LazyImportContext::TryExceptBlocks),
        }
    }

    fn python_version(&self) -> PythonVersion {
        self.version
    }

    fn source(&self) -> &str {
        &self.code.text
    }

    /// `global` is judged whole in [`crate::strict`], which knows more ways to use a name
    /// before its declaration.
    fn global(&self, _: &str) -> Option<TextRange> {
        None
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        self.scopes.has_nonlocal(name)
    }

    fn in_async_context(&self) -> bool {
        self.scopes.in_async()
    }

    fn in_await_allowed_context(&self) -> bool {
        self.in_yield_allowed_context()
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.scopes.kind(), Kind::Function { .. } | Kind::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        self.scopes.in_sync_comprehension()
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.scopes.in_class_comprehension()
    }

    fn in_module_scope(&self) -> bool {
        self.scopes.kind() == Kind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.scopes.kind(), Kind::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        self.scopes.in_generator()
    }

    /// The session of `python -m asyncio` allows `await` at the top, as a notebook does.
    fn in_notebook(&self) -> bool {
        self.code.awaits
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.found.borrow_mut().errors.push(error);
    }

    fn in_loop_context(&self) -> bool {
        self.scopes.0.last().is_some_and(|frame| frame.loops > 0)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.scopes.0.last().is_some_and(|frame| frame.bindings.parameters.contains(name))
    }
}
