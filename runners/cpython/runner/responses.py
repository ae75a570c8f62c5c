"""The responses a page gives to the requests its examples make: `responses.json`.

A list of entries; the format is in the manual (`content/manual/runners/python.md`). The first entry
that fits a request answers it; one with `responses` gives them in turn, the last again and again.
"""

import base64
import http
import json
import urllib.parse
from dataclasses import dataclass, field

from .files import TREE
from .tree import WORKSPACE

FILE = "responses.json"
_OF_ANSWER = {"status", "headers", "json", "text", "base64", "delay", "error"}
_OF_ENTRY = _OF_ANSWER | {"method", "url", "responses"}
_ERRORS = ("timeout", "connect")


class Malformed(ValueError):
    """`responses.json` is not as it should be."""

    __module__ = "builtins"


class NotListed(Exception):
    """No entry fits the request."""


@dataclass
class Answer:
    """What comes back, and when."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: Virtual seconds until it is there.
    delay: float = 0.0
    #: `timeout`, `connect` or empty.
    error: str = ""

    @property
    def reason(self):
        """The phrase that goes with the status."""
        try:
            return http.HTTPStatus(self.status).phrase
        except ValueError:
            return ""


class _Entry:
    def __init__(self, given, where):
        _check(given, _OF_ENTRY, where)
        if not isinstance(given.get("url"), str):
            raise Malformed(f"{where}: `url` is missing")
        self.method = given.get("method", "GET").upper()
        self.url = given["url"]
        shared = {key: given[key] for key in _OF_ANSWER & set(given)}
        listed = given.get("responses", [{}])
        if not isinstance(listed, list) or not listed:
            raise Malformed(f"{where}: `responses` is a list of at least one")
        self.answers = [
            _answer({**shared, **one}, f"{where}.responses[{number}]")
            for number, one in enumerate(listed)
        ]
        self.given = 0

    def fits(self, method, url, exact):
        """Whether it answers that request."""
        if self.method != method:
            return False
        return _same(self.url, url) if exact else _same(self.url, url.partition("?")[0])

    def next(self):
        """The next answer; the last one stays."""
        answer = self.answers[min(self.given, len(self.answers) - 1)]
        self.given += 1
        return answer


def _same(listed, asked):
    return _normal(listed) == _normal(asked)


def _normal(url):
    parts = urllib.parse.urlsplit(url.partition("#")[0])
    query = sorted(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    return parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query


def _check(given, known, where):
    if not isinstance(given, dict):
        raise Malformed(f"{where} is no object")
    for key in given:
        if key not in known:
            raise Malformed(f"{where}: unknown key `{key}`; known are {', '.join(sorted(known))}")


def _answer(given, where):
    _check(given, _OF_ANSWER, where)
    headers = {str(key): str(value) for key, value in given.get("headers", {}).items()}
    names = {key.lower() for key in headers}
    body, kind = b"", ""
    if "json" in given:
        body, kind = json.dumps(given["json"]).encode(), "application/json"
    elif "text" in given:
        body, kind = given["text"].encode(), "text/plain; charset=utf-8"
    elif "base64" in given:
        body, kind = base64.b64decode(given["base64"]), "application/octet-stream"
    if kind and "content-type" not in names:
        headers["Content-Type"] = kind
    if body and "content-length" not in names:
        headers["Content-Length"] = str(len(body))
    error = given.get("error", "")
    if error and error not in _ERRORS:
        raise Malformed(f"{where}: `error` is `timeout` or `connect`, not `{error}`")
    return Answer(given.get("status", 200), headers, body, float(given.get("delay", 0)), error)


_entries = None


def _all():
    global _entries
    if _entries is None:
        try:
            content = bytes(TREE.find(f"{WORKSPACE}/{FILE}").content)
        except FileNotFoundError:
            content = b"[]"
        try:
            given = json.loads(content)
        except ValueError as why:
            raise Malformed(f"{FILE} is no JSON: {why}") from None
        if not isinstance(given, list):
            raise Malformed(f"{FILE} is no list")
        _entries = [_Entry(one, f"{FILE}[{number}]") for number, one in enumerate(given)]
    return _entries


def find(method, url):
    """The answer to a request; `NotListed`, with what to add, where there is none."""
    method = method.upper()
    for exact in (True, False):
        for entry in _all():
            if entry.fits(method, url, exact):
                return entry.next()
    suggestion = json.dumps({"method": method, "url": url, "json": {}})
    raise NotListed(
        f"no response is given for `{method} {url}`: add {suggestion} to `{FILE}` in the workspace")


def with_query(url, params):
    """A URL with more parameters."""
    if not params:
        return url
    pairs = params.items() if hasattr(params, "items") else params
    pairs = [(key, item) for key, value in pairs if value is not None
             for item in (value if isinstance(value, (list, tuple)) else [value])]
    if isinstance(params, (str, bytes)):
        query = params if isinstance(params, str) else params.decode()
    else:
        query = urllib.parse.urlencode(pairs)
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


class Headers(dict):
    """Names of headers in the case they were given, found in any."""

    def __init__(self, given=()):
        super().__init__()
        self.update(given)

    def _key(self, name):
        return next((key for key in self.keys() if key.lower() == name.lower()), name)

    def __getitem__(self, name):
        return super().__getitem__(self._key(name))

    def __setitem__(self, name, value):
        super().__setitem__(self._key(name), value)

    def __delitem__(self, name):
        super().__delitem__(self._key(name))

    def __contains__(self, name):
        return super().__contains__(self._key(name))

    def get(self, name, default=None):
        """The value, or the default."""
        return super().get(self._key(name), default)

    def pop(self, name, *default):
        """Takes the value out."""
        return super().pop(self._key(name), *default)

    def update(self, given=(), **more):
        """Sets several."""
        pairs = given.items() if hasattr(given, "items") else given or ()
        for name, value in [*pairs, *more.items()]:
            self[name] = value

    def copy(self):
        """Another with the same."""
        return type(self)(self)
