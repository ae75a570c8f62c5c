//! A log message built before anybody asked for it.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity};
use ruff_python_ast::{
    ConversionFlag, Expr, ExprFString, FStringPart, InterpolatedElement, InterpolatedStringElement,
};

use crate::Python;
use crate::calls::{self, Call};

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).fixable().tags(&["logging", "performance"]);

const LEVELS: &[&str] =
    &["critical", "debug", "error", "exception", "fatal", "info", "warn", "warning"];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    calls::of(cx.tree).iter().filter_map(|call| finding(cx, call)).collect()
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    let (owner, method) = call.name.as_deref()?.rsplit_once('.')?;
    if !matches!(owner, "logging" | "logging.getLogger()" | "logging.Logger()") {
        return None;
    }
    let position = match method {
        "log" => 1,
        level => usize::from(!LEVELS.contains(&level)) * usize::MAX,
    };
    let message = call.expr.arguments.find_positional(position)?.as_f_string_expr()?;
    let mut elements = message.value.elements();
    if !elements.any(InterpolatedStringElement::is_interpolation) {
        return None;
    }
    let span = cx.tree.span(message);
    let finding = Finding::new(span, "the message is formatted even where it is not logged")
        .help("pass the values as arguments: `\"… %s\", value`");
    let alone = call.expr.arguments.args.len() == position + 1;
    Some(match lazily(cx, message).filter(|_| alone) {
        Some(text) => finding.fixes(Fix {
            title: "let the logger format it".into(),
            applicability: Applicability::Suggestion,
            edits: vec![Edit { span, replacement: text }],
        }),
        None => finding,
    })
}

/// The arguments that say the same: a `%` format and the values. None where that is not plain
/// to see.
fn lazily(cx: &Context<'_, Python>, message: &ExprFString) -> Option<String> {
    let [FStringPart::FString(string)] = message.value.as_slice() else { return None };
    let source = cx.tree.code.slice(message);
    let quote = source.strip_prefix(['f', 'F'])?.get(..1)?;
    if !matches!(quote, "\"" | "'") || source.contains('\n') || source.get(1..4) == Some("\"\"\"") {
        return None;
    }
    let mut format = String::new();
    let mut values = String::new();
    for element in &string.elements {
        match element {
            InterpolatedStringElement::Literal(literal) => {
                let text = cx.tree.code.slice(literal);
                format.push_str(&text.replace("{{", "{").replace("}}", "}").replace('%', "%%"));
            }
            InterpolatedStringElement::Interpolation(element) => {
                format.push_str(placeholder(element)?);
                values.push_str(", ");
                values.push_str(cx.tree.code.slice(&*element.expression));
            }
        }
    }
    Some(format!("{quote}{format}{quote}{values}"))
}

fn placeholder(element: &InterpolatedElement) -> Option<&'static str> {
    let simple = matches!(
        &*element.expression,
        Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) | Expr::Subscript(_)
    );
    let plain = simple && element.format_spec.is_none() && element.debug_text.is_none();
    match element.conversion {
        _ if !plain => None,
        ConversionFlag::None | ConversionFlag::Str => Some("%s"),
        ConversionFlag::Repr => Some("%r"),
        ConversionFlag::Ascii => Some("%a"),
    }
}
