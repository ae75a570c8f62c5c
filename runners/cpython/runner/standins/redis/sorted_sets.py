"""Commands on sorted sets, and on places, which are kept in them."""

from . import errors
from .keys import _scanned as scanned
from .keys import flags
from .table import counted, given, listed


def _limit(start, num):
    if (start is None) != (num is None):
        raise errors.DataError("``start`` and ``num`` must both be specified")
    return [] if start is None else ["LIMIT", start, num]


def _weighed(keys):
    """The number of keys and they themselves; a mapping gives their weights too."""
    if isinstance(keys, dict):
        return [len(keys), *keys, "WEIGHTS", *keys.values()]
    keys = listed(keys, ())
    return [len(keys), *keys]


def _aggregate(how):
    return [] if how is None else ["AGGREGATE", how]


class SortedSetCommands:
    """Sorted sets."""

    def zadd(self, name, mapping, nx=False, xx=False, ch=False, incr=False, gt=False, lt=False):
        """Sets members with their scores; how many are new."""
        if not mapping:
            raise errors.DataError("ZADD requires at least one element/score pair")
        if nx and xx:
            raise errors.DataError("ZADD allows either 'nx' or 'xx', not both")
        if gt and lt:
            raise errors.DataError("ZADD allows either 'gt' or 'lt', not both")
        if incr and len(mapping) != 1:
            raise errors.DataError(
                "ZADD option 'incr' only works when passing a single element/score pair")
        if nx and (gt or lt):
            raise errors.DataError("Only one of 'nx', 'lt', or 'gr' may be defined.")
        pairs = [word for member, score in mapping.items() for word in (score, member)]
        options = {"as_score": True} if incr else {}
        words = flags(nx=nx, xx=xx, gt=gt, lt=lt, ch=ch, incr=incr)
        return self.execute_command("ZADD", name, *words, *pairs, **options)

    def zrange(self, name, start, end, desc=False, withscores=False, score_cast_func=float,
               byscore=False, bylex=False, offset=None, num=None):
        """Members by rank, score or name."""
        return self._range("ZRANGE", [name], start, end, desc, withscores, score_cast_func,
                           byscore, bylex, offset, num)

    def zrangestore(self, dest, name, start, end, byscore=False, bylex=False, desc=False,
                    offset=None, num=None):
        """Keeps members by rank, score or name under another key."""
        return self._range("ZRANGESTORE", [dest, name], start, end, desc, False, None, byscore,
                           bylex, offset, num)

    def _range(self, command, names, start, end, desc, withscores, cast, byscore, bylex, offset,
               num):
        if byscore and bylex:
            raise errors.DataError("``byscore`` and ``bylex`` can not be specified together.")
        if (offset is None) != (num is None):
            raise errors.DataError("``offset`` and ``num`` must both be specified.")
        if bylex and withscores:
            raise errors.DataError("``withscores`` not supported in combination with ``bylex``.")
        limit = [] if offset is None else ["LIMIT", offset, num]
        return self.execute_command(
            command, *names, start, end, *flags(byscore=byscore, bylex=bylex, rev=desc), *limit,
            *flags(withscores=withscores), withscores=withscores, score_cast_func=cast)

    def zrevrange(self, name, start, end, withscores=False, score_cast_func=float):
        """Members by rank, from the highest score down."""
        return self.execute_command(
            "ZREVRANGE", name, start, end, *flags(withscores=withscores),
            withscores=withscores, score_cast_func=score_cast_func)

    def zrangebyscore(self, name, min, max, start=None, num=None, withscores=False,
                      score_cast_func=float):
        """Members whose scores lie between."""
        return self.execute_command(
            "ZRANGEBYSCORE", name, min, max, *_limit(start, num), *flags(withscores=withscores),
            withscores=withscores, score_cast_func=score_cast_func)

    def zrevrangebyscore(self, name, max, min, start=None, num=None, withscores=False,
                         score_cast_func=float):
        """Members whose scores lie between, from the highest down."""
        return self.execute_command(
            "ZREVRANGEBYSCORE", name, max, min, *_limit(start, num),
            *flags(withscores=withscores), withscores=withscores, score_cast_func=score_cast_func)

    def zrangebylex(self, name, min, max, start=None, num=None):
        """Members whose names lie between."""
        return self.execute_command("ZRANGEBYLEX", name, min, max, *_limit(start, num))

    def zrevrangebylex(self, name, max, min, start=None, num=None):
        """Members whose names lie between, from the last down."""
        return self.execute_command("ZREVRANGEBYLEX", name, max, min, *_limit(start, num))

    def zrank(self, name, value, withscore=False, score_cast_func=float):
        """A member's rank."""
        return self.execute_command("ZRANK", name, value, *flags(withscore=withscore),
                                    withscore=withscore, score_cast_func=score_cast_func)

    def zrevrank(self, name, value, withscore=False, score_cast_func=float):
        """A member's rank, from the highest score down."""
        return self.execute_command("ZREVRANK", name, value, *flags(withscore=withscore),
                                    withscore=withscore, score_cast_func=score_cast_func)

    def zpopmin(self, name, count=None):
        """Takes the members of the lowest scores out."""
        return self.execute_command("ZPOPMIN", name, *given(count))

    def zpopmax(self, name, count=None):
        """Takes the members of the highest scores out."""
        return self.execute_command("ZPOPMAX", name, *given(count))

    def bzpopmin(self, keys, timeout=0):
        """Takes the member of the lowest score out; waits for one."""
        return self.execute_command("BZPOPMIN", *listed(keys, ()), timeout or 0)

    def bzpopmax(self, keys, timeout=0):
        """Takes the member of the highest score out; waits for one."""
        return self.execute_command("BZPOPMAX", *listed(keys, ()), timeout or 0)

    def zmpop(self, num_keys, keys, min=False, max=False, count=1):
        """Takes members out of the first sorted set that has any."""
        if bool(min) == bool(max):
            raise errors.DataError("Either min or max, but not both must be specified")
        more = [] if count == 1 else ["COUNT", count]
        return self.execute_command("ZMPOP", num_keys, *keys, "MIN" if min else "MAX", *more)

    def zrandmember(self, key, count=None, withscores=False):
        """Members by chance."""
        return self.execute_command(
            "ZRANDMEMBER", key, *given(count), *flags(withscores=withscores))

    def zscan(self, name, cursor=0, match=None, count=None, score_cast_func=float):
        """Some of the members, and where to go on."""
        return self.execute_command("ZSCAN", name, cursor, *scanned(match, count),
                                    score_cast_func=score_cast_func)

    def zunion(self, keys, aggregate=None, withscores=False, score_cast_func=float):
        """The members of any."""
        return self.execute_command(
            "ZUNION", *_weighed(keys), *_aggregate(aggregate), *flags(withscores=withscores),
            withscores=withscores, score_cast_func=score_cast_func)

    def zinter(self, keys, aggregate=None, withscores=False):
        """The members of all."""
        return self.execute_command(
            "ZINTER", *_weighed(keys), *_aggregate(aggregate), *flags(withscores=withscores),
            withscores=withscores)

    def zdiff(self, keys, withscores=False):
        """The members of the first and of no other."""
        return self.execute_command(
            "ZDIFF", len(keys), *keys, *flags(withscores=withscores), withscores=withscores)

    def zunionstore(self, dest, keys, aggregate=None):
        """Keeps the members of any."""
        return self.execute_command("ZUNIONSTORE", dest, *_weighed(keys), *_aggregate(aggregate))

    def zinterstore(self, dest, keys, aggregate=None):
        """Keeps the members of all."""
        return self.execute_command("ZINTERSTORE", dest, *_weighed(keys), *_aggregate(aggregate))

    def zdiffstore(self, dest, keys):
        """Keeps the members of the first and of no other."""
        return self.execute_command("ZDIFFSTORE", dest, len(keys), *keys)

    def zintercard(self, numkeys, keys, limit=0):
        """How many members sorted sets have in common."""
        return self.execute_command("ZINTERCARD", numkeys, *keys, "LIMIT", limit)


