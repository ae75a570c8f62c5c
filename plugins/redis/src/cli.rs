//! Feeds lines to the engine as redis-cli does, and prints what it replies.
//!
//! Time passes only while a command waits: then it is what the command waits for.

use std::collections::BTreeMap;

use proofpress_plugin::{Output, OutputLimit, OutputStream};
use proofpress_redis_engine::{Bytes, Connection, Engine, Outcome, Reply, terminal, words};

use crate::text;

/// Why a run cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// It wrote too much.
    Output(OutputLimit),
    /// The virtual time is up.
    Timeout,
    /// A command waits, and nobody is left who could end that.
    Deadlock,
}

impl From<OutputLimit> for Halt {
    fn from(limit: OutputLimit) -> Self {
        Self::Output(limit)
    }
}

/// A command that waits while others go on.
struct Waiting {
    connection: Connection,
    words: Vec<Bytes>,
    since: u64,
    until: Option<u64>,
}

/// redis-cli, with as many connections as the example names.
pub(crate) struct Cli {
    engine: Engine,
    /// Milliseconds since 1970.
    now: u64,
    /// The time that may not be passed.
    deadline: Option<u64>,
    clients: BTreeMap<String, Connection>,
    current: Connection,
    waiting: Vec<Waiting>,
    raw: bool,
    /// Nothing is printed.
    pub(crate) muted: bool,
    /// The last step had an error among its replies.
    pub(crate) failed: bool,
    /// `QUIT` was said.
    pub(crate) over: bool,
    pub(crate) output: Output,
}

impl Cli {
    pub(crate) fn new(now: u64, seed: u64, raw: bool) -> Self {
        let mut engine = Engine::new(now, seed);
        let current = engine.connect();
        Self {
            engine,
            now,
            deadline: None,
            clients: BTreeMap::from([(String::new(), current)]),
            current,
            waiting: Vec::new(),
            raw,
            muted: false,
            failed: false,
            over: false,
            output: Output::default(),
        }
    }

    /// Sets how long the run may take from now on, in milliseconds.
    pub(crate) fn limit(&mut self, milliseconds: Option<u64>) {
        self.deadline = milliseconds.map(|ms| self.now.saturating_add(ms));
    }

    /// Reads the lines of a step; `later` are the steps that follow. What waits is left waiting
    /// only where another connection may still speak: at one prompt, nobody types meanwhile.
    pub(crate) fn step(
        &mut self,
        step: &str,
        later: &[String],
        line: &mut u32,
    ) -> Result<(), Halt> {
        self.failed = false;
        let others_later =
            later.iter().flat_map(|step| step.lines()).any(|line| text::client(line).is_some());
        let lines: Vec<&str> = step.lines().collect();
        for (at, text) in lines.iter().enumerate() {
            *line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            if self.over {
                break;
            }
            let others =
                others_later || lines[at + 1..].iter().any(|line| text::client(line).is_some());
            self.line(text, others)?;
        }
        if later.is_empty() { self.settle() } else { Ok(()) }
    }

    /// Goes over to the connection of that name; the one without a name is there from the start.
    pub(crate) fn become_client(&mut self, name: &str) {
        let engine = &mut self.engine;
        self.current = *self.clients.entry(name.to_owned()).or_insert_with(|| engine.connect());
    }

    fn line(&mut self, line: &str, others: bool) -> Result<(), Halt> {
        if let Some(name) = text::client(line) {
            self.become_client(name);
            return Ok(());
        }
        if text::is_comment(line) || line.trim().is_empty() {
            return Ok(());
        }
        let Some(words) = words::split(line) else {
            self.failed = true;
            return self.print(b"Invalid argument(s)\n");
        };
        let mut words: Vec<Bytes> = words.into_iter().map(|word| word.bytes).collect();
        // A number before a command repeats it.
        let number = words.first().and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
        let times: u64 = number.filter(|times| *times > 0 && words.len() > 1).unwrap_or(1);
        if number.is_some_and(|times: u64| times > 0) && words.len() > 1 {
            words.remove(0);
        }
        for _ in 0..times {
            self.send(words.clone(), others)?;
        }
        Ok(())
    }

