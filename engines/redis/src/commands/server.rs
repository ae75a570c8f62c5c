//! The server itself: `PING`, `TIME`, `INFO`, `HELLO` and what else examples ask it.

use std::fmt::Write as _;

use super::Handler;
use crate::args::{int, is_word};
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::table::VERSION;
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "ping" => ping,
        "echo" => |_, words| Ok(Reply::bulk(&words[1])),
        "quit" => |_, _| Ok(Reply::ok()),
        "reset" => reset,
        "hello" => hello,
        "auth" => auth,
        "time" => |call, _| {
            let now = call.now();
            let micros = now % 1000 * 1000;
            Ok(Reply::bulks([(now / 1000).to_string(), micros.to_string()]))
        },
        "lastsave" => {
            |call, _| Ok(Reply::Int(i64::try_from(call.server.opened / 1000).unwrap_or_default()))
        }
        "save" => |_, _| Ok(Reply::ok()),
        "bgsave" => |_, _| Ok(Reply::Status("Background saving started".into())),
        "bgrewriteaof" => {
            |_, _| Ok(Reply::Status("Background append only file rewriting started".into()))
        }
        "role" => |_, _| {
            Ok(Reply::Array(vec![Reply::bulk("master"), Reply::Int(0), Reply::Array(Vec::new())]))
        },
        "info" => info,
        "wait" => wait,
        "lolwut" => |_, _| Ok(Reply::Verbatim("txt", format!("Redis ver. {VERSION}\n").into())),
        "readonly" | "readwrite" | "asking" => {
            |_, _| Err("ERR This instance has cluster support disabled".into())
        }
        "cluster" => |_, _| Err("ERR This instance has cluster support disabled".into()),
        "slowlog|get" => |_, _| Ok(Reply::Array(Vec::new())),
        "slowlog|len" => |_, _| Ok(Reply::Int(0)),
        "slowlog|reset" => |_, _| Ok(Reply::ok()),
        "acl|whoami" => |_, _| Ok(Reply::bulk("default")),
        "acl|users" => |_, _| Ok(Reply::bulks(["default"])),
        "acl|list" => |_, _| Ok(Reply::bulks(["user default on nopass ~* &* +@all"])),
        "acl|cat" => categories,
        _ => return None,
    })
}

fn ping(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if words.len() > 2 {
        return Err("ERR wrong number of arguments for 'ping' command".into());
    }
    if call.protocol < 3 && call.client().subscriptions() > 0 {
        let said = words.get(1).cloned().unwrap_or_default();
        return Ok(Reply::bulks([b"pong".to_vec(), said]));
    }
    Ok(words.get(1).map_or(Reply::Status("PONG".into()), Reply::bulk))
}

fn reset(call: &mut Call<'_>, _: &[Bytes]) -> Answer {
    let now = call.now();
    let connected = call.client().connected;
    *call.client() = crate::server::Client::fresh(now);
    call.client().connected = connected;
    (call.db, call.protocol) = (0, 2);
    Ok(Reply::Status("RESET".into()))
}

fn hello(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut protocol = call.client().protocol;
    if let Some(text) = words.get(1) {
        let wanted = number::integer(text)
            .ok_or("ERR Protocol version is not an integer or out of range")?;
        protocol = match wanted {
            2 => 2,
            3 => 3,
            _ => return Err("NOPROTO unsupported protocol version".into()),
        };
    }
    let mut args = crate::args::Args::new(words.get(2..).unwrap_or_default());
    while args.len() > 0 {
        if args.len() >= 3 && args.word("AUTH") {
            args.take(2)?;
        } else if args.len() >= 2 && args.word("SETNAME") {
            let name = args.need()?;
            super::clients::set_name(call, name)?;
        } else {
            let word = args.next().map(|word| String::from_utf8_lossy(word).into_owned());
            let word = word.unwrap_or_default();
            return Err(Stop::Error(format!("ERR Syntax error in HELLO option '{word}'")));
        }
    }
    call.client().protocol = protocol;
    call.protocol = protocol;
    let text = |text: &str| Reply::bulk(text);
    Ok(Reply::Map(vec![
        (text("server"), text("redis")),
        (text("version"), text(VERSION)),
        (text("proto"), Reply::Int(i64::from(protocol))),
        (text("id"), Reply::Int(i64::from(call.id))),
        (text("mode"), text("standalone")),
        (text("role"), text("master")),
        (text("modules"), Reply::Array(Vec::new())),
    ]))
}

