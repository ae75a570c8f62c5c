//! Text from a plugin, made fit for a terminal, a log and a page.

/// The most bytes of a message that is a failure's and not a finding's.
const SHORT: usize = 4 << 10;

/// One line without escape sequences, control characters or anything that changes the direction
/// of writing. Line ends and tabs become spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => skip_escape(&mut rest),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            c if is_hidden(c) => {}
            c => clean.push(c),
        }
    }
    clean.trim().to_owned()
}

/// [`one_line`], and cut where it is too long.
pub(crate) fn short(text: &str) -> String {
    let mut line = one_line(text.get(..text.floor_char_boundary(4 * SHORT)).unwrap_or_default());
    if line.len() > SHORT {
        line.truncate(line.floor_char_boundary(SHORT));
        line.push('…');
    }
    line
}

/// Whether a character shows nothing itself but changes how others show.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// What follows an escape character: a control sequence up to its final letter, an operating
/// system command up to its end mark, or a single character.
fn skip_escape(rest: &mut std::str::Chars<'_>) {
    match rest.clone().next() {
        Some('[') => {
            rest.next();
            rest.find(|c| ('@'..='~').contains(c));
        }
        Some(']') => {
            rest.find(|c| matches!(c, '\u{7}' | '\u{9c}' | '\\'));
        }
        Some(c) if c.is_ascii_uppercase() => {
            rest.next();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{one_line, short};

    #[test]
    fn escape_sequences_go_whole() {
        assert_eq!(one_line("a \u{1b}[31mred\u{1b}[0m b"), "a red b");
        assert_eq!(one_line("\u{1b}]0;title\u{7}shown"), "shown");
        assert_eq!(one_line("cut short \u{1b}[31"), "cut short");
        assert_eq!(one_line("\u{1b}é"), "é");
    }

    #[test]
    fn line_ends_become_spaces() {
        assert_eq!(one_line("one\ntwo\r\n"), "one two");
    }

    #[test]
    fn what_turns_writing_round_goes() {
        assert_eq!(one_line("\u{202e}abc\u{2066}d\u{0}\u{7f}\u{85}"), "abcd");
    }

    #[test]
    fn long_text_is_cut_on_a_character() {
        let cut = short(&"é".repeat(5000));
        assert!(cut.ends_with("é…") && cut.len() <= 4096 + "…".len());
    }
}
