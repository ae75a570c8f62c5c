"""Commands on keys and strings whose arguments have to be put in order first."""

import datetime

from . import errors
from .table import counted


def seconds(time):
    """A length of time in whole seconds."""
    return int(time.total_seconds()) if isinstance(time, datetime.timedelta) else time


def milliseconds(time):
    """A length of time in whole milliseconds."""
    return int(time.total_seconds() * 1000) if isinstance(time, datetime.timedelta) else time


def instant(when):
    """A moment in seconds since 1970."""
    return int(when.timestamp()) if isinstance(when, datetime.datetime) else when


def instant_ms(when):
    """A moment in milliseconds since 1970."""
    return int(when.timestamp() * 1000) if isinstance(when, datetime.datetime) else when


def flags(**wanted):
    """The names of those that are true, in capitals."""
    return [name.upper() for name, is_on in wanted.items() if is_on]


def expiry(ex, px, exat, pxat):
    """When a key expires, as words."""
    words = []
    if ex is not None:
        if isinstance(ex, str) and not ex.isdigit():
            raise errors.DataError("ex must be datetime.timedelta or int")
        words += ["EX", seconds(ex)]
    if px is not None:
        words += ["PX", milliseconds(px)]
    if exat is not None:
        words += ["EXAT", instant(exat)]
    if pxat is not None:
        words += ["PXAT", instant_ms(pxat)]
    return words


def flat(mapping):
    """Keys and values one after another."""
    return [word for pair in mapping.items() for word in pair]


class KeyCommands:
    """Keys: how long they live, copies, the list of them."""

    def expire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        """Lets a key live that many seconds more."""
        return self.execute_command(
            "EXPIRE", name, seconds(time), *flags(nx=nx, xx=xx, gt=gt, lt=lt))

    def expireat(self, name, when, nx=False, xx=False, gt=False, lt=False):
        """Lets a key live until that moment."""
        return self.execute_command(
            "EXPIREAT", name, instant(when), *flags(nx=nx, xx=xx, gt=gt, lt=lt))

    def pexpire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        """Lets a key live that many milliseconds more."""
        return self.execute_command(
            "PEXPIRE", name, milliseconds(time), *flags(nx=nx, xx=xx, gt=gt, lt=lt))

    def pexpireat(self, name, when, nx=False, xx=False, gt=False, lt=False):
        """Lets a key live until that moment, in milliseconds."""
        return self.execute_command(
            "PEXPIREAT", name, instant_ms(when), *flags(nx=nx, xx=xx, gt=gt, lt=lt))

    def copy(self, source, destination, destination_db=None, replace=False):
        """Copies a key."""
        to = [] if destination_db is None else ["DB", destination_db]
        return self.execute_command("COPY", source, destination, *to, *flags(replace=replace))

    def restore(self, name, ttl, value, replace=False, absttl=False):
        """Makes a key of what `dump` gave."""
        return self.execute_command(
            "RESTORE", name, ttl, value, *flags(replace=replace, absttl=absttl))

    def scan(self, cursor=0, match=None, count=None, _type=None):
        """Some of the keys, and where to go on."""
        return self.execute_command(
            "SCAN", cursor, *_scanned(match, count), *([] if _type is None else ["TYPE", _type]))

    def sort(self, name, start=None, num=None, by=None, get=None, desc=False, alpha=False,
             store=None, groups=False):
        """The elements of a key in order."""
        if (start is None) != (num is None):
            raise errors.DataError("``start`` and ``num`` must both be specified")
        get = [] if get is None else [get] if isinstance(get, (str, bytes)) else list(get)
        words = [] if by is None else ["BY", by]
        words += [] if start is None else ["LIMIT", start, num]
        words += [word for one in get for word in ("GET", one)]
        words += flags(desc=desc, alpha=alpha)
        words += [] if store is None else ["STORE", store]
        if groups and len(get) < 2:
            raise errors.DataError('when using "groups" the "get" argument must be specified and '
                                   "contain at least two keys")
        return self.execute_command("SORT", name, *words, groups=len(get) if groups else None)

    def flushdb(self, asynchronous=False):
        """Empties the database."""
        return self.execute_command("FLUSHDB", *(["ASYNC"] if asynchronous else []))

    def flushall(self, asynchronous=False):
        """Empties every database."""
        return self.execute_command("FLUSHALL", *(["ASYNC"] if asynchronous else []))

    def info(self, section=None, *args):
        """What the server tells of itself."""
        return self.execute_command("INFO", *([] if section is None else [section]), *args)

    def memory_usage(self, key, samples=None):
        """How much memory a key takes."""
        more = [] if samples is None else ["SAMPLES", samples]
        return self.execute_command("MEMORY USAGE", key, *more)

    def function_load(self, code, replace=False):
        """Loads a library of functions."""
        return self.execute_command("FUNCTION LOAD", *flags(replace=replace), code)


