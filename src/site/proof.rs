//! The proof of the whole site: what became of every example, added up for readers on `/proof/`
//! and written out for programs in `proof.json`.
//!
//! Everything here follows from the reports. It decides nothing of what counts as proven, and
//! says nothing a report does not say.

mod json;
mod ledger;
mod overview;
mod tally;
pub(crate) mod tool;

pub(crate) use json::write as json;
pub(crate) use ledger::{Ledger, Place};
pub(crate) use overview::{Overview, row_id};
pub(crate) use tally::Tally;

/// The address of the page, below the base URL.
pub(crate) const URL: &str = "/proof/";
/// The page's file.
pub(crate) const PAGE: &str = "proof/index.html";
/// The file for programs.
pub(crate) const JSON: &str = "proof/proof.json";
