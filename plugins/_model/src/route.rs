//! Routes: each line `from -> to`, drawn as two places and an arrow.

use std::fmt::Write as _;

use proofpress_plugin::{
    Declined, Drawing, Example, Finding, Look, NoConfig, PageFinding, Renderer, Span, Theme,
};

use crate::Model;

/// How high a line is, and how far its second place stands off, in pixels.
const LINE: usize = 48;
const OFF: usize = 190;

impl Renderer for Model {
    fn render(
        example: &Example,
        theme: &Theme,
        _: &Look<'_, NoConfig>,
    ) -> Result<Drawing, Declined> {
        let (mut shapes, mut words, mut findings) = (String::new(), Vec::new(), Vec::new());
        let (mut at, mut rows) = (0, 0);
        for line in example.source.split_inclusive('\n') {
            let text = line.trim();
            if let Some((from, to)) = text.split_once("->") {
                row(&mut shapes, theme, rows, from.trim(), to.trim());
                words.push(format!("{} to {}", from.trim(), to.trim()));
                rows += 1;
            } else if !text.is_empty() {
                let start = at + (line.len() - line.trim_start().len());
                let finding = Finding::new(Span::new(start, start + text.len()), "no `->` in this")
                    .help("write a line as `from -> to`");
                findings.push(PageFinding::new("no-arrow", finding));
            }
            at += line.len();
        }
        if rows == 0 && findings.is_empty() {
            return Err(Declined("there is no route in it".into()));
        }
        let (width, height) = (OFF + 140, rows * LINE + 8);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">{shapes}</svg>"
        );
        let mut drawing = Drawing::svg(svg, words.join("; ") + ".").fact("model", "1");
        drawing.findings = findings;
        Ok(drawing)
    }
}

fn row(shapes: &mut String, theme: &Theme, row: usize, from: &str, to: &str) {
    let top = row * LINE + 8;
    let (line, surface) = (theme.get("line"), theme.get("surface"));
    for (x, name) in [(4, from), (OFF, to)] {
        let _ = write!(
            shapes,
            "<rect x=\"{x}\" y=\"{top}\" width=\"130\" height=\"32\" rx=\"6\" fill=\"{surface}\" \
             stroke=\"{line}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"14\" \
             fill=\"currentColor\">{}</text>",
            x + 65,
            top + 21,
            escaped(name)
        );
    }
    let (middle, accent) = (top + 16, theme.get("accent"));
    let _ = write!(
        shapes,
        "<path d=\"M140 {middle} H{} l-6 -4 m6 4 l-6 4\" fill=\"none\" stroke=\"{accent}\"/>",
        OFF - 4
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
