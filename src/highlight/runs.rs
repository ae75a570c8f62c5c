//! What of a text has which colour, in few bytes, so that it can be kept and painted again.

use super::class::Class;
use super::escape_into;

/// Ends a line. No class has this number.
const END: u8 = 0xff;

/// The colours of a text, line after line: the number of a class, zero for none, and how many
/// bytes have it, seven bits a byte. What a line has beyond that is plain.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    bytes: Vec<u8>,
    /// The run that is not written yet.
    open: Option<(u8, usize)>,
}

impl Runs {
    /// As [`Runs::bytes`] gave them.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), open: None }
    }

    /// All of them.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What comes next on the line has that class. Neighbours of one class are one run, and white
    /// space has no colour, so it does not end a run.
    pub(super) fn push(&mut self, text: Option<&str>, class: Option<Class>) {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        let class = class.map_or(0, Class::number);
        match &mut self.open {
            Some((open, length)) if *open == class || text.trim().is_empty() => {
                *length += text.len()
            }
            open => {
                let class = if open.is_none() && text.trim().is_empty() { 0 } else { class };
                if let Some(run) = open.replace((class, text.len())) {
                    self.write(run);
                }
            }
        }
    }

    /// The line ends here.
    pub(super) fn end_line(&mut self) {
        // A plain end goes without saying.
        if let Some(run) = self.open.take().filter(|(class, _)| *class != 0) {
            self.write(run);
        }
        self.bytes.push(END);
    }

    fn write(&mut self, (class, mut length): (u8, usize)) {
        self.bytes.push(class);
        while length >= 0x80 {
            self.bytes.push(0x80 | (length & 0x7f) as u8);
            length >>= 7;
        }
        self.bytes.push(length as u8);
    }

    /// The HTML of each line of the text they are of.
    pub(super) fn lines(&self, text: &str) -> Vec<String> {
        let mut bytes = self.bytes.iter().copied();
        text.split_inclusive('\n')
            .map(|line| painted(line.trim_end_matches(['\n', '\r']), &mut bytes))
            .collect()
    }
}

/// A line with its colours, which are taken out of all.
fn painted(line: &str, runs: &mut impl Iterator<Item = u8>) -> String {
    let mut html = String::with_capacity(line.len() * 2);
    let mut rest = line;
    while let Some(class) = runs.next().filter(|class| *class != END) {
        let (mut length, mut shift) = (0, 0);
        for byte in runs.by_ref() {
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 56 {
                break;
            }
        }
        let Some((text, after)) = rest.split_at_checked(length) else { continue };
        rest = after;
        match Class::of_number(class) {
            None => escape_into(&mut html, text),
            Some(class) => {
                html.push_str("<span class=\"");
                html.push_str(class.name());
                html.push_str("\">");
                escape_into(&mut html, text);
                html.push_str("</span>");
            }
        }
    }
    escape_into(&mut html, rest);
    html
}
