"""A stand-in for `requests`."""

import base64
import datetime
import json as _json
import time
import types
import urllib.parse

from .. import responses
from ..responses import Headers, NotListed
from .verbs import Verbs

__version__ = "2.32.5"


class RequestException(OSError):
    """There was an ambiguous exception while handling the request."""

    def __init__(self, *args, **kwargs):
        self.response = kwargs.pop("response", None)
        self.request = kwargs.pop("request", None)
        if self.response is not None and self.request is None:
            self.request = getattr(self.response, "request", None)
        super().__init__(*args)


class HTTPError(RequestException):
    """An HTTP error occurred."""


class ConnectionError(RequestException):
    """A Connection error occurred."""


class SSLError(ConnectionError):
    """An SSL error occurred."""


class Timeout(RequestException):
    """The request timed out."""


class ConnectTimeout(ConnectionError, Timeout):
    """The request timed out while trying to connect to the remote server."""


class ReadTimeout(Timeout):
    """The server did not send any data in the allotted amount of time."""


class TooManyRedirects(RequestException):
    """Too many redirects."""


class MissingSchema(RequestException, ValueError):
    """The URL scheme (e.g. http or https) is missing."""


class InvalidURL(RequestException, ValueError):
    """The URL provided was somehow invalid."""


class RetryError(RequestException):
    """Custom retries logic failed."""


class JSONDecodeError(RequestException, _json.JSONDecodeError):
    """Couldn't decode the text into json."""

    def __init__(self, *args, **kwargs):
        _json.JSONDecodeError.__init__(self, *args)
        self.response = self.request = None


class PreparedRequest:
    """What was sent."""

    def __init__(self, method, url, headers, body):
        self.method, self.url, self.headers, self.body = method, url, Headers(headers), body

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"


class Response:
    """What came back."""

    def __init__(self):
        self.status_code, self.headers, self.content = None, Headers(), b""
        self.url, self.reason, self.request = None, None, None
        self.history, self.encoding, self.cookies = [], "utf-8", {}
        self.elapsed = datetime.timedelta(0)

    @property
    def text(self):
        """The body as text."""
        return self.content.decode(self.encoding or "utf-8", "replace")

    @property
    def ok(self):
        """Whether the status is below 400."""
        return self.status_code < 400

    @property
    def is_redirect(self):
        """Whether it points elsewhere."""
        return "location" in self.headers and self.status_code in (301, 302, 303, 307, 308)

    @property
    def links(self):
        """The links of the header of that name, by relation."""
        found = {}
        for link in filter(None, self.headers.get("Link", "").split(",")):
            target, *fields = (piece.strip() for piece in link.split(";"))
            entry = {"url": target.strip("<>")}
            for pair in fields:
                key, _, value = pair.partition("=")
                entry[key] = value.strip('"')
            found[entry.get("rel", entry["url"])] = entry
        return found

    def json(self, **options):
        """The body, read as JSON."""
        try:
            return _json.loads(self.text, **options)
        except _json.JSONDecodeError as why:
            raise JSONDecodeError(why.msg, why.doc, why.pos) from why

    def raise_for_status(self):
        """An `HTTPError` where the status is 400 or more."""
        if self.status_code >= 400:
            side = "Client" if self.status_code < 500 else "Server"
            raise HTTPError(
                f"{self.status_code} {side} Error: {self.reason} for url: {self.url}",
                response=self)

    def iter_content(self, chunk_size=1, decode_unicode=False):
        """The body in pieces."""
        body, size = self.content, chunk_size or len(self.content) or 1
        for at in range(0, len(body), size):
            yield body[at : at + size]

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        """The body in lines."""
        yield from self.text.splitlines() if decode_unicode else self.content.splitlines()

    def close(self):
        """Nothing is left to close."""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __bool__(self):
        return self.ok

    def __iter__(self):
        return self.iter_content(128)

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


class Retry:
    """When to try again: `urllib3.util.Retry`."""

    DEFAULT_ALLOWED_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"})

    def __init__(self, total=10, connect=None, read=None, status=None, backoff_factor=0,
                 status_forcelist=(), allowed_methods=DEFAULT_ALLOWED_METHODS,
                 raise_on_status=True, respect_retry_after_header=True, backoff_max=120, **rest):
        self.total = total if status is None else min(total, status)
        self.backoff_factor, self.backoff_max = backoff_factor, backoff_max
        self.status_forcelist = set(status_forcelist or ())
        self.allowed_methods, self.raise_on_status = allowed_methods, raise_on_status
        self.respect_retry_after_header = respect_retry_after_header

    def allows(self, method):
        """Whether requests of that method are tried again."""
        return not self.allowed_methods or method.upper() in self.allowed_methods

    def pause(self, tries, headers):
        """Seconds to wait after that many failures."""
        after = headers.get("Retry-After")
        if after and after.isdigit() and self.respect_retry_after_header:
            return float(after)
        if tries < 2:
            return 0.0
        return min(self.backoff_max, self.backoff_factor * 2 ** (tries - 1))


class HTTPAdapter:
    """Sends requests; here: finds their answers."""

    def __init__(self, pool_connections=10, pool_maxsize=10, max_retries=0, pool_block=False):
        if not isinstance(max_retries, Retry):
            max_retries = Retry(max_retries)
        self.max_retries = max_retries

    def send(self, request, timeout=None):
        """The response to a request, after the retries it is entitled to."""
        retry, tries = self.max_retries, 0
        while True:
            try:
                response = _ask(request, timeout)
            except (ConnectionError, Timeout) as why:
                if tries >= retry.total or not retry.allows(request.method) or why.final:
                    raise
                headers = {}
            else:
                if response.status_code not in retry.status_forcelist or not retry.allows(
                        request.method):
                    return response
                if tries >= retry.total:
                    if not retry.raise_on_status or not retry.total:
                        return response
                    raise RetryError(
                        f"too many {response.status_code} error responses", request=request)
                headers = response.headers
            tries += 1
            time.sleep(retry.pause(tries, headers))


