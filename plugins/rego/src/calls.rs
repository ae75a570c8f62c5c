//! The calls and references of a module, found by walking its tree once. What they mean is for
//! the rules.

use proofpress_plugin::Span;
use regorus::unstable::{
    Expr, Import, Literal, LiteralStmt, Module, Query, Ref, Rule, RuleAssign, RuleBody, RuleHead,
};

/// A call, such as `strings.reverse("x")`.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The function as written, with dots.
    pub(crate) name: String,
    /// Where its name stands.
    pub(crate) span: Span,
    /// Its arguments as written.
    pub(crate) arguments: Vec<Argument>,
}

/// What a call's argument is, as far as a rule can judge it.
#[derive(Clone, Debug)]
pub(crate) enum Argument {
    /// A string as written, between its quotes.
    Text(String),
    /// An array of so many items.
    Array(usize),
    /// Anything else.
    Other,
}

/// What a module defines and uses.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Every call, in order.
    pub(crate) calls: Vec<Call>,
    /// The first name of every reference and every variable.
    pub(crate) used: Vec<String>,
    /// What the module's own rules are called, first name only, with the number of arguments
    /// where the rule is a function and its name is one word.
    pub(crate) rules: Vec<(String, Option<usize>)>,
}

impl Names {
    /// Walks a module.
    pub(crate) fn of(module: &Module) -> Self {
        let mut names = Self::default();
        for rule in &module.policy {
            names.rule(rule);
        }
        names
    }

    /// Walks one rule.
    pub(crate) fn of_rule(rule: &Rule) -> Self {
        let mut names = Self::default();
        names.rule(rule);
        names
    }

    fn rule(&mut self, rule: &Rule) {
        match rule {
            Rule::Default { refr, args, value, .. } => {
                self.define(refr, (!args.is_empty()).then_some(args.len()));
                self.expr(value);
            }
            Rule::Spec { head, bodies, .. } => {
                match head {
                    RuleHead::Compr { refr, assign, .. } => {
                        self.define(refr, None);
                        self.assign(assign.as_ref());
                    }
                    RuleHead::Set { refr, key, .. } => {
                        self.define(refr, None);
                        self.exprs(key.as_ref());
                    }
                    RuleHead::Func { refr, args, assign, .. } => {
                        self.define(refr, Some(args.len()));
                        self.exprs(args);
                        self.assign(assign.as_ref());
                    }
                }
                for RuleBody { assign, query, .. } in bodies {
                    self.assign(assign.as_ref());
                    self.query(query);
                }
            }
        }
    }

    fn define(&mut self, refr: &Ref<Expr>, arguments: Option<usize>) {
        let name = path(refr);
        let first = name.split('.').next().unwrap_or_default().to_owned();
        let arguments = arguments.filter(|_| !name.contains('.'));
        self.rules.push((first, arguments));
        if let Expr::RefBrack { refr, index, .. } = refr.as_ref() {
            self.expr(index);
            self.indices(refr);
        }
    }

    /// The indices within the name of a rule: `p[x].q`.
    fn indices(&mut self, refr: &Ref<Expr>) {
        match refr.as_ref() {
            Expr::RefBrack { refr, index, .. } => {
                self.expr(index);
                self.indices(refr);
            }
            Expr::RefDot { refr, .. } => self.indices(refr),
            _ => {}
        }
    }

    fn assign(&mut self, assign: Option<&RuleAssign>) {
        self.exprs(assign.map(|assign| &assign.value));
    }

    fn query(&mut self, query: &Query) {
        for LiteralStmt { literal, with_mods, .. } in &query.stmts {
            match literal {
                Literal::SomeVars { .. } => {}
                Literal::SomeIn { key, value, collection, .. } => {
                    self.exprs(key.as_ref());
                    self.expr(value);
                    self.expr(collection);
                }
                Literal::Expr { expr, .. } | Literal::NotExpr { expr, .. } => self.expr(expr),
                Literal::Every { domain, query, .. } => {
                    self.expr(domain);
                    self.query(query);
                }
            }
            for with in with_mods {
                self.expr(&with.refr);
                self.expr(&with.r#as);
            }
        }
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Ref<Expr>>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &Ref<Expr>) {
        match expr.as_ref() {
            Expr::String { .. }
            | Expr::RawString { .. }
            | Expr::Number { .. }
            | Expr::Bool { .. }
            | Expr::Null { .. } => {}
            Expr::Var { span, .. } => self.used.push(span.text().to_owned()),
            Expr::Array { items, .. } | Expr::Set { items, .. } => self.exprs(items),
            Expr::Object { fields, .. } => {
                for (_, key, value) in fields {
                    self.exprs([key, value]);
                }
            }
            Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
                self.expr(term);
                self.query(query);
            }
            Expr::ObjectCompr { key, value, query, .. } => {
                self.exprs([key, value]);
                self.query(query);
            }
            Expr::Call { fcn, params, .. } => self.call(fcn, params),
            Expr::UnaryExpr { expr, .. } => self.expr(expr),
            Expr::RefDot { refr, .. } => self.expr(refr),
            Expr::RefBrack { refr, index, .. } => self.exprs([refr, index]),
            Expr::BinExpr { lhs, rhs, .. }
            | Expr::BoolExpr { lhs, rhs, .. }
            | Expr::ArithExpr { lhs, rhs, .. }
            | Expr::AssignExpr { lhs, rhs, .. } => self.exprs([lhs, rhs]),
            Expr::Membership { key, value, collection, .. } => {
                self.exprs(key.as_ref());
                self.exprs([value, collection]);
            }
        }
    }

    fn call(&mut self, function: &Ref<Expr>, arguments: &[Ref<Expr>]) {
        let span = function.span();
        let argument = |argument: &Ref<Expr>| match argument.as_ref() {
            Expr::String { span, .. } | Expr::RawString { span, .. } => {
                Argument::Text(span.text().to_owned())
            }
            Expr::Array { items, .. } => Argument::Array(items.len()),
            _ => Argument::Other,
        };
        self.calls.push(Call {
            name: path(function),
            span: Span::new(span.start as usize, span.end as usize),
            arguments: arguments.iter().map(argument).collect(),
        });
        self.expr(function);
        self.exprs(arguments);
    }
}

/// A reference with dots, up to its first index that is no name: `data.users` of
/// `data.users[x].name`.
pub(crate) fn path(refr: &Ref<Expr>) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut at = refr;
    loop {
        match at.as_ref() {
            Expr::RefDot { refr, field, .. } => {
                names.push(field.0.text().to_owned());
                at = refr;
            }
            Expr::RefBrack { refr, index, .. } => {
                names.clear();
                if let Expr::String { span, .. } = index.as_ref() {
                    names.push(span.text().to_owned());
                }
                at = refr;
            }
            other => {
                names.push(other.span().text().to_owned());
                break;
            }
        }
    }
    names.reverse();
    names.join(".")
}

/// What an import is called in its module.
pub(crate) fn import_name(import: &Import) -> String {
    match &import.r#as {
        Some(alias) => alias.text().to_owned(),
        None => path(&import.refr).rsplit('.').next().unwrap_or_default().to_owned(),
    }
}
