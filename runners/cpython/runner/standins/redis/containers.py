"""Commands on hashes, lists and sets whose arguments have to be put in order first."""

from . import errors
from .keys import expiry, flags, seconds
from .keys import _scanned as scanned
from .table import given, listed


class HashCommands:
    """Hashes."""

    def hset(self, name, key=None, value=None, mapping=None, items=None):
        """Sets fields; how many are new."""
        if key is None and not mapping and not items:
            raise errors.DataError("'hset' with no key value pairs")
        words = list(items or [])
        if key is not None:
            words += [key, value]
        for pair in (mapping or {}).items():
            words += pair
        return self.execute_command("HSET", name, *words)

    def hmset(self, name, mapping):
        """Sets fields."""
        if not mapping:
            raise errors.DataError("'hmset' with 'mapping' of length 0")
        return self.execute_command(
            "HMSET", name, *[word for pair in mapping.items() for word in pair])

    def hscan(self, name, cursor=0, match=None, count=None, no_values=None):
        """Some of the fields, and where to go on."""
        return self.execute_command(
            "HSCAN", name, cursor, *scanned(match, count),
            *(["NOVALUES"] if no_values else []), no_values=no_values)

    def hrandfield(self, key, count=None, withvalues=False):
        """Fields by chance."""
        more = [] if count is None else [count]
        return self.execute_command("HRANDFIELD", key, *more, *flags(withvalues=withvalues))

    def hexpire(self, name, seconds_, *fields, nx=False, xx=False, gt=False, lt=False):
        """Lets fields live that many seconds more."""
        return self.execute_command(
            "HEXPIRE", name, seconds(seconds_), *flags(nx=nx, xx=xx, gt=gt, lt=lt),
            "FIELDS", len(fields), *fields)

    def hgetex(self, name, *keys, ex=None, px=None, exat=None, pxat=None, persist=False):
        """Fields' values; sets when they expire."""
        return self.execute_command(
            "HGETEX", name, *expiry(ex, px, exat, pxat), *flags(persist=persist),
            "FIELDS", len(keys), *keys)

    def hgetdel(self, name, *keys):
        """Takes fields out."""
        return self.execute_command("HGETDEL", name, "FIELDS", len(keys), *keys)


class ListCommands:
    """Lists."""

    def lpop(self, name, count=None):
        """Takes the first elements out."""
        return self.execute_command("LPOP", name, *given(count))

    def rpop(self, name, count=None):
        """Takes the last elements out."""
        return self.execute_command("RPOP", name, *given(count))

    def blpop(self, keys, timeout=0):
        """Takes the first element out; waits for one."""
        return self.execute_command("BLPOP", *listed(keys, ()), timeout or 0)

    def brpop(self, keys, timeout=0):
        """Takes the last element out; waits for one."""
        return self.execute_command("BRPOP", *listed(keys, ()), timeout or 0)

    def brpoplpush(self, src, dst, timeout=0):
        """Moves an element from the end of a list to the front of another; waits for one."""
        return self.execute_command("BRPOPLPUSH", src, dst, timeout or 0)

    def blmove(self, first_list, second_list, timeout, src="LEFT", dest="RIGHT"):
        """Moves an element; waits for one."""
        return self.execute_command("BLMOVE", first_list, second_list, src, dest, timeout)

    def lmpop(self, num_keys, *args, direction, count=1):
        """Takes elements out of the first list that has any."""
        more = [] if count == 1 else ["COUNT", count]
        return self.execute_command("LMPOP", num_keys, *args, direction, *more)

    def blmpop(self, timeout, numkeys, *args, direction, count=1):
        """Takes elements out of the first list that has any; waits for one."""
        return self.execute_command("BLMPOP", timeout, numkeys, *args, direction, "COUNT", count)

    def lpos(self, name, value, rank=None, count=None, maxlen=None):
        """Where a value stands."""
        words = []
        for word, number in (("RANK", rank), ("COUNT", count), ("MAXLEN", maxlen)):
            words += [] if number is None else [word, number]
        return self.execute_command("LPOS", name, value, *words)


class SetCommands:
    """Sets, and the counters that look like them."""

    def sintercard(self, numkeys, keys, limit=0):
        """How many members sets have in common."""
        return self.execute_command("SINTERCARD", numkeys, *listed(keys, ()), "LIMIT", limit)

    def sscan(self, name, cursor=0, match=None, count=None):
        """Some of the members, and where to go on."""
        return self.execute_command("SSCAN", name, cursor, *scanned(match, count))
