//! A component from outside, without running it: for people who want to see what they have, also
//! where it is refused.

use sha2::{Digest as _, Sha256};

use super::contract::Digest;
use super::inspect::{PACKAGE, inspect, names, split_version};

/// What the bytes of a component show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exterior {
    /// The hash of the bytes.
    pub digest: Digest,
    /// How many they are.
    pub size: usize,
    /// What it imports, as it names it: `proofpress:plugin/log@1.0.0`.
    pub imports: Vec<String>,
    /// What it exports.
    pub exports: Vec<String>,
    /// The version of the contract it was built for, where it exports anything of it.
    pub contract: Option<String>,
    /// Why it is no plugin for this host, where it is none.
    pub refusal: Option<String>,
}

impl Exterior {
    /// Looks at a component. Where it cannot be read there are no names, and the reason.
    pub fn of(bytes: &[u8]) -> Self {
        let names = names(bytes).unwrap_or_default();
        let versions = names.exports.iter().map(|export| split_version(export));
        let mut of_contract = versions.filter(|(name, _)| name.starts_with(PACKAGE));
        let contract = of_contract.next().map(|(_, version)| version.to_owned());
        Self {
            digest: Digest(Sha256::digest(bytes).into()),
            size: bytes.len(),
            contract,
            refusal: inspect(bytes).err(),
            imports: names.imports,
            exports: names.exports,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exterior;

    #[test]
    fn what_is_refused_still_shows_its_names() {
        let text = r#"(component (import "evil:host/shell" (instance)) (export "x" (instance 0)))"#;
        let exterior = Exterior::of(&wat::parse_str(text).unwrap());
        assert_eq!(exterior.imports, ["evil:host/shell"]);
        assert_eq!(exterior.exports, ["x"]);
        assert_eq!(exterior.contract, None);
        assert!(exterior.refusal.unwrap().starts_with("it imports `evil:host/shell`"));
    }

    #[test]
    fn what_is_no_component_has_no_names() {
        let exterior = Exterior::of(b"<html>");
        assert_eq!((exterior.size, exterior.imports.len()), (6, 0));
        assert!(exterior.refusal.unwrap().starts_with("this is not WebAssembly"));
    }
}
