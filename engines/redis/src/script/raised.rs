//! An error that one of our functions raises in a script.

use std::error::Error;
use std::fmt;

use mlua::{Lua, Value};

/// What it says, and whether it is an error reply (`redis.call`), not a message.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    pub(super) text: String,
    pub(super) is_reply: bool,
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Raised {}

/// An error reply.
pub(super) fn reply(text: impl Into<String>) -> mlua::Error {
    mlua::Error::external(Raised { text: text.into(), is_reply: true })
}

/// A message, with the line of the script it comes from before it.
pub(super) fn message(lua: &Lua, text: impl fmt::Display) -> mlua::Error {
    let place = place(lua, false).unwrap_or_default();
    mlua::Error::external(Raised { text: format!("{place}{text}"), is_reply: false })
}

/// Where the script is: `user_script:1: `, or with `full` `@user_script:1`.
pub(super) fn place(lua: &Lua, full: bool) -> Option<String> {
    (0..32).find_map(|level| {
        let found = lua.inspect_stack(level, |debug| {
            let source = debug.source().source.map(|name| name.into_owned())?;
            let line = debug.current_line()?;
            source.strip_prefix("@user_").map(|name| {
                if full { format!("@user_{name}:{line}") } else { format!("user_{name}:{line}: ") }
            })
        });
        found.flatten()
    })
}

/// What was raised, out of what Lua made of it.
pub(super) fn of(error: &mlua::Error) -> Raised {
    match error {
        mlua::Error::CallbackError { cause, .. } => of(cause),
        mlua::Error::ExternalError(inner) => match inner.downcast_ref::<Raised>() {
            Some(raised) => raised.clone(),
            None => Raised { text: inner.to_string(), is_reply: false },
        },
        other => Raised { text: other.to_string(), is_reply: false },
    }
}

/// The same of a value that was raised; a table's `err` is an error reply.
pub(super) fn of_value(value: &Value) -> Raised {
    match value {
        Value::Error(error) => of(error),
        Value::Table(table) => {
            let text = table.raw_get::<mlua::LuaString>("err").map(|text| text.to_string_lossy());
            match text {
                Ok(text) => Raised { text, is_reply: true },
                Err(_) => {
                    Raised { text: "(error object is a table value)".into(), is_reply: false }
                }
            }
        }
        Value::String(text) => Raised { text: text.to_string_lossy(), is_reply: false },
        other => Raised { text: other.to_string().unwrap_or_default(), is_reply: false },
    }
}
