//! From the content folder to pages: which files there are, what their front matter says, what
//! they include, and how they stand in sections. Knows nothing of plugins or themes.

mod discover;
mod front_matter;
pub mod include;
mod load;
mod page;
mod taxonomy;
mod tree;

pub use front_matter::{
    Date, FrontMatter, KEYS as FRONT_MATTER_KEYS, Key as FrontMatterKey, place,
};
pub use load::{Loaded, VirtualPage, load};
pub use page::{Page, PageId, PageKind, Section, Tree};
pub use taxonomy::{Taxonomy, TaxonomyKind, Term};
