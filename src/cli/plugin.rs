//! Arguments of the commands that take plugins in, keep them and publish them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `plugin list`
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// How to show it
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "FORMAT")]
    pub(crate) format: ListFormat,
}

/// How `plugin list` shows plugins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For a person.
    Human,
    /// For a program.
    Json,
}

/// `plugin add`
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// A file, `https://host/plugin.wasm` (`#sha256=…` pins it), or `oci://host/repository:tag`
    pub(crate) source: String,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
}

/// `plugin update`
#[derive(Debug, Args)]
pub(crate) struct UpdateArgs {
    /// The plugin's id; all that are not built in unless given
    pub(crate) id: Option<String>,
    /// Take plugins in that ask for other capabilities than before
    #[arg(long)]
    pub(crate) accept_capabilities: bool,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
}

/// `plugin install`
#[derive(Debug, Args)]
pub(crate) struct InstallArgs {
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
}

/// `plugin verify`
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Ask, too, whether the sources still give the same; needs the network
    #[arg(long)]
    pub(crate) online: bool,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
}

/// `plugin publish`
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The component
    pub(crate) file: PathBuf,
    /// Where to: `oci://host/repository:tag`
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
}

/// How to speak to registries.
#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    /// Speak to registries on other machines without encryption, which shows them your password
    #[arg(long)]
    pub(crate) insecure: bool,
}
