"""What the client makes of replies: Python values by command, as `redis` makes them."""

import datetime


def text(value):
    """Bytes as text; anything else as it is."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _ok(reply, **_):
    return text(reply) == "OK"


def _texts(reply, **_):
    return [text(one) for one in reply]


def _pairs(reply):
    return dict(zip(reply[::2], reply[1::2]))


def _named(reply):
    return {text(key): value for key, value in _pairs(reply).items()}


def _named_list(reply, **_):
    return [_named(one) for one in reply]


def _float(reply, **_):
    return None if reply is None else float(reply)


def _set(reply, **_):
    return set(reply or ())


def _tuple(reply, **_):
    return tuple(reply) if reply else None


def _set_result(reply, get=False, **_):
    return reply if get else reply and text(reply) == "OK"


def _scores(reply, withscores=False, **options):
    return _scored(reply, **options) if reply and withscores else reply


def _scored(reply, score_cast_func=float, **_):
    values = iter(reply or ())
    return [(member, _score(score, score_cast_func)) for member, score in zip(values, values)]


def _score(score, cast):
    # `int` takes no text with a point.
    return cast(float(score)) if cast is int else cast(score)


def _rank(reply, withscore=False, score_cast_func=float, **_):
    return [reply[0], _score(reply[1], score_cast_func)] if reply and withscore else reply


def _popped(reply, **_):
    return (reply[0], reply[1], float(reply[2])) if reply else None


def _zadd(reply, as_score=False, **_):
    return reply if reply is None else float(reply) if as_score else int(reply)


def _floats(reply, **_):
    return [_float(one) for one in reply]


def _entries(reply, **_):
    if reply is None:
        return None
    return [(None, None) if one is None else (one[0], None if one[1] is None else _pairs(one[1]))
            for one in reply]


def _streams(reply, **_):
    return [[name, _entries(entries)] for name, entries in reply or ()]


def _xclaim(reply, parse_justid=False, **_):
    return reply if parse_justid else _entries(reply)


def _xautoclaim(reply, parse_justid=False, **_):
    return reply[1] if parse_justid else [reply[0], _entries(reply[1]), *reply[2:]]


def _xpending(reply, parse_detail=False, **_):
    if parse_detail:
        names = ("message_id", "consumer", "time_since_delivered", "times_delivered")
        return [dict(zip(names, one)) for one in reply]
    consumers = [{"name": name, "pending": int(count)} for name, count in reply[3] or ()]
    return {"pending": reply[0], "min": reply[1], "max": reply[2], "consumers": consumers}


def _xinfo_stream(reply, full=False, **_):
    data = _named(reply)
    if full:
        data["entries"] = {key: _pairs(entry) for key, entry in data["entries"]}
        data["groups"] = [_named(group) for group in data["groups"]]
        for group in data["groups"]:
            group["consumers"] = [_named(one) for one in group["consumers"]]
        return data
    for name in ("first-entry", "last-entry"):
        if data.get(name):
            data[name] = (data[name][0], _pairs(data[name][1]))
    return data


def _scan(reply, **_):
    return int(reply[0]), reply[1]


def _hscan(reply, no_values=None, **_):
    return int(reply[0]), (reply[1] or []) if no_values else _pairs(reply[1])


def _zscan(reply, **options):
    return int(reply[0]), _scored(reply[1], **options)


def _sorted(reply, groups=None, **_):
    return list(zip(*[reply[first::groups] for first in range(groups)])) if groups else reply


def _places(reply, withdist=False, withcoord=False, withhash=False, **_):
    if not isinstance(reply, list) or not (withdist or withcoord or withhash):
        return reply
    casts = [lambda name: name]
    casts += [float] if withdist else []
    casts += [int] if withhash else []
    casts += [_point] if withcoord else []
    return [[cast(value) for cast, value in zip(casts, place)] for place in reply]


def _point(pair):
    return None if pair is None else (float(pair[0]), float(pair[1]))


def _points(reply, **_):
    return [_point(one) for one in reply]


def _counts(reply, **_):
    return [(name, int(count)) for name, count in zip(reply[::2], reply[1::2])]


def _clients(reply, **_):
    lines = text(reply).splitlines()
    return [dict(word.split("=", 1) for word in line.split(" ") if "=" in word) for line in lines]


def _client(reply, **_):
    return {key: int(value) if value.isdigit() else value
            for key, value in (word.split("=", 1) for word in text(reply).split())}


def _info(reply, **_):
    found = {}
    for line in text(reply).splitlines():
        name, colon, value = line.partition(":")
        if colon and not line.startswith("#"):
            found[name] = _info_value(value)
    return found


def _info_value(value):
    if "=" in value:
        pairs = (one.rpartition("=") for one in value.split(",") if one)
        return {name: _info_value(inner) for name, _, inner in pairs}
    if "," in value:
        return [_info_value(one) for one in value.split(",") if one]
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


def _moment(reply, **_):
    return datetime.datetime.fromtimestamp(reply)


def _all(commands, function):
    return dict.fromkeys(commands.split(), function)


def _bool(reply, **_):
    return bool(reply)


_AS = {
    **_all("COPY EXPIRE EXPIREAT HEXISTS MOVE MSETNX PERSIST PEXPIRE PEXPIREAT RENAMENX "
           "SETNX SMOVE AUTH HMSET PSETEX SETEX", _bool),
    **_all("HINCRBYFLOAT INCRBYFLOAT GEODIST ZINCRBY ZSCORE", _float),
    **_all("FLUSHALL FLUSHDB LSET LTRIM MSET PFMERGE RENAME SAVE SELECT SWAPDB WATCH UNWATCH "
           "QUIT", _ok),
    **_all("SDIFF SINTER SMEMBERS SUNION", _set),
    **_all("ZINTER ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZUNION", _scores),
    **_all("ZPOPMAX ZPOPMIN", _scored),
    **_all("ZREVRANK ZRANK", _rank),
    **_all("BLPOP BRPOP", _tuple),
    **_all("BZPOPMAX BZPOPMIN", _popped),
    **_all("XREAD XREADGROUP", _streams),
    **_all("XRANGE XREVRANGE", _entries),
    **_all("GEOSEARCH GEORADIUS GEORADIUSBYMEMBER", _places),
    **_all("SCAN SSCAN", _scan),
    "CLIENT GETNAME": lambda reply, **_: text(reply),
    "CLIENT INFO": _client,
    "CLIENT LIST": _clients,
    "CLIENT SETNAME": _ok,
    "CONFIG GET": lambda reply, **_: _pairs(_texts(reply)),
    "CONFIG RESETSTAT": _ok,
    "CONFIG SET": _ok,
    "FUNCTION DELETE": _ok,
    "GEOHASH": _texts,
    "GEOPOS": _points,
    "HGETALL": lambda reply, **_: _pairs(reply or []),
    "HSCAN": _hscan,
    "INFO": _info,
    "LASTSAVE": _moment,
    "PING": lambda reply, **_: text(reply) == "PONG",
    "PUBSUB NUMSUB": _counts,
    "SCRIPT EXISTS": lambda reply, **_: [bool(one) for one in reply],
    "SCRIPT FLUSH": _ok,
    "SCRIPT LOAD": lambda reply, **_: text(reply),
    "SET": _set_result,
    "SORT": _sorted,
    "TIME": lambda reply, **_: (int(reply[0]), int(reply[1])),
    "XAUTOCLAIM": _xautoclaim,
    "XCLAIM": _xclaim,
    "XGROUP CREATE": _ok,
    "XGROUP DESTROY": _bool,
    "XGROUP SETID": _ok,
    "XINFO CONSUMERS": _named_list,
    "XINFO GROUPS": _named_list,
    "XINFO STREAM": _xinfo_stream,
    "XPENDING": _xpending,
    "ZADD": _zadd,
    "ZMSCORE": _floats,
    "ZSCAN": _zscan,
}


def of(command, reply, options):
    """The value for a reply of that command."""
    shape = _AS.get(str(command).upper())
    return reply if shape is None else shape(reply, **options)
