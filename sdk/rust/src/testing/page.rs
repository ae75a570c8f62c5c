//! Reads the fences of a rule page. A plain line scanner: rule pages put their fences at the
//! start of a line, and the host's real parser reads the same pages when the site is built.

use crate::Example;
use crate::bindings::proofpress::plugin::types::Extra;

/// A fence of a rule page.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The language.
    pub lang: String,
    /// The attributes.
    pub attrs: Vec<Extra>,
    /// The text.
    pub source: String,
    /// One-based line of the opening fence in the page.
    pub line: usize,
    /// One-based line of the closing fence.
    pub end: usize,
    /// The second-level heading it stands under.
    pub section: String,
}

impl Fence {
    /// The value of an attribute; a flag's is empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|attr| attr.key == name).map(|attr| attr.value.as_str())
    }

    /// The fence as an example.
    pub fn example(&self) -> Example {
        let lang = self.attribute("as").unwrap_or(&self.lang).to_owned();
        Example { lang, attrs: self.attrs.clone(), ..super::example("", &self.source) }
    }
}

/// The fences of a page, in order.
pub fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut section = String::new();
    let mut open: Option<(usize, Fence)> = None;
    for (index, line) in page.lines().enumerate() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            Some((width, _)) if ticks >= *width && line.trim_end().len() == ticks => {
                let end = index + 1;
                fences.extend(open.take().map(|(_, fence)| Fence { end, ..fence }));
            }
            Some((_, fence)) => {
                fence.source.push_str(line);
                fence.source.push('\n');
            }
            None if ticks >= 3 => {
                let (lang, attrs) = info(line.trim_start_matches('`'));
                let source = String::new();
                let section = section.clone();
                let line = index + 1;
                open = Some((ticks, Fence { lang, attrs, source, line, end: line, section }));
            }
            None => {
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading.trim().to_owned();
                }
            }
        }
    }
    fences
}

/// The language and attributes of an info string: words, `key=value`, `key="quoted value"`.
pub(super) fn info(text: &str) -> (String, Vec<Extra>) {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quoted && letters.peek() == Some(&'"') => word.extend(letters.next()),
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    let lang = words.next().unwrap_or_default().to_lowercase();
    let attrs = words.map(|word| match word.split_once('=') {
        Some((key, value)) => Extra { key: key.into(), value: value.into() },
        None => Extra { key: word, value: String::new() },
    });
    (lang, attrs.collect())
}
