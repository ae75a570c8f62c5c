//! Tables.

use pulldown_cmark::Alignment;

/// Where in a table we are.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
}

impl Table {
    /// A table is only ever inside a wrapper, so that a wide one scrolls by itself and by keyboard.
    pub(super) fn start(html: &mut String, alignments: Vec<Alignment>, plain: bool) -> Self {
        html.push_str(if plain {
            "<table>\n"
        } else {
            "<div class=\"table-wrap\" tabindex=\"0\">\n<table>\n"
        });
        Self { alignments, ..Self::default() }
    }

    pub(super) fn end(&self, html: &mut String, plain: bool) {
        if self.has_rows {
            html.push_str("</tbody>\n");
        }
        html.push_str(if plain { "</table>\n" } else { "</table>\n</div>\n" });
    }

    pub(super) fn start_head(&mut self, html: &mut String) {
        self.in_head = true;
        self.column = 0;
        html.push_str("<thead>\n<tr>\n");
    }

    pub(super) fn end_head(&mut self, html: &mut String) {
        self.in_head = false;
        html.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn start_row(&mut self, html: &mut String) {
        if !self.has_rows {
            html.push_str("<tbody>\n");
        }
        self.has_rows = true;
        self.column = 0;
        html.push_str("<tr>\n");
    }

    pub(super) fn start_cell(&self, html: &mut String, plain: bool) {
        html.push_str(if self.in_head { "<th" } else { "<td" });
        if self.in_head && !plain {
            html.push_str(" scope=\"col\"");
        }
        let side = match self.alignments.get(self.column) {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            Some(Alignment::None) | None => "",
        };
        if !side.is_empty() {
            // A class: a strict policy lets no page bring styles along.
            let (before, after) =
                if plain { (" style=\"text-align: ", "\"") } else { (" class=\"at-", "\"") };
            html.push_str(before);
            html.push_str(side);
            html.push_str(after);
        }
        html.push('>');
    }

    pub(super) fn end_cell(&mut self, html: &mut String) {
        html.push_str(if self.in_head { "</th>\n" } else { "</td>\n" });
        self.column += 1;
    }
}
