"""`import`: the workspace's modules, the standard library, and a plain word about the rest."""

import importlib.abc
import importlib.machinery
import os
import sys

from . import sources
from .tree import WORKSPACE

#: What cannot be imported here, and what to do instead.
REFUSED = {
    "boto3": "AWS cannot be reached from an example; show the call with `ignore=`, or stand in for "
             "the client with `unittest.mock`",
    "botocore": "AWS cannot be reached from an example; stand in for it with `unittest.mock`",
    "subprocess32": "there are no other processes here",
}

#: Parts of the standard library that stand on something a sandbox has not got.
ABSENT = {
    "ctypes": "there are no native libraries here",
    "_ctypes": "there are no native libraries here",
    "curses": "there is no terminal here",
    "_curses": "there is no terminal here",
    "tkinter": "there is no screen here",
    "_tkinter": "there is no screen here",
    "mmap": "there are no memory maps here",
    "ssl": "there is no network here",
    "_ssl": "there is no network here",
    "fcntl": "there are no file locks here",
    "termios": "there is no terminal here",
    "readline": "there is no terminal here",
    "resource": "there are no processes here",
    "pwd": "there are no users here",
    "grp": "there are no users here",
    "syslog": "there is no system log here",
    "bz2": "this Python is built without it; `zlib` and `gzip` are there",
    "lzma": "this Python is built without it; `zlib` and `gzip` are there",
    "_bz2": "this Python is built without it",
    "_lzma": "this Python is built without it",
    "_multiprocessing": "there are no other processes here; threads are there",
}


class _Refuser(importlib.abc.MetaPathFinder):
    """Says why, in the place of `No module named`."""

    def find_spec(self, name, path=None, target=None):
        if name in REFUSED:
            raise ImportError(f"cannot import `{name}`: {REFUSED[name]}", name=name)
        if name in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}: {ABSENT[name]}", name=name)
        return None


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module of the workspace; its code carries the path within it, as parts do."""

    def source_to_code(self, data, path, *, _optimize=-1):
        """Compiles it under its short name."""
        short = os.path.relpath(path, WORKSPACE) if path.startswith(WORKSPACE + "/") else path
        sources.add(short, importlib.util.decode_source(bytes(data)))
        return compile(data, short, "exec", dont_inherit=True, optimize=_optimize)

    def _cache_bytecode(self, source_path, cache_path, data):
        """None: it would be a file of the workspace."""

    def set_data(self, path, data, *, _mode=0o666):
        """None either."""


def install():
    """Sets the finders for the examples."""
    sys.dont_write_bytecode = True
    sys.path_importer_cache.clear()
    hook = importlib.machinery.FileFinder.path_hook((_Loader, [".py"]))
    sys.path_hooks[:] = [hook]
    sys.meta_path.append(_Refuser())


_OURS = ("app", "runner", "wit_world", "componentize_py_types", "componentize_py_runtime",
         "componentize_py_async_support", "poll_loop")


def begin():
    """Sets the path, and takes our own modules out of sight, so that examples may use their
    names."""
    sys.path[:] = [WORKSPACE, sources.LIBRARY]
    for name in [name for name in sys.modules if name.startswith(_OURS)]:
        if name.partition(".")[0] in _OURS:
            del sys.modules[name]
