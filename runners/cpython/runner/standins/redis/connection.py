"""Connections to the engine, on the virtual clock.

A command that waits is tried again when anything was changed, and at the instant the engine names.
"""

import asyncio
import urllib.parse

from wit_world.imports import engine

from ...clock import CLOCK, SECOND
from ...scheduler import SCHEDULER, Wait, blocking, deadline
from . import errors, wire

_MILLISECOND = SECOND // 1000
#: Nanoseconds an event loop's clock, a float, may be off.
_SLACK = 1000


class Server:
    """The one server of a run."""

    def __init__(self):
        self._seed = 0
        self._is_open = False
        self._seen = self._ahead = 0
        #: Who waits for a change: whatever has a `wake`.
        self.waiting = []

    def begin(self, seed):
        """Sets the seed of the server's choices. It is opened by the first connection."""
        self._seed = seed

    def now(self):
        """Milliseconds since the epoch on its clock.

        It gains a millisecond whenever time has passed: no sleep is exact, so a key that lives two
        seconds is gone after `time.sleep(2)`.
        """
        if CLOCK.elapsed > self._seen + _SLACK:
            self._ahead += 1
        self._seen = CLOCK.elapsed
        return (CLOCK.start + self._seen + _SLACK) // _MILLISECOND + self._ahead

    def connect(self):
        """The number of a new connection."""
        if not self._is_open:
            engine.open(self.now(), self._seed)
            self._is_open = True
        return engine.connect()

    def changed(self):
        """Lets those try again who wait."""
        for waiter in list(self.waiting):
            waiter.wake()


SERVER = Server()


class _Waker:
    """Wakes a coroutine, from any thread."""

    def __init__(self, loop):
        self._loop = loop
        self.future = loop.create_future()

    def wake(self):
        """Ends the wait."""
        self._loop.call_soon_threadsafe(self.set)

    def set(self):
        """Ends the wait, from its own loop."""
        if not self.future.done():
            self.future.set_result(None)


async def _change(until):
    """Waits for a change, or that instant of the clock."""
    loop = asyncio.get_running_loop()
    waker = _Waker(loop)
    SERVER.waiting.append(waker)
    timer = None if until is None else loop.call_at(until / SECOND, waker.set)
    try:
        await waker.future
    finally:
        SERVER.waiting.remove(waker)
        if timer is not None:
            timer.cancel()


def _change_of_thread(until, why):
    """The same for a thread, as steps."""
    wait = Wait(why, until)
    SERVER.waiting.append(wait)
    try:
        yield wait
    finally:
        SERVER.waiting.remove(wait)


def _instant(until, since, begun):
    """What the server's clock calls `until`, on the program's clock: `since` was `begun`."""
    return None if until is None else begun + (until - since) * _MILLISECOND


def _earlier(one, other):
    return other if one is None else one if other is None else min(one, other)


class Connection:
    """A connection: its transaction, watched keys and subscriptions are its own."""

    def __init__(self, pool):
        self._pool = pool
        self._number = SERVER.connect()
        self.is_broken = False
        if pool.db:
            self._try([b"SELECT", str(pool.db).encode()], None)

    def close(self):
        """Closes it."""
        engine.disconnect(self._number)
        SERVER.changed()

    @blocking
    def call(self, words):
        """The reply to a command; waits where the command does."""
        sent, limit = self._pool.encode(words), self._limit()
        since, begun = None, CLOCK.elapsed
        while True:
            data, until = self._try(sent, since)
            if data is not None:
                # A real client waits for its server here, and other threads have their turn.
                if since is None and SCHEDULER.alive:
                    yield Wait("a reply of Redis", CLOCK.elapsed)
                return self._reply(data)
            since = SERVER.now() if since is None else since
            self._check(limit)
            why = f"Redis to answer `{sent[0].decode('utf-8', 'replace')}`"
            try:
                yield from _change_of_thread(_earlier(_instant(until, since, begun), limit), why)
            except BaseException:
                self.is_broken = True
                raise

    async def call_async(self, words):
        """The same as a coroutine."""
        sent, limit = self._pool.encode(words), self._limit()
        since, begun = None, CLOCK.elapsed
        while True:
            data, until = self._try(sent, since)
            if data is not None:
                if since is None:
                    await asyncio.sleep(0)
                return self._reply(data)
            since = SERVER.now() if since is None else since
            self._check(limit)
            try:
                await _change(_earlier(_instant(until, since, begun), limit))
            except BaseException:
                self.is_broken = True
                raise

    def replies(self, words):
        """Every reply to a command that has several, such as `SUBSCRIBE`."""
        data, _ = self._try(self._pool.encode(words), None)
        return self._all(data or b"")

    def pushed(self):
        """The messages that have come."""
        return self._all(engine.pushed(self._number))

    @blocking
    def change(self, until):
        """Waits for anything to change, or that instant."""
        yield from _change_of_thread(until, "a message of Redis")

    async def change_async(self, until):
        """The same as a coroutine."""
        await _change(until)

    def _try(self, sent, since):
        """The reply's bytes, or None and when to try again on the server's clock."""
        outcome = engine.call(self._number, SERVER.now(), since, sent)
        if isinstance(outcome, engine.Outcome_Reply):
            SERVER.changed()
            return outcome.value, None
        return None, outcome.value

    def _reply(self, data):
        reply = wire.Replies(data, self._pool.decode).next()
        if isinstance(reply, errors.RedisError):
            raise reply
        return reply

    def _all(self, data):
        replies, found = wire.Replies(data, self._pool.decode), []
        while replies:
            reply = replies.next()
            if isinstance(reply, errors.RedisError):
                raise reply
            found.append(reply)
        return found

    def _limit(self):
        timeout = self._pool.socket_timeout
        return None if timeout is None else deadline(timeout)

    def _check(self, limit):
        if limit is not None and CLOCK.elapsed >= limit:
            self.is_broken = True
            raise errors.TimeoutError(f"Timeout reading from {self._pool.host}:{self._pool.port}")


