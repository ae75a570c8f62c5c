//! The engine's words for a syntax error, made clear.

/// What to tell a reader, given what the engine says and the text from there on.
pub(crate) fn clear(message: &str, rest: &str) -> String {
    let here = found(rest);
    if let Some(wanted) = message.strip_prefix("expecting ") {
        let wanted = wanted.trim_matches('\'');
        return match wanted {
            ";" => format!("unexpected {here}: a statement has ended before it"),
            "field name" => format!("expected the name of a field, found {here}"),
            "property name" => format!("expected the name of a property, found {here}"),
            "formal parameter" => format!("expected a parameter, found {here}"),
            _ => format!("expected `{wanted}`, found {here}"),
        };
    }
    if let Some(token) = message.strip_prefix("unexpected token in expression: ") {
        let token = token.trim_matches('\'');
        return match token.is_empty() || rest.trim().is_empty() {
            true => "the text ends in the middle of an expression".into(),
            false => format!("unexpected `{token}`"),
        };
    }
    match message {
        "unexpected end of string" => "the string has no end".into(),
        "unexpected end of comment" => "the comment has no end".into(),
        "unexpected end of regexp" => "the regular expression has no end".into(),
        "missing initializer for const variable" => "a `const` needs a value".into(),
        "invalid redefinition of lexical identifier"
        | "invalid redefinition of global identifier" => {
            format!("{here} is declared twice")
        }
        "return not in a function" => "`return` stands in no function".into(),
        "break must be inside loop or switch" => "`break` stands in no loop or `switch`".into(),
        "continue must be inside loop" => "`continue` stands in no loop".into(),
        "invalid assignment left-hand side" => {
            "what stands left of `=` cannot be assigned to".into()
        }
        "await in default expression" => "`await` stands in a default value".into(),
        other => quoted(other),
    }
}

/// What stands there, named.
fn found(rest: &str) -> String {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '$';
    let word: String = rest.chars().take_while(is_word).collect();
    match (word.is_empty(), rest.chars().next()) {
        (false, _) => format!("`{word}`"),
        (true, None) => "the end of the text".into(),
        (true, Some('\n')) => "the end of the line".into(),
        (true, Some('`')) => "a template string".into(),
        (true, Some(sign)) => format!("`{sign}`"),
    }
}

/// Things the engine puts in single quotes, in backticks.
fn quoted(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut open = false;
    for c in message.chars() {
        let is_edge = open || text.is_empty() || text.ends_with([' ', '(']);
        if c == '\'' && is_edge {
            open = !open;
            text.push('`');
        } else {
            text.push(c);
        }
    }
    text
}
