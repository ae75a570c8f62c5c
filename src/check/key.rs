//! What a verdict is kept under: a hash of everything that can change it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::plugin::{CheckInput, Digest, Limits, Session};

/// The content hash of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobKey(pub [u8; 32]);

impl fmt::Display for JobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl JobKey {
    /// Hashes a job. `engine` names what decides fuel and validation: our version and the
    /// engine's.
    pub fn of(
        engine: &str,
        plugin: Digest,
        session: &Session,
        limits: &Limits,
        input: &CheckInput,
    ) -> Self {
        let mut hasher = Hasher(blake3::Hasher::new());
        hasher.text("proofpress verdict 1");
        hasher.text(engine);
        hasher.0.update(&plugin.0);
        hasher.text(&session.config);
        hasher.number(session.rules.len() as u64);
        for rule in &session.rules {
            hasher.text(&rule.name);
            hasher.text(&rule.options);
        }
        hasher.number(session.now);
        hasher.number(session.seed);
        hasher.number(limits.fuel);
        hasher.number(limits.memory as u64);
        hasher.text(&input.lang);
        hasher.number(input.attrs.len() as u64);
        for (key, value) in &input.attrs {
            hasher.text(key);
            hasher.text(value);
        }
        hasher.text(&input.source);
        hasher.text(&input.path);
        hasher.number(input.headings.len() as u64);
        for heading in &input.headings {
            hasher.text(heading);
        }
        Self(*hasher.0.finalize().as_bytes())
    }
}

/// Hashes values so that no two sequences of them give the same bytes.
struct Hasher(blake3::Hasher);

impl Hasher {
    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text.as_bytes());
    }
}
