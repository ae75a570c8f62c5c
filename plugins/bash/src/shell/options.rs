//! What `set` and `shopt` switch.

use std::collections::BTreeSet;

/// Options of `set -o`, with their letters.
pub(crate) const SET: [(&str, Option<char>); 27] = [
    ("allexport", Some('a')),
    ("braceexpand", Some('B')),
    ("emacs", None),
    ("errexit", Some('e')),
    ("errtrace", Some('E')),
    ("functrace", Some('T')),
    ("hashall", Some('h')),
    ("histexpand", Some('H')),
    ("history", None),
    ("ignoreeof", None),
    ("interactive-comments", None),
    ("keyword", Some('k')),
    ("monitor", Some('m')),
    ("noclobber", Some('C')),
    ("noexec", Some('n')),
    ("noglob", Some('f')),
    ("nolog", None),
    ("notify", Some('b')),
    ("nounset", Some('u')),
    ("onecmd", Some('t')),
    ("physical", Some('P')),
    ("pipefail", None),
    ("posix", None),
    ("privileged", Some('p')),
    ("verbose", Some('v')),
    ("vi", None),
    ("xtrace", Some('x')),
];

/// Options of `shopt`, and whether they are on at first.
pub(crate) const SHOPT: [(&str, bool); 41] = [
    ("autocd", false),
    ("assoc_expand_once", false),
    ("cdable_vars", false),
    ("cdspell", false),
    ("checkhash", false),
    ("checkjobs", false),
    ("checkwinsize", true),
    ("cmdhist", true),
    ("complete_fullquote", true),
    ("direxpand", false),
    ("dirspell", false),
    ("dotglob", false),
    ("execfail", false),
    ("expand_aliases", false),
    ("extdebug", false),
    ("extglob", false),
    ("extquote", true),
    ("failglob", false),
    ("force_fignore", true),
    ("globasciiranges", true),
    ("globskipdots", true),
    ("globstar", false),
    ("gnu_errfmt", false),
    ("histappend", false),
    ("hostcomplete", true),
    ("huponexit", false),
    ("inherit_errexit", false),
    ("interactive_comments", true),
    ("lastpipe", false),
    ("lithist", false),
    ("localvar_inherit", false),
    ("localvar_unset", false),
    ("login_shell", false),
    ("nocaseglob", false),
    ("nocasematch", false),
    ("nullglob", false),
    ("patsub_replacement", true),
    ("progcomp", true),
    ("promptvars", true),
    ("sourcepath", true),
    ("xpg_echo", false),
];

/// The options that are on, by name.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    on: BTreeSet<&'static str>,
    /// Those looked at for every command.
    pub(crate) errexit: bool,
    pub(crate) xtrace: bool,
}

impl Default for Options {
    fn default() -> Self {
        let shopt = SHOPT.iter().filter(|(_, on)| *on).map(|(name, _)| *name);
        let on = shopt.chain(["braceexpand", "hashall", "interactive-comments"]).collect();
        Self { on, errexit: false, xtrace: false }
    }
}

impl Options {
    /// Whether an option of either kind is on.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.on.contains(name)
    }

    /// Whether the option with this letter is on.
    pub(crate) fn on(&self, letter: char) -> bool {
        Self::named(letter).is_some_and(|name| self.has(name))
    }

    /// Switches an option of `set -o`; `false` where there is none of that name.
    pub(crate) fn set(&mut self, name: &str, on: bool) -> bool {
        let Some((name, _)) = SET.iter().find(|(known, _)| *known == name) else { return false };
        self.switch(name, on);
        true
    }

    /// Switches an option of `shopt`; `false` where there is none of that name.
    pub(crate) fn shopt(&mut self, name: &str, on: bool) -> bool {
        let Some((name, _)) = SHOPT.iter().find(|(known, _)| *known == name) else { return false };
        self.switch(name, on);
        true
    }

    fn switch(&mut self, name: &'static str, on: bool) {
        if on {
            self.on.insert(name);
        } else {
            self.on.remove(name);
        }
        self.errexit = self.has("errexit");
        self.xtrace = self.has("xtrace");
    }

    /// The name of the option with this letter.
    pub(crate) fn named(letter: char) -> Option<&'static str> {
        SET.iter().find(|(_, known)| *known == Some(letter)).map(|(name, _)| *name)
    }

    /// `$-`, without the letters that say how the shell was started.
    pub(crate) fn letters(&self) -> String {
        let mut letters: Vec<char> = SET
            .iter()
            .filter(|(name, _)| self.has(name))
            .filter_map(|(_, letter)| *letter)
            .collect();
        letters.sort_by_key(|c| (c.is_ascii_uppercase(), *c));
        letters.into_iter().collect()
    }
}
