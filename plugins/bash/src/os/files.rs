//! The file system: a tree in memory with the few system files that scripts look at.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::errno::{Done, Errno};
use super::node::{Device, Inode, Kind, Node, USER};

/// Where scripts start and the workspace lies.
pub(crate) const HOME: &str = "/home/user";

/// How many links a path may lead through.
const LINKS: usize = 40;

/// The file system.
pub(crate) struct Files {
    root: Node,
    last: Cell<u64>,
}

impl Files {
    pub(super) fn new(now: u64) -> Self {
        let last = Cell::new(1);
        let root = inode(&last, Kind::Folder(BTreeMap::new()), 0o755, 0, now * 1_000_000_000);
        let files = Self { root, last };
        files.furnish(now * 1_000_000_000);
        files
    }

    /// The folders and files of a small system.
    fn furnish(&self, now: u64) {
        for (path, mode, owner) in [
            ("/dev", 0o755, 0),
            ("/dev/fd", 0o755, 0),
            ("/etc", 0o755, 0),
            ("/home", 0o755, 0),
            (HOME, 0o755, USER),
            ("/opt", 0o755, 0),
            ("/proc", 0o555, 0),
            ("/root", 0o700, 0),
            ("/run", 0o755, 0),
            ("/tmp", 0o1777, 0),
            ("/usr", 0o755, 0),
            ("/usr/bin", 0o755, 0),
            ("/usr/local", 0o755, 0),
            ("/usr/local/bin", 0o755, 0),
            ("/var", 0o755, 0),
            ("/var/log", 0o755, 0),
            ("/var/tmp", 0o1777, 0),
        ] {
            self.put(path, Kind::Folder(BTreeMap::new()), mode, owner, now);
        }
        for (name, device) in [
            ("null", Device::Null),
            ("zero", Device::Zero),
            ("full", Device::Full),
            ("random", Device::Random),
            ("urandom", Device::Random),
            ("tty", Device::Tty),
            ("stdin", Device::Descriptor(0)),
            ("stdout", Device::Descriptor(1)),
            ("stderr", Device::Descriptor(2)),
        ] {
            self.put(&format!("/dev/{name}"), Kind::Device(device), 0o666, 0, now);
        }
        self.put("/bin", Kind::Link("usr/bin".into()), 0o777, 0, now);
        self.put("/sbin", Kind::Link("usr/bin".into()), 0o777, 0, now);
        let passwd =
            "root:x:0:0:root:/root:/bin/bash\nuser:x:1000:1000:user:/home/user:/bin/bash\n";
        for (path, text) in [
            ("/etc/passwd", passwd),
            ("/etc/group", "root:x:0:\nuser:x:1000:\n"),
            ("/etc/hostname", "localhost\n"),
            ("/etc/hosts", "127.0.0.1\tlocalhost\n"),
        ] {
            self.put(path, Kind::File(text.into()), 0o644, 0, now);
        }
        for name in crate::tools::names().chain(crate::builtins::ALSO_TOOLS.iter().copied()) {
            self.put(&format!("/usr/bin/{name}"), Kind::Tool(name), 0o755, 0, now);
        }
    }

    /// Puts something at a path whose folder exists.
    fn put(&self, path: &str, kind: Kind, mode: u32, owner: u32, now: u64) {
        if let Ok((folder, name)) = self.parent("/", path)
            && let Kind::Folder(entries) = &mut *folder.kind.borrow_mut()
        {
            entries.insert(name, inode(&self.last, kind, mode, owner, now));
        }
    }

    /// Puts a file of the workspace in place, with the folders it needs.
    pub(crate) fn place(&self, path: &str, contents: Vec<u8>, now: u64) {
        let path = format!("{HOME}/{path}");
        let mut at = 1;
        while let Some(next) = path[at..].find('/').map(|n| n + at) {
            if self.find("/", &path[..next]).is_err() {
                self.put(&path[..next], Kind::Folder(BTreeMap::new()), 0o755, USER, now);
            }
            at = next + 1;
        }
        let run = contents.starts_with(b"#!") || path.starts_with(&format!("{HOME}/bin/"));
        self.put(&path, Kind::File(contents), if run { 0o755 } else { 0o644 }, USER, now);
    }

    /// The node a path leads to, through links.
    pub(crate) fn find(&self, cwd: &str, path: &str) -> Done<Node> {
        self.walk(cwd, path, true, &mut 0).map(|(node, _)| node)
    }

    /// The node a path names; a link is not followed.
    pub(crate) fn find_link(&self, cwd: &str, path: &str) -> Done<Node> {
        self.walk(cwd, path, path.ends_with('/'), &mut 0).map(|(node, _)| node)
    }

    /// The path without links, dots and doubled slashes.
    pub(crate) fn real(&self, cwd: &str, path: &str) -> Done<String> {
        self.walk(cwd, path, true, &mut 0).map(|(_, real)| real)
    }

