"""The wire format: the words of a command as bytes, and replies of protocol version 2."""

from . import errors


def encoded(value, encoding="utf-8", how="strict"):
    """A word of a command."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode(encoding, how)
    if isinstance(value, bool):
        raise errors.DataError(
            "Invalid input of type: 'bool'. Convert to a bytes, string, int or float first.")
    if isinstance(value, (int, float)):
        return repr(value).encode()
    raise errors.DataError(
        f"Invalid input of type: '{type(value).__name__}'. Convert to a bytes, string, int or "
        "float first.")


class Replies:
    """Reads replies one after another. An error is a value here, not raised."""

    def __init__(self, data, decode):
        self._data, self._at, self._decode = data, 0, decode

    def __bool__(self):
        return self._at < len(self._data)

    def next(self):
        """The next reply."""
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return self._decode(rest)
        if kind == b"-":
            return errors.of_reply(rest.decode("utf-8", "replace"))
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return self._bulk(int(rest))
        if kind == b"*":
            return None if rest == b"-1" else [self.next() for _ in range(int(rest))]
        raise errors.InvalidResponse(f"Protocol Error: {line!r}")

    def _line(self):
        end = self._data.index(b"\r\n", self._at)
        line, self._at = self._data[self._at:end], end + 2
        return line

    def _bulk(self, length):
        if length < 0:
            return None
        text = self._data[self._at:self._at + length]
        self._at += length + 2
        return self._decode(text)
