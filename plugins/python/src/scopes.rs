//! The scopes that surround a place in the code, and what Python allows in each.

use std::collections::BTreeSet;

use crate::bindings::Bindings;

/// What makes a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The file, or the session.
    Module,
    /// A class body.
    Class,
    /// A function body.
    Function { is_async: bool },
    /// A lambda.
    Lambda,
    /// A list, set or dict comprehension.
    Comprehension { is_async: bool },
    /// A generator expression.
    Generator,
    /// The type parameters of a definition: `[T]`.
    TypeParameters,
}

/// One scope, while it is being visited.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) kind: Kind,
    /// All that it binds.
    pub(crate) bindings: Bindings<'a>,
    /// Loops around the current place, in this scope.
    pub(crate) loops: usize,
    /// `try` statements around the current place, in this scope.
    pub(crate) tries: usize,
    /// Names used or bound so far; not those imported, which CPython does not count either.
    pub(crate) seen: BTreeSet<&'a str>,
    /// Names declared `global` so far.
    pub(crate) globals: BTreeSet<&'a str>,
    /// Names declared `nonlocal` so far.
    pub(crate) nonlocals: BTreeSet<&'a str>,
}

impl<'a> Frame<'a> {
    /// A scope at its start.
    pub(crate) fn new(kind: Kind, bindings: Bindings<'a>) -> Self {
        Self {
            kind,
            bindings,
            loops: 0,
            tries: 0,
            seen: BTreeSet::new(),
            globals: BTreeSet::new(),
            nonlocals: BTreeSet::new(),
        }
    }
}

/// The scopes around the current place, the module first.
#[derive(Debug, Default)]
pub(crate) struct Scopes<'a>(pub(crate) Vec<Frame<'a>>);

impl<'a> Scopes<'a> {
    /// The kind of the innermost scope that is no type parameter list.
    pub(crate) fn kind(&self) -> Kind {
        self.inward().next().unwrap_or(Kind::Module)
    }

    /// The kinds, from the innermost out, leaving out type parameter lists.
    fn inward(&self) -> impl Iterator<Item = Kind> {
        self.0.iter().rev().map(|frame| frame.kind).filter(|kind| *kind != Kind::TypeParameters)
    }

    /// The kinds from the innermost out, without comprehensions that are not generators: those
    /// run at once, as part of what surrounds them.
    fn running(&self) -> Kind {
        self.inward()
            .find(|kind| !matches!(kind, Kind::Comprehension { .. }))
            .unwrap_or(Kind::Module)
    }

    /// Whether the code here runs in an `async def`.
    pub(crate) fn in_async(&self) -> bool {
        self.running() == Kind::Function { is_async: true }
    }

    /// Whether the code here runs in a generator expression, which becomes asynchronous where
    /// it awaits.
    pub(crate) fn in_generator(&self) -> bool {
        self.running() == Kind::Generator
    }

    /// Whether a synchronous comprehension surrounds this place in the same function.
    pub(crate) fn in_sync_comprehension(&self) -> bool {
        self.inward()
            .take_while(|kind| matches!(kind, Kind::Comprehension { .. } | Kind::Generator))
            .any(|kind| kind == Kind::Comprehension { is_async: false })
    }

    /// Whether comprehensions here stand in a class body.
    pub(crate) fn in_class_comprehension(&self) -> bool {
        self.inward()
            .find(|kind| !matches!(kind, Kind::Comprehension { .. } | Kind::Generator))
            .is_some_and(|kind| kind == Kind::Class)
    }

    /// Whether a function around this one binds `name`, so that `nonlocal` can reach it.
    pub(crate) fn has_nonlocal(&self, name: &str) -> bool {
        let outer = self.0.split_last().map(|(_, outer)| outer).unwrap_or_default();
        // Every class body makes `__class__` for its methods.
        if name == "__class__" && outer.iter().any(|frame| frame.kind == Kind::Class) {
            return true;
        }
        outer
            .iter()
            .rev()
            .filter(|frame| matches!(frame.kind, Kind::Function { .. } | Kind::Lambda))
            .find(|frame| {
                let bindings = &frame.bindings;
                bindings.bound.contains(name) || bindings.globals.contains(name)
            })
            .is_some_and(|frame| !frame.bindings.globals.contains(name))
    }

    /// Whether reading `name` here finds a binding in the example. A class's names are visible
    /// in its own body only.
    pub(crate) fn resolves(&self, name: &str) -> bool {
        let innermost = self.0.len().saturating_sub(1);
        self.0.iter().enumerate().any(|(index, frame)| {
            let visible = frame.kind != Kind::Class || index == innermost;
            let bindings = &frame.bindings;
            bindings.star
                || bindings.globals.contains(name)
                || (visible && bindings.bound.contains(name))
        })
    }
}
