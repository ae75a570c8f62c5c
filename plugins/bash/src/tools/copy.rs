//! `cp` and `mv`.

use std::rc::Rc;

use super::options::{Options, read, usage};
use crate::exec::external::{Cx, Ended};
use crate::expand::Boxed;
use crate::os::errno::Errno;
use crate::os::node::{Kind, Node};

/// Where each source goes, or the complaint.
fn targets(cx: &Cx, options: &Options) -> Result<Vec<(String, String)>, String> {
    let mut sources = options.operands.clone();
    let folder = options.value('t').map(str::to_owned);
    let target = match (&folder, sources.len()) {
        (Some(folder), n) if n > 0 => folder.clone(),
        (_, 0) => return Err("missing file operand".into()),
        (_, 1) => return Err(format!("missing destination file operand after '{}'", sources[0])),
        _ => sources.pop().unwrap_or_default(),
    };
    let into =
        !options.has('T') && cx.os.files.find(&cx.cwd, &target).is_ok_and(|node| node.is_folder());
    if sources.len() > 1 && !into {
        return Err(format!("\u{0}target '{target}' is not a directory"));
    }
    let place = |source: String| {
        let name = source.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let path =
            if into { format!("{}/{name}", target.trim_end_matches('/')) } else { target.clone() };
        (source, path)
    };
    Ok(sources.into_iter().map(place).collect())
}

const LONG: [(&str, char); 9] = [
    ("recursive", 'r'),
    ("archive", 'a'),
    ("force", 'f'),
    ("verbose", 'v'),
    ("no-clobber", 'n'),
    ("update", 'u'),
    ("target-directory", 't'),
    ("no-target-directory", 'T'),
    ("interactive", 'i'),
];

/// `cp`.
pub(super) async fn cp(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "rRafvnupt:TidLP", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("cp", &mistake)).await,
    };
    let pairs = match targets(cx, &options) {
        Ok(pairs) => pairs,
        Err(mistake) => {
            let text =
                mistake.strip_prefix('\u{0}').map_or_else(|| usage("cp", &mistake), str::to_owned);
            return cx.fail(1, &text).await;
        }
    };
    let mut status = 0;
    for (source, target) in pairs {
        status = status.max(copy(cx, &options, source, target).await?);
    }
    Ok(status)
}

fn copy<'a>(
    cx: &'a mut Cx,
    options: &'a Options,
    source: String,
    target: String,
) -> Boxed<'a, Ended> {
    Box::pin(async move {
        let archive = options.has('a');
        let links =
            archive || options.has('d') || options.has('P') || options.has('r') || options.has('R');
        let found = if links {
            cx.os.files.find_link(&cx.cwd, &source)
        } else {
            cx.os.files.find(&cx.cwd, &source)
        };
        let node = match found {
            Ok(node) => node,
            Err(errno) => return cx.fail(1, &format!("cannot stat '{source}': {errno}")).await,
        };
        let old = cx.os.files.find(&cx.cwd, &target).ok();
        if old.as_ref().is_some_and(|old| old.number == node.number) {
            return cx.fail(1, &format!("'{source}' and '{target}' are the same file")).await;
        }
        if node.is_folder() {
            return copy_folder(cx, options, &node, source, target).await;
        }
        if old.is_some() && options.has('n') {
            return Ok(0);
        }
        if options.has('u')
            && old.as_ref().is_some_and(|old| old.modified.get() >= node.modified.get())
        {
            return Ok(0);
        }
        if let Err(errno) = copy_file(cx, &node, &target, old, archive || options.has('p')) {
            let what = match errno {
                Errno::Access if !node.allows(4) => {
                    format!("cannot open '{source}' for reading: {errno}")
                }
                Errno::IsDirectory => {
                    format!("cannot overwrite directory '{target}' with non-directory")
                }
                errno => format!("cannot create regular file '{target}': {errno}"),
            };
            return cx.fail(1, &what).await;
        }
        if options.has('v') {
            cx.line(&format!("'{source}' -> '{target}'")).await?;
        }
        Ok(0)
    })
}

async fn copy_folder(
    cx: &mut Cx,
    options: &Options,
    node: &Node,
    source: String,
    target: String,
) -> Ended {
    if !(options.has('r') || options.has('R') || options.has('a')) {
        return cx.fail(1, &format!("-r not specified; omitting directory '{source}'")).await;
    }
    let inside = |path: &str| cx.os.files.real(&cx.cwd, path).unwrap_or_default();
    let own = inside(&source);
    let parent = target.rfind('/').map_or(".", |n| &target[..n.max(1)]);
    if inside(parent).starts_with(&format!("{own}/")) || inside(parent) == own {
        return cx
            .fail(1, &format!("cannot copy a directory, '{source}', into itself, '{target}'"))
            .await;
    }
    let now = cx.os.clock.now();
    match cx.os.files.make(&cx.cwd, &target, Kind::Folder(Default::default()), node.mode.get(), now)
    {
        Ok(_) if options.has('v') => cx.line(&format!("'{source}' -> '{target}'")).await?,
        Ok(_) | Err(Errno::Exists) => {}
        Err(errno) => {
            return cx.fail(1, &format!("cannot create directory '{target}': {errno}")).await;
        }
    }
    let mut status = 0;
    for name in node.names() {
        let from = format!("{}/{name}", source.trim_end_matches('/'));
        let to = format!("{}/{name}", target.trim_end_matches('/'));
        status = status.max(copy(cx, options, from, to).await?);
    }
    Ok(status)
}

