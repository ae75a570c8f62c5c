"""Puts the world of the examples in the place of the real one, once, while the component is built.

The order matters: error numbers and threads before any module that keeps them, the file system
after the last module was read from the real one.
"""

# ruff: noqa: E402
import builtins
import gc
import sys

from . import linux_errors

linux_errors.install()

from . import clock, randomness, threads

_HEAP_TYPE = 1 << 9
_REPLACED = ("os", "posix", "time", "io", "_io", "signal", "_thread")


def _functions():
    found = {}
    for name in (*_REPLACED, "builtins"):
        module = sys.modules.get(name)
        for key, value in vars(module).items() if module else ():
            if callable(value):
                found[name, key] = value
    return found


import io
import os
import posix
import signal
import time
import types

_before = _functions()
clock.install()
threads.install()
randomness.install()

from . import sources, stdlib

FAILED = stdlib.import_all()
sources.pack_library()
sources.make_twins()

# Imported while there is a disk to read them from.
from . import descriptors, event_loop, execute, files, importing, library  # noqa: F401
from . import opening, signals, tracebacks, wheels
from .standins import modules, urllib_request


def close():
    """Shuts the door: from here on there is no disk. Everything is imported by now."""
    files.install(sources.library())
    descriptors.install()
    opening.install()
    signals.install()
    event_loop.install()
    library.install()
    wheels.install()
    importing.install()
    modules.install()
    urllib_request.install()
    tracebacks.install()
    _rebind()
    # What is there now stays: collecting garbage need not look at it again.
    gc.collect()
    gc.freeze()
    assert builtins.open is io.open and os.stat is posix.stat
    assert signal.raise_signal is signals.raise_signal


def _rebind():
    """Replaces the old functions where others hold them: imported by name, as a default, in a
    class."""
    after = _functions()
    new = {id(old): after[key] for key, old in _before.items()
           if key in after and after[key] is not old}
    for name, module in list(sys.modules.items()):
        if module is not None and not name.startswith(("runner", "app")) and name not in _REPLACED:
            _rebind_in(vars(module), new, set(), in_module=True)


def _rebind_in(space, new, seen, in_module=False):
    for key, value in list(space.items()):
        if id(value) in new:
            space[key] = new[id(value)] if in_module else _unbound(new[id(value)])
            continue
        function = getattr(value, "__func__", value)
        if isinstance(function, types.FunctionType):
            _rebind_defaults(function, new)
        elif isinstance(value, type) and value.__flags__ & _HEAP_TYPE and id(value) not in seen:
            seen.add(id(value))
            (attributes,) = gc.get_referents(value.__dict__)[:1] or ({},)
            _rebind_in(attributes, new, seen)


def _unbound(function):
    return staticmethod(function) if isinstance(function, types.FunctionType) else function


def _rebind_defaults(function, new):
    if function.__defaults__ and any(id(value) in new for value in function.__defaults__):
        function.__defaults__ = tuple(new.get(id(value), value) for value in function.__defaults__)
    for key, value in (function.__kwdefaults__ or {}).items():
        if id(value) in new:
            function.__kwdefaults__[key] = new[id(value)]
