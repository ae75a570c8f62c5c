"""The interactive prompt: each step is typed, its value shown, its error printed."""

import ast
import sys

from . import capture
from .ending import Ended, Exit
from .scheduler import SCHEDULER

#: The flags of `from __future__` imports, which hold for what is typed later.
_FUTURE = 0x1FF0000


class Prompt:
    """A session at the prompt, in one namespace."""

    def __init__(self, space):
        self._space = space
        self._count = 0
        self._flags = 0

    def next_name(self):
        """The name that tracebacks give to what is typed next."""
        name = f"<python-input-{self._count}>"
        self._count += 1
        return name

    def run(self, text, name):
        """Runs what was typed; 0, or 1 where it ended with an error."""
        try:
            self._run(text, name)
            SCHEDULER.settle()
        except (SystemExit, Ended, Exit):
            raise
        except BaseException as why:
            capture.flush()
            _show(why)
            return 1
        return 0

    def _run(self, text, name):
        flags = ast.PyCF_ONLY_AST | self._flags
        statements = compile(text, name, "exec", flags, dont_inherit=True).body
        for number, statement in enumerate(statements):
            if number == len(statements) - 1:
                tree, mode = ast.Interactive([statement]), "single"
            else:
                tree, mode = ast.Module([statement], []), "exec"
            code = compile(tree, name, mode, self._flags, dont_inherit=True)
            self._flags |= code.co_flags & _FUTURE
            exec(code, self._space)


def _show(why):
    sys.last_exc = sys.last_value = why
    sys.last_type, sys.last_traceback = type(why), why.__traceback__
    sys.excepthook(type(why), why, why.__traceback__)
    capture.flush()
