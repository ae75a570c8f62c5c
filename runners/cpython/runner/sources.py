"""The text behind code: for tracebacks, for `inspect.getsource`, and for `twins`.

Parts of an example are known by the name their code carries. The standard library's own sources
are packed into the component when it is built, since there is no disk at run time.
"""

import ast
import linecache
import os
import sys
import zlib

#: Where the standard library lay when the component was built, and lies for the example.
LIBRARY = os.path.dirname(ast.__file__)
#: Where this package lay; its frames are nobody's business (see `tracebacks`).
OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

#: Files of the standard library in which threads wait.
_BLOCKING = {
    f"{LIBRARY}/{name}.py"
    for name in ("threading", "queue", "sched", "concurrent/futures/_base",
                 "concurrent/futures/thread", "asyncio/base_events", "asyncio/runners")
}

#: Files of ours whose functions wait.
_OURS_BLOCKING = {
    f"{OURS}/runner/standins/{name}.py"
    for name in ("requests", "httpx", "redis/client", "redis/containers", "redis/conversation",
                 "redis/pipeline", "redis/pubsub", "redis/lock", "redis/sorted_sets",
                 "redis/streams")
}

_texts = {}
_library = {}
_standins = {}


def add(name, text):
    """Makes the text of an example or workspace file known under the name its code carries."""
    _texts[name] = text
    lines = [line + "\n" for line in text.splitlines()]
    linecache.cache[name] = (len(text), None, lines, name)


def is_example(name):
    """Whether that code is an example's or a module's of its workspace."""
    return name in _texts


def blocks(name):
    """Whether the functions of that file may wait, so that `twins` are worth making."""
    return name in _texts or name in _BLOCKING or name in _OURS_BLOCKING


def text(name):
    """The text of a file that `blocks`."""
    if name in _texts:
        return _texts[name]
    if name in _standins:
        return _standins[name]
    return zlib.decompress(_library[name]).decode()


def library():
    """The packed files of the standard library, by path."""
    return _library


def pack_library():
    """Packs the source of every module that is imported. Only at build time."""
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        # Frozen modules name a file of the usual layout; here all lie in one folder.
        at = path.replace(os.path.dirname(os.__file__), LIBRARY)
        if at.startswith(LIBRARY + "/") and at.endswith(".py") and os.path.exists(at):
            with open(at, "rb") as file:
                _library[path] = zlib.compress(file.read(), 9)
    for path in _OURS_BLOCKING:
        with open(path, "rb") as file:
            _standins[path] = file.read().decode()
    linecache.clearcache()


def make_twins():
    """Makes the twins of the library's files ahead of time. Only at build time."""
    from . import twins

    for name in sorted(_BLOCKING | _OURS_BLOCKING):
        twins._file(name)
