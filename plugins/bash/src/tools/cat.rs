//! `cat` and `tac`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};

const LONG: [(&str, char); 7] = [
    ("number", 'n'),
    ("number-nonblank", 'b'),
    ("squeeze-blank", 's'),
    ("show-all", 'A'),
    ("show-ends", 'E'),
    ("show-tabs", 'T'),
    ("show-nonprinting", 'v'),
];

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "nbsAeEtTvu", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("cat", &mistake)).await,
    };
    let plain = options.given.iter().all(|(letter, _)| *letter == 'u');
    let mut status = 0;
    let (mut number, mut blank) = (0, false);
    for path in options.files() {
        if cx.os.files.find(&cx.cwd, &path).is_ok_and(|node| node.is_folder()) && path != "-" {
            status = cx.fail(1, &format!("{path}: Is a directory")).await?;
            continue;
        }
        let file = match cx.input(&path).await {
            Ok(file) => file,
            Err(errno) => {
                cx.flush().await?;
                status = cx.fail(1, &format!("{path}: {errno}")).await?;
                continue;
            }
        };
        loop {
            let read = if plain {
                file.read(&cx.os, 1 << 16).await
            } else {
                file.read_until(&cx.os, b'\n').await
            };
            let chunk = match read {
                Ok(chunk) => chunk,
                Err(errno) => {
                    status = cx.fail(1, &format!("{path}: {errno}")).await?;
                    break;
                }
            };
            if chunk.is_empty() {
                break;
            }
            if plain {
                cx.put(&chunk).await?;
                cx.flush().await?;
                continue;
            }
            let empty = chunk == b"\n";
            if empty && blank && options.has('s') {
                continue;
            }
            blank = empty;
            if options.has('b') && !empty || options.has('n') && !options.has('b') {
                number += 1;
                cx.put(format!("{number:>6}\t").as_bytes()).await?;
            }
            let shown = visible(&chunk, &|letter| options.has(letter));
            cx.put(&shown).await?;
        }
    }
    Ok(status)
}

/// A line with ends, tabs and control characters made visible as asked.
fn visible(line: &[u8], has: &dyn Fn(char) -> bool) -> Vec<u8> {
    let control = has('A') || has('e') || has('t') || has('v');
    let mut out = Vec::new();
    for byte in line {
        match byte {
            b'\n' => {
                if has('A') || has('e') || has('E') {
                    out.push(b'$');
                }
                out.push(b'\n');
            }
            b'\t' if has('A') || has('t') || has('T') => out.extend(b"^I"),
            b'\t' => out.push(b'\t'),
            byte if control => {
                let (meta, low) = if *byte >= 128 { (true, byte - 128) } else { (false, *byte) };
                if meta {
                    out.extend(b"M-");
                }
                match low {
                    0..=31 => out.extend([b'^', low + 64]),
                    127 => out.extend(b"^?"),
                    low => out.push(low),
                }
            }
            byte => out.push(*byte),
        }
    }
    out
}

/// `tac`.
pub(super) async fn backwards(cx: &mut Cx) -> Ended {
    let files = cx.args[1..].to_vec();
    let files = if files.is_empty() { vec!["-".to_owned()] } else { files };
    let mut status = 0;
    for path in files {
        match cx.read(&path).await {
            Ok(text) => {
                for line in text.split_inclusive(|byte| *byte == b'\n').rev() {
                    cx.put(line).await?;
                }
            }
            Err(errno) => {
                status =
                    cx.fail(1, &format!("failed to open '{path}' for reading: {errno}")).await?
            }
        }
    }
    Ok(status)
}
