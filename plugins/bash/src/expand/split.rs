//! Pieces to fields, at the characters of IFS.

use super::Piece;

/// A field: texts, and whether each was quoted.
pub(super) type Field = Vec<(String, bool)>;

/// The fields that pieces make. No IFS is blank, tab and newline; an empty one splits nothing.
pub(super) fn fields(pieces: &[Piece], ifs: Option<&str>) -> Vec<Field> {
    let mut splitter = Splitter {
        ifs: ifs.unwrap_or(" \t\n"),
        done: Vec::new(),
        current: None,
        after_blank: false,
    };
    for piece in pieces {
        match piece {
            Piece::Text { text, split: true, .. } => splitter.split(text),
            Piece::Text { text, quoted, .. } => splitter.add(text, *quoted),
            Piece::Boundary { hard: true } => splitter.close(),
            Piece::Boundary { hard: false } => splitter.finish(),
        }
    }
    splitter.finish();
    splitter.done
}

struct Splitter<'a> {
    ifs: &'a str,
    done: Vec<Field>,
    current: Option<Field>,
    /// The last field was closed by a blank, so that a separator still belongs to it.
    after_blank: bool,
}

impl Splitter<'_> {
    fn add(&mut self, text: &str, quoted: bool) {
        if text.is_empty() && !quoted {
            return;
        }
        self.after_blank = false;
        self.current.get_or_insert_default().push((text.to_owned(), quoted));
    }

    fn finish(&mut self) {
        if let Some(field) = self.current.take() {
            self.done.push(field);
        }
    }

    /// A boundary always ends a field, be it empty.
    fn close(&mut self) {
        self.done.push(self.current.take().unwrap_or_default());
        self.after_blank = false;
    }

    fn split(&mut self, text: &str) {
        let mut run = String::new();
        for c in text.chars() {
            if !self.ifs.contains(c) {
                run.push(c);
                continue;
            }
            let pending = std::mem::take(&mut run);
            self.add(&pending, false);
            if matches!(c, ' ' | '\t' | '\n') {
                if self.current.is_some() {
                    self.finish();
                    self.after_blank = true;
                }
            } else if self.current.is_some() {
                self.finish();
                self.after_blank = false;
            } else if self.after_blank {
                self.after_blank = false;
            } else {
                self.done.push(Field::new());
            }
        }
        self.add(&run, false);
    }
}

/// Text split as `read` does it, into at most `most` fields; the last takes the rest. A character
/// marked `true` was escaped and separates nothing.
pub(crate) fn split_on(text: &[(char, bool)], ifs: &str, most: usize) -> Vec<String> {
    let blank = |(c, escaped): &(char, bool)| {
        !escaped && ifs.contains(*c) && matches!(c, ' ' | '\t' | '\n')
    };
    let mark = |(c, escaped): &(char, bool)| {
        !escaped && ifs.contains(*c) && !matches!(c, ' ' | '\t' | '\n')
    };
    let mut at = text.iter().take_while(|c| blank(c)).count();
    let mut fields = Vec::new();
    while at < text.len() {
        if fields.len() + 1 == most {
            fields.push(rest(&text[at..], &blank, &mark));
            return fields;
        }
        let end =
            (at..text.len()).find(|n| blank(&text[*n]) || mark(&text[*n])).unwrap_or(text.len());
        fields.push(text[at..end].iter().map(|(c, _)| *c).collect());
        at = end + text[end..].iter().take_while(|c| blank(c)).count();
        if text.get(at).is_some_and(&mark) {
            at += 1;
            at += text[at..].iter().take_while(|c| blank(c)).count();
        }
    }
    fields
}

/// The last field: without the blanks that end it, and without one separator that ends it where
/// nothing else separates.
fn rest(
    text: &[(char, bool)],
    blank: &dyn Fn(&(char, bool)) -> bool,
    mark: &dyn Fn(&(char, bool)) -> bool,
) -> String {
    let trim =
        |text: &[(char, bool)]| text.len() - text.iter().rev().take_while(|c| blank(c)).count();
    let mut end = trim(text);
    if end > 0 && mark(&text[end - 1]) && !text[..end - 1].iter().any(mark) {
        let inner = trim(&text[..end - 1]);
        if !text[..inner].iter().any(blank) {
            end = inner;
        }
    }
    text[..end].iter().map(|(c, _)| *c).collect()
}
