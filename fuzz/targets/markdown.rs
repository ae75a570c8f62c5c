//! Pages and the files they include: where each character of an example came from.
#![no_main]

#[path = "../properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| properties::markdown(data));
