//! Messages: channels, patterns, shard channels.

use std::collections::{BTreeMap, BTreeSet};

use super::Handler;
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply};
use crate::server::Client;
use crate::text::glob;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "subscribe" => |call, words| subscribe(call, words, Kind::Channel),
        "psubscribe" => |call, words| subscribe(call, words, Kind::Pattern),
        "ssubscribe" => |call, words| subscribe(call, words, Kind::Shard),
        "unsubscribe" => |call, words| unsubscribe(call, words, Kind::Channel),
        "punsubscribe" => |call, words| unsubscribe(call, words, Kind::Pattern),
        "sunsubscribe" => |call, words| unsubscribe(call, words, Kind::Shard),
        "publish" => |call, words| Ok(publish(call, &words[1], &words[2])),
        "spublish" => |call, words| Ok(publish_shard(call, &words[1], &words[2])),
        "pubsub|channels" => |call, words| Ok(channels(call, words.get(2), |one| &one.channels)),
        "pubsub|shardchannels" => |call, words| Ok(channels(call, words.get(2), |one| &one.shards)),
        "pubsub|numsub" => |call, words| Ok(counts(call, &words[2..], |one| &one.channels)),
        "pubsub|shardnumsub" => |call, words| Ok(counts(call, &words[2..], |one| &one.shards)),
        "pubsub|numpat" => |call, _| {
            let clients = call.server.clients.values();
            let patterns: BTreeSet<&Bytes> = clients.flat_map(|one| &one.patterns).collect();
            Ok(Reply::count(patterns.len()))
        },
        _ => return None,
    })
}

/// Whether a connection of version 2 that listens may send this.
pub(super) fn may_listen(name: &str) -> bool {
    matches!(name, "ping" | "quit" | "reset") || name.ends_with("subscribe")
}

#[derive(Clone, Copy)]
enum Kind {
    Channel,
    Pattern,
    Shard,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Channel => "",
            Self::Pattern => "p",
            Self::Shard => "s",
        }
    }

    fn of(self, client: &mut Client) -> &mut BTreeSet<Bytes> {
        match self {
            Self::Channel => &mut client.channels,
            Self::Pattern => &mut client.patterns,
            Self::Shard => &mut client.shards,
        }
    }

    fn count(self, client: &Client) -> Reply {
        Reply::count(match self {
            Self::Shard => client.shards.len(),
            _ => client.subscriptions(),
        })
    }
}

fn subscribe(call: &mut Call<'_>, words: &[Bytes], kind: Kind) -> Answer {
    let client = call.client();
    let mut told = Vec::new();
    for channel in &words[1..] {
        kind.of(client).insert(channel.clone());
        let name = Reply::bulk(format!("{}subscribe", kind.prefix()));
        told.push(Reply::Push(vec![name, Reply::bulk(channel), kind.count(client)]));
    }
    Ok(Reply::Several(told))
}

fn unsubscribe(call: &mut Call<'_>, words: &[Bytes], kind: Kind) -> Answer {
    let client = call.client();
    let mut channels: Vec<Bytes> = words[1..].to_vec();
    if channels.is_empty() {
        channels = kind.of(client).iter().cloned().collect();
    }
    let name = Reply::bulk(format!("{}unsubscribe", kind.prefix()));
    if channels.is_empty() {
        return Ok(Reply::Push(vec![name, Reply::Nil, kind.count(client)]));
    }
    let mut told = Vec::new();
    for channel in channels {
        kind.of(client).remove(&channel);
        told.push(Reply::Push(vec![name.clone(), Reply::Bulk(channel), kind.count(client)]));
    }
    Ok(Reply::Several(told))
}

fn publish(call: &mut Call<'_>, channel: &[u8], message: &[u8]) -> Reply {
    let mut receivers = 0;
    let clients = call.server.clients.values_mut();
    for client in clients {
        if client.channels.contains(channel) {
            client.inbox.push_back(told(&[b"message", channel, message]));
            receivers += 1;
        }
        let patterns: Vec<Bytes> = client.patterns.iter().cloned().collect();
        for pattern in patterns.iter().filter(|pattern| glob::fits(pattern, channel)) {
            client.inbox.push_back(told(&[b"pmessage", pattern, channel, message]));
            receivers += 1;
        }
    }
    Reply::count(receivers)
}

fn told(parts: &[&[u8]]) -> Reply {
    Reply::Push(parts.iter().map(Reply::bulk).collect())
}

fn publish_shard(call: &mut Call<'_>, channel: &[u8], message: &[u8]) -> Reply {
    let clients = call.server.clients.values_mut();
    let listening: Vec<&mut Client> = clients.filter(|one| one.shards.contains(channel)).collect();
    let receivers = listening.len();
    for client in listening {
        client.inbox.push_back(told(&[b"smessage", channel, message]));
    }
    Reply::count(receivers)
}

type Listened = fn(&Client) -> &BTreeSet<Bytes>;

fn channels(call: &Call<'_>, pattern: Option<&Bytes>, listened: Listened) -> Reply {
    let all: BTreeSet<&Bytes> = call.server.clients.values().flat_map(listened).collect();
    Reply::bulks(
        all.into_iter().filter(|one| pattern.is_none_or(|pattern| glob::fits(pattern, one))),
    )
}

fn counts(call: &Call<'_>, names: &[Bytes], listened: Listened) -> Reply {
    let mut all: BTreeMap<&Bytes, usize> = BTreeMap::new();
    for channel in call.server.clients.values().flat_map(listened) {
        *all.entry(channel).or_default() += 1;
    }
    let told = names.iter().flat_map(|name| {
        [Reply::bulk(name), Reply::count(all.get(name).copied().unwrap_or_default())]
    });
    Reply::Array(told.collect())
}
