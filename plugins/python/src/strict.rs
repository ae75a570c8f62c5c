//! What CPython's compiler rejects and the parser library's checker lets pass: declarations
//! after use, jumps out of `except*`, a bare `except` before others, writes to `__debug__`.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    ExceptHandler, Expr, Identifier, Pattern, PythonVersion, Stmt, StmtTry, TypeParam,
};
use ruff_text_size::{Ranged, TextRange};

use crate::scopes::Kind;
use crate::semantic::Visit;

/// Whether `from __future__ import annotations` holds.
pub(crate) fn has_future_annotations(body: &[Stmt]) -> bool {
    body.iter().filter_map(Stmt::as_import_from_stmt).any(|import| {
        let future = import.module.as_ref().is_some_and(|module| module.as_str() == "__future__");
        future && import.names.iter().any(|alias| alias.name.as_str() == "annotations")
    })
}

/// Checks one statement, before what is inside it is visited.
pub(crate) fn stmt(visit: &mut Visit<'_>, stmt: &Stmt) {
    match stmt {
        Stmt::Global(global) => {
            global.names.iter().for_each(|name| declare(visit, name, "global"));
        }
        Stmt::Nonlocal(nonlocal) => {
            nonlocal.names.iter().for_each(|name| declare(visit, name, "nonlocal"));
        }
        Stmt::AnnAssign(assign) if assign.simple => annotated(visit, &assign.target),
        Stmt::Try(stmt) => handlers(visit, stmt),
        Stmt::Expr(stmt) if stmt.value.is_starred_expr() => {
            visit.reject(stmt.range, "starred expression cannot be used here");
        }
        _ => {}
    }
}

/// Checks one expression, before what is inside it is visited.
pub(crate) fn expr(visit: &mut Visit<'_>, expr: &Expr) {
    match expr {
        Expr::Attribute(attribute)
            if !attribute.ctx.is_load() && attribute.attr.as_str() == "__debug__" =>
        {
            visit.reject(attribute.attr.range, "cannot assign to `__debug__`");
        }
        Expr::Call(call) => {
            let names = call.arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
            for name in names.filter(|name| name.as_str() == "__debug__") {
                visit.reject(name.range, "cannot assign to `__debug__`");
            }
        }
        _ => {}
    }
}

/// Checks one pattern: what follows an alternative that matches everything is never tried.
pub(crate) fn pattern(visit: &Visit<'_>, pattern: &Pattern) {
    let Pattern::MatchOr(alternatives) = pattern else { return };
    let earlier = alternatives.patterns.split_last().map(|(_, earlier)| earlier);
    let irrefutable = earlier.into_iter().flatten().find_map(Pattern::irrefutable_pattern);
    if let Some(found) = irrefutable {
        visit.reject(found.range, "what follows this alternative is never tried");
    }
}

/// Checks one type parameter: the library knows that `[T = int]` came with 3.13, but not that
/// `[*T = int]` and `[**T = int]` did.
pub(crate) fn type_parameter(visit: &Visit<'_>, parameter: &TypeParam) {
    let default = match parameter {
        TypeParam::TypeVar(_) => None,
        TypeParam::TypeVarTuple(tuple) => tuple.default.as_deref(),
        TypeParam::ParamSpec(spec) => spec.default.as_deref(),
    };
    if let Some(default) = default.filter(|_| visit.version == PythonVersion::PY312) {
        let why = "cannot set default type for a type parameter on Python 3.12 (syntax was added \
                   in Python 3.13)";
        visit.reject(default.range(), why);
    }
}

/// `global` and `nonlocal` must come before every use of the name in their scope.
fn declare(visit: &mut Visit<'_>, name: &Identifier, keyword: &str) {
    let text = name.as_str().to_owned();
    let Some(frame) = visit.scopes.0.last() else { return };
    // A parameter is reported by the library.
    if frame.bindings.parameters.contains(text.as_str()) {
        return;
    }
    let other = if keyword == "global" { &frame.nonlocals } else { &frame.globals };
    if other.contains(text.as_str()) {
        visit.reject(name.range, format!("name `{text}` is nonlocal and global"));
    } else if frame.seen.contains(text.as_str()) {
        let why = format!("name `{text}` is used before its `{keyword}` declaration");
        visit.reject(name.range, why);
    }
}

fn annotated(visit: &Visit<'_>, target: &Expr) {
    let (Expr::Name(name), Some(frame)) = (target, visit.scopes.0.last()) else { return };
    if frame.kind == Kind::Module {
        return;
    }
    for (names, keyword) in [(&frame.globals, "global"), (&frame.nonlocals, "nonlocal")] {
        if names.contains(name.id.as_str()) {
            visit.reject(name.range, format!("annotated name `{}` can't be {keyword}", name.id));
        }
    }
}

fn handlers(visit: &Visit<'_>, stmt: &StmtTry) {
    let bare = |handler: &ExceptHandler| {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.type_.is_none()
    };
    if let Some((_, earlier)) = stmt.handlers.split_last()
        && let Some(ExceptHandler::ExceptHandler(handler)) = earlier.iter().find(|one| bare(one))
    {
        let at = TextRange::at(handler.start(), 6.into());
        visit.reject(at, "an `except:` that catches everything must be the last one");
    }
    if stmt.is_star {
        for handler in &stmt.handlers {
            let ExceptHandler::ExceptHandler(inner) = handler;
            Jumps { visit, loops: 0 }.visit_body(&inner.body);
        }
    }
}

/// Finds statements that would leave an `except*` block.
struct Jumps<'v, 'a> {
    visit: &'v Visit<'a>,
    loops: usize,
}

impl<'s> Visitor<'s> for Jumps<'_, '_> {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        let word = match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::For(_) | Stmt::While(_) => {
                self.loops += 1;
                visitor::walk_stmt(self, stmt);
                self.loops -= 1;
                return;
            }
            Stmt::Break(_) if self.loops == 0 => "break",
            Stmt::Continue(_) if self.loops == 0 => "continue",
            Stmt::Return(_) => "return",
            _ => return visitor::walk_stmt(self, stmt),
        };
        self.visit.reject(stmt.range(), format!("`{word}` cannot appear in an `except*` block"));
    }

    fn visit_expr(&mut self, _: &'s Expr) {}
}
