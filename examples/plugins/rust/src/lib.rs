//! Checks examples of HTTP messages, and files of requests as editors send them.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks Http);

mod messages;

use proofpress_plugin::{Checker, Declined, Example, Info, Plugin, Rule};

pub use messages::{Header, Message};

/// The plugin.
pub struct Http;

/// Its configuration.
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Headers that may be there only once, besides those the rule knows.
    pub single: Vec<String>,
}

impl Plugin for Http {
    type Config = Config;

    const INFO: Info = Info {
        id: "acme:http",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["http", "rest"],
        facts: &[("http", "RFC 9110")],
    };

    const CONFIG_SCHEMA: &'static str = r#"{"type":"object","properties":{"single":{"type":"array","items":{"type":"string"}}},"additionalProperties":false}"#;
}

impl Checker for Http {
    type Tree = Vec<Message>;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &Config) -> Result<Vec<Message>, Declined> {
        let found = messages::messages(&example.source);
        if found.is_empty() {
            return Err(Declined("there is no request line and no status line".into()));
        }
        Ok(found)
    }

    fn is_sound(_: &Vec<Message>) -> bool {
        true
    }
}
