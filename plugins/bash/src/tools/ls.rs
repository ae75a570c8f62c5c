//! `ls`.

use super::mode;
use super::options::{Options, read, usage};
use crate::builtins::time_format;
use crate::exec::external::{Cx, Ended, Quit};
use crate::os::node::{Kind, Node, USER};

const LONG: [(&str, char); 9] = [
    ("all", 'a'),
    ("almost-all", 'A'),
    ("recursive", 'R'),
    ("reverse", 'r'),
    ("directory", 'd'),
    ("human-readable", 'h'),
    ("classify", 'F'),
    ("inode", 'i'),
    ("color", '%'),
];

/// What is listed: the name shown and the node.
type Entry = (String, Node);

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "laA1RrdhFtSpinCxGgosXUv%::", &LONG) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(2, &usage("ls", &mistake)).await,
    };
    let paths =
        if options.operands.is_empty() { vec![".".to_owned()] } else { options.operands.clone() };
    let mut status = 0;
    let (mut files, mut folders): (Vec<Entry>, Vec<Entry>) = (Vec::new(), Vec::new());
    for path in &paths {
        let follow = !options.has('l') || path.ends_with('/');
        let found = if follow {
            cx.os.files.find(&cx.cwd, path).or_else(|_| cx.os.files.find_link(&cx.cwd, path))
        } else {
            cx.os.files.find_link(&cx.cwd, path)
        };
        match found {
            Ok(node) if node.is_folder() && !options.has('d') => folders.push((path.clone(), node)),
            Ok(node) => files.push((path.clone(), node)),
            Err(errno) => status = cx.fail(2, &format!("cannot access '{path}': {errno}")).await?,
        }
    }
    sort(&mut files, &options);
    sort(&mut folders, &options);
    show(cx, &files, &options, false).await?;
    let mut titles = paths.len() > 1 || options.has('R');
    let mut first = files.is_empty();
    let mut work: Vec<Entry> = folders.into_iter().rev().collect();
    titles &= !work.is_empty();
    while let Some((path, node)) = work.pop() {
        if titles {
            let gap = if first { "" } else { "\n" };
            cx.line(&format!("{gap}{path}:")).await?;
        }
        first = false;
        if !node.allows(4) {
            status =
                cx.fail(2, &format!("cannot open directory '{path}': Permission denied")).await?;
            continue;
        }
        let mut entries = entries(&node, &options);
        sort(&mut entries, &options);
        if options.has('a') && !options.has('A') {
            let parent =
                cx.os.files.find(&cx.cwd, &format!("{path}/..")).unwrap_or_else(|_| node.clone());
            entries.splice(0..0, [(".".to_owned(), node.clone()), ("..".to_owned(), parent)]);
            sort(&mut entries, &options);
        }
        if options.has('R') {
            let base = path.trim_end_matches('/');
            let inner = entries
                .iter()
                .filter(|(name, node)| node.is_folder() && name != "." && name != "..");
            let inner: Vec<Entry> =
                inner.map(|(name, node)| (format!("{base}/{name}"), node.clone())).collect();
            work.extend(inner.into_iter().rev());
        }
        show(cx, &entries, &options, true).await?;
    }
    Ok(status)
}

fn entries(node: &Node, options: &Options) -> Vec<Entry> {
    let hidden = options.has('a') || options.has('A');
    let names = node.names().into_iter().filter(|name| hidden || !name.starts_with('.'));
    names.filter_map(|name| Some((name.clone(), node.entry(&name)?))).collect()
}

fn sort(entries: &mut [Entry], options: &Options) {
    match options.last_of("tSXUv") {
        Some('t') => entries.sort_by(|a, b| {
            b.1.modified.get().cmp(&a.1.modified.get()).then_with(|| a.0.cmp(&b.0))
        }),
        Some('S') => {
            entries.sort_by(|a, b| b.1.size().cmp(&a.1.size()).then_with(|| a.0.cmp(&b.0)))
        }
        Some('v') => entries.sort_by(|a, b| super::sort::version(&a.0, &b.0)),
        Some('X') => entries.sort_by(|a, b| {
            let extension = |name: &str| name.rsplit_once('.').map(|(_, tail)| tail.to_owned());
            extension(&a.0).cmp(&extension(&b.0)).then_with(|| a.0.cmp(&b.0))
        }),
        Some('U') => {}
        _ => entries.sort_by(|a, b| a.0.cmp(&b.0)),
    }
    if options.has('r') {
        entries.reverse();
    }
}

