//! Settings: kept and told; few of them change anything here.

use std::collections::BTreeMap;

use super::Handler;
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::text::glob;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "config|get" => get,
        "config|set" => set,
        "config|resetstat" => |_, _| Ok(Reply::ok()),
        "config|rewrite" => |_, _| Err("ERR The server is running without a config file".into()),
        _ => return None,
    })
}

/// The settings of a server that was given none: `config.tsv`, from a server's `CONFIG GET *`.
pub(crate) fn defaults() -> BTreeMap<String, Bytes> {
    let rows = include_str!("../config.tsv").lines();
    let rows = rows.map(|line| line.split_once('\t').unwrap_or((line, "")));
    rows.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect()
}

fn get(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let wanted = |name: &str| {
        words[2..].iter().any(|pattern| glob::fits(&pattern.to_ascii_lowercase(), name.as_bytes()))
    };
    let found = call.server.settings.iter().filter(|(name, _)| wanted(name));
    Ok(Reply::Map(found.map(|(name, value)| (Reply::bulk(name), Reply::bulk(value))).collect()))
}

fn set(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if words.len() % 2 == 1 {
        return Err("ERR wrong number of arguments for 'config|set' command".into());
    }
    let mut changes = Vec::new();
    for pair in words[2..].chunks_exact(2) {
        let name = String::from_utf8_lossy(&pair[0]).to_ascii_lowercase();
        if !call.server.settings.contains_key(&name) {
            let name = String::from_utf8_lossy(&pair[0]);
            return Err(Stop::Error(format!(
                "ERR Unknown option or number of arguments for CONFIG SET - '{name}'"
            )));
        }
        changes.push((name, pair[1].clone()));
    }
    call.server.settings.extend(changes);
    Ok(Reply::ok())
}
