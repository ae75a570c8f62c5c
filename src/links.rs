//! Links: where they lead, and whether there is anything.
//!
//! A link is found where it is written, to the byte, and judged by what the finished site has:
//! pages, files, anchors of the HTML that readers get. So an anchor counts that a template, a
//! shortcode or raw HTML brings, and none that the page lost on its way. Pure but for what asks
//! other servers, which stands apart.

pub mod address;
mod check;
mod duplicates;
pub mod external;
pub mod html;
mod inventory;
mod resolve;
mod suggest;
mod templates;
mod written;

pub use check::{Checked, External, LinkInput, check};
pub use inventory::{Inventory, Verdict};
pub use resolve::{Resolved, Resolver};
