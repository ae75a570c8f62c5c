//! What a syntax error says: the parser library's sentences in the site's manner, and what to
//! do about the mistakes that documentation makes most.

use ruff_python_parser::UnsupportedSyntaxError;

/// A sentence of the library in lower case, with things named in backticks.
pub(crate) fn message(sentence: &str) -> String {
    // The one sentence that names its token bare.
    if let Some(token) = sentence.strip_prefix("Got unexpected token ") {
        return format!("unexpected `{token}`");
    }
    let mut text = String::with_capacity(sentence.len());
    let mut letters = sentence.chars();
    if let Some(first) = letters.next() {
        // `IPython`, `__future__` and the like keep their first letter.
        let second = letters.clone().next();
        let is_word = second.is_none_or(|second| !second.is_uppercase());
        if is_word { text.extend(first.to_lowercase()) } else { text.push(first) }
    }
    text.push_str(letters.as_str());
    text.replace("\"", "`").trim_end_matches('.').to_owned()
}

/// What to do about a parse error, where the line it is on tells: `line` is that line, or the
/// one before where the error is at a line's start.
pub(crate) fn advice(line: &str) -> Option<String> {
    let line = line.trim_start();
    let first = line.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let after = line.strip_prefix(first).unwrap_or_default();
    let applied = after.starts_with(' ') && !after.trim_start().starts_with(['=', '(', ',']);
    Some(match first {
        "print" | "exec" if applied => {
            format!("`{first}` is a function since Python 3: write `{first}(…)`")
        }
        "" if line.starts_with(['%', '!']) => {
            "commands of IPython are no Python: label the fence `ipython`".into()
        }
        "" if line.starts_with("$ ") => {
            "a shell command is no Python: label the fence `console`".into()
        }
        "" if line.starts_with("...") || line.starts_with('…') => {
            "stand `...` in for code only where a statement or a value can stand".into()
        }
        _ => return None,
    })
}

/// What to do about syntax that came with a later Python, or went with an earlier one.
pub(crate) fn version_advice(error: &UnsupportedSyntaxError) -> String {
    format!(
        "the example is checked as Python {}: rewrite it, or name another version with `target=` \
         on the fence",
        error.target_version
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        assert_eq!(message("Expected `:`, found newline"), "expected `:`, found newline");
        assert_eq!(message("Duplicate parameter \"a\""), "duplicate parameter `a`");
        assert_eq!(message("IPython escape commands"), "IPython escape commands");
        assert_eq!(message(""), "");
    }

    #[test]
    fn advice_by_line() {
        assert!(advice("  print 'x'").unwrap().contains("print(…)"));
        assert!(advice("$ pip install x").unwrap().contains("console"));
        assert!(advice("%timeit x").unwrap().contains("ipython"));
        assert_eq!(advice("print(x"), None);
        assert_eq!(advice("x = = 1"), None);
    }
}
