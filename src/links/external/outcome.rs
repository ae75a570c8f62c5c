//! What asking for an address came to.

use serde::{Deserialize, Serialize};

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is there.
    Fine,
    /// It is there, and has another address for good.
    Moved(String),
    /// The server says it is not there: 404 or 410.
    Dead(u16),
    /// The page is there without the anchor.
    NoAnchor,
    /// Anything else, and why.
    Unknown(String),
}

impl Outcome {
    /// Whether a reader arrives.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Fine | Self::Moved(_))
    }
}
