//! The text of an `awk` program to tokens.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Regex(String),
    /// A name of a variable.
    Name(String),
    /// A name right before `(`.
    Function(String),
    Word(&'static str),
    Op(&'static str),
    Newline,
    End,
}

const WORDS: [&str; 19] = [
    "BEGIN", "END", "function", "func", "if", "else", "while", "for", "do", "in", "break",
    "continue", "next", "nextfile", "exit", "return", "delete", "print", "printf",
];

const OPS: [&str; 45] = [
    "**=", "&&", "||", "==", "!=", "<=", ">=", ">>", "++", "--", "+=", "-=", "*=", "/=", "%=",
    "^=", "**", "!~", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!",
    "<", ">", "|", "?", ":", "~", "$", "=", "|&", "&", "@", ".",
];

/// The tokens, each with its line.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut all: Vec<(Token, usize)> = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let c = chars[at];
        match c {
            ' ' | '\t' | '\r' => at += 1,
            '\n' => {
                all.push((Token::Newline, line));
                line += 1;
                at += 1;
            }
            '\\' if chars.get(at + 1) == Some(&'\n') => {
                line += 1;
                at += 2;
            }
            '#' => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
            }
            '"' => {
                let text = string(&chars, &mut at)
                    .ok_or(format!("line {line}: runaway string constant"))?;
                all.push((Token::Text(text), line));
            }
            '/' if starts_regex(all.last().map(|(token, _)| token)) => {
                let text = regex(&chars, &mut at)
                    .ok_or(format!("line {line}: runaway regular expression"))?;
                all.push((Token::Regex(text), line));
            }
            c if c.is_ascii_digit()
                || (c == '.' && chars.get(at + 1).is_some_and(char::is_ascii_digit)) =>
            {
                let rest: String = chars[at..].iter().take(400).collect();
                let (number, length) = if let Some(hex) = rest.strip_prefix("0x") {
                    let digits = hex.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(hex.len());
                    (f64::from(u32::from_str_radix(&hex[..digits], 16).unwrap_or(0)), digits + 2)
                } else {
                    super::value::leading(&rest)
                };
                all.push((Token::Number(number), line));
                at += length.max(1);
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let start = at;
                while chars.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    at += 1;
                }
                let name: String = chars[start..at].iter().collect();
                let token = match WORDS.iter().find(|word| **word == name) {
                    Some(word) => Token::Word(if *word == "func" { "function" } else { word }),
                    None if chars.get(at) == Some(&'(') => Token::Function(name),
                    None => Token::Name(name),
                };
                all.push((token, line));
            }
            _ => {
                let op = OPS
                    .iter()
                    .find(|op| op.chars().enumerate().all(|(n, c)| chars.get(at + n) == Some(&c)));
                let Some(op) = op else {
                    return Err(format!("line {line}: syntax error at or near {c}"));
                };
                at += op.len();
                let op = match *op {
                    "**" => "^",
                    "**=" => "^=",
                    op => op,
                };
                all.push((Token::Op(op), line));
            }
        }
    }
    all.push((Token::Newline, line));
    all.push((Token::End, line));
    Ok(all)
}

/// After these a slash divides; else it starts an expression.
fn starts_regex(before: Option<&Token>) -> bool {
    !matches!(
        before,
        Some(
            Token::Number(_)
                | Token::Text(_)
                | Token::Regex(_)
                | Token::Name(_)
                | Token::Op(")" | "]" | "$" | "++" | "--")
        )
    )
}

fn string(chars: &[char], at: &mut usize) -> Option<String> {
    *at += 1;
    let mut raw = String::new();
    loop {
        let c = *chars.get(*at)?;
        *at += 1;
        match c {
            '"' => break,
            '\n' => return None,
            '\\' => {
                let next = *chars.get(*at)?;
                *at += 1;
                match next {
                    '\n' => {}
                    '/' => raw.push('/'),
                    '"' => raw.push('"'),
                    next => raw.extend(['\\', next]),
                }
            }
            c => raw.push(c),
        }
    }
    Some(unescape(&raw))
}

/// Escapes as `awk` has them; unknown ones keep their backslash.
pub(super) fn unescape(raw: &str) -> String {
    crate::syntax::ansi_c(&raw.replace("\\e", "\\\\e").replace("\\c", "\\\\c"), false).0
}

fn regex(chars: &[char], at: &mut usize) -> Option<String> {
    *at += 1;
    let mut text = String::new();
    let mut bracket = false;
    loop {
        let c = *chars.get(*at)?;
        *at += 1;
        match c {
            '/' if !bracket => return Some(text),
            '\n' => return None,
            '\\' => {
                let next = *chars.get(*at)?;
                *at += 1;
                if next == '/' {
                    text.push('/');
                } else {
                    text.extend(['\\', next]);
                }
                continue;
            }
            '[' if !bracket => bracket = true,
            ']' if bracket && !text.ends_with('[') && !text.ends_with("[^") => bracket = false,
            _ => {}
        }
        text.push(c);
    }
}
