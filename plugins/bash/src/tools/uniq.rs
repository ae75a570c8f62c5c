//! `uniq`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::{decode, encode};

const LONG: [(&str, char); 7] = [
    ("count", 'c'),
    ("repeated", 'd'),
    ("all-repeated", 'D'),
    ("unique", 'u'),
    ("ignore-case", 'i'),
    ("skip-fields", 'f'),
    ("skip-chars", 's'),
];

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "cdDuif:s:w:", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("uniq", &mistake)).await,
    };
    let input = options.operands.first().map_or("-", String::as_str).to_owned();
    let text = match cx.read(&input).await {
        Ok(text) => decode(&text),
        Err(errno) => return cx.fail(1, &format!("{input}: {errno}")).await,
    };
    let number = |letter| options.value(letter).and_then(|text| text.parse::<usize>().ok());
    let key = |line: &str| -> String {
        let mut rest = line;
        for _ in 0..number('f').unwrap_or(0) {
            rest = rest.trim_start_matches([' ', '\t']);
            rest = &rest[rest.find([' ', '\t']).unwrap_or(rest.len())..];
        }
        let key: String = rest
            .chars()
            .skip(number('s').unwrap_or(0))
            .take(number('w').unwrap_or(usize::MAX))
            .collect();
        if options.has('i') { key.to_lowercase() } else { key }
    };
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        let own = key(line);
        match groups.last_mut() {
            Some((last, lines)) if *last == own => lines.push(line),
            _ => groups.push((own, vec![line])),
        }
    }
    let mut out = String::new();
    for (_, lines) in groups {
        let count = lines.len();
        if (options.has('d') || options.has('D')) && count == 1 || options.has('u') && count > 1 {
            continue;
        }
        let shown = if options.has('D') { &lines[..] } else { &lines[..1] };
        for line in shown {
            if options.has('c') {
                out.push_str(&format!("{count:>7} "));
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    match options.operands.get(1).cloned() {
        Some(path) => {
            if let Err(errno) = cx.write_file(&path, &encode(&out)).await {
                return cx.fail(1, &format!("{path}: {errno}")).await;
            }
        }
        None => cx.put(&encode(&out)).await?,
    }
    Ok(0)
}
