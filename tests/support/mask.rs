//! What differs from run to run and machine to machine, put aside.

use std::path::Path;

use serde_json::Value;

/// Text with the site's folder, times and versions masked; JSON laid out, too.
pub(crate) fn mask(text: &str, site: &Path) -> String {
    let text = match serde_json::from_str::<Value>(text) {
        Ok(mut value) if value.is_object() => {
            json(&mut value);
            used_plugins(&mut value);
            serde_json::to_string_pretty(&value).unwrap() + "\n"
        }
        _ => text.lines().map(|line| hashes(&times(&runnable(&functions(line)))) + "\n").collect(),
    };
    let folder = site.canonicalize().unwrap_or_else(|_| site.to_owned());
    text.replace(&*folder.to_string_lossy(), "[site]")
        .replace(&*site.to_string_lossy(), "[site]")
        .replace(env!("CARGO_PKG_VERSION"), "[version]")
}

/// ` in 12 ms` and ` in 1.2 s` at the end of a line.
fn times(line: &str) -> String {
    if let Some((before, time)) = line.rsplit_once(" in ")
        && let Some((number, "ms" | "s")) = time.split_once(' ')
        && number.parse::<f64>().is_ok()
    {
        return format!("{before} in [time]");
    }
    line.to_owned()
}

/// Hashes of components, which differ from one compiler to the next. Made-up ones of one digit stay.
fn hashes(line: &str) -> String {
    let mut masked = String::new();
    for part in line.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        let made_up = word.bytes().all(|byte| Some(byte) == word.bytes().next());
        match word.len() == 64 && !made_up {
            true => masked.push_str(&part.replace(word, "[sha256]")),
            false => masked.push_str(part),
        }
    }
    masked
}

/// Where code without a message broke off: what is inlined into what is the compiler's affair.
fn functions(line: &str) -> String {
    let Some((before, rest)) = line.split_once(" in `proofpress_") else { return line.to_owned() };
    let after = rest.split_once('`').map_or("", |(_, after)| after);
    format!("{before} in `[function]`{after}")
}

/// What can be run: a new runner changes no case.
fn runnable(line: &str) -> String {
    let known = line.split_once("what can be run: ");
    known.map_or_else(
        || line.to_owned(),
        |(before, _)| format!("{before}what can be run: [languages]"),
    )
}

/// Leaves, of the list of plugins, those that had an example to check: a new plugin changes no case.
fn used_plugins(report: &mut Value) {
    let examples = report["examples"].as_array().cloned().unwrap_or_default();
    let used: Vec<Value> = examples
        .iter()
        .filter_map(|example| example["plugins"].as_array())
        .flatten()
        .cloned()
        .collect();
    if let Some(Value::Array(plugins)) = report.get_mut("plugins") {
        plugins.retain(|plugin| used.contains(&plugin["id"]));
    }
}

fn json(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(json),
        Value::Object(members) => {
            for (key, member) in members {
                match key.as_str() {
                    // The same every time, but not from one compiler to the next.
                    "fuel" if member.is_u64() => *member = "[fuel]".into(),
                    "duration_ms" | "duration_us" => {
                        assert!(member.is_u64(), "`{key}` is {member}");
                        *member = "[time]".into();
                    }
                    "digest" => {
                        let digest = member.as_str().unwrap_or_default();
                        assert!(digest.starts_with("sha256:"), "`{key}` is {member}");
                        *member = "[digest]".into();
                    }
                    _ => json(member),
                }
            }
        }
        _ => {}
    }
}
