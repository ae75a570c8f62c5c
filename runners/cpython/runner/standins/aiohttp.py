"""A stand-in for the client of `aiohttp`."""

import asyncio
import json as _json
import urllib.parse

from .. import responses
from ..responses import Headers, NotListed
from .verbs import Verbs

__version__ = "3.13.2"


class ClientError(Exception):
    """Base of what goes wrong in a client."""


class ClientResponseError(ClientError):
    """The response is not what was wanted."""

    def __init__(self, request_info, history, *, status=0, message="", headers=None):
        super().__init__(request_info, history)
        self.request_info, self.history = request_info, history
        self.status, self.message, self.headers = status, message, headers

    def __str__(self):
        return f"{self.status}, message={self.message!r}, url={str(self.request_info.url)!r}"


class ContentTypeError(ClientResponseError):
    """The body is of another type."""


class ClientConnectionError(ClientError):
    """The connection failed."""


class ClientOSError(ClientConnectionError, OSError):
    """The system refused."""


class ClientConnectorError(ClientOSError):
    """No connection was made."""

    def __init__(self, url, why):
        super().__init__(111, why)
        self.host, self._url, self._why = urllib.parse.urlsplit(url).hostname, url, why

    def __str__(self):
        return f"Cannot connect to host {self.host}: {self._why}"


class ServerConnectionError(ClientConnectionError):
    """The server failed."""


class ServerDisconnectedError(ServerConnectionError):
    """The server went away."""


class ServerTimeoutError(ServerConnectionError, asyncio.TimeoutError):
    """The server took too long."""


class InvalidURL(ClientError, ValueError):
    """The URL is none."""


class ClientTimeout:
    """How long a request may take."""

    def __init__(self, total=None, connect=None, sock_read=None, sock_connect=None, **rest):
        self.total, self.connect = total, connect
        self.sock_read, self.sock_connect = sock_read, sock_connect


class TCPConnector:
    """How many connections there may be; here they cost nothing."""

    def __init__(self, *, limit=100, limit_per_host=0, ssl=True, **rest):
        self.limit, self.limit_per_host = limit, limit_per_host

    def head(self, url, **options):
        """Sends a HEAD request."""
        return self.request("HEAD", url, **{"allow_redirects": False, **options})

    async def close(self):
        """Nothing is left to close."""


class BasicAuth:
    """A name and a password."""

    def __init__(self, login, password="", encoding="latin1"):
        self.login, self.password, self.encoding = login, password, encoding


class RequestInfo:
    """What was sent."""

    def __init__(self, method, url, headers):
        self.method, self.url, self.real_url, self.headers = method, url, url, headers


class _Body:
    """The body, to be read in pieces."""

    def __init__(self, data):
        self._data = data

    async def read(self, size=-1):
        """The next bytes."""
        data = self._data if size < 0 else self._data[:size]
        self._data = self._data[len(data):]
        return data

    async def iter_chunked(self, size):
        """The body in pieces of that size."""
        while piece := await self.read(size):
            yield piece

    async def __aiter__(self):
        for line in self._data.splitlines(keepends=True):
            yield line


class ClientResponse:
    """What came back."""

    def __init__(self, info, answer, history):
        self.method, self.url, self.request_info = info.method, info.url, info
        self.status, self.reason, self.headers = answer.status, answer.reason, Headers(
            answer.headers)
        self._body, self.history, self.cookies = answer.body, tuple(history), {}
        self.content = _Body(answer.body)

    @property
    def ok(self):
        """Whether the status is below 400."""
        return self.status < 400

    @property
    def content_type(self):
        """The type of the body."""
        return self.headers.get("Content-Type", "application/octet-stream").partition(";")[0]

    def raise_for_status(self):
        """A `ClientResponseError` where the status is 400 or more."""
        if not self.ok:
            raise ClientResponseError(self.request_info, self.history, status=self.status,
                                      message=self.reason, headers=self.headers)

    async def read(self):
        """The body."""
        return self._body

    async def text(self, encoding="utf-8", errors="strict"):
        """The body as text."""
        return self._body.decode(encoding or "utf-8", errors)

    async def json(self, *, encoding=None, loads=_json.loads, content_type="application/json"):
        """The body, read as JSON; it has to say that it is."""
        if content_type and self.content_type != content_type:
            raise ContentTypeError(
                self.request_info, self.history, status=self.status, headers=self.headers,
                message="Attempt to decode JSON with unexpected mimetype: "
                        f"{self.headers.get('Content-Type', '')}")
        return loads(self._body.decode(encoding or "utf-8"))

    def release(self):
        """Nothing is held."""

    close = release

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        pass

    def __repr__(self):
        return f"<ClientResponse({self.url}) [{self.status} {self.reason}]>\n{self.headers}\n"


class _Sending:
    """A request that can be awaited, or entered."""

    def __init__(self, send):
        self._send = send

    def __await__(self):
        return self._send.__await__()

    async def __aenter__(self):
        return await self._send

    async def __aexit__(self, *exception):
        pass


class ClientSession(Verbs):
    """Requests that share a base, headers and limits."""

    def __init__(self, base_url=None, *, headers=None, timeout=None, connector=None, auth=None,
                 raise_for_status=False, cookies=None, json_serialize=_json.dumps, **rest):
        self._base, self.headers = str(base_url or ""), Headers(headers or {})
        self.timeout, self.connector = timeout or ClientTimeout(total=300), connector
        self._raise, self._serialize, self.closed = raise_for_status, json_serialize, False

    def request(self, method, url, *, params=None, headers=None, timeout=..., allow_redirects=True,
                raise_for_status=None, json=None, data=None, ssl=None, auth=None, **rest):
        """Sends a request."""
        whole = str(url) if "://" in str(url) else urllib.parse.urljoin(self._base, str(url))
        sent = self.headers.copy()
        sent.update(headers or {})
        info = RequestInfo(method.upper(), responses.with_query(whole, params), sent)
        limit = self.timeout if timeout is ... else timeout
        strict = self._raise if raise_for_status is None else raise_for_status
        return _Sending(self._send(info, limit, allow_redirects, strict))

    async def _send(self, info, limit, follow, strict):
        if self.closed:
            raise RuntimeError("Session is closed")
        if "://" not in info.url:
            raise InvalidURL(info.url)
        limit = getattr(limit, "total", limit)
        history = []
        while True:
            answer = await _answer(info, limit)
            response = ClientResponse(info, answer, history)
            target = response.headers.get("location")
            if not (follow and target and 300 <= response.status < 400 and len(history) < 10):
                break
            history.append(response)
            info = RequestInfo(info.method, urllib.parse.urljoin(info.url, target), info.headers)
        if strict:
            response.raise_for_status()
        return response

    async def close(self):
        """Closes the session."""
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        await self.close()


async def _answer(info, limit):
    try:
        answer = responses.find(info.method, info.url)
    except NotListed as why:
        raise ClientConnectorError(info.url, str(why)) from None
    if answer.error == "timeout" or (limit is not None and answer.delay > limit):
        await asyncio.sleep(answer.delay if limit is None else limit)
        raise ServerTimeoutError(f"Timeout on reading data from socket: {info.url}")
    await asyncio.sleep(answer.delay)
    if answer.error:
        raise ClientConnectorError(info.url, "[Connect call failed]")
    return answer
