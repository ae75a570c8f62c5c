//! Values and arguments of calls: expressions of Tera, evaluated for a page.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::Value;
use tera::{Context, Tera};

use super::PageFacts;

/// Why a call came to nothing.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Failure {
    /// Tera tells in a chain of errors; the innermost says what is wrong.
    pub(super) fn of_tera(error: &tera::Error) -> Self {
        let mut innermost: &dyn std::error::Error = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        let text = innermost.to_string();
        // A syntax error is a drawing with its reason at the end.
        let line = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        let message = line.trim().trim_start_matches("= ");
        // The name of the template an expression is put into says nothing to anybody.
        let message =
            message.replace(" while rendering '__tera_one_off'", "").replace(" in context", "");
        let mut letters = message.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string());
        Self { message: first.unwrap_or_default() + letters.as_str(), help: None }
    }
}

/// Where pages are.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    /// What every address begins with.
    root: String,
    /// Addresses below the root, by path.
    urls: Arc<BTreeMap<String, String>>,
}

impl Pages {
    pub(super) fn new(root: String, urls: BTreeMap<String, String>) -> Self {
        Self { root, urls: Arc::new(urls) }
    }

    /// The address of `@/guide/a.md#part`, or of a path relative to `folder`; as a target for
    /// Markdown, which puts the address in later, if `as_target`.
    fn link(&self, target: &str, folder: &str, as_target: bool) -> tera::Result<Value> {
        let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
        let from_root = path.strip_prefix("@/");
        let mut parts: Vec<&str> = match from_root {
            Some(_) => Vec::new(),
            None => folder.split('/').filter(|part| !part.is_empty()).collect(),
        };
        for part in from_root.unwrap_or(path).split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let Some(url) = self.urls.get(&path) else {
            return Err(tera::Error::msg(format!("there is no page `@/{path}`")));
        };
        let address = match as_target {
            true => format!("@/{path}{rest}"),
            false => format!("{}{}{rest}", self.root, url.trim_start_matches('/')),
        };
        Ok(Value::String(address))
    }

    /// As a function of Tera.
    pub(super) fn function(&self, folder: &str, as_target: bool) -> impl tera::Function + use<> {
        let (pages, folder) = (self.clone(), folder.to_owned());
        move |arguments: &HashMap<String, Value>| match arguments.get("page") {
            Some(Value::String(target)) => pages.link(target, &folder, as_target),
            _ => Err(tera::Error::msg("`link` wants a page: `link(page=\"@/guide/a.md\")`")),
        }
    }
}

/// What the expressions of a page can use.
pub(super) struct Values<'a> {
    context: Context,
    pages: &'a Pages,
    folder: &'a str,
}

impl<'a> Values<'a> {
    pub(super) fn new(site: &Value, extra: &Value, pages: &'a Pages, page: &PageFacts<'a>) -> Self {
        let mut context = Context::new();
        context.insert("site", site);
        context.insert("extra", extra);
        context.insert("page", page.values);
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { context, pages, folder }
    }

    /// The value of an expression as text. What stands before it says whether it is the target
    /// of a link, which Markdown turns into an address itself.
    pub(super) fn text(&self, expression: &str, before: &str) -> Result<String, Failure> {
        let as_target = ["](", "](<", "]: "].iter().any(|end| before.ends_with(end));
        self.render(&format!("{{{{ {expression} }}}}"), as_target)
    }

    /// The arguments of a call, evaluated.
    pub(super) fn arguments(
        &self,
        arguments: &str,
    ) -> Result<serde_json::Map<String, Value>, Failure> {
        if arguments.trim().is_empty() {
            return Ok(serde_json::Map::new());
        }
        let json =
            self.render(&format!("{{{{ __arguments({arguments}) | json_encode() }}}}"), false)?;
        serde_json::from_str(&json)
            .map_err(|why| Failure { message: format!("its arguments: {why}"), help: None })
    }

    fn render(&self, template: &str, as_target: bool) -> Result<String, Failure> {
        let mut tera = Tera::default();
        tera.autoescape_on(Vec::new());
        tera.register_function("link", self.pages.function(self.folder, as_target));
        tera.register_function("__arguments", |arguments: &HashMap<String, Value>| {
            Ok(arguments.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
        });
        tera.render_str(template, &self.context).map_err(|error| Failure::of_tera(&error))
    }

    /// The context of a shortcode's template. The arguments are variables of their own names;
    /// what every template has counts for more.
    pub(super) fn context(
        &self,
        arguments: serde_json::Map<String, Value>,
        with_body: bool,
    ) -> Context {
        let mut context = Context::new();
        for (name, value) in arguments {
            context.insert(name, &value);
        }
        context.extend(self.context.clone());
        context.insert("body", if with_body { super::call::BODY } else { "" });
        context
    }
}

/// A text in which nothing means anything to Markdown or HTML, and no line begins or ends.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '/' | ',' | ';' | '?' | '%' => out.push(character),
            character if character.is_ascii_punctuation() => {
                out.push_str("&#");
                out.push_str(&u32::from(character).to_string());
                out.push(';');
            }
            '\n' | '\r' | '\t' => out.push(' '),
            character => out.push(character),
        }
    }
    // Spaces at the start of a line would make it code.
    match out.strip_prefix(' ') {
        Some(rest) => format!("&#32;{rest}"),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_literal_means_anything() {
        assert_eq!(literal("<b>*x*"), "&#60;b&#62;&#42;x&#42;");
        assert_eq!(literal("    a\n# b"), "&#32;   a &#35; b");
        assert_eq!(literal("docs/a, é?"), "docs/a, é?");
    }

    #[test]
    fn pages_are_found_from_the_root_and_from_beside() {
        let urls = BTreeMap::from([("guide/a.md".to_owned(), "/guide/a/".to_owned())]);
        let pages = Pages::new("/docs/".to_owned(), urls);
        let link = |target, as_target| match pages.link(target, "guide", as_target) {
            Ok(Value::String(address)) => address,
            other => format!("{other:?}"),
        };
        assert_eq!(link("@/guide/a.md#x", false), "/docs/guide/a/#x");
        assert_eq!(link("./a.md", false), "/docs/guide/a/");
        assert_eq!(link("../guide/a.md?q", true), "@/guide/a.md?q");
        assert!(link("b.md", false).contains("there is no page `@/guide/b.md`"));
    }
}
