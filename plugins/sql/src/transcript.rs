//! Examples that show a session at a prompt: what was typed, and what came back.
//!
//! For checking, all that was not typed is blanked, byte by byte, so that places stay what they are.

/// Prompts of SQLite's shell.
const SQLITE: [&str; 2] = ["sqlite> ", "   ...> "];

/// The text with prompts and outputs blanked, where it opens with a prompt; else the text as it is.
pub(crate) fn typed(text: &str) -> String {
    let opening = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if prompt(opening).is_none() {
        return text.to_owned();
    }
    let mut typed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let kept = prompt(line).unwrap_or(line.len());
        let (before, after) = line.split_at_checked(kept).unwrap_or((line, ""));
        typed.extend(before.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        typed.push_str(after);
    }
    typed
}

/// How long the prompt is that a line begins with.
fn prompt(line: &str) -> Option<usize> {
    if let Some(known) = SQLITE.iter().find(|prompt| line.starts_with(**prompt)) {
        return Some(known.len());
    }
    let bare = line.trim_end();
    if SQLITE.iter().any(|prompt| prompt.trim_end() == bare) {
        return Some(bare.len());
    }
    psql(line)
}

/// The prompt of psql: the database, what the client waits for (`=`, `-` in a statement, `(`, `'`,
/// `"`, `$`, `*`), and `>` or `#`.
fn psql(line: &str) -> Option<usize> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name: usize = line.chars().take_while(|&c| is_name(c)).map(char::len_utf8).sum();
    let mut rest = line.get(name..)?.bytes();
    let state = rest.next().filter(|byte| b"=-('\"$*^!".contains(byte))?;
    let mut sign = rest.next()?;
    let mut length = name + 2;
    // In a transaction a `*` or `!` stands before the sign.
    if matches!(sign, b'*' | b'!') && state != b'*' {
        sign = rest.next()?;
        length += 1;
    }
    let ends = matches!(rest.next(), None | Some(b' ' | b'\n'));
    // `->` and `-#` without a name would be operators.
    let fits = matches!(sign, b'>' | b'#') && ends && (name > 0 || state == b'=');
    fits.then(|| (length + 1).min(line.trim_end_matches('\n').len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_and_outputs_are_blanked() {
        let text = "shop=# SELECT 1,\nshop-#   2;\n a | b\nshop=# \n";
        assert_eq!(typed(text), "       SELECT 1,\n         2;\n      \n       \n");
        let text = "sqlite> SELECT 1;\n1\nsqlite>\n";
        assert_eq!(typed(text), "        SELECT 1;\n \n       \n");
    }

    #[test]
    fn statements_are_no_transcript() {
        for text in ["SELECT a -> 'b';\n", "-> x\n", "a=>b\n"] {
            assert_eq!(typed(text), text);
        }
    }
}
