//! The engine as a fence asks for it, and a template as the engine reads it.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use proofpress_plugin::{Declined, Extra, Span};

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// Statements of extensions that are no mistake and that the engine does not know.
const EXTENSIONS: [&str; 4] = ["trans", "pluralize", "endtrans", "debug"];

/// The engine with the settings of a fence: `jinja.trim_blocks`, `jinja.lstrip_blocks`,
/// `jinja.keep_trailing_newline`, `jinja.strict`, `jinja.autoescape`.
pub(crate) fn environment(attrs: &[Extra]) -> Environment<'static> {
    let is_set = |name: &str| {
        let attr = attrs.iter().find(|attr| attr.key.strip_prefix("jinja.") == Some(name));
        attr.is_some_and(|attr| !["false", "no", "off"].contains(&attr.value.as_str()))
    };
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(is_set("trim_blocks"));
    syntax.lstrip_blocks(is_set("lstrip_blocks"));
    syntax.keep_trailing_newline(is_set("keep_trailing_newline"));
    if let Ok(syntax) = syntax.build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(match is_set("strict") {
        true => UndefinedBehavior::SemiStrict,
        false => UndefinedBehavior::Lenient,
    });
    let escape = if is_set("autoescape") {
        minijinja::AutoEscape::Html
    } else {
        minijinja::AutoEscape::None
    };
    environment.set_auto_escape_callback(move |_| escape.clone());
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    crate::filters::add(&mut environment);
    environment
}

/// What is wrong with the text of a template, if anything.
///
/// # Errors
///
/// [`Declined`] where it uses statements of an extension.
pub(crate) fn check(text: &str, attrs: &[Extra]) -> Result<Option<Mistake>, Declined> {
    let environment = environment(attrs);
    let Err(error) = environment.template_from_str(text) else { return Ok(None) };
    if error.kind() != ErrorKind::SyntaxError {
        return Ok(None);
    }
    let mistake = mistake(text, &error);
    if let Some(name) = EXTENSIONS.iter().find(|name| mistake.message.contains(&format!(" {name}")))
    {
        return Err(Declined(format!("`{name}` belongs to an extension of Jinja")));
    }
    Ok(Some(mistake))
}

fn mistake(text: &str, error: &Error) -> Mistake {
    let detail = error.detail().unwrap_or("the template does not parse");
    let (start, end) = match error.range().filter(|range| text.get(range.clone()).is_some()) {
        Some(range) => (range.start, range.end),
        None => line(text, error.line().unwrap_or(1)),
    };
    Mistake { span: Span::new(start, end), message: detail.to_owned() }
}

/// The bytes of a line.
fn line(text: &str, number: usize) -> (usize, usize) {
    let start: usize =
        text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    (start, start + rest.find('\n').unwrap_or(rest.len()))
}
