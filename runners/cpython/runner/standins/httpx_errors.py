"""The errors of the stand-in for `httpx`."""


class HTTPError(Exception):
    """Base of what goes wrong with a request."""

    def __init__(self, message, *, request=None):
        super().__init__(message)
        self.request = request


class RequestError(HTTPError):
    """The request failed."""


class TransportError(RequestError):
    """It did not get there, or the answer not back."""


class TimeoutException(TransportError):
    """It took too long."""


class ConnectTimeout(TimeoutException):
    """Connecting took too long."""


class ReadTimeout(TimeoutException):
    """The answer took too long."""


class WriteTimeout(TimeoutException):
    """Sending took too long."""


class PoolTimeout(TimeoutException):
    """No connection became free."""


class NetworkError(TransportError):
    """The network failed."""


class ConnectError(NetworkError):
    """No connection was made."""


class ReadError(NetworkError):
    """The answer broke off."""


class UnsupportedProtocol(TransportError):
    """The URL's scheme is none of HTTP."""


class HTTPStatusError(HTTPError):
    """The status is no success."""

    def __init__(self, message, *, request, response):
        super().__init__(message, request=request)
        self.response = response


class StreamError(RuntimeError):
    """A stream was used in a wrong way."""


class ResponseNotRead(StreamError):
    """The body of a stream was asked for before it was read."""

    def __init__(self):
        super().__init__("Attempted to access streaming response content, without having called "
                         "`read()`.")
