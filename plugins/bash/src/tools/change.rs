//! Tools that change the file system: `mkdir`, `rmdir`, `rm`, `touch`, `chmod`, `ln`, `mkfifo`,
//! `truncate`.

use std::rc::Rc;

use super::mode;
use super::options::{Options, read, usage};
use crate::exec::external::{Cx, Ended, Quit};
use crate::expand::Boxed;
use crate::os::errno::Errno;
use crate::os::node::{Kind, USER};
use crate::os::pipe::Pipe;

async fn options(cx: &mut Cx, short: &str, long: &[(&str, char)]) -> Result<Options, Quit> {
    match read(&cx.args, short, long) {
        Ok(options) if options.operands.is_empty() && !options.has('f') => {
            let name = cx.name().to_owned();
            cx.complain(&usage(&name, "missing operand")).await?;
            Err(Quit(1))
        }
        Ok(options) => Ok(options),
        Err(mistake) => {
            let name = cx.name().to_owned();
            cx.complain(&usage(&name, &mistake)).await?;
            Err(Quit(1))
        }
    }
}

/// `mkdir`.
pub(super) async fn mkdir(cx: &mut Cx) -> Ended {
    let options = options(cx, "pm:v", &[("parents", 'p'), ("mode", 'm'), ("verbose", 'v')]).await?;
    let mut status = 0;
    for path in &options.operands {
        let mut wanted = vec![path.clone()];
        if options.has('p') {
            let ends = path
                .char_indices()
                .filter(|(n, c)| *c == '/' && *n > 0)
                .map(|(n, _)| path[..n].to_owned());
            wanted = ends.chain([path.clone()]).collect();
        }
        for each in &wanted {
            let normal = 0o777 & !cx.os.umask.get();
            let bits = match options.value('m').filter(|_| each == path) {
                Some(text) => mode::change(0o777, text, true).unwrap_or(normal),
                None => normal,
            };
            let made = cx.os.files.make(
                &cx.cwd,
                each,
                Kind::Folder(Default::default()),
                bits,
                cx.os.clock.now(),
            );
            match made {
                Ok(_) if options.has('v') => {
                    cx.line(&format!("mkdir: created directory '{each}'")).await?
                }
                Ok(_) => {}
                Err(Errno::Exists)
                    if options.has('p')
                        && cx.os.files.find(&cx.cwd, each).is_ok_and(|node| node.is_folder()) => {}
                Err(errno) => {
                    status =
                        cx.fail(1, &format!("cannot create directory ‘{each}’: {errno}")).await?;
                    break;
                }
            }
        }
    }
    Ok(status)
}

/// `rmdir`.
pub(super) async fn rmdir(cx: &mut Cx) -> Ended {
    let options = options(cx, "pv", &[("parents", 'p'), ("ignore-fail-on-non-empty", 'i')]).await?;
    let mut status = 0;
    for path in &options.operands {
        let mut path = path.trim_end_matches('/').to_owned();
        loop {
            let removed = match cx.os.files.find_link(&cx.cwd, &path) {
                Ok(node) if !node.is_folder() => Err(Errno::NotDirectory),
                Ok(_) => cx.os.files.remove(&cx.cwd, &path, false, cx.os.clock.now()).map(|_| ()),
                Err(errno) => Err(errno),
            };
            if let Err(errno) = removed {
                status = cx.fail(1, &format!("failed to remove '{path}': {errno}")).await?;
                break;
            }
            match path.rfind('/').filter(|_| options.has('p')) {
                Some(n) if n > 0 => path.truncate(n),
                _ => break,
            }
        }
    }
    Ok(status)
}

/// `rm`.
pub(super) async fn rm(cx: &mut Cx) -> Ended {
    let long =
        [("recursive", 'r'), ("force", 'f'), ("verbose", 'v'), ("dir", 'd'), ("interactive", 'i')];
    let options = options(cx, "rRfvdiI", &long).await?;
    let recursive = options.has('r') || options.has('R');
    let mut status = 0;
    for path in &options.operands {
        let node = match cx.os.files.find_link(&cx.cwd, path) {
            Ok(node) => node,
            Err(Errno::NoEntry) if options.has('f') => continue,
            Err(errno) => {
                status = cx.fail(1, &format!("cannot remove '{path}': {errno}")).await?;
                continue;
            }
        };
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if matches!(last, "." | "..") && node.is_folder() {
            status = cx
                .fail(1, &format!("refusing to remove '.' or '..' directory: skipping '{path}'"))
                .await?;
            continue;
        }
        if last.is_empty() {
            let text = "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe";
            status = cx.fail(1, text).await?;
            continue;
        }
        if node.is_folder() && !recursive && !(options.has('d') && node.names().is_empty()) {
            let why = if options.has('d') { Errno::NotEmpty } else { Errno::IsDirectory };
            status = cx.fail(1, &format!("cannot remove '{path}': {why}")).await?;
            continue;
        }
        if remove(cx, path, options.has('v')).await? != 0 {
            status = 1;
        }
    }
    Ok(status)
}

