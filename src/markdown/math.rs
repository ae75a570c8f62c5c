//! LaTeX into `MathML`, which browsers show without a script.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html::escape;

/// A formula: its `MathML`, or, with the reason, its source as code.
pub(super) fn render(latex: &str, display: bool) -> (String, Option<String>) {
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(latex, &storage) {
        match event {
            Ok(event) => events.push(event),
            Err(why) => return (source(latex), Some(reason(&why.to_string()))),
        }
    }
    let mut html = String::new();
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, annotation: None, ..RenderConfig::default() };
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    match push_mathml(&mut html, events, config) {
        Ok(()) => (html, None),
        Err(why) => (source(latex), Some(reason(&why.to_string()))),
    }
}

/// The first line of what the parser says: the others are a drawing of the place.
fn reason(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("parsing error: ").replace("unkown", "unknown")
}

fn source(latex: &str) -> String {
    let mut html = String::from("<code class=\"math-error\">");
    escape::text(&mut html, latex);
    html.push_str("</code>");
    html
}
