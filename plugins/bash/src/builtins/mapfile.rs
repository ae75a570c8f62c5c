//! `mapfile`, also called `readarray`.

use std::rc::Rc;

use crate::os::bytes;
use crate::shell::{Place, Ran, Shell};
use crate::vars::Value;

struct Wanted {
    delimiter: u8,
    strip: bool,
    count: usize,
    skip: usize,
    origin: Option<i64>,
    fd: i32,
    callback: Option<String>,
    quantum: usize,
    name: String,
}

pub(super) async fn mapfile(shell: &mut Shell, args: &[String]) -> Ran {
    let wanted = match read_arguments(args) {
        Ok(wanted) => wanted,
        Err(message) => {
            let status = if message.contains("usage") { 2 } else { 1 };
            return shell.fails(status, &message).await;
        }
    };
    let Some(file) = shell.fds.get(wanted.fd) else {
        let message =
            format!("{}: {}: invalid file descriptor: Bad file descriptor", args[0], wanted.fd);
        return shell.fails(1, &message).await;
    };
    let mut array = match (wanted.origin, shell.value(&wanted.name)) {
        (Some(_), Some(Value::Indexed(array))) => array.as_ref().clone(),
        (Some(_), Some(Value::Scalar(text))) => [(0, text)].into(),
        (_, Some(Value::Assoc(_))) => {
            let message = format!("{}: {}: not an indexed array", args[0], wanted.name);
            return shell.fails(1, &message).await;
        }
        _ => Default::default(),
    };
    let mut at = wanted.origin.unwrap_or(0);
    let mut seen = 0;
    let mut taken = 0;
    while taken < wanted.count {
        let line = file.read_until(&shell.os, wanted.delimiter).await.unwrap_or_default();
        if line.is_empty() {
            break;
        }
        seen += 1;
        if seen <= wanted.skip {
            continue;
        }
        let mut line = line;
        if wanted.strip && line.last() == Some(&wanted.delimiter) {
            line.pop();
        }
        line.retain(|byte| *byte != 0);
        let text = bytes::decode(&line);
        taken += 1;
        if let Some(callback) = &wanted.callback
            && taken % wanted.quantum == 0
        {
            let command = format!("{callback} {at} {}", crate::vars::quote::backslashed(&text));
            let number = shell.line;
            shell.run_inner(&command, number).await?;
        }
        array.insert(at, text);
        at += 1;
    }
    let done = shell.set_value(&wanted.name, Value::Indexed(Rc::new(array)), Place::Found);
    shell.allowed(done).await?;
    Ok(0)
}

fn read_arguments(args: &[String]) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        delimiter: b'\n',
        strip: false,
        count: usize::MAX,
        skip: 0,
        origin: None,
        fd: 0,
        callback: None,
        quantum: 5000,
        name: "MAPFILE".into(),
    };
    let mut rest = args[1..].iter();
    while let Some(text) = rest.next() {
        let Some(flag) = text.strip_prefix('-').filter(|flag| !flag.is_empty()) else {
            wanted.name.clone_from(text);
            continue;
        };
        let (letter, attached) = flag.split_at(1);
        if letter == "t" {
            wanted.strip = true;
            continue;
        }
        let value = if attached.is_empty() {
            rest.next().cloned().unwrap_or_default()
        } else {
            attached.to_owned()
        };
        let number =
            || value.parse::<usize>().map_err(|_| format!("{}: {value}: invalid number", args[0]));
        match letter {
            "d" => wanted.delimiter = value.bytes().next().unwrap_or(0),
            "n" => wanted.count = Some(number()?).filter(|n| *n > 0).unwrap_or(usize::MAX),
            "s" => wanted.skip = number()?,
            "O" => {
                let origin = number().ok().and_then(|number| i64::try_from(number).ok());
                let bad = || format!("{}: {value}: invalid array origin", args[0]);
                wanted.origin = Some(origin.ok_or_else(bad)?);
            }
            "u" => wanted.fd = i32::try_from(number()?).unwrap_or(0),
            "C" => wanted.callback = Some(value),
            "c" => wanted.quantum = number()?.max(1),
            _ => {
                return Err(format!(
                    "{0}: -{letter}: invalid option\n{0}: usage: {0} [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
                    args[0]
                ));
            }
        }
    }
    Ok(wanted)
}
