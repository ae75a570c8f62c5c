//! `declare`, `typeset`, `local`, `export`, `readonly`.

use std::rc::Rc;

use super::Argument;
use crate::expand::is_name;
use crate::shell::{Place, Ran, Shell};
use crate::syntax::print;
use crate::vars::assoc::Assoc;
use crate::vars::{Value, Variable, quote};

/// What flags ask for.
#[derive(Clone, Debug, Default)]
struct Flags {
    on: String,
    off: String,
    functions: bool,
    function_names: bool,
    global: bool,
    print: bool,
    remove_export: bool,
}

/// The builtin without assignments that hold expansions.
pub(super) async fn plain(shell: &mut Shell, args: &[String]) -> Ran {
    run(shell, args.iter().cloned().map(Argument::Text).collect()).await
}

/// The builtin; the first argument is its name.
pub(crate) async fn run(shell: &mut Shell, arguments: Vec<Argument<'_>>) -> Ran {
    let mut arguments = arguments.into_iter().peekable();
    let Some(Argument::Text(command)) = arguments.next() else { return Ok(0) };
    let mut flags = Flags::default();
    while let Some(Argument::Text(text)) = arguments.peek() {
        if text == "--" {
            arguments.next();
            break;
        }
        if text.len() < 2 || !text.starts_with(['-', '+']) {
            break;
        }
        let text = text.clone();
        if let Some(bad) = read_flags(&mut flags, &command, &text) {
            let usage = usage(&command);
            let message = format!("{command}: -{bad}: invalid option\n{command}: usage: {usage}");
            return shell.fails(2, &message).await;
        }
        arguments.next();
    }
    match command.as_str() {
        "export" => flags.on.push('x'),
        "readonly" => flags.on.push('r'),
        "local" if !shell.frames.iter().any(|frame| frame.function != "source") => {
            return shell.fails(1, "local: can only be used in a function").await;
        }
        _ => {}
    }
    if arguments.peek().is_none() {
        return list(shell, &command, &flags).await;
    }
    let mut status = 0;
    for argument in arguments {
        status = status.max(one(shell, &command, &flags, argument).await?);
    }
    Ok(status)
}

fn usage(command: &str) -> &'static str {
    match command {
        "export" => "export [-fn] [name[=value] ...] or export -p",
        "readonly" => "readonly [-aAf] [name[=value] ...] or readonly -p",
        "local" => "local [option] name[=value] ...",
        "typeset" => {
            "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]"
        }
        _ => "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
    }
}

/// Takes flags in; gives the letter that is none.
fn read_flags(flags: &mut Flags, command: &str, text: &str) -> Option<char> {
    let on = text.starts_with('-');
    for c in text.chars().skip(1) {
        match c {
            'f' => flags.functions = true,
            'F' => flags.function_names = true,
            'g' => flags.global = true,
            'p' => flags.print = true,
            'n' if command == "export" => flags.remove_export = true,
            'I' => {}
            'a' | 'A' | 'c' | 'i' | 'l' | 'n' | 'r' | 't' | 'u' | 'x' => {
                if on {
                    flags.on.push(c)
                } else {
                    flags.off.push(c)
                }
            }
            other => return Some(other),
        }
    }
    None
}

async fn list(shell: &mut Shell, command: &str, flags: &Flags) -> Ran {
    let mut out = String::new();
    if flags.functions || flags.function_names {
        for (name, function) in shell.functions.iter() {
            if flags.function_names {
                out.push_str(&format!("declare -f {name}\n"));
            } else {
                out.push_str(&format!("{}\n", print::function(name, &function.body)));
            }
        }
        return shell.print(&out).await;
    }
    let wanted = |variable: &Variable| {
        let letters = variable.attrs.letters(&variable.value);
        flags.on.chars().all(|c| letters.contains(c))
    };
    if command == "local" {
        if let Some(scope) = shell.vars.innermost() {
            for (name, variable) in scope {
                let shown = match &variable.value {
                    _ if flags.print => quote::declaration(name, variable),
                    Value::Unset => name.clone(),
                    Value::Scalar(text) => format!("{name}={}", quote::sparing(text)),
                    value => format!("{name}={}", quote::elements(value).unwrap_or_default()),
                };
                out.push_str(&format!("{shown}\n"));
            }
        }
        return shell.print(&out).await;
    }
    let bare = flags.on.is_empty() && !flags.print;
    for (name, variable) in shell.vars.visible() {
        if bare {
            match &variable.value {
                Value::Unset => {}
                Value::Scalar(text) => out.push_str(&format!("{name}={}\n", quote::sparing(text))),
                value => out
                    .push_str(&format!("{name}={}\n", quote::elements(value).unwrap_or_default())),
            }
        } else if wanted(variable) {
            out.push_str(&quote::declaration(name, variable));
            out.push('\n');
        }
    }
    shell.print(&out).await
}

