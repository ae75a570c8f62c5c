//! Puts components together: what one imports and another exports is joined, and no longer seen
//! from outside.

use anyhow::{Context as _, Result};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, plug};

/// `socket` with its imports from `plugs`, which are named for messages.
pub(crate) fn compose(socket: Vec<u8>, plugs: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>> {
    let mut graph = CompositionGraph::new();
    let mut register = |name: &str, bytes: Vec<u8>| {
        let package = Package::from_bytes(name, None, bytes, graph.types_mut())
            .with_context(|| format!("`{name}` is no component that can be put together"))?;
        graph.register_package(package).with_context(|| format!("`{name}` is there twice"))
    };
    let socket = register("socket", socket)?;
    let plugs = plugs
        .into_iter()
        .map(|(name, bytes)| register(&name, bytes))
        .collect::<Result<Vec<_>>>()?;
    plug(&mut graph, plugs, socket).context("the components do not fit together")?;
    graph.encode(EncodeOptions::default()).context("the components cannot be put together")
}