def _ask(request, timeout):
    began = time.monotonic()
    try:
        answer = responses.find(request.method, request.url)
    except NotListed as why:
        error = ConnectionError(str(why), request=request)
        error.final = True
        raise error from None
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    if answer.error == "timeout" or (read is not None and answer.delay > read):
        time.sleep(answer.delay if read is None else read)
        error = ReadTimeout(f"{_pool(request)}: Read timed out. (read timeout={read})",
                            request=request)
        error.final = False
        raise error
    time.sleep(answer.delay)
    if answer.error:
        error = ConnectionError(
            f"{_pool(request)}: Failed to establish a new connection: "
            "[Errno 111] Connection refused", request=request)
        error.final = False
        raise error
    response = Response()
    response.status_code, response.reason = answer.status, answer.reason
    response.headers, response.content = Headers(answer.headers), answer.body
    response.url, response.request = request.url, request
    response.elapsed = datetime.timedelta(seconds=time.monotonic() - began)
    return response


def _pool(request):
    parts = urllib.parse.urlsplit(request.url)
    kind = "HTTPSConnectionPool" if parts.scheme == "https" else "HTTPConnectionPool"
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{kind}(host={parts.hostname!r}, port={port})"


class Session(Verbs):
    """Requests that share headers, parameters and adapters."""

    def __init__(self):
        self.headers = Headers({
            "User-Agent": f"python-requests/{__version__}", "Accept-Encoding": "gzip, deflate",
            "Accept": "*/*", "Connection": "keep-alive"})
        self.params, self.auth, self.cookies, self.verify = {}, None, {}, True
        self.max_redirects, self.hooks = 30, {"response": []}
        self.adapters = {"https://": HTTPAdapter(), "http://": HTTPAdapter()}

    def mount(self, prefix, adapter):
        """Uses that adapter for URLs which begin so."""
        self.adapters[prefix] = adapter

    def get_adapter(self, url):
        """The adapter with the longest prefix."""
        fitting = [prefix for prefix in self.adapters if url.lower().startswith(prefix.lower())]
        if not fitting:
            raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. "
                                f"Perhaps you meant https://{url}?")
        return self.adapters[max(fitting, key=len)]

    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None,
                auth=None, timeout=None, allow_redirects=True, proxies=None, hooks=None,
                stream=None, verify=None, cert=None, json=None):
        """Sends a request; the response."""
        whole = responses.with_query(str(url), {**self.params, **(params or {})}
                                     if not isinstance(params, (str, bytes, list)) else params)
        sent = Headers(self.headers)
        sent.update({key: value for key, value in (headers or {}).items() if value is not None})
        body = data
        if json is not None:
            body = _json.dumps(json).encode()
            sent["Content-Type"] = "application/json"
        elif isinstance(data, dict):
            body = urllib.parse.urlencode(data, doseq=True)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        credentials = auth or self.auth
        if isinstance(credentials, tuple):
            pair = base64.b64encode(":".join(credentials).encode()).decode()
            sent["Authorization"] = f"Basic {pair}"
        request = PreparedRequest(method.upper(), whole, sent, body)
        response = self.get_adapter(whole).send(request, timeout)
        history = []
        while allow_redirects and response.is_redirect:
            history.append(response)
            if len(history) > self.max_redirects:
                raise TooManyRedirects(f"Exceeded {self.max_redirects} redirects.",
                                       response=response)
            target = urllib.parse.urljoin(response.url, response.headers["location"])
            follow = "GET" if response.status_code == 303 else request.method
            request = PreparedRequest(follow, target, sent, None)
            response = self.get_adapter(target).send(request, timeout)
        response.history = history
        for hook in self.hooks.get("response", []):
            response = hook(response) or response
        return response

    def head(self, url, **options):
        """Sends a HEAD request."""
        options.setdefault("allow_redirects", False)
        return self.request("HEAD", url, **options)

    def post(self, url, data=None, json=None, **options):
        """Sends a POST request."""
        return self.request("POST", url, data=data, json=json, **options)

    def put(self, url, data=None, **options):
        """Sends a PUT request."""
        return self.request("PUT", url, data=data, **options)

    def patch(self, url, data=None, **options):
        """Sends a PATCH request."""
        return self.request("PATCH", url, data=data, **options)

    def close(self):
        """Nothing is left to close."""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


def request(method, url, **options):
    """Sends a request; the response."""
    return Session().request(method, url, **options)


def get(url, params=None, **options):
    """Sends a GET request."""
    return request("GET", url, params=params, **options)


def options(url, **options):
    """Sends an OPTIONS request."""
    return request("OPTIONS", url, **options)


def head(url, **options):
    """Sends a HEAD request."""
    options.setdefault("allow_redirects", False)
    return request("HEAD", url, **options)


def post(url, data=None, json=None, **options):
    """Sends a POST request."""
    return request("POST", url, data=data, json=json, **options)


def put(url, data=None, **options):
    """Sends a PUT request."""
    return request("PUT", url, data=data, **options)


def patch(url, data=None, **options):
    """Sends a PATCH request."""
    return request("PATCH", url, data=data, **options)


def delete(url, **options):
    """Sends a DELETE request."""
    return request("DELETE", url, **options)


def session():
    """A new session."""
    return Session()
