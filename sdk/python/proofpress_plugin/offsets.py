"""Positions: a string of Python counts characters, the contract counts bytes of UTF-8."""

import re
from bisect import bisect_left
from itertools import accumulate

from .finding import Span


class Offsets:
    """The positions of one text, in both counts."""

    def __init__(self, text: str):
        self._length = len(text)
        # Most examples are plain ASCII, where both counts agree.
        self._bytes = None
        if not text.isascii():
            self._bytes = list(accumulate((_size(c) for c in text), initial=0))

    def to_byte(self, index: int) -> int:
        """The byte a string index stands for."""
        return index if self._bytes is None else self._bytes[index]

    def to_index(self, byte: int) -> int:
        """The string index of a byte that begins a character."""
        return byte if self._bytes is None else bisect_left(self._bytes, byte)

    def span(self, given: Span) -> tuple[int, int]:
        """A span in bytes."""
        start, end = given.span() if isinstance(given, re.Match) else given
        if not 0 <= start <= end <= self._length:
            raise ValueError(f"the span {start}..{end} is none of a text of {self._length} characters")
        return self.to_byte(start), self.to_byte(end)

    def indices(self, start: int, end: int) -> tuple[int, int]:
        """A span of the host as string indices."""
        return self.to_index(start), self.to_index(end)


def _size(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
