//! Browsers at work: each reads pages, one after the other, and hears of what is new.

use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::bench::{Layout, Random, get};

/// How long a browser looks at a page.
const LOOK: Duration = Duration::from_millis(150);

/// What browsers have seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pages: AtomicUsize,
    missing: AtomicUsize,
    failed: AtomicUsize,
    news: AtomicUsize,
    ended: AtomicBool,
}

/// Browsers that run until they are stopped.
pub(super) struct Clients {
    seen: Arc<Seen>,
    threads: Vec<JoinHandle<()>>,
}

impl Clients {
    /// Starts so many.
    pub(super) fn start(port: u16, pages: usize, count: usize) -> Self {
        let seen = Arc::new(Seen::default());
        let mut threads = Vec::new();
        for client in 0..count {
            let of_reader = Arc::clone(&seen);
            threads.push(std::thread::spawn(move || read(port, pages, client, &of_reader)));
            let of_listener = Arc::clone(&seen);
            threads.push(std::thread::spawn(move || listen(port, &of_listener)));
        }
        Self { seen, threads }
    }

    /// What they have seen so far.
    pub(super) fn so_far(&self) -> String {
        self.seen.to_string()
    }

    /// Stops them.
    ///
    /// # Errors
    ///
    /// Where an answer broke off or the server failed, or nothing was heard of any edit.
    pub(super) fn stop(self) -> Result<String> {
        self.seen.ended.store(true, Ordering::Relaxed);
        let listens = !self.threads.is_empty();
        for thread in self.threads {
            if thread.join().is_err() {
                bail!("a client broke down");
            }
        }
        let seen = &self.seen;
        if seen.failed.load(Ordering::Relaxed) > 0 {
            bail!("answers broke off: {seen}");
        }
        if listens && seen.news.load(Ordering::Relaxed) == 0 {
            bail!("nobody was told of any edit: {seen}");
        }
        Ok(seen.to_string())
    }
}

impl Seen {
    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let (pages, missing) = (of(&self.pages), of(&self.missing));
        let (failed, news) = (of(&self.failed), of(&self.news));
        write!(f, "{pages} pages, {missing} that are gone, {failed} failures, {news} news")
    }
}

/// Reads random pages.
fn read(port: u16, pages: usize, client: usize, seen: &Seen) {
    let random = &mut Random::of("client", client);
    while !seen.has_ended() {
        let url = Layout::Proofpress.url(random.below(pages));
        let counted = match get(port, &url).map(|answer| answer.status) {
            Some(200) => &seen.pages,
            // Pages move.
            Some(404) => &seen.missing,
            _ => &seen.failed,
        };
        counted.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(LOOK);
    }
}

/// Hears of what is new, and comes back where the connection breaks.
fn listen(port: u16, seen: &Seen) {
    while !seen.has_ended() {
        if hear(port, seen).is_err() {
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

fn hear(port: u16, seen: &Seen) -> std::io::Result<()> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    let request = "GET /.proofpress/events HTTP/1.1\r\n";
    write!(stream, "{request}Host: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n")?;
    let mut lines = BufReader::new(stream);
    let mut line = Vec::new();
    while !seen.has_ended() {
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) => {
                if line.starts_with(b"event:") {
                    seen.news.fetch_add(1, Ordering::Relaxed);
                }
                line.clear();
            }
            // Silence; what was read of a line so far is kept.
            Err(why) if is_silence(&why) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

fn is_silence(why: &std::io::Error) -> bool {
    matches!(why.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}
