//! The commands of an example: lines as typed, or those after the prompts of a transcript.

/// A command line and where it stands in the example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    /// The offset of its first byte, after the prompt.
    pub(crate) start: usize,
    /// What stands below it, in a transcript: its output, as the page has it.
    pub(crate) output: &'a str,
}

/// The lines that are commands; blank ones and comments are not.
pub(crate) fn lines(source: &str) -> Vec<Line<'_>> {
    let is_transcript = source
        .lines()
        .find(|line| !line.trim().is_empty() && !is_comment(line))
        .is_some_and(|line| prompt(line).is_some());
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    for whole in source.split_inclusive('\n') {
        let (start, end) = (at, at + whole.len());
        at = end;
        let line = whole.trim_end_matches(['\n', '\r']);
        let skipped = if is_transcript { prompt(line) } else { Some(0) };
        match (skipped, lines.last_mut()) {
            (Some(skipped), _) => {
                let (text, start) = (&line[skipped..], start + skipped);
                lines.push(Line { text, start, output: &source[end..end] });
            }
            (None, Some(last)) => {
                let from = last.output.as_ptr() as usize - source.as_ptr() as usize;
                last.output = &source[from..end];
            }
            (None, None) => {}
        }
    }
    lines.retain(|line| !line.text.trim().is_empty() && !is_comment(line.text));
    lines
}

/// Whether a line is a comment. redis-cli has none and would send it; a page may explain itself.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// The connection a comment changes to: `# client b`.
pub(crate) fn client(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('#')?.trim_start().strip_prefix("client ")?.trim();
    (!name.is_empty() && !name.contains(' ')).then_some(name)
}

/// How long a line's prompt is, space included: `> `, `redis> `, `127.0.0.1:6379[1](TX)> `.
fn prompt(line: &str) -> Option<usize> {
    let end = line.find('>')?;
    let (before, after) = line.split_at(end);
    let before = before.strip_suffix("(TX)").unwrap_or(before);
    let before = match before.split_once('[') {
        Some((host, db)) if db.strip_suffix(']').is_some_and(is_number) => host,
        _ => before,
    };
    let host = before.strip_prefix("redis ").unwrap_or(before);
    let is_server = host.rsplit_once(':').is_some_and(|(name, port)| {
        is_number(port) && !name.is_empty() && !name.contains(char::is_whitespace)
    });
    let fits = host.is_empty() || host == "redis" || is_server;
    (fits && (after == ">" || after.starts_with("> "))).then_some(end + after.len().min(2))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_has_commands_and_output() {
        let text = "# first\nredis> SET a 1\nOK\n127.0.0.1:6379(TX)> GET a\nQUEUED\n> PING\n";
        let found: Vec<_> = lines(text).into_iter().map(|l| (l.text, l.output)).collect();
        assert_eq!(found, [("SET a 1", "OK\n"), ("GET a", "QUEUED\n"), ("PING", "")]);
    }

    #[test]
    fn plain_lines_are_commands() {
        let text = "SET a 1\n\n# why\nGET a\n";
        let found: Vec<_> = lines(text).into_iter().map(|l| (l.text, l.start)).collect();
        assert_eq!(found, [("SET a 1", 0), ("GET a", 15)]);
    }
}