/// An argument taken apart.
struct Wanted {
    name: String,
    index: Option<String>,
    append: bool,
    /// What it is given; an assignment that was read as one has its own.
    text: Option<String>,
}

fn apart(argument: &Argument<'_>) -> Wanted {
    let text = match argument {
        Argument::Assign(assign, _) => {
            let (name, append) = (assign.name.clone(), assign.append);
            return Wanted { name, index: None, append, text: None };
        }
        Argument::Text(text) => text,
    };
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text.as_str(), None),
    };
    let bare = name.strip_suffix('+').filter(|_| value.is_some());
    let append = bare.is_some();
    let name = bare.unwrap_or(name);
    let (name, index) = match name.split_once('[') {
        Some((base, index)) => (base, Some(index.trim_end_matches(']').to_owned())),
        None => (name, None),
    };
    Wanted { name: name.to_owned(), index, append, text: value }
}

async fn one(shell: &mut Shell, command: &str, flags: &Flags, argument: Argument<'_>) -> Ran {
    let Wanted { name, index, append, text } = apart(&argument);
    if flags.functions || flags.function_names {
        return function(shell, flags, &name).await;
    }
    if flags.print {
        return show(shell, command, &whole(&argument)).await;
    }
    if !is_name(&name) {
        let shown = whole(&argument);
        return shell.fails(1, &format!("{command}: `{shown}': not a valid identifier")).await;
    }
    let in_function = shell.frames.iter().any(|frame| frame.function != "source");
    let place = match command {
        "export" | "readonly" => Place::Found,
        _ if flags.global => Place::Global,
        _ if in_function => Place::Local,
        _ => Place::Global,
    };
    let name = match place {
        Place::Found => match shell.resolve(&name) {
            (base, Some(index)) => {
                // bash says so and goes on.
                let message = format!("{command}: `{base}[{index}]': not a valid identifier");
                return shell.fails(0, &message).await;
            }
            (name, None) => name,
        },
        _ => name,
    };
    let element = index.is_some()
        || matches!(&argument, Argument::Assign(assign, _) if assign.index.is_some());
    if let Some(complaint) = prepare(shell, command, flags, &name, place, element) {
        return shell.fails(1, &complaint).await;
    }
    match (&argument, text) {
        (Argument::Assign(_, Some(text)), _) if flags.on.contains('n') => {
            let text = text.clone();
            return refer(shell, command, &name, text, place).await;
        }
        (Argument::Assign(assign, Some(text)), _) => {
            let index = match &assign.index {
                Some(word) => Some(shell.subscript_of(&name, word).await?),
                None => None,
            };
            let done = shell.assign(&name, index.as_deref(), text, append, place);
            shell.allowed(done).await?;
        }
        (Argument::Assign(assign, None), _) => {
            let mut assign = (*assign).clone();
            assign.name.clone_from(&name);
            shell.assign_word(&assign, place).await?;
        }
        (_, Some(text)) if flags.on.contains('n') => {
            return refer(shell, command, &name, text, place).await;
        }
        (_, Some(text)) => {
            let done = shell.assign(&name, index.as_deref(), &text, append, place);
            if let Err(denied) = done {
                return shell.fails(1, &denied.message).await;
            }
        }
        _ => {}
    }
    if flags.on.contains('r') {
        shell.slot(&name, place).attrs.readonly = true;
    }
    if flags.on.contains('n') {
        shell.slot(&name, place).attrs.nameref = true;
    }
    Ok(0)
}

/// An argument as it was given.
fn whole(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Assign(assign, Some(text)) => {
            format!("{}{}={text}", assign.name, if assign.append { "+" } else { "" })
        }
        Argument::Assign(assign, None) => print::assignment(assign),
    }
}

/// `declare -n name=target`.
async fn refer(shell: &mut Shell, command: &str, name: &str, target: String, place: Place) -> Ran {
    let base = target.split('[').next().unwrap_or_default();
    if target.is_empty() {
        return shell.fails(1, &format!("{command}: `': not a valid identifier")).await;
    }
    if !is_name(base) {
        let message = format!("{command}: `{target}': invalid variable name for name reference");
        return shell.fails(1, &message).await;
    }
    if target == name && place != Place::Local {
        let message = format!("{command}: {name}: nameref variable self references not allowed");
        return shell.fails(1, &message).await;
    }
    let slot = shell.slot(name, place);
    slot.value = Value::Scalar(target);
    slot.attrs.nameref = true;
    Ok(0)
}

