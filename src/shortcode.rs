//! Shortcodes: templates of the site that a page calls by name, and values that it shows.
//!
//! `{{ name(arg="x") }}` is the output of `shortcodes/name.html`; `{% name(arg="x") %}` and
//! `{% end %}` give it the Markdown between them as `body`; `{{ page.title }}` is a value, and
//! `link(page="@/guide/a.md")` a function. Calls are done before the Markdown is read: a value
//! becomes text in which nothing means anything to Markdown, a shortcode a token that stands for
//! its HTML ([`Insert`]), so that a template can write what it likes. In code there are no calls,
//! and a `\` before one leaves it as it is, as do `{% raw %}` and `{% endraw %}` around it. This module knows nothing of files: templates come
//! with [`Shortcodes::new`].

mod call;
mod evaluate;
mod scan;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Tera;

use crate::diagnostic::{Finding, did_you_mean};
use crate::markdown::{self, Insert, Inserted, Syntax};
use crate::site::BaseUrl;
use crate::source::{MappedText, Sources, Span};
use evaluate::{Failure, Values};
use scan::{Call, CallKind};

/// A shortcode that is not there.
const UNKNOWN: &str = "shortcode/unknown";
/// A call that came to nothing: a value that is not there, a template that does not fit.
const FAILED: &str = "shortcode/failed";
/// A body without an end, or an end without a body.
const UNCLOSED: &str = "shortcode/unclosed";
/// A template that cannot be read.
const BAD_TEMPLATE: &str = "shortcode/bad-template";

/// What every page's calls can use.
#[derive(Debug)]
pub struct Shortcodes {
    tera: Tera,
    names: Vec<String>,
    site: serde_json::Value,
    extra: serde_json::Value,
    pages: evaluate::Pages,
}

/// What the site says of itself.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SiteFacts<'a> {
    /// Its name.
    pub title: &'a str,
    /// One sentence about it.
    pub description: &'a str,
    /// Where it will be served.
    pub base_url: &'a str,
    /// Its language.
    pub language: &'a str,
    /// The source repository.
    pub repository: Option<&'a str>,
}

/// A page as its calls see it.
#[derive(Clone, Copy, Debug)]
pub struct PageFacts<'a> {
    /// Path below the content folder.
    pub path: &'a str,
    /// Its front matter and what follows from it, as JSON: `page` in templates.
    pub values: &'a serde_json::Value,
}

/// A page's text with its calls done.
#[derive(Debug)]
pub struct Expanded {
    /// The text.
    pub body: MappedText,
    /// The HTML that stands in it.
    pub inserts: Vec<Insert>,
    /// Calls that could not be done.
    pub findings: Vec<Finding>,
}

