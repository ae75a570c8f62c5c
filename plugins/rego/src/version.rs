//! Which Rego an example is written in. OPA reads v1 unless told otherwise, and so does this.

use proofpress_plugin::{Declined, Extra, Fact};

/// A version of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Before OPA 1.0: `if` and `contains` are names unless imported.
    V0,
    /// Since OPA 1.0.
    V1,
}

/// The version that the attributes of a fence ask for: `rego.v0`, or `target="v0"`.
///
/// # Errors
///
/// [`Declined`] for a target that is no version of Rego.
pub(crate) fn of(attrs: &[Extra]) -> Result<Version, Declined> {
    let mut version = Version::V1;
    for attr in attrs {
        match (attr.key.as_str(), attr.value.as_str()) {
            ("rego.v0", "" | "true") | ("target", "v0" | "0") => version = Version::V0,
            ("rego.v1", "" | "true") | ("target", "v1" | "1") => version = Version::V1,
            ("target", other) => {
                return Err(Declined(format!("no version `{other}` of Rego; there are v0 and v1")));
            }
            _ => {}
        }
    }
    Ok(version)
}

/// What the proof says of it.
pub(crate) fn facts(version: Version) -> Vec<Fact> {
    let name = if version == Version::V0 { "v0" } else { "v1" };
    vec![Fact::new("rego", name), Fact::new("regorus", "0.14.1")]
}