/// Makes the variable and gives it its attributes, before it gets a value.
fn prepare(
    shell: &mut Shell,
    command: &str,
    flags: &Flags,
    name: &str,
    place: Place,
    element: bool,
) -> Option<String> {
    if place == Place::Local && !shell.vars.is_local(name) {
        let outer = shell.vars.get(name).cloned();
        let slot = shell.vars.local(name);
        if let Some(outer) = outer {
            slot.attrs.export = outer.attrs.export;
            if outer.attrs.readonly {
                return Some(format!("{command}: {name}: readonly variable"));
            }
        }
    }
    let slot = shell.slot(name, place);
    if slot.attrs.readonly && flags.on.chars().any(|c| c != 'r' && c != 'x') {
        return Some(format!("{command}: {name}: readonly variable"));
    }
    if slot.attrs.readonly && flags.off.contains('r') {
        return Some(format!("{command}: {name}: readonly variable"));
    }
    if flags.off.contains(['a', 'A']) && matches!(slot.value, Value::Indexed(_) | Value::Assoc(_)) {
        return Some(format!("{command}: {name}: cannot destroy array variables in this way"));
    }
    if element && matches!(slot.value, Value::Unset) && !flags.on.contains('A') {
        slot.value = Value::Indexed(Rc::default());
        slot.attrs.bare = true;
    }
    for (letters, on) in [(&flags.on, true), (&flags.off, false)] {
        for c in letters.chars() {
            match c {
                'i' => slot.attrs.integer = on,
                'c' => slot.attrs.capital = on,
                't' => slot.attrs.trace = on,
                'l' => {
                    slot.attrs.lower = on;
                    slot.attrs.upper &= !on;
                }
                'u' => {
                    slot.attrs.upper = on;
                    slot.attrs.lower &= !on;
                }
                'x' => slot.attrs.export = on,
                'n' if !on => slot.attrs.nameref = false,
                'a' if on && matches!(slot.value, Value::Assoc(_)) => {
                    return Some(format!(
                        "{command}: {name}: cannot convert associative to indexed array"
                    ));
                }
                'A' if on && matches!(slot.value, Value::Indexed(_)) => {
                    return Some(format!(
                        "{command}: {name}: cannot convert indexed to associative array"
                    ));
                }
                'a' if on && !matches!(slot.value, Value::Indexed(_)) => {
                    slot.attrs.bare = matches!(slot.value, Value::Unset);
                    slot.value = match std::mem::take(&mut slot.value) {
                        Value::Scalar(text) => Value::Indexed(Rc::new([(0, text)].into())),
                        _ => Value::Indexed(Rc::default()),
                    };
                }
                'A' if on && !matches!(slot.value, Value::Assoc(_)) => {
                    let mut array = Assoc::default();
                    slot.attrs.bare = matches!(slot.value, Value::Unset);
                    if let Value::Scalar(text) = std::mem::take(&mut slot.value) {
                        array.set("0", text);
                    }
                    slot.value = Value::Assoc(Rc::new(array));
                }
                _ => {}
            }
        }
    }
    if flags.remove_export {
        slot.attrs.export = false;
    }
    None
}

async fn function(shell: &mut Shell, flags: &Flags, name: &str) -> Ran {
    let Some(function) = shell.functions.get(name).cloned() else { return Ok(1) };
    if flags.on.contains('x') || flags.on.contains('r') {
        return Ok(0);
    }
    let text = if flags.function_names {
        if flags.print {
            format!("declare -f {name}\n")
        } else if shell.options.has("extdebug") {
            format!("{name} {} {}\n", function.line, function.source)
        } else {
            format!("{name}\n")
        }
    } else {
        format!("{}\n", print::function(name, &function.body))
    };
    shell.print(&text).await
}

async fn show(shell: &mut Shell, command: &str, name: &str) -> Ran {
    let computed = shell.dynamic(name).map(|value| Variable { value, ..Variable::default() });
    let Some(variable) = computed.or_else(|| shell.vars.get(name).cloned()) else {
        return shell.fails(1, &format!("{command}: {name}: not found")).await;
    };
    shell.print(&format!("{}\n", quote::declaration(name, &variable))).await
}