/// Removes a path with everything below; what may not go stays, with a complaint.
fn remove<'a>(cx: &'a mut Cx, path: &'a str, verbose: bool) -> Boxed<'a, Ended> {
    Box::pin(async move {
        let mut status = 0;
        let Ok(node) = cx.os.files.find_link(&cx.cwd, path) else { return Ok(0) };
        let folder = node.is_folder();
        if folder {
            for name in node.names() {
                status = status.max(
                    remove(cx, &format!("{}/{name}", path.trim_end_matches('/')), verbose).await?,
                );
            }
            if status != 0 {
                return Ok(status);
            }
        }
        match cx.os.files.remove(&cx.cwd, path, false, cx.os.clock.now()) {
            Ok(_) if verbose && folder => cx.line(&format!("removed directory '{path}'")).await?,
            Ok(_) if verbose => cx.line(&format!("removed '{path}'")).await?,
            Ok(_) => {}
            Err(errno) => return cx.fail(1, &format!("cannot remove '{path}': {errno}")).await,
        }
        Ok(0)
    })
}

/// `touch`.
pub(super) async fn touch(cx: &mut Cx) -> Ended {
    let long = [("no-create", 'c'), ("date", 'd'), ("reference", 'r'), ("time", 'T')];
    let options = match read(&cx.args, "acmd:r:t:", &long) {
        Ok(options) if options.operands.is_empty() => {
            return cx.fail(1, &usage("touch", "missing file operand")).await;
        }
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("touch", &mistake)).await,
    };
    let now = cx.os.clock.now();
    let time = if let Some(text) = options.value('d') {
        match super::date::parse(text, now) {
            Some(time) => time,
            None => return cx.fail(1, &format!("invalid date format ‘{text}’")).await,
        }
    } else if let Some(text) = options.value('t') {
        match super::date::stamp(text) {
            Some(time) => time,
            None => return cx.fail(1, &format!("invalid date format ‘{text}’")).await,
        }
    } else if let Some(path) = options.value('r') {
        match cx.os.files.find(&cx.cwd, path) {
            Ok(node) => node.modified.get(),
            Err(errno) => {
                return cx.fail(1, &format!("failed to get attributes of '{path}': {errno}")).await;
            }
        }
    } else {
        now
    };
    let mut status = 0;
    for path in &options.operands {
        let found = match cx.os.files.find(&cx.cwd, path) {
            Err(Errno::NoEntry) if options.has('c') => continue,
            Err(Errno::NoEntry) if !path.ends_with('/') => cx.os.files.make(
                &cx.cwd,
                path,
                Kind::File(Vec::new()),
                0o666 & !cx.os.umask.get(),
                now,
            ),
            other => other,
        };
        match found {
            Ok(node) if node.owner != USER => {
                status = cx.fail(1, &format!("cannot touch '{path}': Permission denied")).await?
            }
            Ok(node) => {
                if !options.has('a') {
                    node.modified.set(time);
                }
                if !options.has('m') {
                    node.accessed.set(time);
                }
            }
            Err(errno) => status = cx.fail(1, &format!("cannot touch '{path}': {errno}")).await?,
        }
    }
    Ok(status)
}

/// `chmod`.
pub(super) async fn chmod(cx: &mut Cx) -> Ended {
    let mut args = cx.args.clone();
    // A mode such as `-x` is no option.
    if let Some(text) = args.get(1).cloned().filter(|text| {
        text.len() > 1 && text.starts_with('-') && text[1..].chars().all(|c| "rwxXst".contains(c))
    }) {
        args.splice(1..2, ["--".to_owned(), format!("a{text}")]);
    }
    let options = match read(&args, "Rvcf", &[("recursive", 'R'), ("verbose", 'v')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("chmod", &mistake)).await,
    };
    let Some((text, paths)) = options.operands.split_first() else {
        return cx.fail(1, &usage("chmod", "missing operand")).await;
    };
    if paths.is_empty() {
        return cx.fail(1, &usage("chmod", &format!("missing operand after ‘{text}’"))).await;
    }
    if mode::change(0, text, false).is_none() {
        return cx.fail(1, &usage("chmod", &format!("invalid mode: ‘{text}’"))).await;
    }
    let mut status = 0;
    let mut work: Vec<String> = paths.iter().rev().cloned().collect();
    while let Some(path) = work.pop() {
        let node = match cx.os.files.find(&cx.cwd, &path) {
            Ok(node) => node,
            Err(errno) => {
                status = cx.fail(1, &format!("cannot access '{path}': {errno}")).await?;
                continue;
            }
        };
        if node.owner != USER {
            status = cx
                .fail(1, &format!("changing permissions of '{path}': {}", Errno::NotPermitted))
                .await?;
            continue;
        }
        let old = node.mode.get();
        let new = mode::change(old, text, node.is_folder()).unwrap_or(old);
        node.mode.set(new);
        if options.has('v') {
            let verb = if old == new {
                format!("mode of '{path}' retained as {old:04o} ({})", mode::letters(old))
            } else {
                format!(
                    "mode of '{path}' changed from {old:04o} ({}) to {new:04o} ({})",
                    mode::letters(old),
                    mode::letters(new)
                )
            };
            cx.line(&verb).await?;
        }
        if options.has('R') {
            work.extend(
                node.names()
                    .into_iter()
                    .rev()
                    .map(|name| format!("{}/{name}", path.trim_end_matches('/'))),
            );
        }
    }
    Ok(status)
}

