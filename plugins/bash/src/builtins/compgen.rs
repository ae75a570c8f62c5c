//! `compgen`: the words that would be offered.

use super::complete::read;
use super::names::KEYWORDS;
use crate::expand::pattern::Pattern;
use crate::os::signal;
use crate::shell::completion::Spec;
use crate::shell::options::{SET, SHOPT};
use crate::shell::{Flow, Ran, Shell};
use crate::syntax::{Parser, print};
use crate::vars::Value;

pub(super) async fn compgen(shell: &mut Shell, args: &[String]) -> Ran {
    let flags = match read(args) {
        Ok(flags) => flags,
        Err(mistake) => return shell.fails(2, &mistake).await,
    };
    let word = flags.rest.first().cloned().unwrap_or_default();
    let found = words(shell, &flags.spec, &word).await?;
    if found.is_empty() {
        return Ok(1);
    }
    let text: String = found.iter().map(|word| format!("{word}\n")).collect();
    shell.print(&text).await
}

/// The words a specification gives for what was typed of one.
async fn words(shell: &mut Shell, spec: &Spec, word: &str) -> Result<Vec<String>, Flow> {
    let mut found = Vec::new();
    for action in ORDER.iter().filter(|action| spec.actions.contains(*action)) {
        found.append(&mut of_action(shell, action, word));
    }
    if let Some(pattern) = &spec.pattern {
        let mut paths = shell.glob(pattern);
        paths.sort();
        found.append(&mut paths);
    }
    if let Some(list) = &spec.words {
        let expanded = listed(shell, list).await?;
        found.extend(expanded.into_iter().filter(|text| text.starts_with(word)));
    }
    if let Some(name) = &spec.function {
        found.append(&mut of_function(shell, name, word).await?);
    }
    if let Some(command) = &spec.command {
        shell.complain("compgen: warning: -C option may not work as you expect").await?;
        let text = format!("{command} compgen {} ''", crate::vars::quote::single(word));
        let output = shell.output_of(&text).await?;
        found.extend(output.lines().map(str::to_owned));
    }
    if let Some(filter) = &spec.filter {
        filtered(shell, filter, word, &mut found);
    }
    let (prefix, suffix) = (spec.prefix.as_deref(), spec.suffix.as_deref());
    for text in &mut found {
        *text = format!("{}{text}{}", prefix.unwrap_or_default(), suffix.unwrap_or_default());
    }
    let has = |option| spec.options.contains(option);
    let fallback = found.is_empty();
    if (fallback && has("dirnames")) || has("plusdirs") {
        found.append(&mut paths(shell, word, true));
    }
    if found.is_empty() && has("default") {
        found.append(&mut paths(shell, word, false));
    }
    Ok(found)
}

/// Kinds of words in the order they are gathered.
const ORDER: [&str; 23] = [
    "alias",
    "arrayvar",
    "binding",
    "builtin",
    "disabled",
    "enabled",
    "export",
    "function",
    "helptopic",
    "hostname",
    "job",
    "keyword",
    "running",
    "setopt",
    "shopt",
    "signal",
    "stopped",
    "variable",
    "command",
    "file",
    "user",
    "group",
    "directory",
];

fn of_action(shell: &Shell, action: &str, word: &str) -> Vec<String> {
    let variables = |wanted: &dyn Fn(&crate::vars::Variable) -> bool| {
        let visible = shell.vars.visible();
        let mut names: Vec<String> = visible
            .iter()
            .filter(|(_, variable)| wanted(variable))
            .map(|(name, _)| (*name).to_owned())
            .collect();
        names.sort();
        names
    };
    let builtins = |off: bool| {
        let all = super::ALL.iter().map(|(name, _)| *name);
        all.filter(|name| shell.disabled.contains(name) == off).map(str::to_owned).collect()
    };
    let jobs = || {
        let names = shell.jobs.iter().map(|job| print::chain(&job.chain));
        names.filter_map(|text| text.split(' ').next().map(str::to_owned)).collect()
    };
    let all: Vec<String> = match action {
        "alias" => shell.aliases.keys().cloned().collect(),
        "arrayvar" => {
            variables(&|variable| matches!(variable.value, Value::Indexed(_) | Value::Assoc(_)))
        }
        "builtin" | "helptopic" => super::ALL.iter().map(|(name, _)| (*name).to_owned()).collect(),
        "enabled" => builtins(false),
        "disabled" => builtins(true),
        "export" => variables(&|variable| variable.attrs.export),
        "variable" => variables(&|_| true),
        "function" => shell.functions.keys().cloned().collect(),
        "hostname" => vec!["localhost".into()],
        "user" | "group" => vec!["root".into(), "user".into()],
        "job" | "running" => jobs(),
        "keyword" => KEYWORDS.iter().map(|name| (*name).to_owned()).collect(),
        "setopt" => SET.iter().map(|(name, _)| (*name).to_owned()).collect(),
        "shopt" => SHOPT.iter().map(|(name, _)| (*name).to_owned()).collect(),
        "signal" => signal::NAMES.iter().map(|name| format!("SIG{name}")).collect(),
        "command" => commands(shell),
        "file" => return paths(shell, word, false),
        "directory" => return paths(shell, word, true),
        _ => Vec::new(),
    };
    all.into_iter().filter(|name| name.starts_with(word)).collect()
}

