//! The site as a value: pages, verdicts and theme put together into a map from output path to
//! bytes. It writes nothing; `output` does.

mod address;
mod assemble;
mod body;
mod claims;
pub mod code;
mod context;
mod feed;
mod frame;
mod item;
mod length;
mod lists;
mod nav;
mod pictures;
mod proof;
mod search;
mod sitemap;
mod toc;

use std::collections::BTreeMap;

pub use address::BaseUrl;
pub use assemble::{Extent, SiteInput, alias_path, assemble, file, index, paths};
pub use claims::clashes;
pub use feed::{Feed, feeds};
pub use frame::Frame;
pub use pictures::Album;
pub use pictures::unreadable as unreadable_pictures;

use crate::theme::ThemeError;

/// Files by path below the output folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the finished site, by path below the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The files, sorted by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why a site could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A template does not fit.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// Nobody wants it any more.
    #[error("the site was not put together: something newer is")]
    Cancelled,
    /// The search index could not be built.
    #[error("the search index could not be built: {0}")]
    Search(String),
}
