//! The state of a server: databases, connections, clock, choices, settings.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::data::db::Db;
use crate::data::random::Random;
use crate::reply::{Bytes, Reply};
use crate::script::Scripts;

/// How many databases there are.
const DATABASES: usize = 16;

/// A server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) dbs: Vec<Db>,
    pub(crate) clients: BTreeMap<u32, Client>,
    /// Milliseconds since 1970.
    pub(crate) now: u64,
    /// When it was opened, in milliseconds since 1970.
    pub(crate) opened: u64,
    pub(crate) random: Random,
    pub(crate) settings: BTreeMap<String, Bytes>,
    pub(crate) scripts: Scripts,
    /// Commands executed and connections made since it was opened.
    pub(crate) commands: u64,
    pub(crate) connections: u32,
}

/// A connection.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub(crate) db: usize,
    pub(crate) protocol: u8,
    pub(crate) name: Bytes,
    pub(crate) connected: u64,
    /// The commands since `MULTI`.
    pub(crate) queue: Option<Vec<Vec<Bytes>>>,
    /// A command of the transaction was refused.
    pub(crate) refused: bool,
    pub(crate) watched: BTreeSet<(usize, Bytes)>,
    /// A watched key was changed.
    pub(crate) dirty: bool,
    pub(crate) channels: BTreeSet<Bytes>,
    pub(crate) patterns: BTreeSet<Bytes>,
    pub(crate) shards: BTreeSet<Bytes>,
    /// Messages it has not been given yet.
    pub(crate) inbox: VecDeque<Reply>,
    /// `CLIENT REPLY OFF`, and `SKIP` for one command.
    pub(crate) silent: Silence,
}

/// Which replies a connection does not want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Silence {
    #[default]
    None,
    /// Not the next one.
    Next,
    /// Not the one of the command being executed.
    This,
    All,
}

impl Client {
    pub(crate) fn fresh(now: u64) -> Self {
        Self {
            db: 0,
            protocol: 2,
            name: Bytes::new(),
            connected: now,
            queue: None,
            refused: false,
            watched: BTreeSet::new(),
            dirty: false,
            channels: BTreeSet::new(),
            patterns: BTreeSet::new(),
            shards: BTreeSet::new(),
            inbox: VecDeque::new(),
            silent: Silence::None,
        }
    }

    /// How many channels and patterns it listens to.
    pub(crate) fn subscriptions(&self) -> usize {
        self.channels.len() + self.patterns.len()
    }

    /// Forgets the transaction, watched keys too.
    pub(crate) fn end_transaction(&mut self) {
        self.queue = None;
        self.refused = false;
        self.dirty = false;
        self.watched.clear();
    }
}

impl Server {
    pub(crate) fn new(now: u64, seed: u64) -> Self {
        Self {
            dbs: vec![Db::default(); DATABASES],
            clients: BTreeMap::new(),
            now,
            opened: now,
            random: Random::new(seed),
            settings: crate::commands::config::defaults(),
            scripts: Scripts::default(),
            commands: 0,
            connections: 0,
        }
    }

    pub(crate) fn connect(&mut self) -> u32 {
        self.connections += 1;
        // A server's first connections are numbered from 3 on: it uses two ids itself.
        let id = self.connections + 2;
        self.clients.insert(id, Client::fresh(self.now));
        id
    }

    /// Moves the clock, which never goes back, and drops what has expired by then.
    pub(crate) fn tick(&mut self, now: u64) {
        self.now = self.now.max(now);
        for db in 0..self.dbs.len() {
            for key in self.dbs[db].sweep(self.now) {
                self.touch(db, &key);
            }
        }
    }

    /// Tells the connections that watch a key that it changed.
    pub(crate) fn touch(&mut self, db: usize, key: &[u8]) {
        for client in self.clients.values_mut().filter(|client| !client.watched.is_empty()) {
            client.dirty |= client.watched.contains(&(db, key.to_vec()));
        }
    }

    /// Tells those that watch any key of a database.
    pub(crate) fn touch_all(&mut self, db: usize) {
        for client in self.clients.values_mut() {
            let keys = self.dbs[db].keys();
            client.dirty |= keys.iter().any(|key| client.watched.contains(&(db, key.clone())));
        }
    }
}
