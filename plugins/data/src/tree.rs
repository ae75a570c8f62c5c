//! An example in whichever of the formats it is. It picks the reader; what is wrong is the
//! readers' business, what is worth saying the rules'.

use proofpress_plugin::{Declined, Fact};

use crate::json::{self, Dialect};
use crate::{toml, yaml};

/// An example as its format's reader left it.
pub enum Tree {
    /// `json`, `jsonc`, `jsonl`, `ndjson`.
    Json(json::Json),
    /// `toml`.
    Toml(toml::Toml),
    /// Everything else.
    Yaml(yaml::Yaml),
}

impl Tree {
    /// Reads a text in the format that the language names.
    ///
    /// # Errors
    ///
    /// [`Declined`] where the text is in that format only after a template is rendered.
    pub(crate) fn read(lang: &str, source: &str) -> Result<Self, Declined> {
        match lang {
            "json" => json::read(source, Dialect::Strict).map(Self::Json),
            "jsonc" => json::read(source, Dialect::Comments).map(Self::Json),
            "jsonl" | "ndjson" => json::read(source, Dialect::Lines).map(Self::Json),
            "toml" => toml::read(source).map(Self::Toml),
            _ => yaml::read(source).map(Self::Yaml),
        }
    }

    /// Whether nothing is wrong with the text as such.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Json(json) => json.problems.is_empty(),
            Self::Toml(toml) => toml.mistake.is_none() && toml.duplicates.is_empty(),
            Self::Yaml(yaml) => {
                yaml.mistake.is_none() && !yaml.ellipses.iter().any(|ellipsis| ellipsis.breaks)
            }
        }
    }

    /// The specification it was held against.
    pub(crate) fn fact(&self) -> Fact {
        match self {
            Self::Json(_) => Fact::new("json", json::SPEC),
            Self::Toml(_) => Fact::new("toml", toml::SPEC),
            Self::Yaml(_) => Fact::new("yaml", yaml::SPEC),
        }
    }
}
