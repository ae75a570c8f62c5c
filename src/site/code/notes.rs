//! Notes to lines: a comment `# (1)` at the end of a line, and the ordered list after the example
//! that says what there is to say. The comment is shown as a number that leads to its note.

use super::line::Line;
use super::{magic, markup};
use crate::markdown::{Document, Example};

/// The most notes of one example.
const MOST: usize = 99;

/// How many items the ordered list straight after an example has; 0 where there is none.
pub fn following(document: &Document, example: &Example) -> usize {
    let body = document.body.as_str();
    let (Some(before), Some(after)) =
        (body.get(..example.span.start), body.get(example.span.end..))
    else {
        return 0;
    };
    let opening = before.rsplit('\n').next().unwrap_or_default();
    if !opening.trim().is_empty() {
        return 0;
    }
    let mut lines = after.lines().skip_while(|line| line.trim().is_empty()).peekable();
    let indent = lines.peek().map_or(0, |line| indent(line));
    let fence = opening.len();
    if !(fence..fence + 4).contains(&indent)
        || lines.peek().and_then(|line| number(line)) != Some(1)
    {
        return 0;
    }
    let (mut items, mut blank) = (0, false);
    for line in lines {
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        let at = self::indent(line);
        match number(line).filter(|_| at == indent) {
            Some(_) => items += 1,
            None if blank && at <= indent => break,
            None => {}
        }
        blank = false;
    }
    items.min(MOST)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The number of an item of an ordered list.
fn number(line: &str) -> Option<usize> {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| line[..digits].parse().ok()).flatten()
}

/// Takes the comments `(1)` to `(notes)` off the lines, which keep their numbers.
pub(super) fn apply(lines: &mut [Line], has_grammar: bool, notes: usize) {
    for line in lines.iter_mut().filter(|line| line.html.contains('(')) {
        let text = markup::text_of(&line.html);
        let Some(comment) = magic::comment(&text, &line.html, has_grammar, "(") else { continue };
        // Material for MkDocs marks with `!` that the comment is to be taken off.
        let words = comment.words.strip_suffix('!').unwrap_or(comment.words);
        let number = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
        let number = number.and_then(|number| number.parse().ok());
        if let Some(number) = number.filter(|number| (1..=notes).contains(number)) {
            line.cut(&text, comment.start, false);
            line.note = Some(number);
        }
    }
}

/// Makes notes of the list that follows an example, in the HTML of its page: `id` is the
/// example's. Its items get the addresses the numbers lead to.
pub fn link(html: &mut String, id: &str) {
    let opening = format!(" id=\"{id}\">");
    let Some(at) = html.find(&opening) else { return };
    let start = html[..at].rfind("<figure").unwrap_or(at);
    if !html[start..at].contains("code-noted") {
        return;
    }
    let Some(end) = html[at..].find("</figure>") else { return };
    let after = at + end + "</figure>".len();
    let list = html.len() - html[after..].trim_start().len();
    let Some(items) = html[list..].strip_prefix("<ol>") else { return };
    let mut out = String::from("<ol class=\"code-notes\">");
    let (mut depth, mut number) = (1, 0);
    let mut rest = items;
    while depth > 0 {
        let Some(tag) = rest.find('<') else { return };
        let (before, from) = rest.split_at(tag);
        out.push_str(before);
        let name: String =
            from[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        let written = 1 + name.len();
        out.push_str(&from[..written]);
        match name.as_str() {
            "ol" | "ul" => depth += 1,
            "/ol" | "/ul" => depth -= 1,
            "li" if depth == 1 => {
                number += 1;
                out.push_str(&format!(" id=\"{id}-note-{number}\""));
            }
            _ => {}
        }
        rest = &from[written..];
    }
    let end = html.len() - rest.len();
    html.replace_range(list..end, &out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_of_the_list_get_addresses() {
        let mut html = String::from(
            "<figure class=\"code-noted\" id=\"example-2\">x</figure>\n<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n\
             <li>c</li>\n</ol>\n<ol><li>d</li></ol>",
        );
        link(&mut html, "example-2");
        assert_eq!(
            html,
            "<figure class=\"code-noted\" id=\"example-2\">x</figure>\n<ol class=\"code-notes\">\n\
             <li id=\"example-2-note-1\">a\n<ul>\n<li>b</li>\n</ul>\n</li>\n\
             <li id=\"example-2-note-2\">c</li>\n</ol>\n<ol><li>d</li></ol>"
        );
        let before = html.clone();
        link(&mut html, "example-3");
        assert_eq!(html, before);
    }
}
