//! `stat` and `du`.

use super::mode;
use super::options::{read, usage};
use crate::builtins::time_format;
use crate::exec::external::{Cx, Ended};
use crate::os::node::{Inode, Kind, USER};

fn kind_name(node: &Inode) -> &'static str {
    match node.letter() {
        'd' => "directory",
        'l' => "symbolic link",
        'p' => "fifo",
        'c' => "character special file",
        _ if node.size() == 0 => "regular empty file",
        _ => "regular file",
    }
}

/// A line by a template of `stat -c`.
fn line(template: &str, path: &str, node: &Inode) -> String {
    let seconds = |nanos: u64| i64::try_from(nanos / 1_000_000_000).unwrap_or(0);
    let full = |nanos: u64| {
        let rest = u32::try_from(nanos % 1_000_000_000).unwrap_or(0);
        time_format::format("%Y-%m-%d %H:%M:%S.%N %z", seconds(nanos), rest)
    };
    let owner = if node.owner == USER { "user" } else { "root" };
    let mut out = String::new();
    let mut chars = template.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push_str(path),
            Some('N') => match &*node.kind.borrow() {
                Kind::Link(target) => out.push_str(&format!("'{path}' -> '{target}'")),
                _ => out.push_str(&format!("'{path}'")),
            },
            Some('s') => out.push_str(&node.size().to_string()),
            Some('b') => out.push_str(&(node.size().div_ceil(4096) * 8).to_string()),
            Some('B') => out.push_str("512"),
            Some('a') => out.push_str(&format!("{:o}", node.mode.get())),
            Some('A') => {
                out.push_str(&format!("{}{}", node.letter(), mode::letters(node.mode.get())))
            }
            Some('F') => out.push_str(kind_name(node)),
            Some('U' | 'G') => out.push_str(owner),
            Some('u' | 'g') => out.push_str(&node.owner.to_string()),
            Some('i') => out.push_str(&node.number.to_string()),
            Some('h') => out.push_str(&node.links.get().to_string()),
            Some('X') => out.push_str(&seconds(node.accessed.get()).to_string()),
            Some('Y' | 'Z') => out.push_str(&seconds(node.modified.get()).to_string()),
            Some('W') => out.push('0'),
            Some('x') => out.push_str(&full(node.accessed.get())),
            Some('y' | 'z') => out.push_str(&full(node.modified.get())),
            Some('%') => out.push('%'),
            Some(other) => out.extend(['%', other]),
            None => out.push('%'),
        }
    }
    out
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options =
        match read(&cx.args, "c:Lft", &[("format", 'c'), ("printf", 'p'), ("dereference", 'L')]) {
            Ok(options) if options.operands.is_empty() => {
                return cx.fail(1, &usage("stat", "missing operand")).await;
            }
            Ok(options) => options,
            Err(mistake) => return cx.fail(1, &usage("stat", &mistake)).await,
        };
    let default = "  File: %n\n  Size: %s\tBlocks: %b\tIO Block: 4096   %F\nAccess: (%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)\nAccess: %x\nModify: %y";
    let mut status = 0;
    for path in &options.operands {
        let found = if options.has('L') {
            cx.os.files.find(&cx.cwd, path)
        } else {
            cx.os.files.find_link(&cx.cwd, path)
        };
        match found {
            Ok(node) => {
                let text = line(options.value('c').unwrap_or(default), path, &node);
                cx.line(&text).await?;
            }
            Err(errno) => status = cx.fail(1, &format!("cannot statx '{path}': {errno}")).await?,
        }
    }
    Ok(status)
}

/// `du`.
pub(super) async fn du(cx: &mut Cx) -> Ended {
    let options = match read(
        &cx.args,
        "shabckd:",
        &[
            ("summarize", 's'),
            ("human-readable", 'h'),
            ("all", 'a'),
            ("bytes", 'b'),
            ("total", 'c'),
            ("max-depth", 'd'),
        ],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("du", &mistake)).await,
    };
    let paths =
        if options.operands.is_empty() { vec![".".to_owned()] } else { options.operands.clone() };
    let mut status = 0;
    let mut total = 0;
    let most = if options.has('s') {
        0
    } else {
        options.value('d').and_then(|text| text.parse().ok()).unwrap_or(usize::MAX)
    };
    let shown = |size: u64| {
        if options.has('h') {
            super::ls::human(size)
        } else if options.has('b') {
            size.to_string()
        } else {
            size.div_ceil(1024).to_string()
        }
    };
    for path in paths {
        let mut rows = Vec::new();
        match cx.os.files.find_link(&cx.cwd, &path) {
            Ok(node) => {
                total +=
                    measure(&node, &path, 0, most, options.has('a'), options.has('b'), &mut rows)
            }
            Err(errno) => status = cx.fail(1, &format!("cannot access '{path}': {errno}")).await?,
        }
        for (size, path) in rows {
            cx.line(&format!("{}\t{path}", shown(size))).await?;
        }
    }
    if options.has('c') {
        cx.line(&format!("{}\ttotal", shown(total))).await?;
    }
    Ok(status)
}

fn measure(
    node: &Inode,
    path: &str,
    depth: usize,
    most: usize,
    all: bool,
    bytes: bool,
    rows: &mut Vec<(u64, String)>,
) -> u64 {
    let own = if bytes { node.size() } else { node.size().div_ceil(4096) * 4096 };
    let mut size = own;
    for name in node.names() {
        if let Some(entry) = node.entry(&name) {
            size += measure(
                &entry,
                &format!("{}/{name}", path.trim_end_matches('/')),
                depth + 1,
                most,
                all,
                bytes,
                rows,
            );
        }
    }
    if depth <= most && (node.is_folder() || all || depth == 0) {
        rows.push((size, path.to_owned()));
    }
    size
}
