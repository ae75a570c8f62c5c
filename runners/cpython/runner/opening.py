"""`open` and `io.FileIO` on the tree.

Buffers and text are CPython's own; only the raw file beneath them is ours.
"""

import _io
import builtins
import io
import os

from . import descriptors
from .linux_errors import error
from .tree import FOLDER


class FileIO(_io._RawIOBase):
    """Open a file."""

    __module__ = "_io"

    def __init__(self, file, mode="r", closefd=True, opener=None):
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        if not set(mode) <= set("rwxab+"):
            raise ValueError(f"invalid mode: {mode}")
        if sum(letter in "rwxa" for letter in mode) != 1 or mode.count("+") > 1:
            raise ValueError(
                "Must have exactly one of create/read/write/append mode and at most one plus")
        self._fd = -1
        self._closefd = closefd
        self._created, self._appending = "x" in mode, "a" in mode
        self._emptied = "w" in mode
        self._readable = "r" in mode or "+" in mode
        self._writable = "r" not in mode or "+" in mode
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            self._fd = file
        else:
            if not closefd:
                raise ValueError("Cannot use closefd=False with file name")
            flags = self._flags()
            self._fd = opener(file, flags) if opener else os.open(file, flags, 0o666)
        self.name = file
        node = descriptors.opened(self._fd).node
        if node.kind == FOLDER:
            if closefd and not isinstance(file, int):
                descriptors.close(self._fd)
            self._fd = -1
            raise error("EISDIR", file)
        if self._appending:
            self.seek(0, 2)

    #: What buffers are sized by.
    _blksize = 4096

    def _flags(self):
        both = self._readable and self._writable
        flags = os.O_RDWR if both else os.O_RDONLY if self._readable else os.O_WRONLY
        if self._created:
            flags |= os.O_CREAT | os.O_EXCL
        elif self._appending:
            flags |= os.O_CREAT | os.O_APPEND
        elif self._emptied:
            flags |= os.O_CREAT | os.O_TRUNC
        return flags | os.O_CLOEXEC

    @property
    def mode(self):
        """The file mode."""
        both = self._readable and self._writable
        if self._created:
            return "xb+" if both else "xb"
        if self._appending:
            return "ab+" if both else "ab"
        return "rb+" if both else "rb" if self._readable else "wb"

    @property
    def closefd(self):
        """Whether closing the object closes the descriptor."""
        return self._closefd

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def fileno(self):
        """The descriptor."""
        self._check()
        return self._fd

    def readable(self):
        """Whether it was opened for reading."""
        self._check()
        return self._readable

    def writable(self):
        """Whether it was opened for writing."""
        self._check()
        return self._writable

    def seekable(self):
        """Whether it has positions."""
        self._check()
        try:
            descriptors.lseek(self._fd, 0, 1)
        except OSError:
            return False
        return True

    def isatty(self):
        """Never."""
        self._check()
        return False

    def readinto(self, buffer):
        """Fills the buffer with the next bytes."""
        self._check()
        if not self._readable:
            raise io.UnsupportedOperation("not readable")
        return descriptors.readinto(self._fd, buffer)

    def read(self, size=-1, /):
        """The next bytes; all that are left where no size is given."""
        self._check()
        if not self._readable:
            raise io.UnsupportedOperation("not readable")
        if size is None or size < 0:
            return self.readall()
        return descriptors.read(self._fd, size)

    def readall(self):
        """All bytes that are left."""
        self._check()
        pieces = []
        while piece := descriptors.read(self._fd, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)

    def write(self, data):
        """Writes bytes; returns how many."""
        self._check()
        if not self._writable:
            raise io.UnsupportedOperation("not writable")
        return descriptors.write(self._fd, data)

    def seek(self, position, whence=0):
        """Moves the position."""
        self._check()
        return descriptors.lseek(self._fd, position, whence)

    def tell(self):
        """The position."""
        self._check()
        return descriptors.lseek(self._fd, 0, 1)

    def truncate(self, size=None):
        """Cuts the file."""
        self._check()
        if not self._writable:
            raise io.UnsupportedOperation("not writable")
        size = self.tell() if size is None else size
        descriptors.ftruncate(self._fd, size)
        return size

    def close(self):
        """Closes the file."""
        if not self.closed:
            try:
                super().close()
            finally:
                if self._closefd and self._fd >= 0:
                    descriptors.close(self._fd)

    def __repr__(self):
        kind = f"{type(self).__module__}.{type(self).__qualname__}"
        if self.closed:
            return f"<{kind} [closed]>"
        return f"<{kind} name={self.name!r} mode={self.mode!r} closefd={self._closefd}>"


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    """Open file and return a stream.  Raise OSError upon failure."""
    if not isinstance(file, int):
        file = os.fspath(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    letters = set(mode)
    if letters - set("axrwb+t") or len(mode) > len(letters):
        raise ValueError(f"invalid mode: {mode!r}")
    binary = "b" in letters
    if "t" in letters and binary:
        raise ValueError("can't have text and binary mode at once")
    if sum(letter in letters for letter in "rwax") != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
        if binary and value is not None:
            what = f"an {name}" if name[0] == "e" else f"a {name}"
            raise ValueError(f"binary mode doesn't take {what} argument")
    raw = FileIO(file, mode.replace("b", "").replace("t", ""), closefd, opener)
    if buffering == 0:
        if not binary:
            raw.close()
            raise ValueError("can't have unbuffered text I/O")
        return raw
    line_buffering = buffering == 1 and not binary
    size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    if "+" in letters:
        buffer = io.BufferedRandom(raw, size)
    elif letters & set("wax"):
        buffer = io.BufferedWriter(raw, size)
    else:
        buffer = io.BufferedReader(raw, size)
    if binary:
        return buffer
    try:
        text = io.TextIOWrapper(
            buffer, "UTF-8" if encoding in (None, "locale") else encoding, errors, newline,
            line_buffering)
    except BaseException:
        buffer.close()
        raise
    text.mode = mode
    return text


def open_code(path):
    """Opens the provided file with the intent to import the contents."""
    return open(path, "rb")


def install():
    """Puts these in the place of the real ones."""
    open.__module__ = open_code.__module__ = "_io"
    # Static methods, so that they are not bound where they stand in a class.
    opener = staticmethod(open)
    for module in (io, _io):
        module.FileIO = FileIO
        module.open = opener
        module.open_code = staticmethod(open_code)
    builtins.open = opener
    io.RawIOBase.register(FileIO)
