//! What the server tells of its commands: `COMMAND`, and the `HELP` of those with subcommands.

use super::Handler;
use crate::args::is_word;
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply, SYNTAX};
use crate::table::{self, Command};
use crate::text::glob;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "command" => |_, _| Ok(Reply::Array(commands().map(info).collect())),
        "command|count" => |_, _| Ok(Reply::count(commands().count())),
        "command|list" => list,
        "command|info" => |_, words| {
            if words.len() == 2 {
                return Ok(Reply::Array(commands().map(info).collect()));
            }
            let known = |name: &Bytes| named(name).map_or(Reply::NilArray, info);
            Ok(Reply::Array(words[2..].iter().map(known).collect()))
        },
        "command|getkeys" => keys,
        _ => return None,
    })
}

fn commands() -> impl Iterator<Item = &'static Command> {
    table::all().values().filter(|command| !command.name.contains('|'))
}

fn named(name: &[u8]) -> Option<&'static Command> {
    table::all().get(String::from_utf8_lossy(name).to_ascii_lowercase().as_str())
}

fn info(command: &Command) -> Reply {
    let statuses = |text: &'static str, mark: &str| {
        let words = text.split(' ').filter(|word| !word.is_empty());
        Reply::Set(words.map(|word| Reply::Status(format!("{mark}{word}").into())).collect())
    };
    let (first, last, step) = command.keys;
    Reply::Array(vec![
        Reply::bulk(command.name),
        Reply::Int(command.arity),
        statuses(command.flags, ""),
        Reply::Int(first),
        Reply::Int(last),
        Reply::Int(step),
        statuses(command.categories, "@"),
        Reply::Set(Vec::new()),
        Reply::Set(Vec::new()),
        Reply::Array(command.subcommands().map(info).collect()),
    ])
}

fn list(_: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let names = commands().map(|command| command.name);
    match &words[2..] {
        [] => Ok(Reply::bulks(names)),
        [filter, kind, what] if is_word(filter, "FILTERBY") => {
            let what = what.to_ascii_lowercase();
            let fits = |command: &&Command| {
                if is_word(kind, "ACLCAT") {
                    command.categories.split(' ').any(|category| category.as_bytes() == what)
                } else {
                    is_word(kind, "PATTERN") && glob::fits(&what, command.name.as_bytes())
                }
            };
            Ok(Reply::bulks(commands().filter(fits).map(|command| command.name)))
        }
        _ => Err(SYNTAX.into()),
    }
}

fn keys(_: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let words = &words[2..];
    let command = table::resolve(words).map_err(|text| {
        if text.starts_with("ERR unknown") {
            "ERR Invalid command specified"
        } else {
            "ERR Invalid number of arguments specified for command"
        }
    })?;
    let (first, last, step) = command.keys;
    let total = i64::try_from(words.len()).unwrap_or(i64::MAX);
    let last = if last < 0 { total + last } else { last };
    if first == 0 {
        return Err("ERR The command has no key arguments".into());
    }
    let places = (first..=last).step_by(usize::try_from(step.max(1)).unwrap_or(1));
    let keys = places.filter_map(|at| words.get(usize::try_from(at).ok()?));
    Ok(Reply::bulks(keys))
}