    fn walk(&self, cwd: &str, path: &str, follow: bool, links: &mut usize) -> Done<(Node, String)> {
        if path.is_empty() {
            return Err(Errno::NoEntry);
        }
        let full = if path.starts_with('/') { path.to_owned() } else { format!("{cwd}/{path}") };
        let mut stack: Vec<(Node, String)> = vec![(Rc::clone(&self.root), String::new())];
        let mut rest: Vec<String> =
            full.split('/').rev().filter(|part| !part.is_empty()).map(str::to_owned).collect();
        if full.len() > 1 && full.ends_with('/') {
            rest.insert(0, ".".into());
        }
        while let Some(part) = rest.pop() {
            let Some((here, _)) = stack.last().cloned() else { return Err(Errno::NoEntry) };
            if !here.is_folder() {
                return Err(Errno::NotDirectory);
            }
            if !here.allows(1) {
                return Err(Errno::Access);
            }
            if part == "." {
                continue;
            }
            if part == ".." {
                if stack.len() > 1 {
                    stack.pop();
                }
                continue;
            }
            let node = here.entry(&part).ok_or(Errno::NoEntry)?;
            let target = match &*node.kind.borrow() {
                Kind::Link(target) if follow || !rest.is_empty() => Some(target.clone()),
                _ => None,
            };
            let Some(target) = target else {
                stack.push((node, part));
                continue;
            };
            *links += 1;
            if *links > LINKS {
                return Err(Errno::Loop);
            }
            if target.starts_with('/') {
                stack.truncate(1);
            }
            rest.extend(target.split('/').rev().filter(|part| !part.is_empty()).map(str::to_owned));
        }
        let parts: Vec<&str> = stack[1..].iter().map(|(_, name)| name.as_str()).collect();
        let real = format!("/{}", parts.join("/"));
        stack.pop().map(|(node, _)| (node, real)).ok_or(Errno::NoEntry)
    }

    /// The folder a path lies in, and its last name.
    pub(crate) fn parent(&self, cwd: &str, path: &str) -> Done<(Node, String)> {
        let trimmed = path.trim_end_matches('/');
        let (folder, name) = match trimmed.rfind('/') {
            Some(0) => ("/", &trimmed[1..]),
            Some(n) => (&trimmed[..n], &trimmed[n + 1..]),
            None => (".", trimmed),
        };
        if name.is_empty() || name == "." || name == ".." {
            return Err(if path.is_empty() { Errno::NoEntry } else { Errno::Exists });
        }
        let node = self.find(cwd, folder)?;
        if node.is_folder() { Ok((node, name.to_owned())) } else { Err(Errno::NotDirectory) }
    }

    /// Makes something new.
    pub(crate) fn make(
        &self,
        cwd: &str,
        path: &str,
        kind: Kind,
        mode: u32,
        now: u64,
    ) -> Done<Node> {
        let (folder, name) = self.parent(cwd, path)?;
        if folder.entry(&name).is_some() {
            return Err(Errno::Exists);
        }
        let node = inode(&self.last, kind, mode, USER, now);
        self.link_in(&folder, &name, &node, now)?;
        Ok(node)
    }

    /// Gives a node a name in a folder; what had it is replaced.
    pub(crate) fn link_in(&self, folder: &Node, name: &str, node: &Node, now: u64) -> Done<()> {
        if !folder.allows(3) {
            return Err(Errno::Access);
        }
        if let Kind::Folder(entries) = &mut *folder.kind.borrow_mut() {
            entries.insert(name.to_owned(), Rc::clone(node));
            folder.modified.set(now);
        }
        Ok(())
    }

    /// Takes a name out of its folder. Folders have to be empty, unless `whole`.
    pub(crate) fn remove(&self, cwd: &str, path: &str, whole: bool, now: u64) -> Done<Node> {
        let (folder, name) = self.parent(cwd, path)?;
        let node = folder.entry(&name).ok_or(Errno::NoEntry)?;
        if !folder.allows(3) || (folder.mode.get() & 0o1000 != 0 && node.owner != USER) {
            return Err(Errno::Access);
        }
        if !whole && !node.names().is_empty() {
            return Err(Errno::NotEmpty);
        }
        if let Kind::Folder(entries) = &mut *folder.kind.borrow_mut() {
            entries.remove(&name);
            folder.modified.set(now);
        }
        node.links.set(node.links.get().saturating_sub(1));
        Ok(node)
    }

    /// The contents of a file.
    pub(crate) fn read(&self, cwd: &str, path: &str) -> Done<Vec<u8>> {
        let node = self.find(cwd, path)?;
        if !node.allows(4) {
            return Err(Errno::Access);
        }
        match &*node.kind.borrow() {
            Kind::File(bytes) => Ok(bytes.clone()),
            Kind::Folder(_) => Err(Errno::IsDirectory),
            _ => Ok(Vec::new()),
        }
    }

    /// Every file under the workspace, by its path in it.
    pub(crate) fn workspace(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        if let Ok(home) = self.find("/", HOME) {
            gather(&home, "", &mut all, 0);
        }
        all
    }
}

fn gather(folder: &Node, prefix: &str, all: &mut BTreeMap<String, Vec<u8>>, depth: usize) {
    if depth > 64 {
        return;
    }
    let Kind::Folder(entries) = &*folder.kind.borrow() else { return };
    for (name, node) in entries {
        let path = format!("{prefix}{name}");
        let contents = match &*node.kind.borrow() {
            Kind::File(bytes) => Some(bytes.clone()),
            _ => None,
        };
        match contents {
            Some(bytes) => {
                all.insert(path, bytes);
            }
            None => gather(node, &format!("{path}/"), all, depth + 1),
        }
    }
}

fn inode(last: &Cell<u64>, kind: Kind, mode: u32, owner: u32, now: u64) -> Node {
    let number = last.get() + 1;
    last.set(number);
    Rc::new(Inode {
        number,
        kind: RefCell::new(kind),
        mode: Cell::new(mode),
        owner,
        modified: Cell::new(now),
        accessed: Cell::new(now),
        links: Cell::new(1),
    })
}
