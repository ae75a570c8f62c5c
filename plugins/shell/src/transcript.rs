//! What a terminal showed: prompts, the commands typed after them, and output.
//!
//! Only finds lines; whether a command goes on over several is for `syntax` to find out.

use std::collections::BTreeMap;

use proofpress_plugin::Span;

/// A transcript cut into lines.
pub(crate) struct Transcript {
    pub(crate) lines: Vec<Line>,
    /// The example with its prompts blanked.
    pub(crate) open: String,
    /// The continuation prompts (`> `).
    pub(crate) gaps: Vec<Span>,
}

/// A line of a transcript.
pub(crate) struct Line {
    /// What follows the prompt; the whole line where there is none.
    pub(crate) text: Span,
    /// The prompt.
    pub(crate) prompt: Option<Span>,
    /// Whether the prompt is a bare `# `, which may as well start a comment.
    pub(crate) root: bool,
    /// Whether it starts with `> `.
    pub(crate) continued: bool,
}

impl Transcript {
    /// Finds the prompts. Nothing where there are none. A `# ` is a prompt where no line has
    /// another one, and in a script never.
    pub(crate) fn find(source: &str, script: bool) -> Option<Self> {
        let named = spans(source).any(|line| prompt(slice(source, line)).is_some());
        let root = !named && !script;
        let mut lines = Vec::new();
        let mut gaps = Vec::new();
        let mut open = source.as_bytes().to_vec();
        for line in spans(source) {
            let text = slice(source, line);
            let hash = root && is_root_prompt(text);
            let length = if hash { Some(2) } else { prompt(text) };
            let continued = length.is_none() && (text == ">" || text.starts_with("> "));
            let skipped = length.unwrap_or(if continued { text.len().min(2) } else { 0 });
            let gap = Span::new(line.start, line.start + skipped);
            open[gap.start..gap.end].fill(b' ');
            if continued {
                gaps.push(gap);
            }
            lines.push(Line {
                text: if length.is_some() { Span::new(gap.end, line.end) } else { line },
                prompt: length.map(|_| gap),
                root: hash,
                continued,
            });
        }
        let found = lines.iter().any(|line| line.prompt.is_some());
        found.then(|| Self { lines, open: String::from_utf8(open).unwrap_or_default(), gaps })
    }
}

/// Whether the first command of a script starts with a prompt.
pub(crate) fn is_pasted(source: &str) -> bool {
    let first =
        source.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    first.is_some_and(|line| prompt(line).is_some())
}

/// Whether a line ends in a backslash that joins the next one to it.
pub(crate) fn continues(text: &str, line: Span) -> bool {
    let line = slice(text, line);
    let slashes = line.len() - line.trim_end_matches('\\').len();
    slashes % 2 == 1
}

/// The text with everything blanked but the commands, which are given by first and last line.
pub(crate) fn blanked(open: &str, lines: &[Line], used: &BTreeMap<usize, usize>) -> String {
    let mut bytes: Vec<u8> =
        open.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    for (first, last) in used {
        let (start, end) = (lines[*first].text.start, lines[*last].text.end);
        bytes[start..end].copy_from_slice(&open.as_bytes()[start..end]);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether there are lines besides commands and comments.
pub(crate) fn has_output(source: &str, lines: &[Line], used: &BTreeMap<usize, usize>) -> bool {
    let mut nth = 0;
    while nth < lines.len() {
        if let Some(last) = used.get(&nth) {
            nth = last + 1;
            continue;
        }
        let text = slice(source, lines[nth].text).trim();
        if !text.is_empty() && !text.starts_with('#') {
            return true;
        }
        nth += 1;
    }
    false
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

fn spans(source: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    source.split('\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        span
    })
}

/// A `# ` that a root prompt would show: what follows is written like a command.
fn is_root_prompt(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("# ") else { return false };
    let word = rest.split(' ').next().unwrap_or_default();
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"./_-+~".contains(&byte);
    !word.is_empty() && word.bytes().all(plain) && !rest.trim_end().ends_with([':', '.', '!'])
}

/// The length of the prompt a line starts with: `$ `, `(venv) $ `, `user@host:~$ `,
/// `[user@host dir]# `, `bash-5.2$ `.
fn prompt(line: &str) -> Option<usize> {
    let mut at = line.len() - line.trim_start_matches([' ', '\t']).len();
    if let Some(rest) = line.get(at..)?.strip_prefix('(')
        && let Some(close) = rest.find(") ")
        && rest.get(..close)?.bytes().all(is_word)
    {
        at += close + 3;
    }
    let rest = line.get(at..)?;
    if rest.starts_with("$ ") {
        return Some(at + 2);
    }
    let sign = rest.bytes().take(80).enumerate().position(|(nth, byte)| {
        matches!(byte, b'$' | b'#') && rest.as_bytes().get(nth + 1) == Some(&b' ')
    })?;
    let before = rest.get(..sign)?;
    let shell = before.strip_prefix("bash-").or_else(|| before.strip_prefix("sh-"));
    if shell.is_some_and(|version| !version.is_empty() && version.bytes().all(is_word)) {
        return Some(at + sign + 2);
    }
    let (user, place) = before.trim_start_matches('[').split_once('@')?;
    let blanks = place.matches(' ').count();
    let fits = !user.is_empty()
        && user.bytes().all(is_word)
        && place.bytes().next().is_some_and(is_word)
        && blanks <= usize::from(before.starts_with('['));
    fits.then_some(at + sign + 2)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-".contains(&byte)
}
