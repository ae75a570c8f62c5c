"""Signals a program sends to itself: `os.kill`, `signal.raise_signal`, `signal.alarm`.

There is nobody else to send one. A handler runs at once, in the thread that sent the signal, or
when the clock reaches the alarm.
"""

import enum
import os
import posix
import signal
import sys

from .clock import CLOCK, SECOND
from .ending import Exit
from .linux_errors import error
from .scheduler import MAIN, SCHEDULER, Wait, blocking

#: The process's own number.
PID = 4242
_IGNORED = (signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH)

_handlers = {}
_alarm = None
_pausing = []


def check(number):
    """A `ValueError` where there is no such signal."""
    if not isinstance(number, int):
        raise TypeError(f"sig must be an int, not {number!r}")
    if not 1 <= number < 65:
        raise ValueError(f"invalid signal number {number}")


def set_handler(signalnum, handler):
    """Set the action for the given signal; returns the one before."""
    if SCHEDULER.ident() != MAIN:
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (signal.SIG_IGN, signal.SIG_DFL):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if not 1 <= signalnum < 65:
        raise ValueError("signal number out of range")
    if signalnum in (signal.SIGKILL, signal.SIGSTOP):
        raise error("EINVAL")
    before = getsignal(signalnum)
    _handlers[int(signalnum)] = handler
    return before


def getsignal(signalnum):
    """The current action for the given signal."""
    default = signal.default_int_handler if signalnum == signal.SIGINT else signal.SIG_DFL
    return _handlers.get(int(signalnum), default)


def raise_signal(signalnum, /):
    """Send a signal to the program itself."""
    check(signalnum)
    handler = getsignal(signalnum)
    if handler == signal.SIG_DFL:
        if signalnum not in _IGNORED:
            raise Exit(128 + int(signalnum))
    elif handler != signal.SIG_IGN:
        for wait in _pausing:
            wait.wake()
        _pausing.clear()
        handler(int(signalnum), sys._getframe(1))


def kill(pid, sig, /):
    """Send a signal to a process; the only one there is, is this."""
    if pid not in (PID, 0, -1):
        raise error("ESRCH")
    if sig:
        raise_signal(sig)


def exit_now(status):
    """Exit to the system with specified status, without normal exit processing."""
    raise Exit(status & 0xFF)


def setitimer(which, seconds, interval=0.0):
    """Sends SIGALRM after that many seconds of the virtual clock."""
    global _alarm
    left = getitimer(which)
    token = _alarm = object()
    if seconds:
        at = CLOCK.elapsed + round(seconds * SECOND)
        _alarm = (at, interval)
        token = _alarm

        def ring():
            if _alarm is token:
                setitimer(which, interval, interval)
                raise_signal(signal.SIGALRM)

        SCHEDULER.at(at, ring)
    return left


def getitimer(which, /):
    """Seconds until the alarm, and the interval."""
    if isinstance(_alarm, tuple):
        at, interval = _alarm
        return (max(0.0, (at - CLOCK.elapsed) / SECOND), interval)
    return (0.0, 0.0)


def alarm(seconds, /):
    """Sends SIGALRM after that many seconds; returns those left of the alarm before."""
    return round(setitimer(0, seconds)[0])


@blocking
def pause():
    """Waits for a signal, which only an alarm or another thread can send."""
    wait = Wait("a signal")
    _pausing.append(wait)
    yield wait


def install():
    """Puts these in the place of the real ones."""
    enumerated = signal._int_to_enum

    def signal_(signalnum, handler):
        """Set the action for the given signal."""
        return enumerated(set_handler(signalnum, handler), signal.Handlers)

    def getsignal_(signalnum):
        """The current action for the given signal."""
        return enumerated(getsignal(signalnum), signal.Handlers)

    signal_.__name__, getsignal_.__name__ = "signal", "getsignal"
    signal.signal, signal.getsignal = signal_, getsignal_
    signal.raise_signal, signal.alarm, signal.pause = raise_signal, alarm, pause
    signal.setitimer, signal.getitimer = setitimer, getitimer
    signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF = 0, 1, 2
    signal.ItimerError = OSError
    signal.siginterrupt = lambda signalnum, flag: None
    signal.set_wakeup_fd = lambda fd, *, warn_on_full_buffer=True: -1
    signal.valid_signals = lambda: set(signal.Signals)
    signal.pthread_kill = lambda ident, signalnum: raise_signal(signalnum)
    os.kill = posix.kill = kill
    os._exit = posix._exit = exit_now
    os.getpid = posix.getpid = lambda: PID
    os.getppid = posix.getppid = lambda: 1
    assert issubclass(signal.Signals, enum.IntEnum)
