//! The engine as its callers see it.

use crate::call::{Call, Within};
use crate::commands;
use crate::reply::{Bytes, Reply, Stop};
use crate::server::{Server, Silence};
use crate::wire::resp;

/// A connection of an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connection(pub u32);

/// What a command came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its reply; none where the connection asked for none.
    Reply(Option<Reply>),
    /// It waits, until this time (milliseconds since 1970) at most. To be called again with the same
    /// words when something may have changed, or at that time.
    Waits(Option<u64>),
}

/// A server of its own: nothing in it at first, and nobody else's.
#[derive(Debug)]
pub struct Engine(Server);

impl Engine {
    /// A server that starts at a time (milliseconds since 1970), with what its choices follow from.
    pub fn new(now: u64, seed: u64) -> Self {
        Self(Server::new(now, seed))
    }

    /// A new connection.
    pub fn connect(&mut self) -> Connection {
        Connection(self.0.connect())
    }

    /// Closes a connection.
    pub fn disconnect(&mut self, connection: Connection) {
        self.0.clients.remove(&connection.0);
    }

    /// The protocol version of a connection: 2, or 3 after `HELLO 3`.
    pub fn protocol(&self, connection: Connection) -> u8 {
        self.0.clients.get(&connection.0).map_or(2, |client| client.protocol)
    }

    /// The database a connection uses.
    pub fn database(&self, connection: Connection) -> usize {
        self.0.clients.get(&connection.0).map_or(0, |client| client.db)
    }

    /// Executes a command at a time, which never goes back. `waited` says since when it has been
    /// waiting, where it is called again.
    pub fn call(
        &mut self,
        connection: Connection,
        now: u64,
        waited: Option<u64>,
        words: &[Bytes],
    ) -> Outcome {
        if words.is_empty() {
            return Outcome::Reply(None);
        }
        self.0.tick(now);
        self.0.commands += u64::from(waited.is_none());
        let since = waited.unwrap_or(self.0.now);
        let (db, protocol) = (self.database(connection), self.protocol(connection));
        let mut call = Call {
            server: &mut self.0,
            id: connection.0,
            db,
            within: Within::Nothing,
            since,
            again: waited.is_some(),
            protocol,
        };
        let reply = match commands::receive(&mut call, words) {
            Ok(reply) => reply,
            Err(Stop::Error(text)) => Reply::Error(text),
            Err(Stop::Wait(until)) => return Outcome::Waits(until),
        };
        Outcome::Reply(self.heard(connection, reply))
    }

    /// The reply, unless the connection wants none.
    fn heard(&mut self, connection: Connection, reply: Reply) -> Option<Reply> {
        let Some(client) = self.0.clients.get_mut(&connection.0) else { return Some(reply) };
        match client.silent {
            Silence::None => Some(reply),
            Silence::All => None,
            Silence::This => {
                client.silent = Silence::Next;
                None
            }
            Silence::Next => {
                client.silent = Silence::None;
                None
            }
        }
    }

    /// The same with the reply in the wire format; none where the command waits, with until when.
    ///
    /// # Errors
    ///
    /// The time until which it waits.
    pub fn call_wire(
        &mut self,
        connection: Connection,
        now: u64,
        waited: Option<u64>,
        words: &[Bytes],
    ) -> Result<Bytes, Option<u64>> {
        match self.call(connection, now, waited, words) {
            Outcome::Waits(until) => Err(until),
            Outcome::Reply(None) => Ok(Bytes::new()),
            Outcome::Reply(Some(reply)) => Ok(resp::encode(reply, self.protocol(connection))),
        }
    }

    /// Messages for a connection since this was last asked.
    pub fn pushed(&mut self, connection: Connection) -> Vec<Reply> {
        let client = self.0.clients.get_mut(&connection.0);
        client.map(|client| client.inbox.drain(..).collect()).unwrap_or_default()
    }

    /// The same in the wire format.
    pub fn pushed_wire(&mut self, connection: Connection) -> Bytes {
        let protocol = self.protocol(connection);
        let messages = self.pushed(connection).into_iter();
        messages.flat_map(|message| resp::encode(message, protocol)).collect()
    }
}
