//! proofpress builds a documentation site from Markdown and proves what it publishes.
//!
//! Six hops, each a type:
//!
//! ```text
//! World --discover--> SourceFile --parse--> Page --plan--> Job --prove--> Verdict --assemble--> Site
//! ```
//!
//! 1. [`content`] finds the pages and reads them ([`markdown`]); nothing in them can make that
//!    fail.
//! 2. [`check`] plans the jobs, proves them with [`plugin`]s in a sandbox, and holds the
//!    verdicts against what each page expects.
//! 3. [`site`] puts pages, verdicts and [`theme`] together into a map from path to bytes.
//! 4. [`output`] writes that map, and [`serve`] shows it while it is written; [`report`] tells
//!    what was found.
//!
//! [`author`] is for those who write plugins, and knows no site.

pub mod author;
pub mod bless;
pub mod capability;
pub mod check;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod error;
pub mod fence;
pub mod glob;
pub mod highlight;
pub mod history;
pub mod links;
pub mod lock;
pub mod lsp;
pub mod markdown;
pub mod native;
pub mod output;
pub mod plugin;
pub mod press;
pub mod registry;
pub mod replay;
pub mod report;
pub mod rules;
pub mod sanitize;
mod schema;
mod scheme;
mod sealed;
pub mod serve;
pub mod shortcode;
pub mod site;
pub mod source;
pub mod spanned;
pub mod spelling;
pub mod stamp;
pub mod theme;
pub mod transcript;
pub mod watch;
pub mod world;