class PlaceCommands:
    """Places on the earth."""

    def geoadd(self, name, values, nx=False, xx=False, ch=False):
        """Sets places: longitude, latitude, name, one after another."""
        if nx and xx:
            raise errors.DataError("GEOADD allows either 'nx' or 'xx', not both")
        if len(values) % 3:
            raise errors.DataError("GEOADD requires places with lon, lat and name values")
        return self.execute_command("GEOADD", name, *flags(nx=nx, xx=xx), *flags(ch=ch), *values)

    def geosearch(self, name, member=None, longitude=None, latitude=None, unit="m", radius=None,
                  width=None, height=None, sort=None, count=None, any=False, withcoord=False,
                  withdist=False, withhash=False):
        """The places within a circle or a box."""
        words = _area(member, longitude, latitude, unit, radius, width, height, sort, count, any)
        return self.execute_command(
            "GEOSEARCH", name, *words,
            *flags(withdist=withdist, withcoord=withcoord, withhash=withhash),
            withdist=withdist, withcoord=withcoord, withhash=withhash)

    def geosearchstore(self, dest, name, member=None, longitude=None, latitude=None, unit="m",
                       radius=None, width=None, height=None, sort=None, count=None, any=False,
                       storedist=False):
        """Keeps the places within a circle or a box."""
        words = _area(member, longitude, latitude, unit, radius, width, height, sort, count, any)
        return self.execute_command(
            "GEOSEARCHSTORE", dest, name, *words, *flags(storedist=storedist))


def _area(member, longitude, latitude, unit, radius, width, height, sort, count, any_):
    if member is None and (longitude is None or latitude is None):
        raise errors.DataError("GEOSEARCH must have member or longitude and latitude")
    if radius is None and (width is None or height is None):
        raise errors.DataError("GEOSEARCH must have radius or width and height")
    middle = ["FROMMEMBER", member] if member is not None else ["FROMLONLAT", longitude, latitude]
    shape = ["BYRADIUS", radius] if radius is not None else ["BYBOX", width, height]
    order = [] if sort is None else [sort]
    return [*middle, *shape, unit, *order, *counted(count), *flags(any=any_)]
