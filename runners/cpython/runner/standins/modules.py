"""The stand-ins as modules, under the names examples import them by."""

import http
import importlib.abc
import importlib.machinery
import os
import sys
import types

from ..tree import WORKSPACE
from . import aiohttp, httpx, httpx_errors, httpx_settings, requests
from .redis import modules as redis


class _Codes(dict):
    """`requests.codes.ok` and its like."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class HTTPBasicAuth(tuple):
    """A name and a password."""

    def __new__(cls, username, password):
        return super().__new__(cls, (username, password))

    username = property(lambda self: self[0])
    password = property(lambda self: self[1])


def _module(name, space):
    module = types.ModuleType(name)
    module.__path__ = []
    for key, value in space.items():
        if not key.startswith("_"):
            setattr(module, key, value)
        if isinstance(value, (type, types.FunctionType)) and "runner" in value.__module__:
            value.__module__ = name
    return module


def _public(module, kind):
    return {key: value for key, value in vars(module).items()
            if not key.startswith("_") and getattr(value, "__module__", "") == module.__name__
            and kind(value)}


def _is_error(value):
    return isinstance(value, type) and issubclass(value, BaseException)


def _make():
    # What each has, before the modules below claim it for themselves.
    errors, all_of = _public(requests, _is_error), {
        library: _public(library, callable) for library in (requests, httpx, aiohttp)}
    adapters = {"HTTPAdapter": requests.HTTPAdapter}
    retry = {"Retry": requests.Retry}
    codes = _Codes({status.name.lower(): int(status) for status in http.HTTPStatus})
    made = {
        "requests.exceptions": _module("requests.exceptions", errors),
        "requests.adapters": _module("requests.adapters", adapters),
        "requests.auth": _module("requests.auth", {"HTTPBasicAuth": HTTPBasicAuth}),
        "requests.structures": _module(
            "requests.structures", {"CaseInsensitiveDict": requests.Headers}),
        "requests.sessions": _module("requests.sessions", {"Session": requests.Session}),
        "requests.models": _module("requests.models", {
            "Response": requests.Response, "PreparedRequest": requests.PreparedRequest}),
        "urllib3": _module("urllib3", {"Retry": requests.Retry}),
        "urllib3.util": _module("urllib3.util", retry),
        "urllib3.util.retry": _module("urllib3.util.retry", retry),
        "httpx": _module("httpx", {
            **all_of[httpx], **_public(httpx_settings, callable),
            **_public(httpx_errors, _is_error)}),
        "aiohttp": _module("aiohttp", all_of[aiohttp]),
    }
    made["requests"] = _module("requests", {**all_of[requests], **errors})
    made.update((name, _module(name, space)) for name, space in redis.spaces().items())
    made["redis"].__version__ = redis.VERSION
    made["requests"].codes = codes
    made["urllib3"].disable_warnings = lambda *categories: None
    for library in (requests, httpx, aiohttp):
        made[library.__name__.rpartition(".")[2]].__version__ = library.__version__
    for name, module in made.items():
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(made[parent], last, module)
    return made


_MODULES = _make()


def has(name):
    """Whether there is a stand-in of that name."""
    return name in _MODULES


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins, after everything else was looked for."""

    def find_spec(self, name, path=None, target=None):
        """The place of a stand-in."""
        if name not in _MODULES or self._has_own(name.partition(".")[0]):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    @staticmethod
    def _has_own(name):
        return os.path.exists(f"{WORKSPACE}/{name}") or os.path.exists(f"{WORKSPACE}/{name}.py")

    def create_module(self, spec):
        """It was made when the component was built."""
        return _MODULES[spec.name]

    def exec_module(self, module):
        """It has been run."""


def install():
    """Makes the stand-ins importable."""
    sys.meta_path.append(Finder())
