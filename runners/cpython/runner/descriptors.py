"""File descriptors: `os.open`, `os.read`, `os.write` and the rest that takes a number."""

import os
import posix

from .capture import RECORDER, STDIN
from .clock import now
from . import files
from .files import TREE, status, text_path
from .linux_errors import error
from .scheduler import Wait, blocking
from .tree import DEVICE, FILE, FOLDER, Node, Packed, file

_PIPE = 0o010000


class Opened:
    """An open file: a node, where in it the next byte is, and how it was opened."""

    def __init__(self, node, flags=0):
        self.node, self.flags, self.position = node, flags, 0
        self.readable = flags & os.O_ACCMODE != os.O_WRONLY
        self.writable = flags & os.O_ACCMODE != os.O_RDONLY

    def read(self, length):
        """The next bytes, at most that many."""
        if not self.readable:
            raise error("EBADF")
        if self.node.kind == DEVICE:
            return b""
        if self.node.kind == FOLDER:
            raise error("EISDIR")
        data = bytes(memoryview(self.node.content)[self.position : self.position + length])
        self.position += len(data)
        return data

    def write(self, data):
        """Writes at the position, or at the end where it appends."""
        if not self.writable:
            raise error("EBADF")
        data = memoryview(data).cast("B")
        if self.node.kind == DEVICE:
            return len(data)
        content = self.node.content
        if self.flags & os.O_APPEND:
            self.position = len(content)
        if self.position > len(content):
            content.extend(bytes(self.position - len(content)))
        content[self.position : self.position + len(data)] = data
        self.position += len(data)
        self.node.touched()
        return len(data)

    def seek(self, offset, whence):
        """Moves the position."""
        if self.node.kind == _PIPE:
            raise error("ESPIPE")
        size = len(self.node.content) if self.node.kind == FILE else 0
        position = offset + (0, self.position, size)[whence]
        if position < 0:
            raise error("EINVAL")
        self.position = position
        return position

    def truncate(self, length):
        """Cuts or fills the file to that length."""
        if not self.writable:
            raise error("EINVAL")
        content = self.node.content
        if length < len(content):
            del content[length:]
        else:
            content.extend(bytes(length - len(content)))
        self.node.touched()

    def close(self):
        """It is used no more."""


class Standard(Opened):
    """Standard input, output or error."""

    def __init__(self, number):
        super().__init__(Node(DEVICE, 0o620, None), os.O_RDWR if number else os.O_RDONLY)
        self.number = number

    def read(self, length):
        """Takes from the input the run was given."""
        return STDIN.take(length)

    def write(self, data):
        """Adds to what the run wrote."""
        return RECORDER.write(self.number, data)

    def seek(self, offset, whence):
        """Streams have no positions."""
        raise error("ESPIPE")


class PipeEnd(Opened):
    """One end of a pipe; the other is found through `shared`."""

    def __init__(self, shared, flags):
        super().__init__(shared["node"], flags)
        self.shared = shared
        shared[flags] = shared.get(flags, 0) + 1

    @blocking
    def wait_for_data(self):
        """Blocks until there is something to read, or nobody left to write it."""
        while not self.node.content and self.shared[os.O_WRONLY]:
            wait = Wait("a pipe")
            self.shared["waiting"].append(wait)
            yield wait

    def read(self, length):
        """Takes what was written."""
        self.wait_for_data()
        data = bytes(self.node.content[:length])
        del self.node.content[:length]
        return data

    def write(self, data):
        """Adds for the other end to read."""
        if not self.shared[os.O_RDONLY]:
            raise error("EPIPE")
        self.node.content.extend(data)
        self._wake()
        return len(data)

    def close(self):
        """One user less of this end."""
        self.shared[self.flags] -= 1
        self._wake()

    def _wake(self):
        for wait in self.shared["waiting"]:
            wait.wake()
        self.shared["waiting"].clear()


_table = files.OPEN
_table.update({number: Standard(number) for number in range(3)})


def opened(fd):
    """What that descriptor stands for."""
    try:
        return _table[fd]
    except KeyError:
        raise error("EBADF") from None


def _add(what):
    fd = 0
    while fd in _table:
        fd += 1
    _table[fd] = what
    return fd


def open(path, flags, mode=0o777, *, dir_fd=None):
    """Open a file for low level IO."""
    try:
        return _add(_open(path, flags, mode))
    except OSError as why:
        why.filename = os.fspath(path)
        raise


