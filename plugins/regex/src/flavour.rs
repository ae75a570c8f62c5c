//! Which regular expressions an example is written in.

use proofpress_plugin::{Declined, Extra, Fact};

/// A flavour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// RE2, and what follows it: Go, Rust. No lookaround, no backreferences, linear time.
    Re2,
    /// PCRE, Python, Java, JavaScript, as far as the engine goes.
    Pcre,
}

/// The flavour that the language and `regex.flavour=` ask for: `re2` is RE2, `pcre` PCRE, and the
/// others are PCRE, which takes nearly all that RE2 takes.
///
/// # Errors
///
/// [`Declined`] for a flavour there is not.
pub(crate) fn of(lang: &str, attrs: &[Extra]) -> Result<Flavour, Declined> {
    let asked = attrs.iter().find(|attr| ["regex.flavour", "target"].contains(&attr.key.as_str()));
    match asked.map_or(lang, |attr| attr.value.as_str()) {
        "re2" | "go" | "rust" => Ok(Flavour::Re2),
        "pcre" | "regex" | "regexp" | "python" | "java" | "javascript" => Ok(Flavour::Pcre),
        other => Err(Declined(format!("no flavour `{other}`; there are `re2` and `pcre`"))),
    }
}

impl Flavour {
    /// What the proof says of it.
    pub(crate) fn fact(self) -> Fact {
        match self {
            Self::Re2 => Fact::new("regex", "1.13"),
            Self::Pcre => Fact::new("fancy-regex", "0.16.2"),
        }
    }
}
