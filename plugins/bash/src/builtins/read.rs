//! `read`.

use crate::expand::{is_name, split_on};
use crate::os::bytes;
use crate::os::open::{Channel, OpenFile};
use crate::shell::dynamic::indexed;
use crate::shell::{Place, Ran, Shell};

struct Wanted {
    raw: bool,
    delimiter: u8,
    array: Option<String>,
    prompt: Option<String>,
    timeout: Option<f64>,
    count: Option<usize>,
    exact: bool,
    fd: i32,
    names: Vec<String>,
}

pub(super) async fn read(shell: &mut Shell, args: &[String]) -> Ran {
    let wanted = match read_arguments(args) {
        Ok(wanted) => wanted,
        Err((status, message)) => return shell.fails(status, &message).await,
    };
    for name in wanted.names.iter().chain(&wanted.array) {
        if !is_name(name.split('[').next().unwrap_or_default()) {
            return shell.fails(1, &format!("read: `{name}': not a valid identifier")).await;
        }
    }
    let Some(file) = shell.fds.get(wanted.fd) else {
        let message = format!("read: {}: invalid file descriptor: Bad file descriptor", wanted.fd);
        return shell.fails(1, &message).await;
    };
    if wanted.timeout == Some(0.0) {
        return Ok(i32::from(matches!(&*file, Channel::Reader(reader) if reader.is_dry())));
    }
    let (line, ended) = match take(shell, &file, &wanted).await {
        Some(line) => line,
        None => return Ok(128 + 14),
    };
    store(shell, &wanted, &line).await?;
    Ok(i32::from(!ended))
}

fn read_arguments(args: &[String]) -> Result<Wanted, (i32, String)> {
    let mut wanted = Wanted {
        raw: false,
        delimiter: b'\n',
        array: None,
        prompt: None,
        timeout: None,
        count: None,
        exact: false,
        fd: 0,
        names: Vec::new(),
    };
    let mut at = 1;
    while let Some(text) = args.get(at).filter(|text| text.starts_with('-') && text.len() > 1) {
        at += 1;
        if text == "--" {
            break;
        }
        for (n, c) in text.char_indices().skip(1) {
            match c {
                'r' => wanted.raw = true,
                's' | 'e' => {}
                'a' | 'd' | 'i' | 'n' | 'N' | 'p' | 't' | 'u' => {
                    let attached = &text[n + 1..];
                    let value = if attached.is_empty() {
                        at += 1;
                        args.get(at - 1).cloned().ok_or_else(|| {
                            (2, format!("read: -{c}: option requires an argument"))
                        })?
                    } else {
                        attached.to_owned()
                    };
                    option(&mut wanted, c, value)?;
                    break;
                }
                _ => {
                    let usage = "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]";
                    return Err((2, format!("read: -{c}: invalid option\nread: usage: {usage}")));
                }
            }
        }
    }
    wanted.names = args[at.min(args.len())..].to_vec();
    Ok(wanted)
}

fn option(wanted: &mut Wanted, letter: char, value: String) -> Result<(), (i32, String)> {
    match letter {
        'a' => wanted.array = Some(value),
        'd' => wanted.delimiter = value.bytes().next().unwrap_or(0),
        'p' => wanted.prompt = Some(value),
        't' => match value.parse::<f64>() {
            Ok(seconds) if seconds >= 0.0 => wanted.timeout = Some(seconds),
            _ => return Err((1, format!("read: {value}: invalid timeout specification"))),
        },
        'u' => {
            wanted.fd = value
                .parse()
                .map_err(|_| (1, format!("read: {value}: invalid file descriptor specification")))?
        }
        'n' | 'N' => {
            wanted.count =
                Some(value.parse().map_err(|_| (1, format!("read: {value}: invalid number")))?);
            wanted.exact = letter == 'N';
        }
        _ => {}
    }
    Ok(())
}

/// The characters read, each with whether it was escaped, and whether the delimiter came.
/// `None`: the time was up.
async fn take(
    shell: &Shell,
    file: &OpenFile,
    wanted: &Wanted,
) -> Option<(Vec<(char, bool)>, bool)> {
    let deadline = wanted.timeout.map(|seconds| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked not to be negative; large ones saturate"
        )]
        let nanos = (seconds * 1e9) as u64;
        shell.os.clock.now().saturating_add(nanos)
    });
    let mut out = Vec::new();
    let mut pending: Vec<u8> = Vec::new();
    let mut escape = false;
    loop {
        if wanted.count.is_some_and(|count| out.len() >= count) {
            return Some((out, true));
        }
        if let (Some(deadline), Channel::Reader(reader)) = (deadline, &**file) {
            while reader.is_dry() {
                if shell.os.clock.now() >= deadline {
                    return None;
                }
                shell.os.sleep_until(deadline.min(shell.os.clock.now() + 1_000_000)).await;
            }
        }
        if wanted.count.is_none() && pending.is_empty() {
            let line = file.read_until(&shell.os, wanted.delimiter).await.unwrap_or_default();
            if line.is_empty() {
                return Some((out, false));
            }
            let ended = line.last() == Some(&wanted.delimiter);
            let body = if ended { &line[..line.len() - 1] } else { &line[..] };
            for c in bytes::decode(body).chars().filter(|c| *c != '\0') {
                if std::mem::take(&mut escape) {
                    if c != '\n' {
                        out.push((c, true));
                    }
                } else if c == '\\' && !wanted.raw {
                    escape = true;
                } else {
                    out.push((c, false));
                }
            }
            if !ended {
                return Some((out, false));
            }
            if !escape {
                return Some((out, true));
            }
            escape = false;
            if wanted.delimiter != b'\n' {
                out.push((char::from(wanted.delimiter), true));
            }
            continue;
        }
        let some = file.read(&shell.os, 1).await.unwrap_or_default();
        let Some(byte) = some.first() else { return Some((out, false)) };
        pending.push(*byte);
        let Ok(text) = std::str::from_utf8(&pending) else { continue };
        let Some(c) = text.chars().next() else { continue };
        pending.clear();
        if std::mem::take(&mut escape) {
            if c != '\n' {
                out.push((c, true));
            }
        } else if !wanted.exact && *byte == wanted.delimiter {
            return Some((out, true));
        } else if c == '\\' && !wanted.raw {
            escape = true;
        } else {
            out.push((c, false));
        }
    }
}

async fn store(
    shell: &mut Shell,
    wanted: &Wanted,
    line: &[(char, bool)],
) -> Result<(), crate::shell::Flow> {
    let ifs = shell.get("IFS").unwrap_or_else(|| " \t\n".into());
    let whole = || line.iter().map(|(c, _)| *c).collect::<String>();
    if let Some(name) = &wanted.array {
        let done = shell.set_value(name, indexed(split_on(line, &ifs, usize::MAX)), Place::Found);
        return shell.allowed(done).await;
    }
    if wanted.names.is_empty() {
        let done = shell.set("REPLY", &whole());
        return shell.allowed(done).await;
    }
    let fields =
        if wanted.exact { vec![whole()] } else { split_on(line, &ifs, wanted.names.len()) };
    for (n, name) in wanted.names.iter().enumerate() {
        let text = fields.get(n).map_or("", String::as_str);
        let (base, index) = match name.split_once('[') {
            Some((base, index)) => (base, Some(index.trim_end_matches(']'))),
            None => (name.as_str(), None),
        };
        let done = shell.assign(base, index, text, false, Place::Found);
        shell.allowed(done).await?;
    }
    Ok(())
}
