"""Puts the world of the examples in the place of the real one, once, while the component is built.

The order matters: error numbers and threads before any module that keeps them, the file system
after the last module was read from the real one.
"""

# ruff: noqa: E402
import builtins
import sys

from . import linux_errors

linux_errors.install()

from . import clock, randomness, threads

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

_before = _functions()
clock.install()
threads.install()
randomness.install()

from . import sources, stdlib

FAILED = stdlib.import_all()
sources.pack_library()
sources.make_twins()

# Imported while there is a disk to read them from.
from . import descriptors, event_loop, execute, files, library, opening, signals, tracebacks  # noqa: F401


def close():
    """Shuts the door: from here on there is no disk. Everything is imported by now."""
    files.install()
    descriptors.install()
    opening.install()
    signals.install()
    event_loop.install()
    library.install()
    tracebacks.install()
    _rebind()
    assert builtins.open is io.open and os.stat is posix.stat
    assert signal.raise_signal is signals.raise_signal


def _rebind():
    """Replaces the old functions where modules have imported them by name."""
    after = _functions()
    new = {id(old): after[key] for key, old in _before.items()
           if key in after and after[key] is not old}
    for name, module in list(sys.modules.items()):
        if name.startswith(("runner", "app")) or name in _REPLACED or module is None:
            continue
        space = vars(module)
        for key, value in list(space.items()):
            if callable(value) and id(value) in new:
                space[key] = new[id(value)]

