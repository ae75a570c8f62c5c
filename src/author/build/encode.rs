//! A core module as a component. The contract it was compiled against is in a section of the
//! module, where the bindings of its language put it.

use std::path::Path;

use wasi_preview1_component_adapter_provider::{
    WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME as PREVIEW1, WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER,
};
use wasmparser::{Parser, Payload};
use wit_component::ComponentEncoder;

use super::BuildError;

/// The component of a module that imports the contract, and perhaps WASI as C libraries know it,
/// which an adapter turns into the WASI of components.
pub(super) fn component(module: &[u8], path: &Path) -> Result<Vec<u8>, BuildError> {
    let encoder = ComponentEncoder::default().module(module);
    let encoder = if imports_preview1(module) {
        encoder
            .and_then(|encoder| encoder.adapter(PREVIEW1, WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER))
    } else {
        encoder
    };
    let encoded = encoder.and_then(|encoder| encoder.validate(true).encode());
    encoded.map_err(|why| BuildError::Encode {
        module: path.display().to_string(),
        why: format!("{why:#}"),
    })
}

/// Whether a module asks for WASI. What cannot be read is left to the encoder to refuse.
fn imports_preview1(module: &[u8]) -> bool {
    Parser::new(0).parse_all(module).any(|payload| match payload {
        Ok(Payload::ImportSection(imports)) => {
            imports.into_imports().flatten().any(|import| import.module == PREVIEW1)
        }
        _ => false,
    })
}
