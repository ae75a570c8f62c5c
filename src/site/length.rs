//! How long a page is to read: its words, and the minutes they take.

/// Words a minute, for running text on a screen; as studies of silent reading have it.
const WORDS_A_MINUTE: usize = 230;

/// Lines of an example a minute: they are looked over rather than read.
const LINES_A_MINUTE: usize = 40;

/// What there is to read on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// Words of the text, examples left out. A sign of writing without spaces counts as one.
    pub(super) words: usize,
    /// Lines of examples.
    lines: usize,
}

impl Length {
    /// The length of a page's HTML.
    pub(super) fn of(html: &str) -> Self {
        let mut length = Self::default();
        let mut rest = html;
        // How many blocks of code, pictures and the like are open.
        let mut aside = 0_usize;
        let mut in_word = false;
        while let Some(at) = rest.find('<') {
            let (text, tag) = rest.split_at(at);
            length.read(text, aside > 0, &mut in_word);
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            let name = tag[1..end].split(|c: char| c.is_whitespace() || c == '>').next();
            match name.unwrap_or_default() {
                "pre" | "svg" | "math" | "script" | "style" => aside += 1,
                "/pre" | "/svg" | "/math" | "/script" | "/style" => aside = aside.saturating_sub(1),
                // Marks inside a word do not end it.
                "a" | "/a" | "b" | "/b" | "em" | "/em" | "i" | "/i" | "strong" | "/strong"
                | "code" | "/code" | "span" | "/span" => {}
                _ => in_word = false,
            }
            rest = &tag[end..];
        }
        length.read(rest, aside > 0, &mut in_word);
        length
    }

    /// Minutes to read it, at least one; none for a page without text.
    pub(super) fn minutes(self) -> usize {
        if self.words == 0 && self.lines == 0 {
            return 0;
        }
        let of_words = self.words * 60 / WORDS_A_MINUTE;
        let of_lines = self.lines * 60 / LINES_A_MINUTE;
        ((of_words + of_lines + 30) / 60).max(1)
    }

    fn read(&mut self, text: &str, is_aside: bool, in_word: &mut bool) {
        if is_aside {
            self.lines += text.matches('\n').count();
            return;
        }
        let mut in_entity = false;
        for letter in text.chars() {
            // An entity stands for a sign such as `&`, or for one letter of a word.
            in_entity = letter == '&' || in_entity && letter != ';' && !letter.is_whitespace();
            if in_entity {
                continue;
            }
            if is_sign(letter) {
                self.words += 1;
                *in_word = false;
            } else if letter.is_alphanumeric() {
                self.words += usize::from(!*in_word);
                *in_word = true;
            } else if letter.is_whitespace() || letter == '/' {
                *in_word = false;
            }
        }
    }
}

/// Whether a letter belongs to Chinese or Japanese, which are written without spaces.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(letter,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_markup_is_not() {
        for (html, words) in [
            ("", 0),
            ("<p>One, two — three.</p>", 3),
            ("<p>It's <em>re</em>read: 3.14</p>", 3),
            ("<ul><li>a</li><li>b</li></ul>", 2),
            ("<pre><code>not this</code></pre> this", 1),
            ("<p>部署应用 with docker</p>", 6),
            ("<p>a &lt; b &amp; c</p>", 3),
            ("<p class=\"not counted", 0),
        ] {
            assert_eq!(Length::of(html).words, words, "{html}");
        }
    }

    #[test]
    fn a_page_takes_a_minute_or_more() {
        assert_eq!(Length::default().minutes(), 0);
        assert_eq!(Length { words: 3, lines: 0 }.minutes(), 1);
        assert_eq!(Length { words: 690, lines: 0 }.minutes(), 3);
        assert_eq!(Length { words: 690, lines: 80 }.minutes(), 5);
    }
}
