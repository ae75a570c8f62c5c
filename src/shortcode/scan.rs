//! Finds the calls in a text.

use crate::source::Span;

/// A call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call<'a> {
    /// All of it, braces included.
    pub(super) span: Span,
    /// What stands between the braces.
    pub(super) inner: &'a str,
    pub(super) kind: CallKind<'a>,
    /// Whether nothing else is on its line.
    pub(super) alone: bool,
}

/// What a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CallKind<'a> {
    /// `{{ page.title }}`
    Value,
    /// `{{ name(arguments) }}`
    Shortcode { name: &'a str, arguments: &'a str },
    /// `{% name(arguments) %}`
    Body { name: &'a str, arguments: &'a str },
    /// `{% end %}`
    End,
    /// `{% raw %}` or `{% endraw %}`: between them nothing is a call.
    Raw,
    /// A beginning without an end or the other way round: what is wrong and what to do.
    Unclosed(&'static str, &'static str),
}

/// Functions that give values; every other call with brackets is a shortcode.
const FUNCTIONS: [&str; 1] = ["link"];

/// Every call of a text, in order, outside of the spans of code, which are sorted.
pub(super) fn calls<'a>(text: &'a str, code: &[Span]) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'a>> = Vec::new();
    let mut code = code.iter().peekable();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        while code.peek().is_some_and(|span| span.end <= at) {
            code.next();
        }
        if let Some(span) = code.peek().filter(|span| span.start <= at) {
            from = span.end.max(at + 1);
            continue;
        }
        let limit = code.peek().map_or(text.len(), |span| span.start);
        from = at + 1;
        if is_escaped(text, at) {
            // Neither is the second brace the first of another call.
            from = (at + 2).min(limit);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            continue;
        }
        let braces = text[at..].bytes().take_while(|&byte| byte == b'{').count();
        if braces > 2 {
            from = at + braces;
            continue;
        }
        if let Some(len) = tag(&text[at..limit], "raw") {
            let open = Span::new(at, at + len);
            let close = end_of_raw(text, open.end, code.clone());
            from = close.map_or(open.end, |close| close.end);
            calls.extend(raw(text, open, close));
            continue;
        }
        if let Some(call) = call(text, at, limit) {
            from = call.span.end;
            calls.push(call);
        }
    }
    pair(&mut calls);
    calls
}

/// How long the tag `{% name %}` is, where a text begins with it.
fn tag(text: &str, name: &str) -> Option<usize> {
    let (inner, _) = text.strip_prefix("{%")?.split_once("%}")?;
    (inner.trim_matches('-').trim() == name).then_some(inner.len() + "{%%}".len())
}

/// The first `{% endraw %}` from `from` on, outside of code.
fn end_of_raw<'s>(
    text: &str,
    from: usize,
    code: impl Iterator<Item = &'s Span> + Clone,
) -> Option<Span> {
    let mut ends = text[from..].match_indices("{%").filter_map(|(at, _)| {
        let at = from + at;
        Some(Span::new(at, at + tag(&text[at..], "endraw")?))
    });
    ends.find(|end| {
        let mut inside = code.clone().skip_while(|span| span.end <= end.start);
        inside.next().is_none_or(|span| span.start > end.start)
    })
}

/// The calls that the two tags are, or what is to be said of one without the other.
fn raw(text: &str, open: Span, close: Option<Span>) -> impl Iterator<Item = Call<'_>> {
    let kind = match close {
        Some(_) => CallKind::Raw,
        None => CallKind::Unclosed(
            "nothing ends what is to be shown raw",
            "write `{% endraw %}` after it",
        ),
    };
    std::iter::once(open).chain(close).map(move |span| Call {
        span,
        inner: "",
        kind,
        alone: is_alone(text, span),
    })
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The call that begins at `at`, if one does.
fn call(text: &str, at: usize, limit: usize) -> Option<Call<'_>> {
    let rest = &text[at..limit];
    let is_value = rest.starts_with("{{");
    if !is_value && !rest.starts_with("{%") {
        return None;
    }
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_';
    if !rest[2..].trim_start().starts_with(is_start) {
        return None;
    }
    let len = end(&rest[2..], if is_value { "}}" } else { "%}" })?;
    let inner = rest[2..2 + len].trim();
    let span = Span::new(at, at + 2 + len + 2);
    let kind = kind(inner, is_value)?;
    Some(Call { span, inner, kind, alone: is_alone(text, span) })
}