class ConnectionPool:
    """Connections that are used again. The host makes no difference: there is one server."""

    def __init__(self, connection_class=None, max_connections=None, **options):
        self.connection_kwargs = options
        self.max_connections = max_connections
        self.host, self.port = options.get("host", "localhost"), options.get("port", 6379)
        self.db = int(options.get("db") or 0)
        self.socket_timeout = options.get("socket_timeout")
        self._decodes = bool(options.get("decode_responses"))
        self._encoding = options.get("encoding", "utf-8")
        self._how = options.get("encoding_errors", "strict")
        self._idle = []

    @classmethod
    def from_url(cls, url, **options):
        """A pool by `redis://[user[:password]@]host[:port][/db]`."""
        return cls(**{**options, **_of_url(url)})

    def get_connection(self, *_):
        """A connection of its own for whoever asks."""
        return self._idle.pop() if self._idle else Connection(self)

    def release(self, connection):
        """Takes it back."""
        if connection.is_broken:
            connection.close()
        else:
            self._idle.append(connection)

    def disconnect(self, *_):
        """Closes the connections nobody uses."""
        while self._idle:
            self._idle.pop().close()

    close = reset = disconnect

    def encode(self, words):
        """A command as its words: the first may be two (`CONFIG GET`)."""
        name, *rest = words
        first = name.encode().split() if isinstance(name, str) else [bytes(name)]
        return first + [wire.encoded(word, self._encoding, self._how) for word in rest]

    def decode(self, data):
        """A string of a reply."""
        return data.decode(self._encoding, self._how) if self._decodes else data

    def __repr__(self):
        options = {"host": self.host, "port": self.port, "db": self.db, **self.connection_kwargs}
        hidden = {"password": "<REDACTED>"}
        told = ",".join(f"{key}={hidden.get(key, value)}" for key, value in options.items()
                        if value is not None)
        return f"<redis.connection.ConnectionPool(<redis.connection.Connection({told})>)>"


_OF_QUERY = {"db": int, "socket_timeout": float, "socket_connect_timeout": float,
             "max_connections": int, "decode_responses": lambda value: value.lower() in
             ("1", "true", "yes", "on", "t", "y")}


def _of_url(url):
    parts = urllib.parse.urlparse(url)
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise ValueError("Redis URL must specify one of the following schemes "
                         "(redis://, rediss://, unix://)")
    options = {name: _OF_QUERY.get(name, str)(values[0])
               for name, values in urllib.parse.parse_qs(parts.query).items()}
    for name in ("username", "password"):
        if getattr(parts, name):
            options[name] = urllib.parse.unquote(getattr(parts, name))
    if parts.scheme == "unix":
        return options
    if parts.hostname:
        options["host"] = urllib.parse.unquote(parts.hostname)
    if parts.port:
        options["port"] = int(parts.port)
    path = parts.path.strip("/")
    if path.isdigit() and "db" not in options:
        options["db"] = int(path)
    return options
