"""Subscriptions: channels, patterns, and the messages that come."""

import threading
import time
from collections import deque

from ...clock import CLOCK
from ...scheduler import deadline
from . import errors
from .replies import text

_CONFIRMED = ("subscribe", "psubscribe", "unsubscribe", "punsubscribe")


class Subscriptions:
    """What both kinds share: who is subscribed to what, and what a message looks like."""

    def __init__(self, pool, ignore_subscribe_messages=False, **_):
        self.connection_pool = pool
        self.ignore_subscribe_messages = ignore_subscribe_messages
        self.connection = None
        self.channels, self.patterns = {}, {}
        self._messages = deque()

    @property
    def subscribed(self):
        """Whether there is any subscription."""
        return bool(self.channels or self.patterns)

    def _subscribe(self, command, place, names, handlers):
        new = {**dict.fromkeys(_flat(names)), **handlers}
        new = {self._name(name): handler for name, handler in new.items()}
        place.update(new)
        self._tell(command, new)

    def _unsubscribe(self, command, place, names):
        names = [self._name(name) for name in _flat(names)]
        if self.connection is not None:
            self._tell(command, names)
        for name in names or list(place):
            place.pop(name, None)

    def _tell(self, command, names):
        if self.connection is None:
            self.connection = self.connection_pool.get_connection()
        self._messages.extend(self.connection.replies((command, *names)))

    def _name(self, name):
        return self.connection_pool.decode(self.connection_pool.encode(("", name))[0])

    def _next(self):
        """The next message as the server sent it, or None."""
        if not self._messages and self.connection is not None:
            self._messages.extend(self.connection.pushed())
        return self._messages.popleft() if self._messages else None

    def _shaped(self, given, ignores):
        """A message as a dictionary and who handles it."""
        kind = text(given[0])
        if kind == "pmessage":
            message = {"type": kind, "pattern": given[1], "channel": given[2], "data": given[3]}
            return message, self.patterns.get(given[1])
        if kind in _CONFIRMED or kind == "message":
            message = {"type": kind, "pattern": None, "channel": given[1], "data": given[2]}
            handler = self.channels.get(given[1]) if kind == "message" else None
            dropped = kind in _CONFIRMED and (ignores or self.ignore_subscribe_messages)
            return (None if dropped else message), handler
        return {"type": kind, "pattern": None, "channel": None, "data": given[-1]}, None

    def _leave(self):
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()
        self.channels, self.patterns = {}, {}
        self._messages.clear()


def _flat(names):
    return [one for name in names for one in (name if isinstance(name, (list, tuple)) else [name])]


class PubSub(Subscriptions):
    """The subscriptions of the blocking client."""

    def subscribe(self, *args, **kwargs):
        """To channels; a keyword names a handler for its messages."""
        self._subscribe("SUBSCRIBE", self.channels, args, kwargs)

    def psubscribe(self, *args, **kwargs):
        """To the channels that fit patterns."""
        self._subscribe("PSUBSCRIBE", self.patterns, args, kwargs)

    def unsubscribe(self, *args):
        """From channels, or all of them."""
        self._unsubscribe("UNSUBSCRIBE", self.channels, args)

    def punsubscribe(self, *args):
        """From patterns, or all of them."""
        self._unsubscribe("PUNSUBSCRIBE", self.patterns, args)

    def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None where none has come in that many seconds."""
        until = None if timeout is None else deadline(timeout)
        given = self._next()
        while given is None and (until is None or CLOCK.elapsed < until):
            if self.connection is None:
                time.sleep(timeout or 0)
                return None
            self.connection.change(until)
            given = self._next()
        return None if given is None else self.handle_message(given, ignore_subscribe_messages)

    def handle_message(self, response, ignore_subscribe_messages=False):
        """The message, given to its handler where it has one."""
        message, handler = self._shaped(response, ignore_subscribe_messages)
        if message is None or handler is None:
            return message
        handler(message)
        return None

    def listen(self):
        """The messages as they come, while there is a subscription."""
        while self.subscribed or self._messages:
            message = self.handle_message(self._wait())
            if message is not None:
                yield message

    def _wait(self):
        given = self._next()
        while given is None:
            self.connection.change(None)
            given = self._next()
        return given

    def run_in_thread(self, sleep_time=0.0, daemon=False, exception_handler=None, pubsub=None):
        """A thread that handles the messages."""
        for name, handler in {**self.channels, **self.patterns}.items():
            if handler is None:
                raise errors.PubSubError(f"Channel: '{text(name)}' has no handler registered")
        thread = PubSubWorkerThread(pubsub or self, sleep_time, daemon, exception_handler)
        thread.start()
        return thread

    def close(self):
        """Ends every subscription."""
        self._leave()

    reset = close

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._leave()


class PubSubWorkerThread(threading.Thread):
    """A thread that handles messages until it is stopped."""

    def __init__(self, pubsub, sleep_time, daemon=False, exception_handler=None):
        super().__init__()
        self.daemon = daemon
        self.pubsub, self.sleep_time = pubsub, sleep_time
        self.exception_handler = exception_handler
        self._running = threading.Event()

    def run(self):
        """Handles messages."""
        if self._running.is_set():
            return
        self._running.set()
        while self._running.is_set():
            try:
                self.pubsub.get_message(ignore_subscribe_messages=True, timeout=self.sleep_time)
            except Exception as why:
                if self.exception_handler is None:
                    raise
                self.exception_handler(why, self.pubsub, self)
        self.pubsub.close()

    def stop(self):
        """Ends it after the message it is at."""
        self._running.clear()
