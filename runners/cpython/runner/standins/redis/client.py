"""The blocking client, and what it shares with the asynchronous one."""

import hashlib

from . import errors, replies
from .commands import Commands
from .connection import ConnectionPool
from .conversation import call, hold
from .lock import Lock
from .pipeline import Pipeline
from .pubsub import PubSub
from .scans import Scans


class Settings:
    """How a client is made."""

    _pool_class = ConnectionPool

    def __init__(self, host="localhost", port=6379, db=0, password=None, socket_timeout=None, *,
                 connection_pool=None, decode_responses=False, encoding="utf-8",
                 encoding_errors="strict", max_connections=None, **options):
        self.connection_pool = connection_pool or self._pool_class(
            host=host, port=port, db=db, password=password, socket_timeout=socket_timeout,
            decode_responses=decode_responses, encoding=encoding,
            encoding_errors=encoding_errors, max_connections=max_connections)
        self._options = options

    @classmethod
    def from_url(cls, url, **options):
        """A client by `redis://[user[:password]@]host[:port][/db]`."""
        return cls(connection_pool=cls._pool_class.from_url(url, **options))

    @classmethod
    def from_pool(cls, connection_pool):
        """A client on that pool."""
        return cls(connection_pool=connection_pool)

    def get_connection_kwargs(self):
        """What the connections are made with."""
        return self.connection_pool.connection_kwargs

    def register_script(self, script):
        """A script to call as a function."""
        return self._script_class(self, script)

    def __repr__(self):
        kind = type(self)
        return f"<{kind.__module__}.{kind.__name__}({self.connection_pool!r})>"


class Script:
    """A script that is sent when the server has not got it."""

    def __init__(self, registered_client, script):
        self.registered_client, self.script = registered_client, script
        text = script if isinstance(script, bytes) else script.encode()
        self.sha = hashlib.sha1(text).hexdigest()

    def __call__(self, keys=None, args=None, client=None):
        client = client or self.registered_client
        words = [*(keys or ()), *(args or ())]
        if hasattr(client, "scripts"):
            client.scripts.append(self)
            return client.evalsha(self.sha, len(keys or ()), *words)
        return self._hold(self._run(client, len(keys or ()), words))

    def _run(self, client, keys, words):
        try:
            return (yield call(client.evalsha, self.sha, keys, *words))
        except errors.NoScriptError:
            self.sha = yield call(client.script_load, self.script)
        return (yield call(client.evalsha, self.sha, keys, *words))

    _hold = staticmethod(hold)


class Redis(Settings, Commands, Scans):
    """A client."""

    _script_class = Script

    def execute_command(self, *args, **options):
        """Sends a command by its words."""
        connection = self.connection_pool.get_connection()
        try:
            reply = connection.call(args)
        finally:
            self.connection_pool.release(connection)
        return replies.of(args[0], reply, options)

    def __contains__(self, name):
        return bool(self.exists(name))

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name, value):
        self.set(name, value)

    def __delitem__(self, name):
        self.delete(name)

    @staticmethod
    def _all_of(scan):
        cursor = None
        while cursor != 0:
            cursor, found = scan(cursor or 0)
            yield from found.items() if isinstance(found, dict) else found

    def pipeline(self, transaction=True, shard_hint=None):
        """Commands that are sent together."""
        return Pipeline(self.connection_pool, transaction)

    def transaction(self, func, *watches, shard_hint=None, value_from_callable=False,
                    watch_delay=None):
        """Runs `func(pipe)` again and again until no watched key changes in between."""
        with self.pipeline() as pipe:
            while True:
                try:
                    if watches:
                        pipe.watch(*watches)
                    value = func(pipe)
                    results = pipe.execute()
                    return value if value_from_callable else results
                except errors.WatchError:
                    if watch_delay is not None and watch_delay > 0:
                        hold(_pause(watch_delay))

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

    def close(self):
        """Closes its connections."""
        self.connection_pool.disconnect()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


def _pause(seconds):
    import time

    yield call(time.sleep, seconds)


def from_url(url, **options):
    """A client by its address."""
    return Redis.from_url(url, **options)
