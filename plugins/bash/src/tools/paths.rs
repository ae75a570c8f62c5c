//! Tools about names of files: `basename`, `dirname`, `readlink`, `realpath`, `mktemp`, `which`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended, Lookup, find};
use crate::os::errno::Errno;
use crate::os::node::Kind;

fn base(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return if path.is_empty() { "" } else { "/" };
    }
    trimmed.rsplit('/').next().unwrap_or(trimmed)
}

/// `basename`.
pub(super) async fn basename(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "as:z", &[("multiple", 'a'), ("suffix", 's')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("basename", &mistake)).await,
    };
    let mut names = options.operands.clone();
    if names.is_empty() {
        return cx.fail(1, &usage("basename", "missing operand")).await;
    }
    let mut suffix = options.value('s').unwrap_or_default().to_owned();
    if !options.has('a') && !options.has('s') {
        if names.len() > 2 {
            return cx.fail(1, &usage("basename", &format!("extra operand ‘{}’", names[2]))).await;
        }
        if names.len() == 2 {
            suffix = names.remove(1);
        }
    }
    for name in names {
        let name = base(&name);
        let cut = name.strip_suffix(&suffix).filter(|cut| !cut.is_empty()).unwrap_or(name);
        cx.line(cut).await?;
    }
    Ok(0)
}

/// `dirname`.
pub(super) async fn dirname(cx: &mut Cx) -> Ended {
    let names: Vec<String> = cx.args[1..].iter().filter(|name| *name != "--").cloned().collect();
    if names.is_empty() {
        return cx.fail(1, &usage("dirname", "missing operand")).await;
    }
    for name in names {
        let trimmed = name.trim_end_matches('/');
        let folder = match trimmed.rfind('/') {
            _ if trimmed.is_empty() && !name.is_empty() => "/",
            None => ".",
            Some(n) => {
                let folder = trimmed[..n].trim_end_matches('/');
                if folder.is_empty() { "/" } else { folder }
            }
        };
        cx.line(folder).await?;
    }
    Ok(0)
}

/// `readlink`.
pub(super) async fn readlink(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "femnqsvz", &[("canonicalize", 'f')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("readlink", &mistake)).await,
    };
    let mut status = 0;
    for path in &options.operands {
        let found = if options.has('f') || options.has('e') || options.has('m') {
            real(cx, path, !options.has('e')).ok()
        } else {
            cx.os
                .files
                .find_link(&cx.cwd, path)
                .ok()
                .map(|node| match &*node.kind.borrow() {
                    Kind::Link(target) => Some(target.clone()),
                    _ => None,
                })
                .unwrap_or_default()
        };
        match found {
            Some(text) if options.has('n') => cx.put(text.as_bytes()).await?,
            Some(text) => cx.line(&text).await?,
            None => status = 1,
        }
    }
    Ok(status)
}

/// The path without links; where `lax`, its last part need not be there.
fn real(cx: &Cx, path: &str, lax: bool) -> Result<String, Errno> {
    match cx.os.files.real(&cx.cwd, path) {
        Err(Errno::NoEntry) if lax => {
            let trimmed = path.trim_end_matches('/');
            let (folder, name) = match trimmed.rfind('/') {
                Some(0) => ("/", &trimmed[1..]),
                Some(n) => (&trimmed[..n], &trimmed[n + 1..]),
                None => (".", trimmed),
            };
            let folder = cx.os.files.real(&cx.cwd, folder)?;
            Ok(if folder == "/" { format!("/{name}") } else { format!("{folder}/{name}") })
        }
        other => other,
    }
}

/// `realpath`.
pub(super) async fn realpath(cx: &mut Cx) -> Ended {
    let long = [
        ("canonicalize-existing", 'e'),
        ("canonicalize-missing", 'm'),
        ("no-symlinks", 's'),
        ("relative-to", 'R'),
    ];
    let options = match read(&cx.args, "emqszLPR:", &long) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("realpath", &mistake)).await,
    };
    let mut status = 0;
    for path in options.operands.clone() {
        match real(cx, &path, !options.has('e')) {
            Ok(full) => {
                let base = options.value('R').and_then(|base| real(cx, base, true).ok());
                let shown = base.map_or(full.clone(), |base| relative(&full, &base));
                cx.line(&shown).await?;
            }
            Err(errno) => status = cx.fail(1, &format!("{path}: {errno}")).await?,
        }
    }
    Ok(status)
}

fn relative(path: &str, base: &str) -> String {
    let parts = |path: &str| {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (path, base) = (parts(path), parts(base));
    let same = path.iter().zip(&base).take_while(|(a, b)| a == b).count();
    let mut all = vec!["..".to_owned(); base.len() - same];
    all.extend_from_slice(&path[same..]);
    if all.is_empty() { ".".into() } else { all.join("/") }
}

/// `mktemp`.
pub(super) async fn mktemp(cx: &mut Cx) -> Ended {
    let options = match read(
        &cx.args,
        "dutqp:",
        &[("directory", 'd'), ("dry-run", 'u'), ("tmpdir", 'p'), ("suffix", 's')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("mktemp", &mistake)).await,
    };
    let template = options.operands.first().cloned();
    let folder = match (&template, options.value('p')) {
        (_, Some(folder)) if !folder.is_empty() => Some(folder.to_owned()),
        (Some(_), None) if !options.has('t') => None,
        _ => Some(cx.env.get("TMPDIR").cloned().unwrap_or_else(|| "/tmp".to_owned())),
    };
    let template = template.unwrap_or_else(|| format!("tmp.{}", "X".repeat(10)));
    let end = template.rfind('X').map_or(0, |n| n + 1);
    let start = template[..end].trim_end_matches('X').len();
    if end - start < 3 {
        return cx.fail(1, &format!("too few X's in template ‘{template}’")).await;
    }
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    let mut name = template[..start].to_owned();
    for _ in start..end {
        name.extend(letters.get(usize::try_from(cx.os.random.below(62)).unwrap_or(0)));
    }
    name.push_str(&template[end..]);
    let path = folder.map_or(name.clone(), |folder| format!("{folder}/{name}"));
    if !options.has('u') {
        let (kind, mode) = if options.has('d') {
            (Kind::Folder(Default::default()), 0o700)
        } else {
            (Kind::File(Vec::new()), 0o600)
        };
        if let Err(errno) = cx.os.files.make(&cx.cwd, &path, kind, mode, cx.os.clock.now()) {
            let what = if options.has('d') { "directory" } else { "file" };
            return cx
                .fail(1, &format!("failed to create {what} via template ‘{path}’: {errno}"))
                .await;
        }
    }
    cx.line(&path).await?;
    Ok(0)
}

/// `which`.
pub(super) async fn which(cx: &mut Cx) -> Ended {
    let mut status = 0;
    let search = cx.env.get("PATH").cloned().unwrap_or_default();
    for name in cx.args.clone().into_iter().skip(1) {
        if name.starts_with('-') {
            continue;
        }
        match find(&cx.os, &cx.cwd, &search, &name) {
            Lookup::Found(path, _) => cx.line(&path).await?,
            Lookup::Not { .. } => status = 1,
        }
    }
    Ok(status)
}
