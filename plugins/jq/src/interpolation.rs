//! Says of every string with an interpolation that its values are to be put in by `@text`, which
//! is what jq does with one that names no format. The engine writes them its own way, `1.0` for
//! `1`, unless a format is named.

/// The filter with `@text` before each such string.
pub(crate) fn with_text(filter: &str) -> String {
    let bytes = filter.as_bytes();
    let mut out = String::with_capacity(filter.len());
    let (mut at, mut copied) = (0, 0);
    // For each string we are in: the number of open parentheses of the interpolation around it.
    let mut open: Vec<usize> = Vec::new();
    while let Some(&byte) = bytes.get(at) {
        match (byte, open.last_mut()) {
            (b'#', _) => at = line_end(bytes, at),
            (b'(', Some(depth)) => {
                *depth += 1;
                at += 1;
            }
            (b')', Some(depth)) => {
                *depth -= 1;
                at += 1;
                if *depth == 0 {
                    open.pop();
                    at = string(bytes, at, &mut open);
                }
            }
            (b'"', _) => {
                let before = open.len();
                let start = at;
                at = string(bytes, at + 1, &mut open);
                if open.len() > before && !is_format(&filter[..start]) {
                    out.push_str(&filter[copied..start]);
                    out.push_str("@text ");
                    copied = start;
                }
            }
            _ => at += 1,
        }
    }
    out.push_str(&filter[copied..]);
    out
}

/// Reads on within a string: to after its end, or to after the `\(` of an interpolation, which is
/// then open.
fn string(bytes: &[u8], mut at: usize, open: &mut Vec<usize>) -> usize {
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (None, _) => return at,
            (Some(b'"'), _) => return at + 1,
            (Some(b'\\'), Some(b'(')) => {
                open.push(1);
                return at + 2;
            }
            (Some(b'\\'), _) => at += 2,
            _ => at += 1,
        }
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}

/// Whether a text ends in the name of a format: `@csv`.
fn is_format(before: &str) -> bool {
    let before = before.trim_end();
    let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
    let rest = before.len() - name.map_or(0, str::len);
    name.is_some_and(|name| !name.is_empty()) && before[..rest].ends_with('@')
}
