"""Locks that every client sees: a key with a token and a time to live."""

import logging
import threading
import time
import types
import uuid

from . import errors
from .conversation import call, hold


class BaseLock:
    """What both kinds of locks do, as conversations."""

    def __init__(self, redis, name, timeout=None, sleep=0.1, blocking=True, blocking_timeout=None,
                 thread_local=True, raise_on_release_error=True):
        self.redis, self.name, self.timeout, self.sleep = redis, name, timeout, sleep
        self.blocking, self.blocking_timeout = blocking, blocking_timeout
        self.thread_local = bool(thread_local)
        self.raise_on_release_error = raise_on_release_error
        self.local = threading.local() if self.thread_local else types.SimpleNamespace()
        self.local.token = None

    def _acquire(self, pause, now, sleep, blocking, blocking_timeout, token):
        sleep = self.sleep if sleep is None else sleep
        blocking = self.blocking if blocking is None else blocking
        limit = self.blocking_timeout if blocking_timeout is None else blocking_timeout
        token = uuid.uuid1().hex.encode() if token is None else token
        token = _bytes(token)
        until = None if limit is None else now() + limit
        lives = int(self.timeout * 1000) if self.timeout else None
        while not (yield call(self.redis.set, self.name, token, nx=True, px=lives)):
            if not blocking or (until is not None and now() + sleep > until):
                return False
            yield call(pause, sleep)
        self.local.token = token
        return True

    def _locked(self):
        return (yield call(self.redis.get, self.name)) is not None

    def _owned(self):
        stored = _bytes((yield call(self.redis.get, self.name)))
        return self._token() is not None and stored == self._token()

    def _release(self):
        token = self._token()
        if token is None:
            raise errors.LockError("Cannot release a lock that's not owned or is already unlocked.",
                                   lock_name=self.name)
        self.local.token = None
        if not (yield from self._if_mine(token, lambda pipe, _: pipe.delete(self.name))):
            raise errors.LockNotOwnedError("Cannot release a lock that's no longer owned",
                                           lock_name=self.name)

    def _extend(self, what, milliseconds, replace):
        if self._token() is None:
            raise errors.LockError(f"Cannot {what} an unlocked lock", lock_name=self.name)
        if self.timeout is None:
            raise errors.LockError(f"Cannot {what} a lock with no timeout", lock_name=self.name)

        def more(pipe, left):
            pipe.pexpire(self.name, int(milliseconds) + (0 if replace else max(left, 0)))

        if not (yield from self._if_mine(self._token(), more)):
            raise errors.LockNotOwnedError(f"Cannot {what} a lock that's no longer owned",
                                           lock_name=self.name)
        return True

    def _leave(self):
        try:
            yield from self._release()
        except errors.LockError:
            if self.raise_on_release_error:
                raise
            logging.getLogger("redis.lock").warning(
                "Lock was unlocked or no longer owned when exiting context manager.")

    def _if_mine(self, token, change):
        """Makes a change in a transaction, if the lock has that token; whether it did.

        `change` gets the pipeline and the milliseconds that are left.
        """
        pipe = self.redis.pipeline()
        try:
            yield call(pipe.watch, self.name)
            if _bytes((yield call(pipe.get, self.name))) != token:
                return False
            left = yield call(pipe.pttl, self.name)
            pipe.multi()
            change(pipe, left)
            yield call(pipe.execute)
            return True
        except errors.WatchError:
            return False
        finally:
            pipe.drop()

    def _token(self):
        return getattr(self.local, "token", None)

    def _not_acquired(self):
        return errors.LockError("Unable to acquire lock within the time specified",
                                lock_name=self.name)


def _bytes(value):
    return value.encode() if isinstance(value, str) else value


class Lock(BaseLock):
    """A lock of the blocking client."""

    def acquire(self, sleep=None, blocking=None, blocking_timeout=None, token=None):
        """Takes it; whether that went."""
        return hold(self._acquire(
            time.sleep, time.monotonic, sleep, blocking, blocking_timeout, token))

    def locked(self):
        """Whether anybody has it."""
        return hold(self._locked())

    def owned(self):
        """Whether this one has it."""
        return hold(self._owned())

    def release(self):
        """Gives it back."""
        hold(self._release())

    def extend(self, additional_time, replace_ttl=False):
        """Keeps it that many seconds longer."""
        return hold(self._extend("extend", additional_time * 1000, replace_ttl))

    def reacquire(self):
        """Keeps it for its whole time again."""
        return hold(self._extend("reacquire", (self.timeout or 0) * 1000, True))

    def __enter__(self):
        if self.acquire():
            return self
        raise self._not_acquired()

    def __exit__(self, *exception):
        hold(self._leave())
