//! What a plugin can try, and what comes of it. `content/manual/security.md` lists the attacks with
//! the tests of this file and others; `table` holds that list against them.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is missing, and reads files and the clock itself"
)]

#[path = "attacks/abi.rs"]
mod abi;
#[path = "attacks/bombs.rs"]
mod bombs;
#[path = "attacks/cancel.rs"]
mod cancel;
#[path = "attacks/describe.rs"]
mod describe;
#[path = "attacks/disable.rs"]
mod disable;
#[path = "attacks/guest.rs"]
mod guest;
#[path = "attacks/interrupt.rs"]
#[cfg(target_os = "linux")]
mod interrupt;
#[path = "attacks/orphan.rs"]
#[cfg(target_os = "linux")]
mod orphan;
#[path = "attacks/probe.rs"]
mod probe;
#[path = "host/support.rs"]
mod support;
#[path = "attacks/table.rs"]
mod table;
