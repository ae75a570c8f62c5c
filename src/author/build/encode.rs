//! A core module as a component. The contract it was compiled against is in a section of the
//! module, where the bindings of its language put it.

use std::path::Path;

use wit_component::ComponentEncoder;

use super::BuildError;

/// The component of a module that imports nothing but the contract.
pub(super) fn component(module: &[u8], path: &Path) -> Result<Vec<u8>, BuildError> {
    let encoded = ComponentEncoder::default()
        .module(module)
        .and_then(|encoder| encoder.validate(true).encode());
    encoded.map_err(|why| BuildError::Encode {
        module: path.display().to_string(),
        why: format!("{why:#}"),
    })
}