def _scanned(match, count):
    return [*([] if match is None else ["MATCH", match]), *counted(count)]


class StringCommands:
    """Strings, and bits of them."""

    def set(self, name, value, ex=None, px=None, nx=False, xx=False, keepttl=False, get=False,
            exat=None, pxat=None):
        """Sets a key."""
        options = {"get": True} if get else {}
        return self.execute_command(
            "SET", name, value, *expiry(ex, px, exat, pxat),
            *flags(keepttl=keepttl, nx=nx, xx=xx, get=get), **options)

    def setex(self, name, time, value):
        """Sets a key for that many seconds."""
        return self.execute_command("SETEX", name, seconds(time), value)

    def psetex(self, name, time_ms, value):
        """Sets a key for that many milliseconds."""
        return self.execute_command("PSETEX", name, milliseconds(time_ms), value)

    def getex(self, name, ex=None, px=None, exat=None, pxat=None, persist=False):
        """A key's value; sets when it expires."""
        return self.execute_command(
            "GETEX", name, *expiry(ex, px, exat, pxat), *flags(persist=persist))

    def mset(self, mapping):
        """Sets several keys."""
        return self.execute_command("MSET", *flat(mapping))

    def msetnx(self, mapping):
        """Sets several keys, if none of them is there."""
        return self.execute_command("MSETNX", *flat(mapping))

    def setbit(self, name, offset, value):
        """Sets a bit; the old one."""
        return self.execute_command("SETBIT", name, offset, value and 1 or 0)

    def bitcount(self, key, start=None, end=None, mode=None):
        """How many bits are set."""
        if (start is None) != (end is None):
            raise errors.DataError("Both start and end must be specified")
        return self.execute_command(
            "BITCOUNT", key, *[word for word in (start, end, mode) if word is not None])

    def bitpos(self, key, bit, start=None, end=None, mode=None):
        """Where the first bit of that value is."""
        if bit not in (0, 1):
            raise errors.DataError("bit must be 0 or 1")
        return self.execute_command(
            "BITPOS", key, bit, *[word for word in (start, end, mode) if word is not None])

    def bitfield(self, key, default_overflow=None):
        """Reads and writes integers within a string, in one command."""
        return _BitField(self, key, default_overflow)

    def lcs(self, key1, key2, len=False, idx=False, minmatchlen=0, withmatchlen=False):
        """The longest common subsequence."""
        least = ["MINMATCHLEN", minmatchlen] if minmatchlen else []
        return self.execute_command(
            "LCS", key1, key2, *flags(len=len, idx=idx), *least, *flags(withmatchlen=withmatchlen))


class _BitField:
    """A `BITFIELD` as it is put together."""

    def __init__(self, client, key, overflow):
        self._client, self._key, self._words = client, key, []
        self._last = None
        if overflow is not None:
            self.overflow(overflow)

    def overflow(self, overflow):
        """What later operations do with what does not fit: `WRAP`, `SAT` or `FAIL`."""
        overflow = overflow.upper()
        if overflow != self._last:
            self._last = overflow
            self._words += ["OVERFLOW", overflow]
        return self

    def incrby(self, fmt, offset, increment, overflow=None):
        """Adds to an integer."""
        if overflow is not None:
            self.overflow(overflow)
        self._words += ["INCRBY", fmt, offset, increment]
        return self

    def get(self, fmt, offset):
        """Reads an integer."""
        self._words += ["GET", fmt, offset]
        return self

    def set(self, fmt, offset, value):
        """Writes an integer."""
        self._words += ["SET", fmt, offset, value]
        return self

    def execute(self):
        """Sends it."""
        return self._client.execute_command("BITFIELD", self._key, *self._words)
