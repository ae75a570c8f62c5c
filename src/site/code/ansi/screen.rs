//! One line of a terminal: characters with their styles, and a cursor.

use anstyle_parse::{Params, Perform};

use super::colour::{self, Colour};
use crate::highlight::escaped;

/// The widest a line gets: a cursor can be sent anywhere.
const WIDEST: usize = 2000;

/// How a character looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    front: Option<Colour>,
    back: Option<Colour>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    strike: bool,
    inverse: bool,
}

impl Style {
    /// Its classes; empty for plain text.
    fn classes(self) -> String {
        let (front, back) = match self.inverse {
            // Plain text turned around is the text's colour behind it.
            true => (self.back, Some(self.front.unwrap_or(Colour::FRONT))),
            false => (self.front, self.back),
        };
        let mut classes: Vec<String> = Vec::new();
        match (front, back) {
            // What stands on a colour is as dark or light as reads best, whatever was asked for.
            (_, Some(back)) => classes.push(format!("an-b{}", back.0)),
            (Some(front), None) => classes.push(format!("an-{}", front.0)),
            (None, None) => {}
        }
        let others = [
            ("an-strong", self.bold),
            ("an-dim", self.dim && back.is_none()),
            ("an-italic", self.italic),
            ("an-under", self.underline),
            ("an-strike", self.strike),
        ];
        classes.extend(others.iter().filter(|(_, on)| *on).map(|(name, _)| (*name).to_owned()));
        classes.join(" ")
    }

    /// Takes over a list of codes (`\e[…m`).
    fn select(&mut self, params: &Params) {
        let codes: Vec<&[u16]> = params.iter().collect();
        let mut rest = codes.as_slice();
        while let Some((code, after)) = rest.split_first() {
            rest = after;
            let Some(&first) = code.first() else { continue };
            match first {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 => self.underline = code.get(1) != Some(&0),
                7 => self.inverse = true,
                9 => self.strike = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                27 => self.inverse = false,
                29 => self.strike = false,
                30..=37 => self.front = Some(Colour::of_code(first - 30)),
                90..=97 => self.front = Some(Colour::of_code(first - 90)),
                40..=47 => self.back = Some(Colour::of_code(first - 40)),
                100..=107 => self.back = Some(Colour::of_code(first - 100)),
                39 => self.front = None,
                49 => self.back = None,
                38 | 48 => {
                    let (colour, used) = colour::extended(code, rest);
                    rest = rest.get(used..).unwrap_or_default();
                    *(if first == 38 { &mut self.front } else { &mut self.back }) = colour;
                }
                _ => {}
            }
        }
    }
}

/// The line that is being written.
#[derive(Debug, Default)]
pub(super) struct Screen {
    cells: Vec<(char, Style)>,
    cursor: usize,
    style: Style,
}

impl Screen {
    /// The HTML of the line, which is then empty. The style goes on.
    pub(super) fn take_line(&mut self) -> String {
        let cells = std::mem::take(&mut self.cells);
        self.cursor = 0;
        let mut html = String::new();
        for run in cells.chunk_by(|one, other| one.1 == other.1) {
            let text: String = run.iter().map(|(character, _)| *character).collect();
            let classes = run.first().map(|(_, style)| style.classes()).unwrap_or_default();
            if classes.is_empty() {
                html.push_str(&escaped(&text));
            } else {
                html.push_str(&format!("<span class=\"{classes}\">{}</span>", escaped(&text)));
            }
        }
        html
    }

    fn blank(&mut self, range: std::ops::Range<usize>) {
        for cell in self.cells.iter_mut().take(range.end).skip(range.start) {
            *cell = (' ', Style::default());
        }
    }
}

impl Perform for Screen {
    fn print(&mut self, character: char) {
        if self.cursor >= WIDEST {
            return;
        }
        while self.cells.len() < self.cursor {
            self.cells.push((' ', Style::default()));
        }
        let cell = (character, self.style);
        match self.cells.get_mut(self.cursor) {
            Some(place) => *place = cell,
            None => self.cells.push(cell),
        }
        self.cursor += 1;
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' => self.cursor = 0,
            0x08 => self.cursor = self.cursor.saturating_sub(1),
            b'\t' => self.print('\t'),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _ignored: bool, action: u8) {
        if !intermediates.is_empty() {
            return;
        }
        let first = params.iter().next().and_then(|param| param.first()).copied().unwrap_or(0);
        let count = usize::from(first.max(1));
        match action {
            b'm' => self.style.select(params),
            b'C' => self.cursor = (self.cursor + count).min(WIDEST),
            b'D' => self.cursor = self.cursor.saturating_sub(count),
            b'G' => self.cursor = (count - 1).min(WIDEST),
            b'K' => match first {
                0 => self.cells.truncate(self.cursor),
                1 => self.blank(0..self.cursor + 1),
                _ => self.cells.clear(),
            },
            _ => {}
        }
    }
}
