"""Iterators over what `SCAN` and its like give in pieces, for both clients."""


class Scans:
    """Mixed into a client; its `_all_of` goes on from cursor to cursor, waiting as it does."""

    def scan_iter(self, match=None, count=None, _type=None):
        """Every key, one after another."""
        return self._all_of(lambda at: self.scan(at, match, count, _type))

    def hscan_iter(self, name, match=None, count=None, no_values=None):
        """Every field, one after another."""
        return self._all_of(lambda at: self.hscan(name, at, match, count, no_values))

    def sscan_iter(self, name, match=None, count=None):
        """Every member, one after another."""
        return self._all_of(lambda at: self.sscan(name, at, match, count))

    def zscan_iter(self, name, match=None, count=None, score_cast_func=float):
        """Every member with its score, one after another."""
        return self._all_of(lambda at: self.zscan(name, at, match, count, score_cast_func))
