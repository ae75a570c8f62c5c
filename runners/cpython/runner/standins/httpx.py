"""A stand-in for `httpx`: its blocking client and its asynchronous one."""

import asyncio
import datetime
import json as _json
import time
import urllib.parse

from .. import responses
from ..responses import Headers, NotListed
from .httpx_errors import (
    ConnectError, HTTPStatusError, ReadTimeout, RequestError, ResponseNotRead,
    UnsupportedProtocol)
from .httpx_settings import Timeout
from .verbs import Verbs

__version__ = "0.28.1"


class URL(str):
    """A URL."""

    @property
    def host(self):
        """Its host."""
        return urllib.parse.urlsplit(self).hostname or ""

    @property
    def path(self):
        """Its path."""
        return urllib.parse.urlsplit(self).path

    @property
    def params(self):
        """Its query, by name."""
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self).query))

    def __repr__(self):
        return f"URL({str.__repr__(self)})"


class Request:
    """What is sent."""

    def __init__(self, method, url, *, params=None, headers=None, content=None, data=None,
                 json=None):
        self.method = method.upper()
        self.url = URL(responses.with_query(str(url), params))
        self.headers = Headers(headers or {})
        if json is not None:
            content = _json.dumps(json, separators=(",", ":"), ensure_ascii=False)
            self.headers["Content-Type"] = "application/json"
        elif data is not None:
            content = urllib.parse.urlencode(data, doseq=True)
            self.headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.content = content.encode() if isinstance(content, str) else content or b""

    def __repr__(self):
        return f"<Request({self.method!r}, {str(self.url)!r})>"