fn auth(_: &mut Call<'_>, words: &[Bytes]) -> Answer {
    match words {
        [_, _] => {
            Err("ERR AUTH <password> called without any password configured for the default \
                       user. Are you sure your configuration is correct?"
                .into())
        }
        [_, user, _] if user == b"default" => Ok(Reply::ok()),
        [_, _, _] => Err("WRONGPASS invalid username-password pair or user is disabled.".into()),
        _ => Err(crate::reply::SYNTAX.into()),
    }
}

/// There are no replicas: it waits in vain unless it is for none.
fn wait(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let wanted = int(&words[1])?;
    let ms = number::integer(&words[2]).ok_or("ERR timeout is not an integer or out of range")?;
    let ms = u64::try_from(ms).map_err(|_| "ERR timeout is negative")?;
    if wanted <= 0 {
        return Ok(Reply::Int(0));
    }
    call.wait((ms > 0).then_some(ms), Reply::Int(0))
}

fn info(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let uptime = (call.now() - call.server.opened) / 1000;
    let clients = call.server.clients.len();
    let commands = call.server.commands;
    let mut keyspace = String::new();
    for (index, db) in call.server.dbs.iter().enumerate().filter(|(_, db)| db.len() > 0) {
        let expires = db.iter().filter(|(_, entry)| entry.expires.is_some()).count();
        let keys = db.len();
        let _ = write!(keyspace, "db{index}:keys={keys},expires={expires},avg_ttl=0\r\n");
    }
    let sections = [
        (
            "Server",
            format!(
                "redis_version:{VERSION}\r\nredis_mode:standalone\r\narch_bits:64\r\n\
                 tcp_port:6379\r\nuptime_in_seconds:{uptime}\r\nuptime_in_days:{}\r\n",
                uptime / 86_400
            ),
        ),
        ("Clients", format!("connected_clients:{clients}\r\nblocked_clients:0\r\n")),
        ("Persistence", "loading:0\r\nrdb_bgsave_in_progress:0\r\naof_enabled:0\r\n".into()),
        (
            "Stats",
            format!(
                "total_connections_received:{}\r\ntotal_commands_processed:{commands}\r\n",
                call.server.connections
            ),
        ),
        ("Replication", "role:master\r\nconnected_slaves:0\r\n".into()),
        ("Cluster", "cluster_enabled:0\r\n".into()),
        ("Keyspace", keyspace),
    ];
    let all = words.len() == 1
        || words[1..]
            .iter()
            .any(|word| ["default", "all", "everything"].iter().any(|name| is_word(word, name)));
    let wanted = |name: &str| all || words[1..].iter().any(|word| is_word(word, name));
    let shown = sections.iter().filter(|(name, _)| wanted(name));
    let text: Vec<String> = shown.map(|(name, lines)| format!("# {name}\r\n{lines}")).collect();
    Ok(Reply::Verbatim("txt", text.join("\r\n").into_bytes()))
}

fn categories(_: &mut Call<'_>, words: &[Bytes]) -> Answer {
    const ALL: [&str; 21] = [
        "keyspace",
        "read",
        "write",
        "set",
        "sortedset",
        "list",
        "hash",
        "string",
        "bitmap",
        "hyperloglog",
        "geo",
        "stream",
        "pubsub",
        "admin",
        "fast",
        "slow",
        "blocking",
        "dangerous",
        "connection",
        "transaction",
        "scripting",
    ];
    let Some(name) = words.get(2) else { return Ok(Reply::bulks(ALL)) };
    if !ALL.iter().any(|category| is_word(name, category)) {
        let name = String::from_utf8_lossy(name);
        return Err(Stop::Error(format!("ERR Unknown category '{name}'")));
    }
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    let all = crate::table::all().values();
    let fits = all.filter(|command| command.categories.split(' ').any(|one| one == name));
    Ok(Reply::bulks(fits.map(|command| command.name)))
}
