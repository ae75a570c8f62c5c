"""The asynchronous twin: `redis.asyncio`."""

import asyncio

from . import errors, lock, pipeline, pubsub, replies
from .client import Script as _Script
from .client import Settings
from .commands import Commands
from .connection import CLOCK
from .connection import ConnectionPool as _ConnectionPool
from .conversation import hold_async
from .scans import Scans
from ...scheduler import deadline


class ConnectionPool(_ConnectionPool):
    """Connections that are used again."""

    async def disconnect(self, *_):
        """Closes the connections nobody uses."""
        super().disconnect()

    aclose = disconnect


class Script(_Script):
    """A script that is sent when the server has not got it."""

    _hold = staticmethod(hold_async)


class Lock(lock.BaseLock):
    """A lock of the asynchronous client."""

    async def acquire(self, blocking=None, blocking_timeout=None, token=None, sleep=None):
        """Takes it; whether that went."""
        now = asyncio.get_running_loop().time
        return await hold_async(self._acquire(
            asyncio.sleep, now, sleep, blocking, blocking_timeout, token))

    async def locked(self):
        """Whether anybody has it."""
        return await hold_async(self._locked())

    async def owned(self):
        """Whether this one has it."""
        return await hold_async(self._owned())

    async def release(self):
        """Gives it back."""
        await hold_async(self._release())

    async def extend(self, additional_time, replace_ttl=False):
        """Keeps it that many seconds longer."""
        return await hold_async(self._extend("extend", additional_time * 1000, replace_ttl))

    async def reacquire(self):
        """Keeps it for its whole time again."""
        return await hold_async(self._extend("reacquire", (self.timeout or 0) * 1000, True))

    async def __aenter__(self):
        if await self.acquire():
            return self
        raise self._not_acquired()

    async def __aexit__(self, *exception):
        await hold_async(self._leave())


class Pipeline(pipeline.BasePipeline):
    """A pipeline of the asynchronous client."""

    _hold = staticmethod(hold_async)

    def _call(self, words):
        return self.connection.call_async(words)

    def __await__(self):
        return self
        yield

    async def unwatch(self):
        """Watches no key any more."""
        return await self.execute_command("UNWATCH") if self.watching else True

    async def execute(self, raise_on_error=True):
        """Sends what was kept; the values, one for each."""
        return await hold_async(self._execute(raise_on_error))

    async def reset(self):
        """Forgets what was kept, and watches nothing any more."""
        self.drop()

    close = aclose = discard = reset

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        self.drop()


class PubSub(pubsub.Subscriptions):
    """The subscriptions of the asynchronous client."""

    async def subscribe(self, *args, **kwargs):
        """To channels; a keyword names a handler for its messages."""
        self._subscribe("SUBSCRIBE", self.channels, args, kwargs)

    async def psubscribe(self, *args, **kwargs):
        """To the channels that fit patterns."""
        self._subscribe("PSUBSCRIBE", self.patterns, args, kwargs)

    async def unsubscribe(self, *args):
        """From channels, or all of them."""
        self._unsubscribe("UNSUBSCRIBE", self.channels, args)

    async def punsubscribe(self, *args):
        """From patterns, or all of them."""
        self._unsubscribe("PUNSUBSCRIBE", self.patterns, args)

    async def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None where none has come in that many seconds."""
        until = None if timeout is None else deadline(timeout)
        given = self._next()
        while given is None and (until is None or CLOCK.elapsed < until):
            if self.connection is None:
                await asyncio.sleep(timeout or 0)
                return None
            await self.connection.change_async(until)
            given = self._next()
        if given is None:
            await asyncio.sleep(0)
            return None
        return await self.handle_message(given, ignore_subscribe_messages)

    async def handle_message(self, response, ignore_subscribe_messages=False):
        """The message, given to its handler where it has one."""
        message, handler = self._shaped(response, ignore_subscribe_messages)
        if message is None or handler is None:
            return message
        made = handler(message)
        if hasattr(made, "__await__"):
            await made
        return None

    async def listen(self):
        """The messages as they come, while there is a subscription."""
        while self.subscribed or self._messages:
            message = await self.get_message(timeout=None)
            if message is not None:
                yield message

    async def aclose(self):
        """Ends every subscription."""
        self._leave()

    close = reset = aclose

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        self._leave()


class Redis(Settings, Commands, Scans):
    """A client whose commands are awaited."""

    _pool_class = ConnectionPool
    _script_class = Script

    async def execute_command(self, *args, **options):
        """Sends a command by its words."""
        connection = self.connection_pool.get_connection()
        try:
            reply = await connection.call_async(args)
        finally:
            self.connection_pool.release(connection)
        return replies.of(args[0], reply, options)

    def __await__(self):
        return self
        yield

    @staticmethod
    async def _all_of(scan):
        cursor = None
        while cursor != 0:
            cursor, found = await scan(cursor or 0)
            for one in found.items() if isinstance(found, dict) else found:
                yield one

    def pipeline(self, transaction=True, shard_hint=None):
        """Commands that are sent together."""
        return Pipeline(self.connection_pool, transaction)

    async def transaction(self, func, *watches, shard_hint=None, value_from_callable=False,
                          watch_delay=None):
        """Runs `func(pipe)` again and again until no watched key changes in between."""
        async with self.pipeline() as pipe:
            while True:
                try:
                    if watches:
                        await pipe.watch(*watches)
                    value = func(pipe)
                    if hasattr(value, "__await__"):
                        value = await value
                    results = await pipe.execute()
                    return value if value_from_callable else results
                except errors.WatchError:
                    if watch_delay is not None and watch_delay > 0:
                        await asyncio.sleep(watch_delay)

    def lock(self, name, timeout=None, sleep=0.1, blocking=True, blocking_timeout=None,
             lock_class=None, thread_local=True, raise_on_release_error=True):
        """A lock that every client sees."""
        return (lock_class or Lock)(
            self, name, timeout=timeout, sleep=sleep, blocking=blocking,
            blocking_timeout=blocking_timeout, thread_local=thread_local,
            raise_on_release_error=raise_on_release_error)

    def pubsub(self, **options):
        """Subscriptions."""
        return PubSub(self.connection_pool, **options)

    def client(self):
        """A client on the same pool."""
        return type(self)(connection_pool=self.connection_pool)

    async def initialize(self):
        """Ready as it is."""
        return self

    async def aclose(self, close_connection_pool=None):
        """Closes its connections."""
        await self.connection_pool.disconnect()

    close = aclose

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        await self.aclose()


def from_url(url, **options):
    """A client by its address."""
    return Redis.from_url(url, **options)
