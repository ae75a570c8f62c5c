"""Lets threads take turns on the one thread there is.

A thread is a stack of *steps*: generators made from its functions (`twins`). It runs until it has
to wait, and says so by yielding a `Wait`; then another has its turn. So threads switch only where
they would block, always in the same order, and time passes only when all of them wait.

The main program is no generator. Where it blocks, the others are run on top of it (`wait`) until
what it waits for has come. The same happens where a thread blocks below code that has no steps,
such as a callback of the standard library; then what lies beneath cannot go on before it.
"""

import _thread
import heapq
from collections import deque
from contextvars import Context

from . import sources
from .clock import CLOCK, SECOND
from .ending import Deadlock, Ended
from .twins import open_steps

#: The ident of the main thread: the real one's, which import locks know already.
MAIN = _thread.get_ident()


#: Where this package lies.
_HERE = __file__.rpartition("/")[0]


class Wait:
    """Something a thread waits for: until `wake`, or until an instant of the clock."""

    __slots__ = ("thread", "done", "why", "frame")

    def __init__(self, why, deadline=None):
        self.thread = None
        self.done = False
        self.why = why
        self.frame = None
        if deadline is not None:
            SCHEDULER.at(deadline, self)

    def wake(self):
        """What was waited for is there."""
        if not self.done:
            self.done = True
            SCHEDULER.ready.append(self)


class Thread:
    """A thread that is not the main one."""

    __slots__ = ("ident", "stack", "context", "wait", "loop", "finished", "value")

    def __init__(self, ident, steps, finished):
        self.ident = ident
        #: Steps, innermost last, each with the exception that was handled around its call.
        self.stack = [(steps, None)]
        self.context = None
        self.wait = None
        self.loop = None
        self.finished = finished
        #: What its innermost steps are sent when it goes on.
        self.value = None


class Scheduler:
    """Whose turn it is, and who waits for what."""

    def __init__(self):
        #: Waits that are over, in the order they were.
        self.ready = deque()
        #: The thread that runs; None is the main one.
        self.current = None
        #: Waits below which other threads run, outermost first.
        self.nested = []
        #: Every thread that has begun and not ended.
        self.alive = {}
        self._timers = []
        self._count = 0

    def ident(self):
        """The ident of the thread that runs."""
        return self.current.ident if self.current else MAIN

    def next_ident(self):
        """An ident for a new thread."""
        self._count += 1
        return MAIN + self._count * 4096

    def at(self, instant, what):
        """Wakes a wait, or calls a function, at that instant of the clock."""
        self._count += 1
        heapq.heappush(self._timers, (instant, self._count, what))

    def start(self, thread):
        """Gives the thread a turn as soon as somebody waits."""
        self.alive[thread.ident] = thread
        thread.wait = Wait("its start")
        thread.wait.thread = thread
        thread.wait.wake()

    def wait(self, wait):
        """Blocks the code that calls: others run on top of it until the wait is over."""
        if wait.done and self.ready and self.ready[0] is wait:
            self.ready.popleft()
            return
        self.nested.append(wait)
        caller = self.current
        try:
            while not self._turn(wait):
                pass
        finally:
            self.current = caller
            self.nested.remove(wait)

    def settle(self):
        """Lets every thread run that can, without letting time pass."""
        while self.ready:
            self._run(self.ready.popleft())

    def _turn(self, wait):
        """One step towards the end of that wait; true when it is over."""
        if self.ready:
            over = self.ready.popleft()
            if over is wait:
                return True
            self._run(over)
            return False
        if wait.done:
            return True
        if not self._pass_time():
            raise Deadlock(self._stuck())
        return False

    def _pass_time(self):
        while self._timers:
            instant, _, what = heapq.heappop(self._timers)
            if type(what) is Wait:
                if what.done:
                    continue
                CLOCK.advance_to(instant)
                what.wake()
            else:
                CLOCK.advance_to(instant)
                what()
            return True
        return False

    def _run(self, wait):
        """Gives a thread its turn. Waits of code further down are met when it is back on top."""
        thread = wait.thread
        if thread is None or thread.wait is not wait:
            return
        before = self.current
        self.current = thread
        loop = _swap_loop(thread.loop)
        try:
            while thread.context.run(advance, thread):
                pass
        finally:
            thread.loop = _swap_loop(loop)
            self.current = before
            if not thread.stack:
                self.alive.pop(thread.ident, None)

    def _stuck(self):
        """Who waits for what, for a deadlock's message."""
        if any(wait.done for wait in self.nested):
            return ("a thread waits inside a call that cannot be put aside (a generator, a "
                    "comprehension or a callback), and what it waits for is up to the code below it")
        waiting = [f"`{name}` waits for {why}" for name, why in self._waiting()]
        return "nothing is left that could end it: " + "; ".join(waiting)

    def _waiting(self):
        import threading

        names = {thread.ident: thread.name for thread in threading._active.values()}
        if self.nested:
            yield names.get(self.ident(), "MainThread"), self.nested[-1].why
        for ident, thread in self.alive.items():
            if thread.wait is not None and thread is not self.current:
                yield names.get(ident, "a thread"), f"{thread.wait.why}{_where(thread)}"


