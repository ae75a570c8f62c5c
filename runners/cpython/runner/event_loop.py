"""asyncio on the virtual clock: a loop that sleeps by moving the clock, and knows a deadlock.

Everything but the loop's bottom is CPython's own: futures, tasks, locks, queues, timeouts. There is
no network; `streams` and servers say so.
"""

import asyncio
import functools
import signal
from asyncio import base_events, events, unix_events

from . import signals, sources
from .clock import CLOCK, SECOND
from .linux_errors import error
from .scheduler import SCHEDULER, Wait, blocking, deadline


class _Selector:
    """Waits for what other threads send, and for time to pass."""

    def __init__(self, loop):
        self._loop = loop
        self._wait = None
        self._woken = False

    @blocking
    def select(self, timeout=None):
        """No events ever; returns when there is something to do for the loop."""
        if not self._woken and (timeout is None or timeout > 0 or SCHEDULER.ready):
            until = None if timeout is None else deadline(timeout)
            self._wait = Wait(_reason(self._loop), until)
            yield self._wait
            self._wait = None
        self._woken = False
        return []

    def wake(self):
        """Ends the wait, from another thread or a signal."""
        self._woken = True
        if self._wait is not None:
            self._wait.wake()

    def close(self):
        """Nothing to close."""


class _Why:
    """Why a loop waits, found out only when somebody asks: every task, and where it stands."""

    def __init__(self, loop):
        self._loop = loop

    def __str__(self):
        tasks = [task for task in asyncio.all_tasks(self._loop) if not task.done()]
        if not tasks:
            return "an event loop without tasks, which nothing stops"
        return ", ".join(sorted(_place(task) for task in tasks))


def _reason(loop):
    return _Why(loop)


def _place(task):
    waiting, at = task.get_coro(), None
    while waiting is not None:
        frame = getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None)
        if frame is not None and sources.is_example(frame.f_code.co_filename):
            at = frame
        waiting = getattr(waiting, "cr_await", None) or getattr(waiting, "gi_yieldfrom", None)
    if at is None:
        return f"task `{task.get_name()}`"
    where = f"{at.f_code.co_filename}:{at.f_lineno}"
    return f"task `{task.get_name()}` (`{at.f_code.co_qualname}`, {where})"


class _UnixSelectorEventLoop(base_events.BaseEventLoop):
    """The event loop."""

    __module__ = "asyncio.unix_events"

    def __init__(self, selector=None):
        super().__init__()
        self._selector = _Selector(self)
        self._clock_resolution = 1e-9
        self._signal_handlers = {}

    def time(self):
        """Seconds of the virtual clock."""
        return CLOCK.elapsed / SECOND

    def _write_to_self(self):
        self._selector.wake()

    def _process_events(self, event_list):
        pass

    def close(self):
        """Closes the loop and takes its signal handlers back."""
        if not self.is_closed():
            super().close()
            for number in list(self._signal_handlers):
                self.remove_signal_handler(number)

    def add_signal_handler(self, sig, callback, *args):
        """Calls back in the loop when the signal comes."""
        signals.check(sig)
        handle = events.Handle(callback, args, self, None)
        self._signal_handlers[sig] = handle
        signal.signal(sig, functools.partial(self._on_signal, handle))

    def _on_signal(self, handle, signum, frame):
        if not handle._cancelled:
            self._add_callback_signalsafe(handle)

    def _add_callback_signalsafe(self, handle):
        self._ready.append(handle)
        self._write_to_self()

    def remove_signal_handler(self, sig):
        """Takes it back; whether there was one."""
        signals.check(sig)
        if self._signal_handlers.pop(sig, None) is None:
            return False
        default = signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL
        signal.signal(sig, default)
        return True

    async def getaddrinfo(self, host, port, **options):
        """There is no network."""
        raise error("ENETUNREACH")

    async def create_connection(self, *args, **options):
        """There is no network."""
        why = error("ENETUNREACH")
        why.add_note("There is no network in the sandbox. A pair of `asyncio.StreamReader` and a "
                     "writer of your own, or `asyncio.Queue`, can stand in for a connection; HTTP "
                     "clients answer from `responses.json`.")
        raise why

    create_server = create_unix_server = create_unix_connection = create_connection
    create_datagram_endpoint = sock_connect = sock_accept = create_connection

    async def subprocess_exec(self, *args, **options):
        """There are no processes."""
        raise error("ENOSYS")

    subprocess_shell = subprocess_exec


def install():
    """Makes it the loop that asyncio makes."""
    for module in (asyncio, unix_events):
        module.SelectorEventLoop = module.EventLoop = _UnixSelectorEventLoop
    unix_events._UnixSelectorEventLoop = _UnixSelectorEventLoop
    unix_events._UnixDefaultEventLoopPolicy._loop_factory = _UnixSelectorEventLoop