fn copy_file(
    cx: &Cx,
    node: &Node,
    target: &str,
    old: Option<Node>,
    keep: bool,
) -> Result<(), Errno> {
    if !node.allows(4) {
        return Err(Errno::Access);
    }
    let now = cx.os.clock.now();
    let kind = match &*node.kind.borrow() {
        Kind::File(bytes) => Kind::File(bytes.clone()),
        Kind::Link(to) => Kind::Link(to.clone()),
        Kind::Tool(name) => Kind::Tool(name),
        _ => Kind::File(Vec::new()),
    };
    match old {
        Some(old) if old.is_folder() => Err(Errno::IsDirectory),
        Some(old) if !old.allows(2) => Err(Errno::Access),
        Some(old) => {
            *old.kind.borrow_mut() = kind;
            old.modified.set(if keep { node.modified.get() } else { now });
            if keep {
                old.mode.set(node.mode.get());
            }
            Ok(())
        }
        None => {
            let mode = if keep { node.mode.get() } else { node.mode.get() & !cx.os.umask.get() };
            let made = cx.os.files.make(&cx.cwd, target, kind, mode, now)?;
            if keep {
                made.modified.set(node.modified.get());
            }
            Ok(())
        }
    }
}

/// `mv`.
pub(super) async fn mv(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "fvnut:Ti", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("mv", &mistake)).await,
    };
    let pairs = match targets(cx, &options) {
        Ok(pairs) => pairs,
        Err(mistake) => {
            let text =
                mistake.strip_prefix('\u{0}').map_or_else(|| usage("mv", &mistake), str::to_owned);
            return cx.fail(1, &text).await;
        }
    };
    let mut status = 0;
    for (source, target) in pairs {
        let node = match cx.os.files.find_link(&cx.cwd, &source) {
            Ok(node) => node,
            Err(errno) => {
                status = cx.fail(1, &format!("cannot stat '{source}': {errno}")).await?;
                continue;
            }
        };
        let old = cx.os.files.find_link(&cx.cwd, &target).ok();
        if old.is_some() && options.has('n') {
            continue;
        }
        if old.as_ref().is_some_and(|old| old.number == node.number) {
            status = cx.fail(1, &format!("'{source}' and '{target}' are the same file")).await?;
            continue;
        }
        let full = |path: &str| cx.os.files.real(&cx.cwd, path).unwrap_or_default();
        if node.is_folder()
            && format!("{}/", full(target.rfind('/').map_or(".", |n| &target[..n.max(1)])))
                .starts_with(&format!("{}/", full(&source)))
        {
            status = cx
                .fail(1, &format!("cannot move '{source}' to a subdirectory of itself, '{target}'"))
                .await?;
            continue;
        }
        if let Some(old) = &old {
            let wrong = match (old.is_folder(), node.is_folder()) {
                (true, false) => {
                    Some(format!("cannot overwrite directory '{target}' with non-directory"))
                }
                (false, true) => Some(format!(
                    "cannot overwrite non-directory '{target}' with directory '{source}'"
                )),
                (true, true) if !old.names().is_empty() => {
                    Some(format!("cannot move '{source}' to '{target}': {}", Errno::NotEmpty))
                }
                _ => None,
            };
            if let Some(wrong) = wrong {
                status = cx.fail(1, &wrong).await?;
                continue;
            }
        }
        match rename(cx, &node, &source, &target) {
            Ok(()) if options.has('v') => {
                cx.line(&format!("renamed '{source}' -> '{target}'")).await?
            }
            Ok(()) => {}
            Err(errno) => {
                status =
                    cx.fail(1, &format!("cannot move '{source}' to '{target}': {errno}")).await?
            }
        }
    }
    Ok(status)
}

fn rename(cx: &Cx, node: &Node, source: &str, target: &str) -> Result<(), Errno> {
    let now = cx.os.clock.now();
    let (folder, name) = cx.os.files.parent(&cx.cwd, target)?;
    if !folder.allows(3) {
        return Err(Errno::Access);
    }
    cx.os.files.remove(&cx.cwd, source, true, now)?;
    node.links.set(node.links.get() + 1);
    cx.os.files.link_in(&folder, &name, &Rc::clone(node), now)
}
