"""`os` on the tree: paths, folders, links, times.

Only what takes paths; what takes descriptors is in `descriptors`. Every function here has the
name, parameters and errors of its namesake.
"""

import os
import posix
import stat as modes

from .clock import now
from .linux_errors import error
from .tree import DEVICE, FILE, FOLDER, HOME, LINK, WORKSPACE, Node, Packed, Tree, file, folder

TREE = Tree()
#: Who the program is. Not root, so that nobody takes the place for one.
USER = 1000
_umask = 0o022
#: What the descriptors stand for, by number (`descriptors`).
OPEN = {}


def text_path(path):
    """A path argument as text; bytes are taken as UTF-8."""
    return os.fsdecode(path)


def status(node):
    """The `stat_result` of a node."""
    size = 0
    if node.kind == FILE:
        if isinstance(node, Packed):
            node.unpack()
        size = len(node.content)
    elif node.kind == LINK:
        size = len(node.content)
    elif node.kind == FOLDER:
        size = 4096
    times = (node.read_at, node.written_at, node.created)
    whole = tuple(moment // 1_000_000_000 for moment in times)
    exact = tuple(moment / 1_000_000_000 for moment in times)
    links = 2 if node.kind == FOLDER else node.links
    return posix.stat_result(
        (node.kind | node.mode, node.number, 1, links, USER, USER, size, *whole, *exact, *times))


def _node(path, follow=True):
    if isinstance(path, int):
        return _opened(path).node
    return TREE.find(text_path(path), follow)


def _opened(fd):
    if fd not in OPEN:
        raise error("EBADF")
    return OPEN[fd]


def _about(path, act):
    """Runs `act`, and lets errors name the path as it was given."""
    try:
        return act()
    except OSError as why:
        if why.filename is not None and not isinstance(path, int):
            why.filename = os.fspath(path)
        raise


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    return _about(path, lambda: status(_node(path, follow_symlinks)))


def lstat(path, *, dir_fd=None):
    """Perform a stat system call on the given path, without following symbolic links."""
    return _about(path, lambda: status(_node(path, False)))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether the path can be used in that way."""
    try:
        node = _node(path, follow_symlinks)
    except OSError:
        return False
    return (node.mode >> 6) & mode == mode


def listdir(path=None):
    """The names in a folder."""
    path = "." if path is None else path
    node = _about(path, lambda: _folder(path))
    names = list(node.content)
    return [os.fsencode(name) for name in names] if isinstance(path, bytes) else names


def _folder(path):
    node = _node(path)
    if node.kind != FOLDER:
        raise error("ENOTDIR", path)
    return node


class DirEntry:
    """An entry of `scandir`."""

    __module__ = "posix"

    def __init__(self, name, path, node):
        self.name, self.path, self._node = name, path, node

    def _target(self, follow):
        if follow and self._node.kind == LINK:
            try:
                return TREE.find(text_path(self.path))
            except OSError:
                return None
        return self._node

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        target = self._target(follow_symlinks)
        return target is not None and target.kind == FOLDER

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a regular file."""
        target = self._target(follow_symlinks)
        return target is not None and target.kind == FILE

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._node.kind == LINK

    def is_junction(self):
        """Never, here."""
        return False

    def stat(self, *, follow_symlinks=True):
        """Its `stat_result`."""
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        """Its number."""
        return self._node.number

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    """The entries of a folder."""
    path = "." if path is None else path
    node = _about(path, lambda: _folder(path))
    base = os.fspath(path) if not isinstance(path, int) else ""
    is_bytes = isinstance(base, bytes)
    entries = []
    for name, child in node.content.items():
        name = os.fsencode(name) if is_bytes else name
        entries.append(DirEntry(name, os.path.join(base, name) if base else name, child))
    return _Scan(entries)


def _create(path, make):
    parent, name, node = TREE.place(text_path(path).rstrip("/") or "/")
    if node is not None:
        raise error("EEXIST", path)
    _may_write(parent, path)
    parent.content[name] = make()
    parent.touched()


def _may_write(parent, path):
    if not parent.mode & 0o200:
        raise error("EACCES", path)


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Create a directory."""
    _about(path, lambda: _create(path, lambda: folder(mode & ~_umask)))


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    """Create a symbolic link pointing to src named dst."""
    _create(dst, lambda: Node(LINK, 0o777, text_path(src)))


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    """Create a hard link to a file."""
    node = _node(src, follow_symlinks)
    _create(dst, lambda: node)
    node.links += 1


def readlink(path, *, dir_fd=None):
    """Where a symbolic link points to."""
    node = _about(path, lambda: _node(path, False))
    if node.kind != LINK:
        raise error("EINVAL", path)
    return os.fsencode(node.content) if isinstance(path, bytes) else node.content


def _existing(path):
    parent, name, node = TREE.place(text_path(path))
    if node is None:
        raise error("ENOENT", path)
    return parent, name, node


def unlink(path, *, dir_fd=None):
    """Remove a file."""
    parent, name, node = _about(path, lambda: _existing(path))
    if node.kind == FOLDER:
        raise error("EISDIR", path)
    _may_write(parent, path)
    node.links -= 1
    del parent.content[name]
    parent.touched()


def rmdir(path, *, dir_fd=None):
    """Remove an empty directory."""
    parent, name, node = _about(path, lambda: _existing(text_path(path).rstrip("/")))
    if node.kind != FOLDER:
        raise error("ENOTDIR", path)
    if node.content:
        raise error("ENOTEMPTY", path)
    _may_write(parent, path)
    del parent.content[name]
    parent.touched()


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory."""
    try:
        parent, name, node = _existing(text_path(src).rstrip("/"))
        to, new, old = TREE.place(text_path(dst).rstrip("/"))
    except OSError as why:
        raise type(why)(why.errno, why.strerror, src, None, dst) from None
    if old is node:
        return
    if TREE.holds(node, to):
        raise error("EINVAL", src, dst)
    if old is not None:
        if old.kind == FOLDER and node.kind != FOLDER:
            raise error("EISDIR", src, dst)
        if old.kind != FOLDER and node.kind == FOLDER:
            raise error("ENOTDIR", src, dst)
        if old.kind == FOLDER and old.content:
            raise error("ENOTEMPTY", src, dst)
    del parent.content[name]
    to.content[new] = node
    parent.touched()
    to.touched()


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """Change the access permissions of a file."""
    node = _about(path, lambda: _node(path, follow_symlinks))
    node.mode = mode & 0o7777


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Set the access and modified time of path."""
    node = _about(path, lambda: _node(path, follow_symlinks))
    if ns is not None:
        node.read_at, node.written_at = ns
    elif times is not None:
        node.read_at, node.written_at = (round(moment * 1_000_000_000) for moment in times)
    else:
        node.read_at = node.written_at = now()


def chdir(path):
    """Change the current working directory."""
    node = _about(path, lambda: _folder(path))
    TREE.here = _name_of(text_path(path))
    return None


def _name_of(path):
    return os.path.realpath(path)


def getcwd():
    """The current working directory."""
    return TREE.here


def umask(mask, /):
    """Set the numeric umask and return the old one."""
    global _umask
    old, _umask = _umask, mask
    return old


def begin(files):
    """Sets the tree up for a run with the workspace's files, by path."""
    TREE.here = WORKSPACE
    TREE.add(WORKSPACE, folder())
    TREE.add(HOME, folder())
    TREE.add("/tmp", folder(0o777))
    TREE.add("/dev/null", Node(DEVICE, 0o666, None))
    for path, contents in files:
        TREE.add(f"{WORKSPACE}/{path}", file(contents))


def replace_function(name, function):
    """Puts a function in the place of one of `os`. Functions in C are not bound to instances where
    they stand in a class; static methods are not either, and can be called like functions."""
    function.__module__ = "posix"
    function = staticmethod(function)
    setattr(os, name, function)
    setattr(posix, name, function)


def install(library):
    """Puts these in the place of the real ones, on a tree with the library's packed files."""
    for path, packed in library.items():
        TREE.add(path, Packed(packed))
    for name in (
        "stat", "lstat", "access", "listdir", "scandir", "mkdir", "symlink", "link", "readlink",
        "unlink", "rmdir", "rename", "chmod", "utime", "chdir", "getcwd", "umask",
    ):
        replace_function(name, globals()[name])
    posix.DirEntry = os.DirEntry = DirEntry
    posix.getcwdb = os.getcwdb = lambda: os.fsencode(TREE.here)
    posix.remove = os.remove = os.unlink
    posix.replace = os.replace = os.rename
    for name in ("getuid", "geteuid", "getgid", "getegid"):
        setattr(posix, name, lambda: USER)
        setattr(os, name, getattr(posix, name))
    os.supports_dir_fd.clear()
    os.supports_fd.clear()
    os.supports_fd.update({os.stat, os.chdir, os.listdir, os.scandir, os.utime, os.chmod})
    os.supports_follow_symlinks.clear()
    os.supports_follow_symlinks.update({os.stat, os.chmod, os.utime, os.link, os.access})
    assert modes.S_IFDIR == FOLDER