def _where(thread):
    """The innermost line of the example a thread stands at, in brackets."""
    for steps, _ in reversed(thread.stack):
        frame = steps.gi_frame
        if frame is not None and sources.is_example(frame.f_code.co_filename):
            return f" ({frame.f_code.co_filename}:{frame.f_lineno})"
    return ""


SCHEDULER = Scheduler()


def deadline(timeout):
    """The instant that many seconds from now."""
    return CLOCK.elapsed + max(0, round(timeout * SECOND))


def blocking(steps):
    """Makes a function of steps callable: as steps where a thread can be put aside, and by
    running others on top of it where not."""

    def call(*args, **kwargs):
        run = steps(*args, **kwargs)
        try:
            while True:
                SCHEDULER.wait(next(run))
        except StopIteration as stop:
            return stop.value

    call.__name__, call.__doc__ = steps.__name__, steps.__doc__
    call.__qualname__, call.__module__ = steps.__qualname__, steps.__module__
    call.steps = steps
    return call


def advance(thread):
    """Runs a thread until it waits, ends, or goes on in another context (then true)."""
    stack, value, error = thread.stack, thread.value, None
    thread.value = None
    while stack:
        top, handled = stack[-1]
        try:
            request = _step(top, handled, value, error)
            value = error = None
        except StopIteration as stop:
            stack.pop()
            value, error = stop.value, None
            continue
        except BaseException as why:
            stack.pop()
            error = why.with_traceback(_inner(why.__traceback__))
            if isinstance(why, Ended):
                stack.clear()
                raise
            continue
        if type(request) is Wait:
            if not request.done:
                request.thread, thread.wait = thread, request
                return False
            _forget(request)
            continue
        if type(request) is Context:
            thread.value, thread.context = thread.context, request
            return True
        function, call = request
        try:
            stack.append((open_steps(function, call), call[2] or handled))
        except BaseException as why:
            error = why.with_traceback(None)
    thread.wait = None
    thread.finished(error)
    return False


def _step(steps, handled, value, error):
    """One step. What it calls was called while `handled` was being handled, and has to see that."""
    if handled is None:
        return steps.throw(error) if error is not None else steps.send(value)
    trace = handled.__traceback__
    try:
        raise handled
    except BaseException:
        handled.__traceback__ = trace
        return steps.throw(error) if error is not None else steps.send(value)


def _inner(trace):
    """A traceback without our own frames at its start."""
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_HERE):
        trace = trace.tb_next
    return trace


def _forget(wait):
    """Takes a wait that nobody waits for any more off the list."""
    try:
        SCHEDULER.ready.remove(wait)
    except ValueError:
        pass


def _swap_loop(loop):
    """Sets the running event loop, which C keeps for the one real thread, and gives the old."""
    import _asyncio

    before = _asyncio._get_running_loop()
    _asyncio._set_running_loop(loop)
    return before