fn kind(inner: &str, is_value: bool) -> Option<CallKind<'_>> {
    if !is_value && inner == "end" {
        return Some(CallKind::End);
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = &inner[..inner.find(|c| !is_name(c)).unwrap_or(inner.len())];
    let brackets = inner[name.len()..].trim();
    let arguments = brackets.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match arguments {
        // What is left of an include that failed is reported already.
        Some(_) if is_value && name == "include" => None,
        Some(_) if is_value && FUNCTIONS.contains(&name) => Some(CallKind::Value),
        Some(arguments) if is_value => Some(CallKind::Shortcode { name, arguments }),
        Some(arguments) => Some(CallKind::Body { name, arguments }),
        None => is_value.then_some(CallKind::Value),
    }
}

/// Where `closing` is, outside of quotes and within the paragraph.
fn end(text: &str, closing: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '\n')
                if text[at + 1..].trim_start_matches([' ', '\t', '>']).starts_with('\n') =>
            {
                return None;
            }
            (None, '{') => return None,
            (None, _) if text[at..].starts_with(closing) => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// Whether only indentation and the marks of quotes stand beside it.
fn is_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start].rsplit('\n').next().unwrap_or_default();
    let after = text[span.end..].split('\n').next().unwrap_or_default();
    before.trim_matches([' ', '\t', '>', '\u{feff}']).is_empty() && after.trim().is_empty()
}

/// Makes bodies without an end, and ends without a body, what they are.
fn pair(calls: &mut [Call<'_>]) {
    let mut open = Vec::new();
    for (at, call) in calls.iter_mut().enumerate() {
        match call.kind {
            CallKind::Body { .. } => open.push(at),
            CallKind::End if open.pop().is_none() => {
                call.kind = CallKind::Unclosed(
                    "this ends no shortcode",
                    "remove it, or begin the shortcode with `{% name() %}`",
                );
            }
            _ => {}
        }
    }
    for at in open {
        calls[at].kind = CallKind::Unclosed(
            "nothing ends the body of this shortcode",
            "write `{% end %}` after its text, or call it with `{{` and `}}`",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<CallKind<'_>> {
        calls(text, &[]).into_iter().map(|call| call.kind).collect()
    }

    #[test]
    fn finds_calls_and_nothing_else() {
        use CallKind::{Body, End, Shortcode, Value};
        assert_eq!(kinds("{{ page.title | upper }} {{extra.x}}"), [Value, Value]);
        let arguments = "a=\"}} %}\", b=1";
        assert_eq!(
            kinds("{{ x(a=\"}} %}\", b=1) }}{% y() %}z{% end %}"),
            [Shortcode { name: "x", arguments }, Body { name: "y", arguments: "" }, End]
        );
        assert_eq!(kinds("{{ link(page=\"@/a.md\") }}"), [Value]);
        for text in [
            "\\{{ page.title }}",
            "{{ .Values.x }}",
            "{{#include x}}",
            "{{< ref >}}",
            "{% if x %}",
            "{{{{ x }}}}",
            "{{ include(path=\"x\") }}",
            "{{ a\n\nb }}",
            "{",
            "{{",
            "{{ é",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn code_holds_no_calls() {
        assert_eq!(calls("`{{ a }}` {{ b }}", &[Span::new(0, 9)]).len(), 1);
        assert_eq!(calls("{{ a `}}`", &[Span::new(5, 9)]), []);
    }

    #[test]
    fn between_raw_and_endraw_there_are_no_calls() {
        use CallKind::{Raw, Unclosed, Value};
        assert_eq!(kinds("{% raw %}{{ a }}{% b() %}{%- endraw -%} {{ c }}"), [Raw, Raw, Value]);
        assert_eq!(kinds("\\{% raw %}{{ a }}"), [Value]);
        assert_eq!(kinds("{{ a }}{% endraw %}"), [Value]);
        assert!(matches!(kinds("{% raw %} {{ a }}")[..], [Unclosed(..), Value]));
        let text = "{% raw %} `{% endraw %}` {{ a }} {% endraw %} {{ b }}";
        assert_eq!(calls(text, &[Span::new(10, 24)]).len(), 3);
    }

    #[test]
    fn a_call_is_alone_with_marks_of_quotes_beside_it() {
        let alone = |text: &str| calls(text, &[])[0].alone;
        assert!(alone("a\n > {{ x() }} \nb"));
        assert!(!alone("a {{ x() }}\n"));
        assert!(!alone("- {{ x() }}\n"));
    }
}
