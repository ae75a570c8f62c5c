"""The primitives of `_thread`, on the scheduler.

`threading`, `queue` and `concurrent.futures` are CPython's own and stand on these: a lock, a
reentrant lock, a handle to join. They are put in place before `threading` is imported.
"""

import _thread
import contextvars
import time
import types

from .clock import CLOCK
from .ending import Exit
from .scheduler import MAIN, SCHEDULER, Thread, Wait, blocking, deadline


def _until(timeout):
    """The instant a timeout ends, None where there is none, as `Lock.acquire` checks it."""
    if timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > _thread.TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return deadline(timeout)


class lock:
    """A lock object."""

    __module__ = "_thread"
    __slots__ = ("_held", "_waiting", "__weakref__")

    def __init_subclass__(cls):
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def __init__(self):
        self._held = False
        self._waiting = []

    @blocking
    def acquire(self, blocking=True, timeout=-1):
        """Lock the lock; wait for it where it is held."""
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        until = _until(timeout)
        while self._held:
            if not blocking or (until is not None and CLOCK.elapsed >= until):
                return False
            wait = Wait("a lock", until)
            self._waiting.append(wait)
            try:
                yield wait
            finally:
                if wait in self._waiting:
                    self._waiting.remove(wait)
        self._held = True
        return True

    def release(self):
        """Unlock the lock and let one who waits for it try."""
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False
        if self._waiting:
            self._waiting.pop(0).wake()

    def locked(self):
        """Whether it is held."""
        return self._held

    @blocking
    def __enter__(self):
        while self._held:
            wait = Wait("a lock")
            self._waiting.append(wait)
            yield wait
        self._held = True
        return True

    def __exit__(self, *exception):
        self.release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def _at_fork_reinit(self):
        self._held = False
        self._waiting.clear()

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


class RLock:
    """A lock its owner may take again."""

    __module__ = "_thread"
    __slots__ = ("_owner", "_count", "_waiting", "__weakref__")

    def __init__(self):
        self._owner = None
        self._count = 0
        self._waiting = []

    @blocking
    def acquire(self, blocking=True, timeout=-1):
        """Lock the lock once more; wait where another thread has it."""
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        until, me = _until(timeout), SCHEDULER.ident()
        while self._owner not in (None, me):
            if not blocking or (until is not None and CLOCK.elapsed >= until):
                return False
            wait = Wait("a lock", until)
            self._waiting.append(wait)
            try:
                yield wait
            finally:
                if wait in self._waiting:
                    self._waiting.remove(wait)
        self._owner = me
        self._count += 1
        return True

    @blocking
    def __enter__(self):
        me = SCHEDULER.ident()
        while self._owner not in (None, me):
            wait = Wait("a lock")
            self._waiting.append(wait)
            yield wait
        self._owner = me
        self._count += 1
        return True

    def release(self):
        """Unlock it once; the last time, let one who waits for it try."""
        if self._owner != SCHEDULER.ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._free()

    def _free(self):
        self._owner, self._count = None, 0
        if self._waiting:
            self._waiting.pop(0).wake()

    def __exit__(self, *exception):
        self.release()

    def locked(self):
        """Whether anybody has it."""
        return self._owner is not None

    def _is_owned(self):
        return self._owner == SCHEDULER.ident()

    def _recursion_count(self):
        return self._count if self._is_owned() else 0

    def _release_save(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        state = self._count, self._owner
        self._free()
        return state

    @blocking
    def _acquire_restore(self, state):
        while self._owner is not None:
            wait = Wait("a lock")
            self._waiting.append(wait)
            yield wait
        self._count, self._owner = state

    def _at_fork_reinit(self):
        self._owner, self._count = None, 0
        self._waiting.clear()

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        owner = self._owner or 0
        return (f"<{state} _thread.RLock object owner={owner} count={self._count} "
                f"at {id(self):#x}>")


class _ThreadHandle:
    """What a thread is joined by."""

    __module__ = "_thread"

    def __init__(self):
        self.ident = 0
        self._done = False
        self._waiting = []

    def is_done(self):
        """Whether the thread has ended."""
        return self._done

    def _set_done(self):
        self._done = True
        for wait in self._waiting:
            wait.wake()
        self._waiting.clear()

    @blocking
    def join(self, timeout=None):
        """Waits until the thread has ended, or that many seconds."""
        if self.ident and self.ident == SCHEDULER.ident():
            raise RuntimeError("Cannot join current thread")
        until = None if timeout is None or timeout < 0 else deadline(timeout)
        while not self._done:
            if until is not None and CLOCK.elapsed >= until:
                return
            wait = Wait("a thread to end", until)
            self._waiting.append(wait)
            yield wait

    def __repr__(self):
        return f"<_ThreadHandle object: ident={self.ident}>"


_live = []
_handles = []


def start_joinable_thread(function, handle=None, daemon=True):
    """Starts a thread that runs `function()`."""
    handle = handle or _ThreadHandle()
    _begin(function, (), {}, handle)
    if not daemon:
        _handles.append(handle)
    return handle


def start_new_thread(function, args, kwargs=None, /):
    """Starts a thread that runs `function(*args, **kwargs)`; returns its ident."""
    handle = _ThreadHandle()
    _begin(function, args, kwargs or {}, handle)
    return handle.ident


def _begin(function, args, kwargs, handle):
    def finished(error):
        _live.remove(handle)
        handle._set_done()
        if isinstance(error, Exit):
            raise error

    def steps():
        return (yield function, (args, kwargs, None))

    handle.ident = SCHEDULER.next_ident()
    body = steps()
    thread = Thread(handle.ident, body, finished)
    thread.context = contextvars.Context()
    _live.append(handle)
    SCHEDULER.start(thread)


def _shutdown():
    for handle in _handles:
        handle.join()


def interrupt_main(signum=2, /):
    """Simulates the arrival of a signal in the main thread."""
    import signal

    if not 1 <= signum < 65:
        raise ValueError("signal number out of range")
    # A signal without a handler of Python's does nothing here.
    if callable(signal.getsignal(signum)):
        signal.raise_signal(signum)


@blocking
def sleep(_, seconds, /):
    """Waits that many seconds of virtual time."""
    if not hasattr(seconds, "__index__") and not isinstance(seconds, float):
        seconds = float(seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    yield Wait("the time to pass", deadline(seconds))


def install():
    """Puts these in the place of the real ones."""
    sleep.__module__ = "time"
    # Bound, so that it is not bound again where it stands in a class.
    time.sleep = types.MethodType(sleep, time)
    _thread.lock = _thread.LockType = lock
    _thread.allocate_lock = _thread.allocate = lock
    _thread.RLock = RLock
    _thread._ThreadHandle = _ThreadHandle
    _thread._make_thread_handle = _made
    _thread.start_joinable_thread = start_joinable_thread
    _thread.start_new_thread = _thread.start_new = start_new_thread
    _thread.get_ident = SCHEDULER.ident
    _thread.get_native_id = SCHEDULER.ident
    _thread._get_main_thread_ident = lambda: MAIN
    _thread._shutdown = _shutdown
    _thread._count = lambda: len(_live)
    _thread.interrupt_main = interrupt_main
    _thread.daemon_threads_allowed = lambda: True


def _made(ident):
    """A handle for the thread of that ident."""
    handle = _ThreadHandle()
    handle.ident = ident
    return handle
