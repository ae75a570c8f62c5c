//! A script as `psql` reads it: which texts it sends to the server, one after the other.
//!
//! A line's rest after a backslash is psql's own, and so are the rows that follow `COPY … FROM
//! STDIN`. The rules are those of psql's scanner: a semicolon ends a statement unless it stands in
//! quotes, comments, parentheses or the `BEGIN ATOMIC` body of a function.

use proofpress_plugin::Span;

use super::scan::{Kind, Scanner, Token};

/// A text that is sent. What of it is psql's is blanked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Where it begins in the script.
    pub(crate) start: usize,
    /// As long as it is there.
    pub(crate) text: String,
    /// Its placeholders and psql's variables, as places in `text`.
    pub(crate) holes: Vec<Span>,
}

/// Commands of psql that send what was typed so far.
const SENDING: [&str; 9] = [
    "\\g",
    "\\gx",
    "\\gset",
    "\\gexec",
    "\\gdesc",
    "\\crosstabview",
    "\\watch",
    "\\bind",
    "\\parse",
];

/// The statements of a script.
pub(crate) fn statements(script: &str) -> Vec<Sent> {
    let mut reader = Reader { script, statements: Vec::new(), open: None, branches: 0 };
    let mut scanner = Scanner::new(script);
    while let Some(token) = scanner.next_token() {
        let text = script.get(token.span.start..token.span.end).unwrap_or_default();
        match token.kind {
            Kind::Space => {}
            Kind::Backslash => match reader.command(text, token.span, &scanner) {
                After::Goes => {}
                After::Rows => scanner.skip_rows(),
                After::Ends => break,
            },
            Kind::Sign if text == ";" && reader.at_top() => {
                // psql sends it too, and the server names it.
                if let Some(open) = &mut reader.open {
                    open.end = token.span.end;
                }
                if reader.end(token.span.end) {
                    scanner.skip_line();
                    scanner.skip_rows();
                }
            }
            _ => reader.add(token, text),
        }
    }
    reader.end(script.len());
    reader.statements
}

/// What follows a command of psql.
enum After {
    Goes,
    /// Rows, up to `\.`.
    Rows,
    /// Nothing: it ends the session.
    Ends,
}

struct Reader<'s> {
    script: &'s str,
    statements: Vec<Sent>,
    open: Option<Open>,
    /// `\if` without their `\endif`. All branches are read: which one runs is for the server.
    branches: usize,
}

/// A statement that is being read.
#[derive(Default)]
struct Open {
    start: usize,
    end: usize,
    parentheses: usize,
    /// `BEGIN` and `CASE` without their `END`, in the body of a function.
    blocks: usize,
    /// Its first words, upper case.
    words: Vec<String>,
    blanks: Vec<Span>,
    holes: Vec<Span>,
}

impl Reader<'_> {
    fn at_top(&self) -> bool {
        self.open.as_ref().is_none_or(|open| open.parentheses == 0 && open.blocks == 0)
    }

    fn add(&mut self, token: Token, text: &str) {
        let start = token.span.start;
        let open = self.open.get_or_insert_with(|| Open { start, ..Open::default() });
        open.end = token.span.end;
        match (token.kind, text) {
            (Kind::Sign, "(") => open.parentheses += 1,
            (Kind::Sign, ")") => open.parentheses = open.parentheses.saturating_sub(1),
            (Kind::Joint, _) => open.blanks.push(Span::new(start, start + 1)),
            (Kind::Hole, _) => open.holes.push(token.span),
            (Kind::Word, _) => open.word(text),
            _ => {}
        }
    }

    /// Ends the open statement before `at`; whether rows follow it.
    fn end(&mut self, at: usize) -> bool {
        let Some(open) = self.open.take() else { return false };
        let end = if at > open.end { open.end } else { at };
        let mut text = self.script.get(open.start..end).unwrap_or_default().to_owned();
        for blank in &open.blanks {
            let from = (blank.start - open.start).min(text.len());
            let to = (blank.end - open.start).min(text.len());
            text.replace_range(from..to, &" ".repeat(to - from));
        }
        let local = |span: &Span| Span::new(span.start - open.start, span.end - open.start);
        let holes = open.holes.iter().map(local).collect();
        self.statements.push(Sent { start: open.start, text, holes });
        open.takes_rows()
    }

    /// A command of psql, from its backslash to the end of its line.
    fn command(&mut self, text: &str, span: Span, scanner: &Scanner<'_>) -> After {
        let name = text.split_whitespace().next().unwrap_or_default();
        match name {
            "\\if" => self.branches += 1,
            "\\endif" => self.branches = self.branches.saturating_sub(1),
            "\\q" | "\\quit" if self.branches == 0 => return After::Ends,
            _ => {}
        }
        if name == "\\r" || name == "\\reset" {
            self.open = None;
        }
        if let Some(open) = &mut self.open {
            open.blanks.push(span);
        }
        if SENDING.contains(&name) && self.end(span.start) {
            return After::Rows;
        }
        let lower = text.to_lowercase();
        let copies = name == "\\copy" && lower.contains("from") && lower.contains("stdin");
        match copies && scanner.has_rows_end() {
            true => After::Rows,
            false => After::Goes,
        }
    }
}