/// Whether a text can hold a call at all. Most pages hold none.
pub fn may_occur(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

impl Shortcodes {
    /// Takes the templates, by path from the site's root, each the source of that path. One that
    /// cannot be read is a finding, and is as if it were not there.
    ///
    /// `urls` are the addresses of the site's pages below its base URL, by path.
    pub fn new(
        templates: &BTreeMap<String, String>,
        site: &SiteFacts<'_>,
        extra: &BTreeMap<String, serde_json::Value>,
        urls: BTreeMap<String, String>,
        sources: &Sources,
    ) -> (Self, Vec<Finding>) {
        let pages = evaluate::Pages::new(BaseUrl::new(site.base_url).root().to_owned(), urls);
        let (tera, names, findings) = call::templates(templates, &pages, sources);
        let site = serde_json::to_value(site).unwrap_or_default();
        let extra = serde_json::to_value(extra).unwrap_or_default();
        (Self { tera, names, site, extra, pages }, findings)
    }

    /// Does the calls of a page.
    pub fn expand(&self, body: MappedText, page: &PageFacts<'_>, syntax: &Syntax) -> Expanded {
        if !may_occur(body.as_str()) {
            return Expanded { body, inserts: Vec::new(), findings: Vec::new() };
        }
        let text = body.as_str();
        let code = markdown::code_spans(text, syntax);
        let calls = scan::calls(text, &code);
        let mut expansion = Expansion {
            values: Values::new(&self.site, &self.extra, &self.pages, page),
            shortcodes: self,
            out: MappedText::new(body.locate(Span::at(0))),
            body: &body,
            inserts: Vec::new(),
            findings: Vec::new(),
            ends: Vec::new(),
        };
        let mut kept = 0;
        for call in &calls {
            expansion.copy(Span::new(kept, call.span.start));
            kept = call.span.end;
            expansion.call(call);
        }
        expansion.copy(Span::new(kept, text.len()));
        let Expansion { out, inserts, findings, .. } = expansion;
        Expanded { body: out, inserts, findings }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

struct Expansion<'a> {
    shortcodes: &'a Shortcodes,
    values: Values<'a>,
    body: &'a MappedText,
    out: MappedText,
    inserts: Vec<Insert>,
    findings: Vec<Finding>,
    /// For each open body whether its call was done, and so its end means something.
    ends: Vec<bool>,
}

/// Whether a call was done; a finding where it was not and nothing was said of it yet.
type Done = Result<(), Option<Box<Finding>>>;

impl Expansion<'_> {
    fn copy(&mut self, span: Span) {
        self.out.push_mapped(&self.body.as_str()[span.start..span.end], self.body, span);
    }

    fn call(&mut self, call: &Call<'_>) {
        let done = match call.kind {
            CallKind::Value => self.value(call),
            CallKind::Shortcode { name, arguments } => self.shortcode(call, name, arguments, false),
            CallKind::Body { name, arguments } => {
                let done = self.shortcode(call, name, arguments, true);
                self.ends.push(done.is_ok());
                done
            }
            CallKind::End => {
                // An end without a beginning was found by the scan.
                if self.ends.pop() == Some(true) {
                    self.insert(call, Inserted::Close);
                    return;
                }
                Err(None)
            }
            CallKind::Raw => return,
            CallKind::Unclosed(message, help) => {
                Err(Some(Box::new(self.finding(UNCLOSED, call, message).help(help))))
            }
        };
        if let Err(finding) = done {
            self.findings.extend(finding.map(|finding| *finding));
            self.copy(call.span);
        }
    }

    fn finding(&self, rule: &str, call: &Call<'_>, message: impl Into<String>) -> Finding {
        Finding::error(rule, self.body.locate(call.span), message)
    }

    fn failed(&self, call: &Call<'_>, failure: Failure) -> Finding {
        let finding = self.finding(FAILED, call, failure.message);
        finding.help(failure.help.unwrap_or_else(|| {
            "mend the call, or show it as it is: with a `\\` before it, or between `{% raw %}` and \
             `{% endraw %}`"
                .to_owned()
        }))
    }

    fn value(&mut self, call: &Call<'_>) -> Done {
        let text = self.body.as_str();
        let before = &text[..call.span.start];
        match self.values.text(call.inner, before) {
            Ok(value) => {
                self.out.push(&evaluate::literal(&value), self.body.locate(call.span));
                Ok(())
            }
            Err(failure) => Err(Some(Box::new(self.failed(call, failure)))),
        }
    }

    fn shortcode(&mut self, call: &Call<'_>, name: &str, arguments: &str, with_body: bool) -> Done {
        if !self.shortcodes.has(name) {
            return Err(Some(Box::new(self.unknown(call, name))));
        }
        let arguments = match self.values.arguments(arguments) {
            Ok(arguments) => arguments,
            Err(failure) => return Err(Some(Box::new(self.failed(call, failure)))),
        };
        let context = self.values.context(arguments, with_body);
        let html = call::render(&self.shortcodes.tera, name, &context, with_body);
        match html {
            Ok(html) => self.insert(call, html),
            Err(failure) => return Err(Some(Box::new(self.failed(call, failure)))),
        }
        Ok(())
    }

    fn unknown(&self, call: &Call<'_>, name: &str) -> Finding {
        let finding = self.finding(UNKNOWN, call, format!("there is no shortcode `{name}`"));
        let known = self.shortcodes.names.iter().map(String::as_str).chain(["include", "link"]);
        finding.help(match did_you_mean(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write `templates/shortcodes/{name}.html` in the theme folder, or show the call as it \
                 is: with a `\\` before it, or between `{{% raw %}}` and `{{% endraw %}}`"
            ),
        })
    }

    fn insert(&mut self, call: &Call<'_>, html: Inserted) {
        self.inserts.push(Insert { at: self.out.as_str().len(), html });
        let token = if call.alone { Insert::BLOCK } else { Insert::INLINE };
        self.out.push(token, self.body.locate(call.span));
    }
}
