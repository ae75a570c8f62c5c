//! Libraries of functions: `FUNCTION`, `FCALL`.
//!
//! A call runs the library's text again in a fresh machine, so what a library keeps in its own
//! variables is not kept from call to call.

use std::cell::RefCell;

use mlua::{Function, Lua, Table, Value};

use super::{calls, finished, load, machine, raised, values};
use crate::args::is_word;
use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, NOT_INTEGER, Reply, SYNTAX, Stop};
use crate::text::{glob, number};

/// A library: its text, and what it registered.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    text: Bytes,
    functions: Vec<Registered>,
}

/// A function of a library.
#[derive(Clone, Debug)]
struct Registered {
    name: String,
    description: Option<Bytes>,
    flags: Vec<String>,
}

pub(crate) fn run(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let name = words[0].to_ascii_lowercase();
    if name.starts_with(b"fcall") {
        return invoke(call, words, name == b"fcall_ro");
    }
    match words[1].to_ascii_lowercase().as_slice() {
        b"load" => add(call, words),
        b"list" => list(call, &words[2..]),
        b"delete" => {
            let name = String::from_utf8_lossy(&words[2]).into_owned();
            let known = call.server.scripts.libraries.remove(&name);
            known.map(|_| Reply::ok()).ok_or_else(|| "ERR Library not found".into())
        }
        b"flush" => {
            call.server.scripts.libraries.clear();
            Ok(Reply::ok())
        }
        _ => Err("NOTBUSY No scripts in execution right now.".into()),
    }
}

/// The name a library's first line gives it, and the rest.
fn header(text: &[u8]) -> Result<(String, &[u8]), Stop> {
    if !text.starts_with(b"#!") {
        return Err("ERR Missing library metadata".into());
    }
    let end = text.iter().position(|byte| *byte == b'\n').ok_or("ERR Invalid library metadata")?;
    let line = String::from_utf8_lossy(&text[2..end]).into_owned();
    let mut words = line.split_whitespace();
    let engine = words.next().unwrap_or_default().to_owned();
    let mut name = None;
    for word in words {
        let Some(given) = word.strip_prefix("name=") else {
            return Err(Stop::Error(format!("ERR Invalid metadata value given: {word}")));
        };
        if name.replace(given.to_owned()).is_some() {
            return Err("ERR Invalid metadata value, name argument was given multiple times".into());
        }
    }
    let name = name.ok_or("ERR Library name was not given")?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err("ERR Library names can only contain letters, numbers, or underscores(_) and \
                    must be at least one character long"
            .into());
    }
    if !engine.eq_ignore_ascii_case("lua") {
        return Err(Stop::Error(format!("ERR Engine '{engine}' not found")));
    }
    Ok((name, &text[end..]))
}

/// What `redis.register_function` was called with.
fn registered(
    lua: &Lua,
    first: Value,
    second: Option<Function>,
) -> mlua::Result<(Registered, Function)> {
    let wrong = |text: &str| raised::reply(text);
    if let Value::Table(table) = first {
        let name: Option<String> = table.get("function_name")?;
        let name =
            name.ok_or_else(|| wrong("redis.register_function must get a function name argument"))?;
        let callback: Option<Function> = table.get("callback")?;
        let callback = callback
            .ok_or_else(|| wrong("redis.register_function must get a callback argument"))?;
        let description: Option<mlua::LuaString> = table.get("description")?;
        let flags: Option<Vec<String>> = table.get("flags")?;
        let flags = flags.unwrap_or_default();
        const KNOWN: [&str; 5] =
            ["no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys"];
        if flags.iter().any(|flag| !KNOWN.contains(&flag.as_str())) {
            return Err(wrong("unknown flag given"));
        }
        let description = description.map(|text| text.as_bytes().to_vec());
        return Ok((Registered { name, description, flags }, callback));
    }
    let (Value::String(name), Some(callback)) = (first, second) else {
        let text = "wrong number of arguments to redis.register_function";
        return Err(raised::message(lua, text));
    };
    let name = name.to_string_lossy();
    Ok((Registered { name, description: None, flags: Vec::new() }, callback))
}

/// Runs a library's text, which registers its functions with `register`.
fn load_library(
    lua: &Lua,
    redis: &Table,
    register: Function,
    body: &[u8],
) -> mlua::Result<Result<(), String>> {
    redis.raw_set("register_function", register)?;
    machine::furnish(lua, redis)?;
    machine::seal(lua)?;
    let function = match load(lua, body, "user_function") {
        Ok(function) => function,
        Err(text) => return Ok(Err(format!("ERR Error compiling function: {text}"))),
    };
    Ok(match function.call::<()>(()) {
        Ok(()) => Ok(()),
        Err(error) => {
            let raised = raised::of(&error);
            // What the machine adds below the message is for its own users.
            let text = raised.text.lines().next().unwrap_or_default().to_owned();
            let text = text.strip_prefix("runtime error: ").unwrap_or(&text).to_owned();
            let code = if raised.is_reply { "" } else { "ERR " };
            Err(format!("ERR Error registering functions: {code}{text}"))
        }
    })
}

/// Loads a library to see what it registers.
fn survey(body: &[u8]) -> Result<Vec<Registered>, String> {
    let found = RefCell::new(Vec::new());
    let outcome = machine::bare().and_then(|lua| {
        lua.scope(|scope| {
            let redis = calls::library(&lua)?;
            let register =
                scope.create_function(|lua, (first, second): (Value, Option<Function>)| {
                    let (function, _) = registered(lua, first, second)?;
                    found.borrow_mut().push(function);
                    Ok(())
                })?;
            load_library(&lua, &redis, register, body)
        })
    });
    outcome.map_err(|error| format!("ERR {error}"))??;
    let functions = found.into_inner();
    if functions.is_empty() { Err("ERR No functions registered".into()) } else { Ok(functions) }
}

