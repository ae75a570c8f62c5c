//! Parts SQL into statements, as PostgreSQL's own client does: at semicolons outside of quotes,
//! comments, parentheses and the bodies of SQL functions.
//!
//! The rules are of PostgreSQL's "Lexical Structure", section 4.1 of its manual.

/// The statements of a text, without the semicolons after them; what holds only space and
/// comments is left out.
pub(super) fn statements(text: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut scan = Scan { text, at: 0 };
    let (mut start, mut depth, mut blocks) = (0, 0_u32, 0_u32);
    let mut has_words = false;
    while let Some(token) = scan.next() {
        match token {
            Token::Space => {}
            Token::Semicolon if depth == 0 && blocks == 0 => {
                if has_words {
                    statements.push(text[start..scan.at - 1].trim());
                }
                start = scan.at;
                has_words = false;
            }
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            // `BEGIN ATOMIC … END` and `CASE … END` in the body of a function.
            Token::Word(word) if word.eq_ignore_ascii_case("atomic") => blocks += 1,
            Token::Word(word) if blocks > 0 && word.eq_ignore_ascii_case("case") => blocks += 1,
            Token::Word(word) if blocks > 0 && word.eq_ignore_ascii_case("end") => blocks -= 1,
            Token::Semicolon | Token::Word(_) | Token::Other => {}
        }
        has_words |= !matches!(token, Token::Space | Token::Semicolon);
    }
    if has_words {
        statements.push(text[start..].trim());
    }
    statements
}

/// Whether a query's rows come in an order it asks for: `ORDER BY` outside of parentheses.
pub(super) fn is_ordered(statement: &str) -> bool {
    let (mut depth, mut after_order) = (0_u32, false);
    for token in (Scan { text: statement, at: 0 }) {
        match token {
            Token::Space => {}
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Word(word) if depth == 0 => {
                if after_order && word.eq_ignore_ascii_case("by") {
                    return true;
                }
                after_order = word.eq_ignore_ascii_case("order");
            }
            Token::Semicolon | Token::Word(_) | Token::Other => after_order = false,
        }
    }
    false
}

/// What matters of a piece of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    /// Space or a comment.
    Space,
    Semicolon,
    Open,
    Close,
    /// A key word or a name.
    Word(&'t str),
    /// A literal, a quoted name, an operator.
    Other,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Scan<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let (token, length) = match first {
            _ if first.is_whitespace() => (Token::Space, first.len_utf8()),
            _ if rest.starts_with("--") => (Token::Space, rest.find('\n').unwrap_or(rest.len())),
            _ if rest.starts_with("/*") => (Token::Space, comment(rest)),
            ';' => (Token::Semicolon, 1),
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '\'' => (Token::Other, quoted(rest, '\'', self.is_escape_string())),
            '"' => (Token::Other, quoted(rest, '"', false)),
            '$' => (Token::Other, dollar_quoted(rest)),
            _ if first.is_alphabetic() || first == '_' => {
                let length = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
                    .unwrap_or(rest.len());
                (Token::Word(&rest[..length]), length)
            }
            _ => (Token::Other, first.len_utf8()),
        };
        self.at += length;
        Some(token)
    }
}

impl Scan<'_> {
    /// Whether the quote here starts `E'…'`, in which a backslash escapes.
    fn is_escape_string(&self) -> bool {
        let before = &self.text[..self.at];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        before.ends_with(['e', 'E']) && !before[..before.len() - 1].ends_with(is_word)
    }
}

/// The length of a comment, those within it included; all of the text where it has no end.
fn comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a quoted text, where a doubled quote stands for one.
fn quoted(text: &str, quote: char, has_escapes: bool) -> usize {
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && has_escapes {
            rest.next();
        } else if c == quote && rest.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// The length of `$tag$…$tag$`; of the dollar alone where it starts a parameter.
fn dollar_quoted(text: &str) -> usize {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    let Some(end) = text[1..].find(|c: char| !name(c)).map(|length| length + 1) else { return 1 };
    if !text[end..].starts_with('$') || text[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return 1;
    }
    let tag = &text[..=end];
    text[end + 1..].find(tag).map_or(text.len(), |at| end + 1 + at + tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_ends_a_statement_where_it_is_one() {
        let text = "SELECT ';', \"a;b\", $$;$$, $x$ $$; $x$ -- ;\n; /* ; /* ; */ */ \
                    SELECT E'\\';' ;; select $1;";
        assert_eq!(
            statements(text),
            [
                "SELECT ';', \"a;b\", $$;$$, $x$ $$; $x$ -- ;",
                "/* ; /* ; */ */ SELECT E'\\';'",
                "select $1"
            ]
        );
    }

    #[test]
    fn the_body_of_a_function_is_one_statement() {
        let text = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; \
                    SELECT 2; END; SELECT f()";
        assert_eq!(statements(text).len(), 2);
        assert_eq!(
            statements("CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; SELECT 1)"),
            ["CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; SELECT 1)"]
        );
    }

    #[test]
    fn an_order_within_parentheses_orders_nothing() {
        assert!(is_ordered("SELECT 1 ORDER  BY 1") && is_ordered("select 1 order /**/ by 1"));
        assert!(!is_ordered("SELECT array_agg(x ORDER BY x), 'ORDER BY' FROM t"));
        assert!(!is_ordered("SELECT order_by FROM t"));
    }

    #[test]
    fn an_open_quote_takes_the_rest() {
        assert_eq!(statements("SELECT 'a; b"), ["SELECT 'a; b"]);
        assert_eq!(statements("  -- nothing\n ; /*"), Vec::<&str>::new());
    }
}
