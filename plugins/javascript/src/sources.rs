//! The scripts that make Node.js out of the engine, by the name they ask for each other.

/// The text of a script; none where there is no such script.
pub(crate) fn source(name: &str) -> Option<&'static str> {
    let found = SOURCES.iter().find(|(known, _)| *known == name)?;
    Some(found.1)
}

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("node/", $name, ".js")))),*]
    };
}

const SOURCES: &[(&str, &str)] = sources![
    "assert",
    "bootstrap",
    "buffer",
    "clock",
    "compare",
    "console",
    "crypto",
    "date",
    "encoding",
    "errors",
    "events",
    "eventtarget",
    "fetch",
    "format",
    "fs",
    "fs_promises",
    "inspect",
    "inspect_kinds",
    "json",
    "locale",
    "modules",
    "os",
    "path",
    "process",
    "querystring",
    "random",
    "readline",
    "structured_clone",
    "test",
    "timers",
    "url",
    "util",
    "wording",
];