fn add(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (replace, text) = match &words[2..] {
        [text] => (false, text),
        [option, text] if is_word(option, "REPLACE") => (true, text),
        [option, ..] => {
            let option = String::from_utf8_lossy(option);
            return Err(Stop::Error(format!("ERR Unknown option given: {option}")));
        }
        [] => return Err(SYNTAX.into()),
    };
    let (name, body) = header(text)?;
    let libraries = &call.server.scripts.libraries;
    if libraries.contains_key(&name) && !replace {
        return Err(Stop::Error(format!("ERR Library '{name}' already exists")));
    }
    let functions = survey(body).map_err(Stop::Error)?;
    for function in &functions {
        let taken = libraries.iter().any(|(other, library)| {
            *other != name && library.functions.iter().any(|one| one.name == function.name)
        });
        if taken {
            return Err(Stop::Error(format!("ERR Function {} already exists", function.name)));
        }
    }
    call.server.scripts.libraries.insert(name.clone(), Library { text: text.clone(), functions });
    Ok(Reply::Bulk(name.into_bytes()))
}

fn list(call: &Call<'_>, words: &[Bytes]) -> Answer {
    let (mut code, mut pattern) = (false, None);
    let mut args = crate::args::Args::new(words);
    while args.len() > 0 {
        if args.word("WITHCODE") {
            code = true;
        } else if args.len() >= 2 && args.word("LIBRARYNAME") {
            pattern = args.next();
        } else {
            let word = args.next().map(|word| String::from_utf8_lossy(word).into_owned());
            return Err(Stop::Error(format!("ERR Unknown argument {}", word.unwrap_or_default())));
        }
    }
    let libraries = call.server.scripts.libraries.iter();
    let shown = libraries
        .filter(|(name, _)| pattern.is_none_or(|pattern| glob::fits(pattern, name.as_bytes())));
    Ok(Reply::Array(shown.map(|(name, library)| describe(name, library, code)).collect()))
}

fn describe(name: &str, library: &Library, code: bool) -> Reply {
    let pair = |name: &str, value: Reply| (Reply::bulk(name), value);
    let function = |one: &Registered| {
        let flags = one.flags.iter().map(|flag| Reply::Status(flag.clone().into()));
        Reply::Map(vec![
            pair("name", Reply::bulk(&one.name)),
            pair("description", Reply::maybe(one.description.as_ref())),
            pair("flags", Reply::Set(flags.collect())),
        ])
    };
    let mut told = vec![
        pair("library_name", Reply::bulk(name)),
        pair("engine", Reply::bulk("LUA")),
        pair("functions", Reply::Array(library.functions.iter().map(function).collect())),
    ];
    if code {
        told.push(pair("library_code", Reply::bulk(&library.text)));
    }
    Reply::Map(told)
}

fn invoke(call: &mut Call<'_>, words: &[Bytes], read_only: bool) -> Answer {
    let name = String::from_utf8_lossy(&words[1]).into_owned();
    let mut libraries = call.server.scripts.libraries.values();
    let has = |library: &&Library| library.functions.iter().any(|one| one.name == name);
    let library = libraries.rfind(has).cloned().ok_or("ERR Function not found")?;
    let flags = library.functions.iter().find(|one| one.name == name).map(|one| &one.flags);
    let writes = !flags.is_some_and(|flags| flags.iter().any(|flag| flag == "no-writes"));
    let count = number::integer(&words[2]).ok_or("ERR Bad number of keys provided")?;
    if count < 0 {
        return Err("ERR Number of keys can't be negative".into());
    }
    let count = usize::try_from(count).map_err(|_| NOT_INTEGER)?;
    let (keys, arguments) = words[3..]
        .split_at_checked(count)
        .ok_or("ERR Number of keys can't be greater than number of args")?;
    if read_only && writes {
        return Err("ERR Can not execute a script with write flag using *_ro command.".into());
    }
    let (_, body) = header(&library.text)?;
    let (db, within, protocol) = (call.db, call.within, call.protocol);
    call.within = Within::Script { read_only: !writes };
    let answer = execute(call, body, &name, keys, arguments);
    (call.db, call.within, call.protocol) = (db, within, protocol);
    answer
}

fn execute(
    call: &mut Call<'_>,
    body: &[u8],
    name: &str,
    keys: &[Bytes],
    arguments: &[Bytes],
) -> Answer {
    let call = RefCell::new(call);
    let resp = RefCell::new(2);
    let wanted: RefCell<Option<Function>> = RefCell::new(None);
    let outcome = machine::bare().and_then(|lua| {
        lua.scope(|scope| {
            let redis = calls::table(&lua, scope, &call, &resp)?;
            let register =
                scope.create_function(|lua, (first, second): (Value, Option<Function>)| {
                    let (function, callback) = registered(lua, first, second)?;
                    if function.name == name {
                        *wanted.borrow_mut() = Some(callback);
                    }
                    Ok(())
                })?;
            if let Err(text) = load_library(&lua, &redis, register, body)? {
                return Ok(Err(text));
            }
            let Some(function) = wanted.take() else {
                return Ok(Err("ERR Function not found".into()));
            };
            let arguments = (values::strings(&lua, keys)?, values::strings(&lua, arguments)?);
            let ended = machine::protect(&lua, &function, arguments, name)?;
            Ok(ended.map(|value| values::to_reply(&value, *resp.borrow())))
        })
    });
    finished(outcome)
}
