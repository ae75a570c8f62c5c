"""The virtual clock.

It starts at the session's `now` and stands still while code runs; only waiting moves it, at once
and by exactly as much as was waited for. It knows nothing of threads: `scheduler` decides when it
moves.

Two things would go wrong with a clock that never moves by itself. A loop that reads it until a
deadline would never end, so after `PATIENCE` readings in a row each reading moves it a millisecond.
And rates would divide by zero, so `perf_counter` and the processor clocks tick a microsecond each
time they are read.
"""

import datetime
import gc
import posix
import sys
import time
import warnings

from .ending import TimeUp

SECOND = 1_000_000_000
#: Readings without a wait in between before the clock is taken for watched by a busy loop.
PATIENCE = 10_000
_MILLISECOND = 1_000_000
_TICK = 1_000

_native = {name: getattr(time, name) for name in ("localtime", "gmtime", "strftime")}


class Clock:
    """Where time stands, in nanoseconds."""

    def __init__(self):
        self.start = 0
        self.elapsed = 0
        self.limit = None
        self._readings = 0
        self._ticks = 0

    def advance_to(self, instant):
        """Moves to that many nanoseconds since the start; never back."""
        if self.limit is not None and instant > self.limit:
            self.elapsed = max(self.elapsed, self.limit)
            raise TimeUp(f"it would run longer than {seconds(self.limit)} of its own time")
        self._readings = 0
        self.elapsed = max(self.elapsed, instant)

    def read(self):
        """Nanoseconds since the start, for the example to see."""
        self._readings += 1
        if self._readings > PATIENCE:
            readings = self._readings
            self.advance_to(self.elapsed + _MILLISECOND)
            self._readings = readings
        return self.elapsed

    def count(self):
        """Nanoseconds that grow with each reading, on top of no time at all."""
        self._ticks += _TICK
        return self._ticks

    def spend(self, nanoseconds):
        """Pretends that code took this long, for the counters only."""
        self._ticks += nanoseconds


CLOCK = Clock()


def seconds(nanoseconds):
    """A length of time for messages: `2 s`, `0.5 s`."""
    return f"{nanoseconds / SECOND:g} s"


def now():
    """Nanoseconds since the epoch."""
    return CLOCK.start + CLOCK.read()


class _Time:
    """What `time` offers, on the virtual clock.

    Methods of one object, since they have to stand in classes without being bound to instances,
    as functions in C do (`converter = time.localtime`).
    """

    def time_ns(self):
        """Nanoseconds since the epoch."""
        return now()

    def time(self):
        """Seconds since the epoch."""
        return now() / SECOND

    def monotonic_ns(self):
        """Nanoseconds since the run began."""
        return CLOCK.read()

    def monotonic(self):
        """Seconds since the run began."""
        return CLOCK.read() / SECOND

    def perf_counter_ns(self):
        """Nanoseconds since the run began, for measuring."""
        return CLOCK.read() + CLOCK.count()

    def perf_counter(self):
        """Seconds since the run began, for measuring."""
        return self.perf_counter_ns() / SECOND

    def process_time_ns(self):
        """Nanoseconds of processor time; sleeping takes none."""
        return CLOCK.count()

    def process_time(self):
        """Seconds of processor time; sleeping takes none."""
        return CLOCK.count() / SECOND

    thread_time, thread_time_ns = process_time, process_time_ns

    def clock_gettime_ns(self, clock, /):
        """Nanoseconds of that clock."""
        return now() if clock == 0 else CLOCK.read()

    def clock_gettime(self, clock, /):
        """Seconds of that clock."""
        return self.clock_gettime_ns(clock) / SECOND

    def localtime(self, seconds=None, /):
        """The time tuple in UTC, of now unless told."""
        return _native["localtime"](now() // SECOND if seconds is None else seconds)

    def gmtime(self, seconds=None, /):
        """The time tuple in UTC, of now unless told."""
        return _native["gmtime"](now() // SECOND if seconds is None else seconds)

    def ctime(self, seconds=None, /):
        """As `asctime(localtime(seconds))`."""
        return self.asctime(self.localtime(seconds))

    def asctime(self, moment=None, /):
        """`Sat Jun  6 16:26:11 1998`."""
        moment = self.localtime() if moment is None else moment
        day = _native["strftime"]("%a %b", moment)
        return f"{day} {moment[2]:2d} {_native['strftime']('%H:%M:%S', moment)} {moment[0]}"

    def strftime(self, format, moment=None, /):
        """A time tuple by a format, of now unless told."""
        return _native["strftime"](format, self.localtime() if moment is None else moment)


def _datetime_methods():
    """`datetime.now` and its like, which ask the machine's clock in C."""
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

    def moment():
        return epoch + datetime.timedelta(microseconds=now() // 1000)

    def rebuilt(cls, value, tzinfo):
        return cls(value.year, value.month, value.day, value.hour, value.minute, value.second,
                   value.microsecond, tzinfo, fold=value.fold)

    def now_(cls, tz=None):
        """The moment it is, in UTC unless told."""
        if tz is None:
            return rebuilt(cls, moment(), None)
        if not isinstance(tz, datetime.tzinfo):
            kind = type(tz).__name__
            raise TypeError(
                f"tzinfo argument must be None or of a tzinfo subclass, not type '{kind}'")
        value = moment().astimezone(tz)
        return rebuilt(cls, value, tz)

    def utcnow(cls):
        """The moment it is in UTC, without a time zone."""
        warnings.warn(
            "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future "
            "version. Use timezone-aware objects to represent datetimes in UTC: "
            "datetime.datetime.now(datetime.UTC).", DeprecationWarning, stacklevel=2)
        return rebuilt(cls, moment(), None)

    def today(cls):
        """The moment it is, in UTC."""
        return rebuilt(cls, moment(), None)

    now_.__name__ = "now"
    return {"now": now_, "utcnow": utcnow, "today": today}


def _patch_type(cls, name, value):
    """Replaces an attribute of a type written in C, which cannot be done by assignment."""
    (attributes,) = gc.get_referents(cls.__dict__)
    attributes[name] = value
    sys._clear_internal_caches()
    sys._clear_type_cache()


def install():
    """Puts the virtual clock in the place of the machine's."""
    functions = _Time()
    for name, function in vars(_Time).items():
        if callable(function):
            function.__module__, function.__qualname__ = "time", name
            setattr(time, name, getattr(functions, name))
    for name, function in _datetime_methods().items():
        _patch_type(datetime.datetime, name, classmethod(function))
    posix.times = lambda: posix.times_result((CLOCK.count() / SECOND, 0, 0, 0, CLOCK.read() / SECOND))


def begin(now_seconds, limit):
    """Sets the clock for a run: seconds since the epoch, and nanoseconds it may take or None."""
    CLOCK.start = now_seconds * SECOND
    CLOCK.elapsed = 0
    CLOCK.limit = limit
