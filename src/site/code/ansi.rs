//! What a terminal shows: colours and the like of escape sequences as classes. Everything else
//! that can be sent to a terminal moves the cursor within its line, or is left out; nothing of a
//! sequence reaches the page.

mod colour;
mod screen;

use anstyle_parse::Parser;

use crate::highlight::escaped;
use screen::Screen;

/// The HTML of each line of what was sent to a terminal, without line ends.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut screen = Screen::default();
    let mut parser = Parser::<anstyle_parse::DefaultCharAccumulator>::new();
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        for &byte in content.strip_suffix('\r').unwrap_or(content).as_bytes() {
            parser.advance(&mut screen, byte);
        }
        lines.push(screen.take_line());
    }
    lines
}

/// The HTML of one line of it.
pub(super) fn line(text: &str) -> String {
    if is_plain(text) { escaped(text) } else { lines(text).concat() }
}

/// Whether a text is the same on a terminal and off it.
pub(super) fn is_plain(text: &str) -> bool {
    !text.contains(['\u{1b}', '\r', '\u{8}'])
}

/// The HTML of a text of several lines.
pub(super) fn text(text: &str) -> String {
    if is_plain(text) { escaped(text) } else { lines(text).join("\n") + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_classes_and_nothing_else_gets_through() {
        let cases = [
            ("a\u{1b}[31mb\u{1b}[0mc", "a<span class=\"an-1\">b</span>c"),
            (
                "\u{1b}[1;32mok\u{1b}[22m!",
                "<span class=\"an-2 an-strong\">ok</span><span class=\"an-2\">!</span>",
            ),
            ("\u{1b}[38;5;196mx\u{1b}[39my", "<span class=\"an-1\">x</span>y"),
            ("\u{1b}[38;2;0;120;255mx", "<span class=\"an-4\">x</span>"),
            ("\u{1b}[38:2::0:120:255mx", "<span class=\"an-4\">x</span>"),
            ("\u{1b}[41mx", "<span class=\"an-b1\">x</span>"),
            ("\u{1b}[7;32mx", "<span class=\"an-b2\">x</span>"),
            ("\u{1b}]8;;javascript:alert(1)\u{7}link\u{1b}]8;;\u{7}", "link"),
            ("\u{1b}]0;<script>\u{1b}\\x", "x"),
            ("\u{1b}[2J\u{1b}[1;1Hx<y", "x&lt;y"),
            ("10%\r100%", "100%"),
            ("done\r\u{1b}[Kok", "ok"),
            ("ab\u{8}c", "ac"),
            ("\u{1b}[31", ""),
            ("a\u{1b}[3Cb", "a   b"),
        ];
        for (text, html) in cases {
            assert_eq!(line(text), html, "{text:?}");
        }
    }

    #[test]
    fn a_style_goes_on_in_the_next_line() {
        assert_eq!(
            lines("\u{1b}[31ma\nb\u{1b}[0m\r\n"),
            ["<span class=\"an-1\">a</span>", "<span class=\"an-1\">b</span>"]
        );
    }
}
