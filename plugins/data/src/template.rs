//! Template markers (`{{ … }}`, `{% … %}`, `{# … #}`) in text that is to become YAML, JSON or
//! TOML. It knows nothing of those formats: it finds the markers and blots them out, and a reader
//! that then succeeds knows that the template, not the author, was the cause.

use proofpress_plugin::Declined;

/// A text with its template markers blotted out, byte for byte, so that offsets stay.
pub(crate) struct Blotted {
    /// The text that is left.
    pub(crate) text: String,
    /// Zero-based line of the first marker.
    pub(crate) line: usize,
    /// How the first marker begins: `{{` or `{%`.
    pub(crate) marker: &'static str,
}

impl Blotted {
    /// Why a plugin that wants plain data does not take this text.
    pub(crate) fn declined(&self, format: &str) -> Declined {
        let closing = match self.marker {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let (line, marker) = (self.line + 1, self.marker);
        Declined(format!(
            "line {line} holds a template marker (`{marker} … {closing}`); the text is {format} only after rendering"
        ))
    }
}

/// Blots out the markers: a statement, or an expression alone on its line, becomes spaces; any
/// other expression becomes `filler`, which should read as a value. `None` where there are none.
pub(crate) fn blot(source: &str, filler: u8) -> Option<Blotted> {
    let mut bytes = source.as_bytes().to_vec();
    let mut first = None;
    let mut at = 0;
    while let Some((start, end, marker)) = next_marker(source, at) {
        first.get_or_insert((start, marker));
        let blank = marker != "{{" || alone_on_its_line(source, start, end);
        for byte in &mut bytes[start..end] {
            if *byte != b'\n' {
                *byte = if blank { b' ' } else { filler };
            }
        }
        at = end;
    }
    let (start, marker) = first?;
    let line = source[..start].matches('\n').count();
    Some(Blotted { text: String::from_utf8(bytes).ok()?, line, marker })
}

/// The next marker at or after `from`: where it starts, where it ends, how it begins.
fn next_marker(source: &str, mut from: usize) -> Option<(usize, usize, &'static str)> {
    const MARKERS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    loop {
        let start = from + source[from..].find('{')?;
        let found = MARKERS.iter().find(|(open, _)| source[start..].starts_with(open));
        if let Some(&(open, close)) = found
            && let Some(length) = source[start + 2..].find(close)
        {
            let end = start + 2 + length + 2;
            if !is_literal(&source[start + 2..end - 2]) {
                return Some((start, end, open));
            }
        }
        from = start + 1;
    }
}

/// Whether what stands between double braces is data (`{{"a": 1}}`) or nothing at all.
fn is_literal(inside: &str) -> bool {
    let inside = inside.trim();
    inside.is_empty() || (inside.starts_with('"') && inside.contains("\":"))
}

fn alone_on_its_line(source: &str, start: usize, end: usize) -> bool {
    let before = source[..start].rsplit('\n').next().unwrap_or_default();
    let after = source[end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}