/// Everything that can stand first in a command.
fn commands(shell: &Shell) -> Vec<String> {
    let mut all: Vec<String> = KEYWORDS.iter().map(|name| (*name).to_owned()).collect();
    all.extend(shell.aliases.keys().cloned());
    all.extend(shell.functions.keys().cloned());
    all.extend(super::ALL.iter().map(|(name, _)| (*name).to_owned()));
    let search = shell.get("PATH").unwrap_or_default();
    for folder in search.split(':').filter(|folder| !folder.is_empty()) {
        let Ok(node) = shell.os.files.find(&shell.cwd, folder) else { continue };
        let mut names = node.names();
        names.retain(|name| {
            let path = format!("{folder}/{name}");
            let found = shell.os.files.find(&shell.cwd, &path);
            found.is_ok_and(|node| node.is_file() && node.allows(1))
        });
        all.append(&mut names);
    }
    all
}

/// Paths that begin so; `folders`: those alone.
fn paths(shell: &Shell, word: &str, folders: bool) -> Vec<String> {
    let (base, start) = word.rsplit_once('/').map_or(("", word), |(base, start)| (base, start));
    let folder = match (base, word.starts_with('/')) {
        ("", true) => "/",
        ("", false) => ".",
        (base, _) => base,
    };
    let before = &word[..word.len() - start.len()];
    let Ok(node) = shell.os.files.find(&shell.cwd, folder) else { return Vec::new() };
    let mut names = node.names();
    names.sort();
    names.retain(|name| name.starts_with(start));
    let all = names.into_iter().map(|name| format!("{before}{name}"));
    all.filter(|path| {
        !folders || shell.os.files.find(&shell.cwd, path).is_ok_and(|node| node.is_folder())
    })
    .collect()
}

/// The words of `-W`: parted at `IFS`, each expanded, but for file names.
async fn listed(shell: &mut Shell, text: &str) -> Result<Vec<String>, Flow> {
    let ifs = shell.get("IFS").unwrap_or_else(|| " \t\n".into());
    let Ok(words) = Parser::new(text, shell.line).words_between(&ifs) else {
        return Ok(Vec::new());
    };
    let glob = shell.options.has("noglob");
    shell.options.set("noglob", true);
    let fields = shell.fields(&words).await;
    shell.options.set("noglob", glob);
    fields
}

/// What a function left in `COMPREPLY`.
async fn of_function(shell: &mut Shell, name: &str, word: &str) -> Result<Vec<String>, Flow> {
    shell.complain("compgen: warning: -F option may not work as you expect").await?;
    let Some(function) = shell.functions.get(name).cloned() else { return Ok(Vec::new()) };
    for (name, text) in
        [("COMP_LINE", ""), ("COMP_POINT", "0"), ("COMP_KEY", "0"), ("COMP_TYPE", "0")]
    {
        let done = shell.set(name, text);
        shell.allowed(done).await?;
    }
    shell.vars.remove("COMPREPLY");
    let arguments = vec!["compgen".to_owned(), word.to_owned(), String::new()];
    Box::pin(shell.call(name, &function, arguments)).await?;
    let found = shell.value("COMPREPLY").map(|value| value.all()).unwrap_or_default();
    for name in ["COMP_LINE", "COMP_POINT", "COMP_KEY", "COMP_TYPE", "COMPREPLY"] {
        shell.vars.remove(name);
    }
    Ok(found)
}

/// Takes away what `-X` matches; after `!`, what it does not. `&` is what was typed.
fn filtered(shell: &Shell, filter: &str, word: &str, found: &mut Vec<String>) {
    let (filter, keep) = match filter.strip_prefix('!') {
        Some(rest) => (rest, true),
        None => (filter, false),
    };
    let mut pattern = String::new();
    let mut chars = filter.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'&') => pattern.extend(chars.next()),
            '\\' => {
                pattern.push(c);
                pattern.extend(chars.next());
            }
            '&' => pattern.push_str(word),
            c => pattern.push(c),
        }
    }
    let pattern = Pattern::new(&pattern, shell.options.has("extglob"), false);
    found.retain(|text| pattern.matches(text) == keep);
}