    /// Sends a command over the current connection.
    pub(crate) fn send(&mut self, words: Vec<Bytes>, others: bool) -> Result<(), Halt> {
        let connection = self.current;
        while let Some(at) = self.waiting.iter().position(|one| one.connection == connection) {
            // A connection that waits reads nothing: its turn comes when that is over.
            let until = self.waiting[at].until;
            self.advance(until)?;
        }
        let name = words.first().cloned().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"quit") || name.eq_ignore_ascii_case(b"exit") {
            self.over = true;
            return Ok(());
        }
        if is_subscription(&name) && !self.raw {
            self.print(b"Reading messages... (press Ctrl-C to quit)\n")?;
        }
        let mut waiting = Waiting { connection, words, since: self.now, until: None };
        let mut waited = None;
        loop {
            match self.engine.call(connection, self.now, waited, &waiting.words) {
                Outcome::Reply(reply) => {
                    self.show(connection, &waiting.words, reply)?;
                    self.tell_time(waiting.since)?;
                    return self.wake();
                }
                Outcome::Waits(until) => {
                    waiting.until = until;
                    if others {
                        self.waiting.push(waiting);
                        return Ok(());
                    }
                    waited = Some(waiting.since);
                    self.pass(until)?;
                }
            }
        }
    }

    /// Lets time pass.
    fn pass(&mut self, until: Option<u64>) -> Result<(), Halt> {
        let Some(until) = until else { return Err(Halt::Deadlock) };
        if self.deadline.is_some_and(|deadline| until > deadline) {
            return Err(Halt::Timeout);
        }
        self.now = self.now.max(until);
        Ok(())
    }

    fn advance(&mut self, until: Option<u64>) -> Result<(), Halt> {
        self.pass(until)?;
        self.wake()
    }

    /// Tries the commands that wait again, those that waited longest first.
    fn wake(&mut self) -> Result<(), Halt> {
        let mut at = 0;
        while let Some(one) = self.waiting.get(at) {
            let (connection, since) = (one.connection, one.since);
            let words = one.words.clone();
            match self.engine.call(connection, self.now, Some(since), &words) {
                Outcome::Waits(until) => {
                    self.waiting[at].until = until;
                    at += 1;
                }
                Outcome::Reply(reply) => {
                    self.waiting.remove(at);
                    self.show(connection, &words, reply)?;
                    self.tell_time(since)?;
                    // What it did may serve one before it.
                    at = 0;
                }
            }
        }
        self.deliver()
    }

    /// Waits until nothing waits any more.
    fn settle(&mut self) -> Result<(), Halt> {
        while let Some(next) = self.waiting.iter().filter_map(|one| one.until).min() {
            self.advance(Some(next))?;
        }
        if self.waiting.is_empty() { Ok(()) } else { Err(Halt::Deadlock) }
    }

    /// Prints messages that were published to a connection.
    fn deliver(&mut self) -> Result<(), Halt> {
        let clients: Vec<Connection> = self.clients.values().copied().collect();
        for client in clients {
            for message in self.engine.pushed(client) {
                self.show(client, &[], Some(message))?;
            }
        }
        Ok(())
    }

    fn show(
        &mut self,
        client: Connection,
        words: &[Bytes],
        reply: Option<Reply>,
    ) -> Result<(), Halt> {
        let Some(reply) = reply else { return Ok(()) };
        self.failed |= matches!(reply, Reply::Error(_));
        let protocol = self.engine.protocol(client);
        let text = if self.raw {
            terminal::raw(&reply, protocol)
        } else {
            terminal::shown(words, &reply, protocol)
        };
        self.print(&text)
    }

    /// redis-cli tells how long a command took that took half a second or more.
    fn tell_time(&mut self, since: u64) -> Result<(), Halt> {
        let elapsed = self.now - since;
        if elapsed < 500 || self.raw {
            return Ok(());
        }
        self.print(format!("({}.{:02}s)\n", elapsed / 1000, elapsed % 1000 / 10).as_bytes())
    }

    fn print(&mut self, text: &[u8]) -> Result<(), Halt> {
        if !self.muted {
            self.output.write(OutputStream::Stdout, text)?;
        }
        Ok(())
    }
}

/// Whether a command makes redis-cli wait for messages.
fn is_subscription(name: &[u8]) -> bool {
    ["subscribe", "psubscribe", "ssubscribe"]
        .iter()
        .any(|other| name.eq_ignore_ascii_case(other.as_bytes()))
}
