//! Text and numbers as the server reads and writes them. Knows no data.

pub(crate) mod extended;
pub(crate) mod glob;
pub(crate) mod number;
