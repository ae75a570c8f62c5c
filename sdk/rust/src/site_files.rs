//! Files of the site, for a plugin that asks for them in
//! [`Plugin::CAPABILITIES`](crate::Plugin::CAPABILITIES) on a site that grants them.
//!
//! In a native test they are those of [`testing::with_files`](crate::testing::with_files).

#[cfg(not(target_arch = "wasm32"))]
use std::cell::RefCell;
#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeMap;

pub use crate::bindings::files::proofpress::plugin::site_files::Refusal;

#[cfg(not(target_arch = "wasm32"))]
thread_local! {
    /// The files of a native test.
    pub(crate) static FILES: RefCell<BTreeMap<String, Vec<u8>>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// The contents of a file, by its path in the site's folder, with `/`.
///
/// # Errors
///
/// Why it is not given: nobody asked for it or granted it, or it is not there, or too large.
pub fn read(path: &str) -> Result<Vec<u8>, Refusal> {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::files::proofpress::plugin::site_files::read(path);
    #[cfg(not(target_arch = "wasm32"))]
    FILES.with(|files| files.borrow().get(path).cloned().ok_or(Refusal::Missing))
}

/// Every path that can be read, sorted.
pub fn paths() -> Vec<String> {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::files::proofpress::plugin::site_files::paths();
    #[cfg(not(target_arch = "wasm32"))]
    FILES.with(|files| files.borrow().keys().cloned().collect())
}