def _open(path, flags, mode):
    name = text_path(path)
    if "\0" in name:
        raise ValueError("embedded null byte")
    parent, last, node = TREE.place(name, follow=True)
    if node is None:
        if not flags & os.O_CREAT:
            raise error("ENOENT", path)
        if name.endswith("/"):
            raise error("EISDIR", path)
        if not parent.mode & 0o200:
            raise error("EACCES", path)
        node = parent.content[last] = file(b"", mode & ~files._umask & 0o7777)
        parent.touched()
    elif flags & os.O_CREAT and flags & os.O_EXCL:
        raise error("EEXIST", path)
    what = Opened(node, flags)
    if node.kind == FOLDER and (what.writable or flags & os.O_TRUNC):
        raise error("EISDIR", path)
    if flags & os.O_DIRECTORY and node.kind != FOLDER:
        raise error("ENOTDIR", path)
    if what.readable and not node.mode & 0o400 or what.writable and not node.mode & 0o200:
        raise error("EACCES", path)
    if isinstance(node, Packed):
        node.unpack()
    if flags & os.O_TRUNC and node.kind == FILE and what.writable:
        node.content.clear()
        node.touched()
    node.read_at = now()
    return what


def close(fd):
    """Close a file descriptor."""
    what = opened(fd)
    del _table[fd]
    what.close()


def read(fd, length, /):
    """Read from a file descriptor."""
    return opened(fd).read(length)


def readinto(fd, buffer, /):
    """Read into a buffer object from a file descriptor."""
    view = memoryview(buffer).cast("B")
    data = opened(fd).read(len(view))
    view[: len(data)] = data
    return len(data)


def write(fd, data, /):
    """Write a bytes object to a file descriptor."""
    return opened(fd).write(data)


def lseek(fd, position, whence, /):
    """Set the position of a file descriptor."""
    return opened(fd).seek(position, whence)


def fstat(fd):
    """Perform a stat system call on the given file descriptor."""
    return status(opened(fd).node)


def ftruncate(fd, length, /):
    """Truncate a file, specified by file descriptor, to a specific length."""
    opened(fd).truncate(length)


def truncate(path, length):
    """Truncate a file, specified by path, to a specific length."""
    fd = path if isinstance(path, int) else open(path, os.O_WRONLY)
    try:
        ftruncate(fd, length)
    finally:
        if fd is not path:
            close(fd)


def dup(fd, /):
    """Return a duplicate of a file descriptor."""
    return _add(_again(fd))


def _again(fd):
    what = opened(fd)
    if isinstance(what, PipeEnd):
        what.shared[what.flags] += 1
    return what


def dup2(fd, fd2, inheritable=True):
    """Duplicate file descriptor."""
    what = _again(fd)
    if fd2 in _table and fd2 != fd:
        close(fd2)
    _table[fd2] = what
    return fd2


def pipe():
    """Create a pipe: the descriptor to read from and the one to write to."""
    shared = {"node": Node(_PIPE, 0o600, bytearray()), "waiting": []}
    return _add(PipeEnd(shared, os.O_RDONLY)), _add(PipeEnd(shared, os.O_WRONLY))


def isatty(fd, /):
    """Never: nobody sits there."""
    return False


def fsync(fd):
    """Nothing is left to write."""
    opened(fd)


def pread(fd, length, offset, /):
    """Read at a position."""
    return _at(fd, offset, lambda what: what.read(length))


def pwrite(fd, data, offset, /):
    """Write at a position."""
    return _at(fd, offset, lambda what: what.write(data))


def _at(fd, offset, act):
    what = opened(fd)
    before, what.position = what.position, offset
    try:
        return act(what)
    finally:
        what.position = before


def get_terminal_size(fd=1, /):
    """There is no terminal to have a size."""
    raise error("ENOTTY")


def closerange(low, high, /):
    """Closes those that are open."""
    for fd in [fd for fd in _table if low <= fd < high]:
        close(fd)


def install():
    """Puts these in the place of the real ones."""
    for name in (
        "open", "close", "read", "readinto", "write", "lseek", "fstat", "ftruncate", "truncate", "dup", "dup2",
        "pipe", "isatty", "fsync", "pread", "pwrite", "closerange", "get_terminal_size",
    ):
        files.replace_function(name, globals()[name])
    os.fdatasync = posix.fdatasync = os.fsync
    for name in ("set_inheritable", "set_blocking"):
        setattr(posix, name, lambda fd, value, /: None)
        setattr(os, name, getattr(posix, name))
    for name, value in (("get_inheritable", False), ("get_blocking", True)):
        setattr(posix, name, lambda fd, value=value, /: value)
        setattr(os, name, getattr(posix, name))
    os.supports_fd.update({os.truncate})
