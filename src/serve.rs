//! The preview: the site on this machine, as it is while somebody writes it.
//!
//! ```text
//! watching --changed files--> engine --generations--> http --pages, news--> browser
//! ```
//!
//! A [`Maker`] makes the site again on a thread of its own whenever something changes, and hands
//! over one [`Generation`] after the other: the pages first, then the same with the verdicts of
//! their examples. The server answers from the newest, with the bytes `build` would write and one
//! script more; the script asks for the page anew, and puts what differs in its place. Nothing is
//! written to the output folder.

mod answer;
mod engine;
mod fresh;
mod generation;
mod host;
mod http;
mod live;
mod log;
mod looking;
mod media;
mod own;
mod panel;
mod path;
mod read;
mod script;
mod snapshot;
mod trouble;
mod watching;

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::sync::watch as channel;

pub use engine::{Inbox, Made, Maker};
pub use fresh::{Fresh, frames};
pub use generation::{Complaint, Generation, PageFacts, Shown};
pub use http::listen;
pub use live::{Given, Live};

use crate::config::Config;
use crate::report::Terminal;
use crate::watch;
use crate::world::{Recorded, Seen, World};
use answer::Desk;
use host::Names;
use log::Log;
use watching::Watching;

/// A port that was taken, and for whom.
pub struct Door {
    /// Where it listens.
    pub listener: TcpListener,
    /// The address it has.
    pub address: SocketAddr,
    /// The host as it was asked for.
    pub host: String,
}

impl Door {
    /// What to type into a browser to get to a site below `root`.
    pub fn url(&self, root: &str) -> String {
        let ip = self.address.ip();
        let host = match ip.is_unspecified() {
            true => "localhost".to_owned(),
            false if ip.is_ipv6() => format!("[{ip}]"),
            false => ip.to_string(),
        };
        format!("http://{host}:{}{root}", self.address.port())
    }
}

/// Watches the site in `folder`, has `maker` make it, and serves it, for as long as the program
/// runs. `config` is how it is configured now.
///
/// # Errors
///
/// Where the system lets nothing be watched or served.
pub fn run<W: World + Send + 'static>(
    door: Door,
    world: &'static Recorded<W>,
    folder: PathBuf,
    config: &Config,
    mut maker: impl Maker + 'static,
    terminal: Terminal,
) -> io::Result<Infallible> {
    let root = crate::site::BaseUrl::new(&config.site.base_url).root().to_owned();
    let (sender, generations) = channel::channel(Arc::new(Generation::none(root)));
    let (output, in_folder) = (config.build.output.clone(), folder.clone());
    let counts = move |path: &std::path::Path| watching::matters(path, &in_folder, &output, world);
    let (folders, changes) = watch::watch(counts).map_err(io::Error::other)?;
    let mut watching = Watching::new(folders, folder.clone());
    warn(watching.follow(&of_config(config), &BTreeSet::new()).problem, terminal);

    let inbox = Inbox::default();
    let leave = inbox.clone();
    thread::Builder::new().name("changes".into()).spawn(move || {
        while let Some(change) = changes.next() {
            leave.put(change.paths, change.lost);
        }
    })?;
    let mut log = Log::new(terminal, folder.clone());
    thread::Builder::new().name("engine".into()).spawn(move || {
        let again = inbox.clone();
        let mut after = |changed: &BTreeSet<PathBuf>| {
            let followed = watching.follow(&world.seen(), changed);
            warn(followed.problem, terminal);
            if !followed.new.is_empty() {
                again.put_unheard(followed.new);
            }
        };
        let mut hear = |changed: &BTreeSet<PathBuf>, made: &Made, now: &Generation| {
            log.tell(changed, made, now)
        };
        engine::run(&inbox, &mut maker, &sender, &mut hear, &mut after);
    })?;
    let names = Names::new(&door.host, door.address.ip(), door.address.port());
    let folder = folder.to_string_lossy().replace('\\', "/");
    http::serve(door.listener, Desk { names, folder }, generations)
}

/// What will be read of any site, to be watched before it is.
fn of_config(config: &Config) -> Seen {
    let build = &config.build;
    let folders = [&build.content, &build.theme, &build.assets];
    Seen { files: BTreeSet::new(), folders: folders.into_iter().cloned().collect() }
}

fn warn(problem: Option<String>, terminal: Terminal) {
    if let Some(problem) = problem {
        terminal.warn(&problem);
    }
}
