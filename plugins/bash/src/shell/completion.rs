//! What `complete` was told: for which command, which words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::vars::assoc::bucket;
use crate::vars::quote;

/// Buckets of bash's table; they decide the order of a listing.
const BUCKETS: u32 = 512;

/// Kinds of words, with the letter that stands for some. In the order they are shown.
pub(crate) const ACTIONS: [(&str, Option<char>); 24] = [
    ("alias", Some('a')),
    ("builtin", Some('b')),
    ("command", Some('c')),
    ("directory", Some('d')),
    ("export", Some('e')),
    ("file", Some('f')),
    ("group", Some('g')),
    ("job", Some('j')),
    ("keyword", Some('k')),
    ("service", Some('s')),
    ("user", Some('u')),
    ("variable", Some('v')),
    ("arrayvar", None),
    ("binding", None),
    ("disabled", None),
    ("enabled", None),
    ("function", None),
    ("helptopic", None),
    ("hostname", None),
    ("running", None),
    ("setopt", None),
    ("shopt", None),
    ("signal", None),
    ("stopped", None),
];

/// What `-o` takes.
pub(crate) const OPTIONS: [&str; 8] =
    ["bashdefault", "default", "dirnames", "filenames", "noquote", "nosort", "nospace", "plusdirs"];

/// Where words come from, and what is done with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    pub(crate) options: BTreeSet<&'static str>,
    pub(crate) actions: BTreeSet<&'static str>,
    pub(crate) pattern: Option<String>,
    pub(crate) words: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) suffix: Option<String>,
    pub(crate) filter: Option<String>,
    pub(crate) function: Option<String>,
    pub(crate) command: Option<String>,
    /// Which was told later.
    pub(crate) added: u64,
}

/// All of them, by command; `-D`, `-E` and `-I` are those for any, none, and the first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completions {
    specs: BTreeMap<String, Spec>,
    added: u64,
}

impl Completions {
    pub(crate) fn get(&self, name: &str) -> Option<&Spec> {
        self.specs.get(name)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Spec> {
        self.specs.get_mut(name)
    }

    pub(crate) fn set(&mut self, name: &str, spec: Spec) {
        self.added += 1;
        self.specs.insert(name.to_owned(), Spec { added: self.added, ..spec });
    }

    /// Forgets one; `false` where there was none of that name, though there are others.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.specs.is_empty() || self.specs.remove(name).is_some()
    }

    pub(crate) fn clear(&mut self) {
        self.specs.clear();
    }

    /// All names, in the order they are listed.
    pub(crate) fn names(&self) -> Vec<String> {
        let key = |name: &str| match name {
            "-D" => bucket("_DefaultCmD_", BUCKETS),
            "-E" => bucket("_EmptycmD_", BUCKETS),
            "-I" => bucket("_InitialWorD_", BUCKETS),
            name => bucket(name, BUCKETS),
        };
        let mut all: Vec<_> = self.specs.iter().collect();
        all.sort_by_key(|(name, spec)| (key(name), Reverse(spec.added)));
        all.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

impl Spec {
    /// The arguments of `complete` that give it.
    pub(crate) fn shown(&self) -> String {
        let mut out = String::new();
        for option in &self.options {
            out.push_str(&format!("-o {option} "));
        }
        for (name, letter) in ACTIONS.iter().filter(|(name, _)| self.actions.contains(name)) {
            match letter {
                Some(letter) => out.push_str(&format!("-{letter} ")),
                None => out.push_str(&format!("-A {name} ")),
            }
        }
        for (letter, text) in [
            ('G', &self.pattern),
            ('W', &self.words),
            ('P', &self.prefix),
            ('S', &self.suffix),
            ('X', &self.filter),
            ('C', &self.command),
        ] {
            if let Some(text) = text {
                out.push_str(&format!("-{letter} {} ", quote::single(text)));
            }
        }
        if let Some(name) = &self.function {
            out.push_str(&format!("-F {} ", quote::sparing(name)));
        }
        out
    }
}
