"""Runs one request: sets the world up, runs the parts in order, tells what came of it."""

import atexit
import builtins
import gc
import os
import sys
import threading
import types
from dataclasses import dataclass, field

from . import capture, clock, console, ending, files, importing, randomness, sources, tree
from .capture import RECORDER, STDIN
from .ending import Ended, Exit
from .standins.redis.connection import SERVER
from .tracebacks import Parts
from .wheels import PACKAGES

#: What a script is called that has no name of its own.
SCRIPT = "example.py"


@dataclass
class Part:
    """One example: its name if it has one, its steps, whether they were typed at a prompt."""

    name: str | None
    steps: list[str]
    interactive: bool


@dataclass
class Request:
    """What to run, and with what."""

    prelude: list[Part]
    main: Part
    stdin: bytes
    args: list[str]
    env: list[tuple[str, str]]
    files: list[tuple[str, bytes]]
    #: Nanoseconds of virtual time, or None.
    timeout: int | None
    #: Seconds since the epoch at the start, and the seed of all that is random.
    now: int
    seed: int


@dataclass
class Outcome:
    """What came of it."""

    #: For each step begun: its output, pairs of descriptor and bytes, and its status.
    steps: list[tuple[list[tuple[int, bytes]], int]] = field(default_factory=list)
    #: What ended it, if it was not its own end: kind, message, places.
    raised: tuple[str, str, list[tuple[int, int, int, str]]] | None = None
    #: Files that were made or changed.
    files: list[tuple[str, bytes]] = field(default_factory=list)


def run(request):
    """Runs a request in this instance, which is used up by it."""
    before = _set_up(request)
    space = _main_module(request)
    run_ = _Run(space)
    for number, part in enumerate(request.prelude):
        run_.earlier(number, part)
    run_.main(len(request.prelude), request.main)
    changed = [(path, bytes(node.content)) for path, node in tree.workspace_files(files.TREE)
               if before.get(path) != bytes(node.content)]
    return Outcome(run_.steps, run_.raised, changed)


def _set_up(request):
    clock.begin(request.now, request.timeout)
    randomness.begin(request.seed)
    SERVER.begin(request.seed)
    given = PACKAGES.begin(request.files)
    names = {path for path, _ in given}
    for part in [*request.prelude, request.main]:
        if part.name and not part.interactive and part.name not in names:
            given.append((part.name, "".join(part.steps).encode()))
    files.begin(given)
    importing.begin()
    os.environ.clear()
    os.environ.update({"HOME": tree.HOME, **dict(request.env)})
    STDIN.fill(request.stdin)
    capture.install()
    return dict(given)


def _main_module(request):
    module = types.ModuleType("__main__")
    module.__builtins__ = builtins
    sys.modules["__main__"] = module
    if request.main.interactive:
        sys.argv = ["", *request.args]
    else:
        name = request.main.name or SCRIPT
        module.__file__ = f"{tree.WORKSPACE}/{name}"
        module.__cached__ = None
        sys.argv = [name, *request.args]
        sys.path[0] = os.path.dirname(module.__file__)
    return module.__dict__


class _Run:
    """The parts of a request as they run."""

    def __init__(self, space):
        self._space = space
        self._parts = Parts()
        self._prompt = console.Prompt(space)
        self.steps = []
        self.raised = None

    def earlier(self, number, part):
        """A part that is run for its state: what it writes and how it ends does not matter."""
        RECORDER.keeps = False
        name = part.name or f"example_{number + 1}.py"
        for step, text in enumerate(part.steps):
            try:
                if part.interactive:
                    self._typed(number, step, text)
                else:
                    self._script(name, number, step, text)
            except BaseException:
                break
            finally:
                capture.flush()
        ending.forget()
        RECORDER.keeps = True

    def main(self, number, part):
        """The part whose output is wanted."""
        status = 0
        for step, text in enumerate(part.steps):
            last = step == len(part.steps) - 1
            try:
                if part.interactive:
                    status = self._typed(number, step, text)
                else:
                    self._script(part.name or SCRIPT, number, step, text)
                over = last
            except BaseException as why:
                status = self._ended_by(why)
                over = True
            if over:
                status = self._finish(status)
            capture.flush()
            if ending.final() is not None:
                status, over = self._final(status), True
            self.steps.append((RECORDER.take(), status))
            if over:
                break

    def _script(self, name, part, step, text):
        self._parts.add(name, part, step)
        sources.add(name, text)
        exec(compile(text, name, "exec", dont_inherit=True), self._space)

    def _typed(self, part, step, text):
        name = self._prompt.next_name()
        self._parts.add(name, part, step)
        sources.add(name, text)
        return self._prompt.run(text, name)

    def _ended_by(self, why):
        """Says what CPython says of an exception nobody caught; the exit status."""
        capture.flush()
        if isinstance(why, (Ended, Exit)):
            self._note(why)
            return getattr(why, "status", 1)
        if isinstance(why, SystemExit):
            return _exit_status(why)
        self._note(why)
        _show(why)
        return 130 if isinstance(why, KeyboardInterrupt) else 1

    def _note(self, why):
        if self.raised is None and not isinstance(why, Exit):
            kind = getattr(why, "kind", None) if isinstance(why, Ended) else None
            places = self._parts.places(why)
            self.raised = (kind or type(why).__qualname__, _message(why), places)

    def _finish(self, status):
        """What the interpreter does at its end: threads, `atexit`, the last objects."""
        if ending.final() is not None:
            return status
        try:
            threading._shutdown()
            atexit._run_exitfuncs()
            capture.flush()
            _clear(self._space)
        except BaseException as why:
            return self._ended_by(why)
        return status

    def _final(self, status):
        """How a run ends that was ended, even if the example caught it."""
        why = ending.final()
        self._note(why)
        return why.status if isinstance(why, Exit) else status or 1


def _exit_status(why):
    code = why.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stderr.write(f"{code}\n")
    return 1


def _message(why):
    if isinstance(why, SyntaxError):
        return why.msg or ""
    try:
        return str(why)
    except Exception:
        return "<exception str() failed>"


def _show(why):
    sys.last_exc = sys.last_value = why
    sys.last_type, sys.last_traceback = type(why), why.__traceback__
    try:
        sys.excepthook(type(why), why, why.__traceback__)
    except BaseException as broken:
        sys.stderr.write("Error in sys.excepthook:\n")
        sys.__excepthook__(type(broken), broken, broken.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(why), why, why.__traceback__)
    capture.flush()


def _clear(space):
    """Lets go of the program's names in CPython's order, so that finalisers run as they would."""
    for name in [name for name in space if name[:1] == "_" and name[1:2] != "_"]:
        space[name] = None
    for name in [name for name in space if name != "__builtins__"]:
        space[name] = None
    gc.collect()