/// A size in powers of 1,024 as `-h` has it.
pub(super) fn human(size: u64) -> String {
    if size < 1024 {
        return size.to_string();
    }
    #[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
    let mut value = size as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit < 5 {
        value /= 1024.0;
        unit += 1;
    }
    let letter = ["", "K", "M", "G", "T", "P"][unit];
    let up = (value * 10.0).ceil() / 10.0;
    if up < 10.0 { format!("{up:.1}{letter}") } else { format!("{:.0}{letter}", value.ceil()) }
}

fn user(node: &Node) -> &'static str {
    if node.owner == USER { "user" } else { "root" }
}

async fn show(cx: &mut Cx, entries: &[Entry], options: &Options, total: bool) -> Result<(), Quit> {
    let long = options.has('l') || options.has('n') || options.has('g') || options.has('o');
    if long && total {
        let blocks: u64 = entries.iter().map(|(_, node)| blocks(node)).sum();
        let shown = if options.has('h') { human(blocks * 1024) } else { blocks.to_string() };
        cx.line(&format!("total {shown}")).await?;
    }
    let size =
        |node: &Node| if options.has('h') { human(node.size()) } else { node.size().to_string() };
    let widest =
        |of: &dyn Fn(&Node) -> usize| entries.iter().map(|(_, node)| of(node)).max().unwrap_or(0);
    let (links, sizes) =
        (widest(&|node| link_count(node).to_string().len()), widest(&|node| size(node).len()));
    let owners = widest(&|node| user(node).len());
    for (name, node) in entries {
        let mut text = String::new();
        if options.has('i') {
            text.push_str(&format!("{} ", node.number));
        }
        if options.has('s') {
            text.push_str(&format!("{} ", blocks(node)));
        }
        if long {
            let seconds = i64::try_from(node.modified.get() / 1_000_000_000).unwrap_or(0);
            let now = i64::try_from(cx.os.clock.seconds()).unwrap_or(0);
            let recent = seconds <= now && now - seconds < 15_778_476;
            let time =
                time_format::format(if recent { "%b %e %H:%M" } else { "%b %e  %Y" }, seconds, 0);
            let owner =
                if options.has('n') { node.owner.to_string() } else { user(node).to_owned() };
            let owner_column =
                if options.has('g') { String::new() } else { format!("{owner:<owners$} ") };
            let group_column = if options.has('o') || options.has('G') {
                String::new()
            } else {
                format!("{owner:<owners$} ")
            };
            text.push_str(&format!(
                "{}{} {:>links$} {owner_column}{group_column}{:>sizes$} {time} ",
                node.letter(),
                mode::letters(node.mode.get()),
                link_count(node),
                size(node)
            ));
        }
        text.push_str(name);
        if options.has('F') || options.has('p') {
            text.push_str(mark(node, options.has('F')));
        }
        if long && let Kind::Link(target) = &*node.kind.borrow() {
            text.push_str(&format!(" -> {target}"));
        }
        cx.line(&text).await?;
    }
    Ok(())
}

/// Links to a node: a folder has one from each folder in it besides.
pub(super) fn link_count(node: &Node) -> usize {
    if node.is_folder() {
        return 2 + node
            .names()
            .iter()
            .filter(|name| node.entry(name).is_some_and(|entry| entry.is_folder()))
            .count();
    }
    usize::try_from(node.links.get()).unwrap_or(1)
}

/// Kilobytes on a disk with blocks of four.
fn blocks(node: &Node) -> u64 {
    if node.is_link() { 0 } else { node.size().div_ceil(4096) * 4 }
}

fn mark(node: &Node, all: bool) -> &'static str {
    match node.letter() {
        'd' => "/",
        'l' if all => "@",
        'p' if all => "|",
        '-' if all && node.mode.get() & 0o111 != 0 => "*",
        _ => "",
    }
}
