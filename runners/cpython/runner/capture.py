"""What a run writes and reads: standard output and error in the order they were written, up to a
limit, and a standard input that was given beforehand.
"""

import io
import sys

from .ending import Flood, final

#: The most a run may write, in bytes, over all its steps.
MOST_OUTPUT = 1 << 20


class Recorder:
    """Keeps what is written, in order; neighbours that go to the same stream are one piece."""

    def __init__(self):
        self._pieces = []
        self._left = MOST_OUTPUT
        #: Whether what is written is kept.
        self.keeps = True

    def write(self, number, data):
        """Keeps bytes for that descriptor; returns how many, like `os.write`."""
        data = memoryview(data).cast("B")
        if not self.keeps or final() is not None:
            return len(data)
        kept = data[: self._left]
        self._left -= len(kept)
        if kept:
            if self._pieces and self._pieces[-1][0] == number:
                self._pieces[-1][1].extend(kept)
            else:
                self._pieces.append((number, bytearray(kept)))
        if len(kept) < len(data):
            raise Flood(f"it wrote more than {MOST_OUTPUT >> 20} MiB")
        return len(data)

    def take(self):
        """What was written since the last time: pairs of descriptor and bytes."""
        pieces, self._pieces = self._pieces, []
        return [(number, bytes(data)) for number, data in pieces]


class Input:
    """Standard input."""

    def __init__(self):
        self._data = b""
        self._at = 0

    def fill(self, data):
        """Sets what there is to read."""
        self._data, self._at = data, 0

    def take(self, length):
        """The next bytes, at most that many; none at the end."""
        data = self._data[self._at : self._at + length]
        self._at += len(data)
        return data


RECORDER = Recorder()
STDIN = Input()


class _Stream(io.RawIOBase):
    """The bottom of `sys.stdout` and its like."""

    def __init__(self, number, name):
        self._number, self.name = number, name
        self.mode = "rb" if number == 0 else "wb"

    def readable(self):
        return self._number == 0

    def writable(self):
        return self._number != 0

    def readinto(self, buffer):
        data = STDIN.take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def write(self, data):
        return RECORDER.write(self._number, data)

    def fileno(self):
        return self._number

    def isatty(self):
        return False


class _Text(io.TextIOWrapper):
    """A text stream whose type reads as CPython's."""

    __module__ = "_io"


_Text.__name__ = _Text.__qualname__ = "TextIOWrapper"


def _writer(number, name, errors):
    buffer = io.BufferedWriter(_Stream(number, name))
    stream = _Text(buffer, encoding="utf-8", errors=errors, newline="\n", line_buffering=True)
    stream.mode = "w"
    return stream


def install():
    """Puts these in the place of the real streams."""
    stdin = _Text(io.BufferedReader(_Stream(0, "<stdin>")), encoding="utf-8", errors="strict")
    stdin.mode = "r"
    sys.stdin = sys.__stdin__ = stdin
    sys.stdout = sys.__stdout__ = _writer(1, "<stdout>", "strict")
    sys.stderr = sys.__stderr__ = _writer(2, "<stderr>", "backslashreplace")


def flush():
    """Writes out what the streams hold back."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except (AttributeError, ValueError, OSError):
            # An example may have closed or replaced it; then there is nothing to write out.
            continue
