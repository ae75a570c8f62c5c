"""The exceptions of `redis.exceptions`, and which of them a reply of the server is."""


class RedisError(Exception):
    """Something went wrong with Redis."""

    _kind = "server"

    def __repr__(self):
        return f"{self._kind}:{type(self).__name__}"


class ConnectionError(RedisError):
    """The server cannot be reached."""

    _kind = "network"


class TimeoutError(RedisError):
    """The server did not answer in time."""

    _kind = "network"


class AuthenticationError(ConnectionError):
    """The password is wrong."""

    _kind = "auth"


class AuthorizationError(ConnectionError):
    """The user may not do that."""

    _kind = "auth"


class BusyLoadingError(ConnectionError):
    """The server is loading its data."""


class MaxConnectionsError(ConnectionError):
    """There are too many connections."""


class InvalidResponse(RedisError):
    """The server answered what nobody understands."""


class ResponseError(RedisError):
    """The server answered with an error."""


class DataError(RedisError):
    """An argument is not of a kind that can be sent."""


class PubSubError(RedisError):
    """Something went wrong with a subscription."""


class WatchError(RedisError):
    """A watched key was changed before the transaction was executed."""


class NoScriptError(ResponseError):
    """The server has no script of that hash."""


class OutOfMemoryError(ResponseError):
    """The server's memory is full."""


class ExecAbortError(ResponseError):
    """The transaction was discarded."""


class ReadOnlyError(ResponseError):
    """The server takes no writes."""


class NoPermissionError(ResponseError):
    """The user may not run that command."""

    _kind = "auth"


class ModuleError(ResponseError):
    """Something went wrong with a module."""


class LockError(RedisError, ValueError):
    """A lock could not be acquired or released."""

    def __init__(self, message=None, lock_name=None):
        super().__init__(message)
        self.message, self.lock_name = message, lock_name


class LockNotOwnedError(LockError):
    """The lock is not owned, or no longer."""


#: Errors by the word they start with, which is not part of their message.
_BY_WORD = {
    "ERR": ResponseError,
    "EXECABORT": ExecAbortError,
    "LOADING": BusyLoadingError,
    "NOAUTH": AuthenticationError,
    "NOPERM": NoPermissionError,
    "NOSCRIPT": NoScriptError,
    "OOM": OutOfMemoryError,
    "READONLY": ReadOnlyError,
    "WRONGPASS": AuthenticationError,
}


def of_reply(text):
    """The exception for an error the server replied with."""
    word, _, rest = text.partition(" ")
    if word not in _BY_WORD:
        return ResponseError(text)
    return _BY_WORD[word](rest)
