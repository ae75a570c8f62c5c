//! The command line. The doc comments here are the help text.

mod plugin;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use proofpress::author::Language;
use proofpress::diagnostic::Severity;
use proofpress::plugin::COMPILER_COMMAND;

pub(crate) use plugin::{
    AddArgs, InstallArgs, ListArgs, ListFormat, NetworkArgs, PublishArgs, UpdateArgs, VerifyArgs,
};

/// Builds a documentation site from Markdown and proves what it publishes.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The configuration file; its folder is the site's root
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Say nothing but findings and failures
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more: every example that was not proven, and why
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new site that builds and passes
    Init {
        /// Where; the current folder unless given
        dir: Option<PathBuf>,
    },
    /// Check the examples and build the site
    Build(BuildArgs),
    /// Check the examples only
    Check(CheckArgs),
    /// Show the site while it is written, and check it at every change
    Serve(ServeArgs),
    /// Write what examples really print into the blocks that say it
    Bless(BlessArgs),
    /// Show a rule's page
    Explain {
        /// The rule's id, such as `kubernetes/latest-tag`
        rule: String,
    },
    /// Serve an editor: findings, completions, fixes, on standard input and output
    Lsp {
        /// What editors say to a server that has other ways to be talked to
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Compile a plugin for another process of this program
    #[command(name = COMPILER_COMMAND, hide = true)]
    Compile,
    /// Look at plugins, and write them
    #[command(subcommand)]
    Plugin(PluginCommand),
}

/// `build`
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// The folder to write the site to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Build without checking the examples
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Fail on warnings, too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Where the site will be served, instead of `site.base_url`
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Build drafts, too
    #[arg(long)]
    pub(crate) drafts: bool,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

/// `check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Pages or folders to check; all unless given
    pub(crate) paths: Vec<PathBuf>,
    /// How to report: FORMAT to the terminal, FORMAT=FILE to a file; may be repeated
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human")]
    pub(crate) format: Vec<String>,
    /// The least severity that fails the check
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) fail_on: Option<Severity>,
    /// Check drafts, too
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Ask other sites whether links to them are still there
    #[arg(long)]
    pub(crate) external: bool,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

/// `serve`
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The address or name to listen at; 0.0.0.0 is every address of this machine
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(crate) host: String,
    /// The port to listen at, or the next that is free; 0 is any [default: 1450]
    #[arg(short, long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Where the site will be served, instead of `site.base_url`; its path counts here, too
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Show drafts, too, and mark them
    #[arg(long)]
    pub(crate) drafts: bool,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

/// `bless`
#[derive(Debug, Args)]
pub(crate) struct BlessArgs {
    /// Pages or folders; all unless given
    pub(crate) paths: Vec<PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) work: WorkArgs,
}

/// How the work is done.
#[derive(Debug, Args)]
pub(crate) struct WorkArgs {
    /// Work on so many cores; all of them unless given
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Use no stored verdicts and store none
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Refuse plugins that are not in `proofpress.lock` just as they are
    #[arg(long)]
    pub(crate) locked: bool,
}

/// `plugin`
#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// List the site's plugins and their rules
    List(ListArgs),
    /// Take a plugin in: into the configuration, the lock and your store
    Add(AddArgs),
    /// Take a plugin out of the configuration and the lock
    Remove {
        /// The plugin's id
        id: String,
    },
    /// Take in what the sources of plugins give now
    Update(UpdateArgs),
    /// Fetch the plugins that the lock names
    Install(InstallArgs),
    /// Hold plugins against the lock, and fetch nothing
    Verify(VerifyArgs),
    /// Push a plugin to a registry
    Publish(PublishArgs),
    /// Make a new plugin: one rule, its page, its test
    New(PluginNewArgs),
    /// Build the component of a plugin's sources into `dist/`
    Build(ProjectArgs),
    /// Try a plugin: its rule pages, its cases, and what every plugin must withstand
    Test(ProjectArgs),
    /// Show what the examples of a plugin's pages cost, in fuel and time
    Bench(PluginBenchArgs),
    /// Show what a component imports, exports and says of itself
    Inspect(PluginInspectArgs),
    /// Build and check again whenever a file changes
    Dev(PluginDevArgs),
    /// Write this program with its plugins compiled, for a release
    #[command(hide = true)]
    Bundle {
        /// The file to write
        output: PathBuf,
    },
}

/// `plugin new`
#[derive(Debug, Args)]
pub(crate) struct PluginNewArgs {
    /// The plugin's id, with a name of yours before it: `acme:dotenv`
    pub(crate) name: String,
    /// What to write it in: `rust`, `js`, `ts`, `python` or `c`
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Language,
    /// Where; a folder of its name unless given
    pub(crate) dir: Option<PathBuf>,
}

/// `plugin bench`
#[derive(Debug, Args)]
pub(crate) struct PluginBenchArgs {
    #[command(flatten)]
    pub(crate) project: ProjectArgs,
    /// Another example to measure: a file, whose language is its extension; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) example: Vec<PathBuf>,
}

/// `plugin inspect`
#[derive(Debug, Args)]
pub(crate) struct PluginInspectArgs {
    /// The component's `.wasm` file
    pub(crate) file: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = InspectFormat::Human, value_name = "FORMAT")]
    pub(crate) format: InspectFormat,
}

/// How `plugin inspect` shows what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// `plugin dev`
#[derive(Debug, Args)]
pub(crate) struct PluginDevArgs {
    #[command(flatten)]
    pub(crate) project: ProjectArgs,
    /// Pages to check besides the plugin's own: a site, or any folder of Markdown
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
}

/// A plugin's sources.
#[derive(Debug, Args)]
pub(crate) struct ProjectArgs {
    /// The folder of the plugin's `plugin.toml`; the current one unless given
    pub(crate) dir: Option<PathBuf>,
}

fn severity(text: &str) -> Result<Severity, String> {
    match text {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "info" => Ok(Severity::Info),
        _ => Err("use `error`, `warning` or `info`".into()),
    }
}