impl Open {
    /// Follows the words by which psql knows that it is in a function's body.
    fn word(&mut self, text: &str) {
        let word = text.to_uppercase();
        let first = |at: usize, wanted: &str| self.words.get(at).is_some_and(|w| w == wanted);
        let replaced = first(1, "OR") && first(2, "REPLACE");
        let kind = if replaced { 3 } else { 1 };
        let defines = first(0, "CREATE") && (first(kind, "FUNCTION") || first(kind, "PROCEDURE"));
        match word.as_str() {
            "BEGIN" if defines => self.blocks += 1,
            "CASE" if self.blocks > 0 => self.blocks += 1,
            "END" => self.blocks = self.blocks.saturating_sub(1),
            _ => {}
        }
        if self.words.len() < 64 {
            self.words.push(word);
        }
    }

    /// Whether it is `COPY … FROM STDIN`; the server takes `STDOUT` for the same.
    fn takes_rows(&self) -> bool {
        let is_stdin = |word: &String| word == "STDIN" || word == "STDOUT";
        let mut pairs = self.words.windows(2);
        self.words.first().is_some_and(|word| word == "COPY")
            && pairs.any(|pair| pair[0] == "FROM" && is_stdin(&pair[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<String> {
        statements(script).into_iter().map(|sent| sent.text.trim_end().to_owned()).collect()
    }

    #[test]
    fn semicolons_end_statements_and_not_in_quotes() {
        let script = "SELECT ';', $a$;$a$ /* ; */ -- ;\n, E'\\';'; SELECT (1;2);";
        let want = ["SELECT ';', $a$;$a$ /* ; */ -- ;\n, E'\\';';", "SELECT (1;2);"];
        assert_eq!(texts(script), want);
    }

    #[test]
    fn the_body_of_a_function_is_one_statement() {
        let script = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 \
                      END; SELECT 3; END; SELECT 4";
        assert_eq!(texts(script).len(), 2);
    }

    #[test]
    fn commands_and_rows_are_of_the_client() {
        let script = "\\set x 1\nSELECT 1 \\gset\nCOPY t FROM STDIN;\n1\t'\n\\.\nSELECT 2;\n";
        assert_eq!(texts(script), ["SELECT 1", "COPY t FROM STDIN;", "SELECT 2;"]);
    }

    #[test]
    fn joined_statements_are_one_text() {
        assert_eq!(texts("SELECT 1 \\; SELECT 2;"), ["SELECT 1  ; SELECT 2;"]);
    }

    #[test]
    fn variables_are_holes() {
        let sent = statements("SELECT :'a', x::int, :b, a[1:2] FROM t WHERE c = ? AND d = %s");
        let texts: Vec<&str> =
            sent[0].holes.iter().map(|hole| &sent[0].text[hole.start..hole.end]).collect();
        assert_eq!(texts, [":'a'", ":b", "?", "%s"]);
    }
}
