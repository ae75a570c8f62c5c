//! Comments in code that say how a line is shown, as other tools have them: `// [!code ++]` of
//! VitePress, `# highlight-next-line` of Docusaurus. They are shown to nobody, and stay in the
//! text that is checked, where they are comments like any other.

use std::collections::BTreeSet;
use std::ops::Range;

use super::line::{Line, Looks};
use super::markup;

/// What a comment begins with, longest first where one begins another, and what ends it.
const COMMENTS: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("{/*", "*/}"),
    ("/*", "*/"),
    ("//", ""),
    ("--", ""),
    ("#", ""),
    (";", ""),
    ("%", ""),
];

/// A comment at the end of a line, taken apart.
pub(super) struct Comment<'t> {
    /// Where it begins with the space before it, in bytes of the line.
    pub(super) start: usize,
    /// What it says.
    pub(super) words: &'t str,
    /// Whether nothing stands before it.
    pub(super) alone: bool,
}

/// Reads the comment whose words begin with `words` and which ends the line. `html` is the line in
/// colour; where its language `has_grammar`, that must call it a comment.
pub(super) fn comment<'t>(
    text: &'t str,
    html: &str,
    has_grammar: bool,
    words: &str,
) -> Option<Comment<'t>> {
    let text = text.trim_end();
    for (at, _) in text.rmatch_indices(words) {
        let before = text[..at].trim_end();
        let found = COMMENTS.iter().find_map(|(opening, closing)| {
            let code = before.strip_suffix(opening)?;
            let words = text[at..].strip_suffix(closing)?.trim_end();
            Some((code, words))
        });
        let Some((code, words)) = found else { continue };
        // Where a word touches it, it is more likely a part of the code.
        let apart =
            code.is_empty() || code.ends_with([' ', '\t']) || code.ends_with([';', '{', ',']);
        let column = code.chars().count();
        if apart && (!has_grammar || markup::is_comment(html, column)) {
            let start = code.trim_end().len();
            return Some(Comment { start, words, alone: start == 0 });
        }
    }
    None
}

/// Applies every such comment: lines get their looks, the comments are cut, and lines that held
/// nothing else are not shown.
pub(super) fn apply(lines: &mut [Line], has_grammar: bool) {
    let mut wanted: Vec<(Range<usize>, Looks)> = Vec::new();
    let mut open: Option<usize> = None;
    for at in 0..lines.len() {
        let Some(line) = lines.get_mut(at).filter(|line| line.may_be_magic()) else { continue };
        let text = markup::text_of(&line.html);
        if let Some(comment) = comment(&text, &line.html, has_grammar, "[!code ") {
            let first = if comment.alone { at + 1 } else { at };
            let read = brackets(comment.words);
            if read.is_empty() {
                continue;
            }
            wanted.extend(read.into_iter().map(|(looks, many)| (first..first + many, looks)));
            line.cut(&text, comment.start, comment.alone);
        } else if let Some(comment) =
            comment(&text, &line.html, has_grammar, "highlight-").filter(|comment| comment.alone)
        {
            match comment.words {
                "highlight-next-line" => wanted.push((at + 1..at + 2, Looks::Lit)),
                "highlight-start" => open = Some(at + 1),
                "highlight-end" => {
                    wanted.extend(open.take().map(|from| (from..at, Looks::Lit)));
                }
                _ => continue,
            }
            line.cut(&text, comment.start, comment.alone);
        }
    }
    wanted.extend(open.map(|from| (from..lines.len(), Looks::Lit)));
    for (range, looks) in wanted {
        for line in lines.iter_mut().take(range.end).skip(range.start) {
            line.looks.insert(looks);
        }
    }
}

/// `[!code ++] [!code focus:2]`: how, and for how many lines. Nothing where one of them is not
/// known, or something else follows.
fn brackets(words: &str) -> Vec<(Looks, usize)> {
    let mut read = Vec::new();
    let mut rest = words;
    while let Some(inner) = rest.strip_prefix("[!code ") {
        let Some((inner, after)) = inner.split_once(']') else { return Vec::new() };
        let (word, many) = inner.trim().split_once(':').unwrap_or((inner.trim(), "1"));
        let looks = match word {
            "++" => Looks::Inserted,
            "--" => Looks::Deleted,
            "hl" | "highlight" => Looks::Lit,
            "focus" => Looks::Focus,
            "error" => Looks::Error,
            "warning" => Looks::Warning,
            _ => return Vec::new(),
        };
        let Some(many) = many.parse().ok().filter(|many| (1..=10_000).contains(many)) else {
            return Vec::new();
        };
        read.push((looks, many));
        rest = after.trim_start();
    }
    if rest.is_empty() { read } else { Vec::new() }
}

/// The looks of a line.
pub(super) type LooksSet = BTreeSet<Looks>;
