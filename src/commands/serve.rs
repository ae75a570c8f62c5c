//! `serve`: the preview. It ends when it is interrupted.

use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use proofpress::config;
use proofpress::report::Terminal;
use proofpress::serve::{self, Door, Given, Live};
use proofpress::site::BaseUrl;
use proofpress::world::{Disk, Recorded};

use super::{Outcome, SiteFiles};
use crate::cli::{Global, ServeArgs};

/// Where nothing says otherwise: about the year in which printing began.
const PORT: u16 = 1450;

pub(crate) fn run(args: &ServeArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let mut site = SiteFiles::open(global)?;
    if let Some(url) = &args.base_url {
        match config::base_url(url) {
            Some(url) => site.config.site.base_url = url,
            None => {
                bail!("`{url}` is no base address; write `https://docs.example.com/` or `/docs/`")
            }
        }
    }
    let given = Given {
        drafts: args.drafts,
        base_url: args.base_url.is_some().then(|| site.config.site.base_url.clone()),
    };
    let threads = args.work.jobs.unwrap_or_else(rayon::current_num_threads).max(1);
    if args.work.jobs.is_some() {
        // The pool can be set up once; a second call in one process keeps the first.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let settings = site.settings(&args.work, threads);
    let wanted = args.port.or(site.config.serve.port).unwrap_or(PORT);
    let (listener, address) = serve::listen(&args.host, wanted)
        .with_context(|| format!("cannot listen at `{}`, port {wanted}", args.host))?;
    let door = Door { listener, address, host: args.host.clone() };
    if wanted != 0 && address.port() != wanted {
        terminal.warn(&format!("port {wanted} is taken; this is the next that is free"));
    }
    let url = door.url(BaseUrl::new(&site.config.site.base_url).root());
    terminal.say(&format!("serving {url}"));
    if args.open {
        open(&url, terminal);
    }
    let SiteFiles { world, name, config, .. } = site;
    let world = world.into_world();
    let folder = world.root().to_owned();
    // It is there for as long as the preview is, and that ends with the program.
    let world: &'static Recorded<Disk> = Box::leak(Box::new(Recorded::new(world)));
    let maker = Live::new(world, folder.clone(), name, settings, given);
    match serve::run(door, world, folder, &config, maker, terminal)? {}
}

/// Opens an address in the browser of whoever sits here.
#[expect(clippy::disallowed_methods, reason = "`--open` asks for the browser")]
fn open(url: &str, terminal: Terminal) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut call = std::process::Command::new(program);
    call.args(arguments).arg(url);
    call.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(why) = call.spawn() {
        terminal.warn(&format!("cannot start a browser with `{program}`: {why}"));
    }
}