class Response:
    """What came back."""

    def __init__(self, status_code, *, headers=None, content=None, text=None, json=None,
                 request=None):
        self.status_code, self.headers = status_code, Headers(headers or {})
        if json is not None:
            content = _json.dumps(json, separators=(",", ":")).encode()
            self.headers["Content-Type"] = "application/json"
        elif text is not None:
            content = text.encode()
            self.headers["Content-Type"] = "text/plain; charset=utf-8"
        if not isinstance(content, (str, bytes, type(None))):
            content = b"".join(content)
        #: Whether the body is still to be read, as it is in a stream.
        self._is_read = True
        self._body = content.encode() if isinstance(content, str) else content or b""
        self.request, self.history = request, []
        self.elapsed, self.encoding = datetime.timedelta(0), "utf-8"
        self.http_version, self.cookies = "HTTP/1.1", {}

    @property
    def url(self):
        """Where it came from."""
        return self.request.url

    @property
    def content(self):
        """The body."""
        if not self._is_read:
            raise ResponseNotRead()
        return self._body

    @property
    def text(self):
        """The body as text."""
        return self.content.decode(self.encoding, "replace")

    @property
    def reason_phrase(self):
        """The phrase that goes with the status."""
        return responses.Answer(self.status_code).reason

    is_informational = property(lambda self: self.status_code < 200)
    is_success = property(lambda self: 200 <= self.status_code < 300)
    is_redirect = property(lambda self: 300 <= self.status_code < 400)
    is_client_error = property(lambda self: 400 <= self.status_code < 500)
    is_server_error = property(lambda self: 500 <= self.status_code < 600)
    is_error = property(lambda self: 400 <= self.status_code < 600)

    def json(self, **options):
        """The body, read as JSON."""
        return _json.loads(self.content, **options)

    def raise_for_status(self):
        """An `HTTPStatusError` where the status is no success; else the response."""
        if self.is_success:
            return self
        kind = {1: "Informational response", 3: "Redirect response", 4: "Client error",
                5: "Server error"}[self.status_code // 100]
        message = f"{kind} '{self.status_code} {self.reason_phrase}' for url '{self.url}'"
        if self.is_redirect and "location" in self.headers:
            message += f"\nRedirect location: '{self.headers['location']}'"
        message += ("\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/"
                    f"HTTP/Status/{self.status_code}")
        raise HTTPStatusError(message, request=self.request, response=self)

    def read(self):
        """The body."""
        self._is_read = True
        return self._body

    async def aread(self):
        """The body."""
        return self.read()

    def iter_bytes(self, chunk_size=None):
        """The body in pieces."""
        body = self.read()
        size = chunk_size or len(body) or 1
        for at in range(0, len(body), size):
            yield body[at : at + size]

    def iter_text(self, chunk_size=None):
        """The body in pieces of text."""
        text = self.read().decode(self.encoding, "replace")
        size = chunk_size or len(text) or 1
        for at in range(0, len(text), size):
            yield text[at : at + size]

    def iter_lines(self):
        """The body in lines."""
        yield from self.read().decode(self.encoding, "replace").splitlines()

    async def aiter_bytes(self, chunk_size=None):
        """The body in pieces."""
        for piece in self.iter_bytes(chunk_size):
            yield piece

    async def aiter_text(self, chunk_size=None):
        """The body in pieces of text."""
        for piece in self.iter_text(chunk_size):
            yield piece

    async def aiter_lines(self):
        """The body in lines."""
        for line in self.iter_lines():
            yield line

    def close(self):
        """Nothing is left to close."""

    async def aclose(self):
        """Nothing is left to close."""

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


class _Pending:
    """A request on its way: how long it takes, and what comes of it then."""

    def __init__(self, request, timeout):
        self.request, self.wait, self._answer, self._error = request, 0.0, None, None
        try:
            answer = responses.find(request.method, request.url)
        except NotListed as why:
            self._error = ConnectError(str(why), request=request)
            return
        limit = timeout.read if isinstance(timeout, Timeout) else timeout
        late = limit is not None and answer.delay > limit
        self.wait = limit if late else answer.delay
        if late or answer.error == "timeout":
            self.wait = answer.delay if limit is None else limit
            self._error = ReadTimeout("The read operation timed out", request=request)
        elif answer.error:
            self._error = ConnectError("[Errno 111] Connection refused", request=request)
        else:
            self._answer = answer

    def finish(self):
        """The response, or the error."""
        if self._error is not None:
            raise self._error
        answer = self._answer
        response = Response(answer.status, headers=answer.headers, content=answer.body,
                            request=self.request)
        response.elapsed = datetime.timedelta(seconds=self.wait)
        return response


class _Client(Verbs):
    """What both clients share."""

    def __init__(self, *, base_url="", headers=None, params=None, timeout=5.0, auth=None,
                 follow_redirects=False, transport=None, limits=None, verify=True, http2=False,
                 event_hooks=None, cookies=None, proxy=None, max_redirects=20, trust_env=True):
        self.base_url, self.headers = str(base_url).rstrip("/"), Headers(
            {"User-Agent": f"python-httpx/{__version__}", "Accept": "*/*"})
        self.headers.update(headers or {})
        self.params, self.timeout, self.auth = params or {}, timeout, auth
        self.follow_redirects, self.transport = follow_redirects, transport
        self.max_redirects, self.cookies = max_redirects, cookies or {}
        self.event_hooks = {"request": [], "response": [], **(event_hooks or {})}
        self.is_closed = False

    def build_request(self, method, url, *, headers=None, params=None, content=None, data=None,
                      json=None, timeout=None, cookies=None, files=None):
        """The request as it would be sent."""
        url = str(url)
        if self.base_url and not url.startswith(("http://", "https://")):
            url = f"{self.base_url}/{url.lstrip('/')}"
        if not url.startswith(("http://", "https://")):
            raise UnsupportedProtocol(
                "Request URL is missing an 'http://' or 'https://' protocol.")
        sent = self.headers.copy()
        sent.update(headers or {})
        return Request(method, url, params={**self.params, **(params or {})}, headers=sent,
                       content=content, data=data, json=json)

    def _timeout(self, options):
        given = options.pop("timeout", ...)
        return self.timeout if given is ... else given

    def _redirect(self, response, history):
        if not (response.is_redirect and "location" in response.headers):
            return None
        if len(history) >= self.max_redirects:
            raise RequestError("Exceeded maximum allowed redirects.", request=response.request)
        target = urllib.parse.urljoin(response.url, response.headers["location"])
        method = "GET" if response.status_code == 303 else response.request.method
        return Request(method, target, headers=response.request.headers)


class Client(_Client):
    """Requests that share a base, headers and limits."""

    def request(self, method, url, **options):
        """Sends a request; the response."""
        follow = options.pop("follow_redirects", self.follow_redirects)
        options.pop("auth", None)
        timeout = self._timeout(options)
        request = self.build_request(method, url, **options)
        return self._follow(request, timeout, follow)

    def send(self, request, **options):
        """Sends a request that was built."""
        return self._follow(request, self.timeout, self.follow_redirects)

    def _follow(self, request, timeout, follow):
        history = []
        while True:
            for hook in self.event_hooks["request"]:
                hook(request)
            if self.transport is not None:
                response = self.transport.handler(request)
                response.request = request
            else:
                pending = _Pending(request, timeout)
                time.sleep(pending.wait)
                response = pending.finish()
            response.history = list(history)
            for hook in self.event_hooks["response"]:
                hook(response)
            request = self._redirect(response, history) if follow else None
            if request is None:
                return response
            history.append(response)

    def stream(self, method, url, **options):
        """Sends a request; a context manager of its response."""
        return _Stream(lambda: self.request(method, url, **options))

    def close(self):
        """Closes the client."""
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class _Stream:
    def __init__(self, send):
        self._send = send

    def __enter__(self):
        response = self._send()
        response._is_read = False
        return response

    def __exit__(self, *exception):
        pass

    async def __aenter__(self):
        response = await self._send()
        response._is_read = False
        return response

    async def __aexit__(self, *exception):
        pass


class AsyncClient(_Client):
    """The same for coroutines."""

    async def request(self, method, url, **options):
        """Sends a request; the response."""
        follow = options.pop("follow_redirects", self.follow_redirects)
        options.pop("auth", None)
        timeout = self._timeout(options)
        request = self.build_request(method, url, **options)
        return await self._follow(request, timeout, follow)

    async def send(self, request, **options):
        """Sends a request that was built."""
        return await self._follow(request, self.timeout, self.follow_redirects)

    async def _follow(self, request, timeout, follow):
        history = []
        while True:
            for hook in self.event_hooks["request"]:
                await hook(request)
            if self.transport is not None:
                response = self.transport.handler(request)
                response = await response if asyncio.iscoroutine(response) else response
                response.request = request
            else:
                pending = _Pending(request, timeout)
                await asyncio.sleep(pending.wait)
                response = pending.finish()
            response.history = list(history)
            for hook in self.event_hooks["response"]:
                await hook(response)
            request = self._redirect(response, history) if follow else None
            if request is None:
                return response
            history.append(response)

    def stream(self, method, url, **options):
        """Sends a request; an asynchronous context manager of its response."""
        return _Stream(lambda: self.request(method, url, **options))

    async def aclose(self):
        """Closes the client."""
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        await self.aclose()


def request(method, url, **options):
    """Sends a request; the response."""
    return Client().request(method, url, **options)


def get(url, **options):
    """Sends a GET request."""
    return request("GET", url, **options)


def options(url, **options):
    """Sends an OPTIONS request."""
    return request("OPTIONS", url, **options)


def head(url, **options):
    """Sends a HEAD request."""
    return request("HEAD", url, **options)


def post(url, **options):
    """Sends a POST request."""
    return request("POST", url, **options)


def put(url, **options):
    """Sends a PUT request."""
    return request("PUT", url, **options)


def patch(url, **options):
    """Sends a PATCH request."""
    return request("PATCH", url, **options)


def delete(url, **options):
    """Sends a DELETE request."""
    return request("DELETE", url, **options)


def stream(method, url, **options):
    """Sends a request; a context manager of its response."""
    return Client().stream(method, url, **options)