/// `ln`.
pub(super) async fn ln(cx: &mut Cx) -> Ended {
    let options = options(
        cx,
        "sfnvrT",
        &[("symbolic", 's'), ("force", 'f'), ("no-dereference", 'n'), ("verbose", 'v')],
    )
    .await?;
    let mut operands = options.operands.clone();
    let target = if operands.len() > 1 { operands.pop() } else { None };
    let target = target.unwrap_or_else(|| ".".to_owned());
    let into = cx.os.files.find(&cx.cwd, &target).is_ok_and(|node| node.is_folder())
        && !(options.has('n')
            && cx.os.files.find_link(&cx.cwd, &target).is_ok_and(|node| node.is_link()));
    let mut status = 0;
    for source in operands {
        let name = source.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let path =
            if into { format!("{}/{name}", target.trim_end_matches('/')) } else { target.clone() };
        let now = cx.os.clock.now();
        if options.has('f')
            && cx.os.files.find_link(&cx.cwd, &path).is_ok_and(|node| !node.is_folder())
        {
            // What cannot go makes the next step fail, with its own words.
            let _ = cx.os.files.remove(&cx.cwd, &path, false, now);
        }
        let (kind, made) = if options.has('s') {
            (
                "symbolic",
                cx.os
                    .files
                    .make(&cx.cwd, &path, Kind::Link(source.clone()), 0o777, now)
                    .map(|_| ()),
            )
        } else {
            ("hard", hard_link(cx, &source, &path, now))
        };
        match made {
            Ok(()) if options.has('v') => {
                let arrow = if options.has('s') { "->" } else { "=>" };
                cx.line(&format!("'{path}' {arrow} '{source}'")).await?;
            }
            Ok(()) => {}
            Err(Errno::NoEntry) if kind == "hard" => {
                status =
                    cx.fail(1, &format!("failed to access '{source}': {}", Errno::NoEntry)).await?;
            }
            Err(Errno::IsDirectory) => {
                status =
                    cx.fail(1, &format!("{source}: hard link not allowed for directory")).await?
            }
            Err(errno) => {
                status =
                    cx.fail(1, &format!("failed to create {kind} link '{path}': {errno}")).await?
            }
        }
    }
    Ok(status)
}

fn hard_link(cx: &Cx, source: &str, path: &str, now: u64) -> Result<(), Errno> {
    let node = cx.os.files.find(&cx.cwd, source)?;
    if node.is_folder() {
        return Err(Errno::IsDirectory);
    }
    let (folder, name) = cx.os.files.parent(&cx.cwd, path)?;
    if folder.entry(&name).is_some() {
        return Err(Errno::Exists);
    }
    node.links.set(node.links.get() + 1);
    cx.os.files.link_in(&folder, &name, &node, now)
}

/// `mkfifo`.
pub(super) async fn mkfifo(cx: &mut Cx) -> Ended {
    let options = options(cx, "m:", &[("mode", 'm')]).await?;
    let mut status = 0;
    for path in &options.operands {
        let bits = options
            .value('m')
            .and_then(|text| mode::change(0o666, text, false))
            .unwrap_or(0o666 & !cx.os.umask.get());
        let kind = Kind::Fifo(Rc::new(Pipe::default()));
        if let Err(errno) = cx.os.files.make(&cx.cwd, path, kind, bits, cx.os.clock.now()) {
            status = cx.fail(1, &format!("cannot create fifo '{path}': {errno}")).await?;
        }
    }
    Ok(status)
}

/// `truncate`.
pub(super) async fn truncate(cx: &mut Cx) -> Ended {
    let options = options(cx, "s:c", &[("size", 's')]).await?;
    let Some(size) = options
        .value('s')
        .and_then(super::options::size)
        .and_then(|size| usize::try_from(size).ok())
    else {
        return cx
            .fail(1, &usage("truncate", "you must specify either ‘--size’ or ‘--reference’"))
            .await;
    };
    for path in &options.operands {
        if let Err(errno) = cx.open(path, crate::os::open::How::APPEND).await {
            return cx.fail(1, &format!("cannot open '{path}' for writing: {errno}")).await;
        }
        if let Ok(node) = cx.os.files.find(&cx.cwd, path)
            && let Kind::File(bytes) = &mut *node.kind.borrow_mut()
        {
            bytes.resize(size.min(64 << 20), 0);
        }
    }
    Ok(0)
}
