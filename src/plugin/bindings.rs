//! What wasmtime generates from `wit/plugin.wit`. Nothing outside `plugin/` sees it.

#![allow(
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::disallowed_methods,
    reason = "generated from wit/plugin.wit, where every item is documented"
)]

wasmtime::component::bindgen!({
    path: "wit",
    world: "everything",
    imports: { default: trappable },
    exports: { default: async },
    require_store_data_send: true,
});
