//! `~`.

use crate::os::files::HOME;
use crate::shell::Shell;

impl Shell {
    /// Unquoted text with its tildes expanded: at the start of a word, and in an assignment after
    /// every colon.
    pub(super) fn tildes(&self, text: &str, first: bool, last: bool, assignment: bool) -> String {
        if !text.contains('~') {
            return text.to_owned();
        }
        // A word that looks like an assignment is treated as one.
        if let Some((name, value)) =
            text.split_once('=').filter(|(name, _)| first && !assignment && super::is_name(name))
        {
            return format!("{name}={}", self.tildes(value, true, last, true));
        }
        let pieces: Vec<&str> = if assignment { text.split(':').collect() } else { vec![text] };
        let count = pieces.len();
        let expanded: Vec<String> = pieces
            .into_iter()
            .enumerate()
            .map(|(n, piece)| {
                let starts = n > 0 || first;
                // What follows in quotes would be part of the name.
                let whole = piece.contains('/') || n + 1 < count || last;
                if starts && whole { self.tilde(piece) } else { piece.to_owned() }
            })
            .collect();
        expanded.join(":")
    }

    fn tilde(&self, piece: &str) -> String {
        let Some(rest) = piece.strip_prefix('~') else { return piece.to_owned() };
        let (user, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let home = match user {
            "" => Some(self.get("HOME").unwrap_or_else(|| HOME.to_owned())),
            "+" => self.get("PWD"),
            "-" => self.get("OLDPWD"),
            "user" => Some(HOME.to_owned()),
            "root" => Some("/root".to_owned()),
            _ => None,
        };
        home.map_or_else(|| piece.to_owned(), |home| home + path)
    }
}
