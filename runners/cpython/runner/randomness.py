"""Random numbers from the site's seed: the same in every run."""

import hashlib
import os
import posix


class _Stream:
    """Bytes without end: SHA-256 of the seed and a counter."""

    def __init__(self):
        self._seed, self._block, self._left = b"", 0, b""

    def begin(self, seed):
        """Starts anew from a seed."""
        self._seed, self._block, self._left = seed, 0, b""

    def take(self, length):
        """The next bytes."""
        pieces, have = [self._left], len(self._left)
        while have < length:
            block = hashlib.sha256(self._seed + self._block.to_bytes(8, "little")).digest()
            self._block += 1
            pieces.append(block)
            have += len(block)
        data = b"".join(pieces)
        self._left = data[length:]
        return data[:length]


_STREAM = _Stream()


def urandom(size, /):
    """Random bytes."""
    if size < 0:
        raise ValueError("negative argument not allowed")
    return _STREAM.take(size)


def install():
    """Puts it in the place of the machine's, before `random` is imported."""
    os.urandom = posix.urandom = urandom
    os.getrandom = posix.getrandom = lambda size, flags=0: urandom(size)


def begin(seed):
    """Seeds everything that is random from that number."""
    import random

    _STREAM.begin(b"proofpress" + seed.to_bytes(8, "little"))
    native = random.Random.seed

    def seed_(self, a=None, version=2):
        """Initialize internal state from a seed."""
        native(self, urandom(32) if a is None else a, version)

    random.Random.seed = seed_
    random.seed = random._inst.seed
    random.seed()
